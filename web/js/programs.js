// What Rust binds to for programs (`#[wasm_bindgen(module = "/js/programs.js")]`): a lesson's compiled program is a file; the
// compiler is a module of its own, fetched when it is first needed and run in a worker where workers are allowed (a
// sandboxed iframe has none). What crosses is bytes; their meaning is in crates/scenario/src/built.rs.

const script = document.querySelector("script[data-app]");

/** A file of the site in the version that this page belongs to. */
function at(name) {
  const url = new URL(name, document.baseURI);
  url.searchParams.set("v", script.dataset.version);
  return url;
}

async function get(name) {
  const response = await fetch(at(name));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}

/** A promise that is made once and again after a failure: the next attempt may find the network. */
function kept(make) {
  let promise;
  return () => {
    promise ??= make().catch((error) => {
      promise = undefined;
      throw error;
    });
    return promise;
  };
}

const lessons = new Map();

/** Resolves to the bytes of a lesson's compiled program. */
export function lesson(name) {
  if (!lessons.has(name)) {
    lessons.set(name, kept(async () => new Uint8Array(await (await get(`vendor/lessons/${name}`)).arrayBuffer())));
  }
  return lessons.get(name)();
}

// Whoever waits last hears of the progress: a share of 100 while the compiler arrives, then 100.
let report = () => {};

const compiler = kept(async () => {
  const { counted } = await import(new URL("boot.js", document.baseURI).href);
  const response = counted(await get("vitrine-compiler_bg.wasm"), (share) => report(share));
  const module = await WebAssembly.compile(await response.arrayBuffer());
  const glue = at("vitrine-compiler.js").href;
  return (await inWorker(glue, module)) ?? (await inPage(glue, module));
});

/** Resolves to the answer's bytes; rejects when the compiler cannot be had. */
export async function compile(sources, onProgress) {
  report = onProgress;
  try {
    const run = await compiler();
    onProgress(100);
    return await run(sources);
  } finally {
    // Rust drops what it passed as soon as it has its answer.
    if (report === onProgress) report = () => {};
  }
}

/** The compiler in a worker, or nothing where that is not allowed. */
function inWorker(glue, module) {
  return new Promise((resolve) => {
    let worker;
    try {
      worker = new Worker(at("compiler-worker.js"), { type: "module" });
    } catch {
      resolve(undefined);
      return;
    }
    const waiting = new Map();
    let next = 0;
    const run = (sources) =>
      new Promise((done, failed) => {
        waiting.set(++next, { done, failed });
        worker.postMessage({ id: next, sources });
      });
    worker.onmessage = ({ data }) => {
      if (data.ready) {
        resolve(run);
        return;
      }
      const { done, failed } = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.answer) done(data.answer);
      else failed(new Error(data.error));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      resolve(undefined);
      for (const { failed } of waiting.values()) failed(new Error(event.message));
      waiting.clear();
    };
    worker.postMessage({ glue, module });
  });
}

async function inPage(glue, module) {
  const { default: start, compile: run } = await import(glue);
  await start({ module_or_path: module });
  return async (sources) => run(sources);
}
