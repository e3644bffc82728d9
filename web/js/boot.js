// Starts the page: fetches the program with a progress bar, starts it, and says so in words when that fails.
// Everything here stays outside the WebAssembly module, so that it also works when the module does not.

const script = document.querySelector("script[data-app]");
const url = (name) => new URL(script.dataset[name], document.baseURI);
const chinese = (navigator.languages ?? [navigator.language]).some((tag, i) => i === 0 && tag.startsWith("zh"))
  || /[?#&]lang=zh/.test(location.href);
const say = (en, zh) => (chinese ? zh : en);

/** The response with its body counted as it arrives: `report` hears a share of 100. web/js/programs.js uses it too. */
export function counted(response, report) {
  // With a content encoding the length is that of the compressed bytes, and there is no figure.
  const total = response.headers.get("Content-Encoding") ? 0 : Number(response.headers.get("Content-Length"));
  // compileStreaming insists on the type, and not every host sends it.
  const headers = { "Content-Type": "application/wasm" };
  if (!response.body || !total) return new Response(response.body, { headers });
  let seen = 0;
  const count = new TransformStream({
    transform(chunk, out) {
      seen += chunk.byteLength;
      report(Math.min(100, (100 * seen) / total));
      out.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(count), { headers });
}

const showProgress = (share) => {
  const bar = document.getElementById("boot-progress");
  if (bar) bar.value = share;
};

/** A dialog with what went wrong and a way on. A panic leaves the last picture standing behind it. */
function showFailure(title, detail) {
  if (document.getElementById("failure")) return;
  const dialog = document.createElement("dialog");
  dialog.id = "failure";
  dialog.setAttribute("aria-labelledby", "failure-title");
  const heading = document.createElement("h2");
  heading.id = "failure-title";
  heading.textContent = title;
  const report = document.createElement("pre");
  report.textContent = `${detail}\n\n${location.href}`;
  report.tabIndex = 0;
  const copy = document.createElement("button");
  copy.textContent = say("Copy report", "复制报告");
  copy.addEventListener("click", () => navigator.clipboard?.writeText(report.textContent));
  const reload = document.createElement("button");
  reload.textContent = say("Reload this link", "重新打开此链接");
  reload.addEventListener("click", () => location.reload());
  dialog.append(heading, report, copy, reload);
  document.body.append(dialog);
  dialog.showModal();
}

// The module's panic hook calls this with the message and the place.
globalThis.__vitrineFailed = (detail) =>
  showFailure(say("A bug in Vitrine stopped the simulation.", "Vitrine 的一个错误使模拟停止。"), detail);

async function start() {
  const status = document.getElementById("boot-status");
  if (status && chinese) {
    status.textContent = status.dataset.zh;
    document.documentElement.lang = "zh-CN";
  }
  const [glue, response] = await Promise.all([import(url("app").href), fetch(url("wasm"))]);
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  await glue.default({ module_or_path: counted(response, showProgress) });
  document.documentElement.dataset.ready = "";
}

// Without a secure context there are no service workers; in an iframe the page is a guest; on the developer's own
// machine a cache between edit and reload only confuses.
async function keepForOffline() {
  const local = ["localhost", "127.0.0.1", "[::1]"].includes(location.hostname);
  if (window.top !== window || local || !isSecureContext || !("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(new URL("sw.js", document.baseURI));
}

start()
  .then(keepForOffline)
  .catch((error) =>
    showFailure(say("Vitrine could not start.", "Vitrine 无法启动。"), String(error?.stack ?? error)),
  );
