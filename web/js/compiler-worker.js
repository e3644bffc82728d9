// The compiler's worker: the first message brings the glue's address and the compiled module, each later one files to
// compile. web/js/programs.js is at the other end.
let run;

async function start({ glue, module }) {
  const { default: init, compile } = await import(glue);
  await init({ module_or_path: module });
  run = compile;
  postMessage({ ready: true });
}

onmessage = async ({ data }) => {
  if (data.module) {
    // Without a compiler here, the page runs it itself: it hears of that as the worker's error.
    start(data).catch((error) => {
      setTimeout(() => {
        throw error;
      });
    });
    return;
  }
  try {
    const answer = run(data.sources);
    postMessage({ id: data.id, answer }, [answer.buffer]);
  } catch (error) {
    postMessage({ id: data.id, error: String(error?.stack ?? error) });
  }
};
