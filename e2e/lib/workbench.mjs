// What a reader does at the workbench and what there is to read, by accessible names, in English unless said otherwise.
//
// Nothing here trusts that something has happened after some time or some frames: it is asked for until it has. A key or
// a click is answered at once, but drawn a little later.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";

/** The lessons as the gallery lists them. */
export const LESSONS = [
  { id: "fork-cow", title: "fork and copy-on-write", lens: "memory" },
  { id: "pipe", title: "A pipe between parent and child", lens: "descriptors" },
  { id: "deadlock", title: "Two locks in opposite order", lens: "locks" },
  { id: "banker", title: "The banker who says not yet", lens: "locks" },
  { id: "three-on-cpus", title: "Three processes, one CPU or two", lens: "scheduling" },
  { id: "lost-update", title: "Ten thousand increments, and some are lost", lens: "locks" },
];

/** How long a loaded machine may take for what is immediate. */
const PATIENCE_MS = 30_000;

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const heading = (page, name) => page.getByRole("heading", { name, exact: true });
export const playhead = (page) => page.getByRole("slider", { name: /^(Playhead|播放头)$/ });
export const output = (page) => page.locator("pre[aria-label=Output]");
export const problems = (page) => page.getByRole("alert");

/** Resolves to the first value of `read` that `accept` takes. */
export async function until(read, accept, what) {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const value = await read();
    if (accept(value)) return value;
    if (Date.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(value)}`);
    await new Promise((done) => setTimeout(done, 25));
  }
}

/** Asserts that `read` comes to be `expected`. */
export async function becomes(read, expected, what = "") {
  let last;
  try {
    await until(async () => (last = await read()), (value) => isDeepStrictEqual(value, expected), what);
  } catch {
    assert.deepEqual(last, expected, what);
  }
}

/** The step of the playhead, as screen readers hear it. */
export async function step(page) {
  const spoken = await playhead(page).getAttribute("aria-valuetext");
  return Number(/[\d\u202f]+/.exec(spoken)[0].replaceAll("\u202f", ""));
}

export const sentence = (page) => page.locator(".sentence p strong").innerText();

/** Where the reader stands: two readings are equal only at the same moment of the same run. */
export async function moment(page) {
  return { step: await step(page), sentence: await sentence(page), output: await output(page).innerText() };
}

/** Resolves when nothing moves by itself any more and everything is drawn. */
export const still = (page) =>
  page.locator(".app:not([data-busy])").waitFor({ state: "attached", timeout: PATIENCE_MS });

/** Resolves when the playhead stands at `expected`. */
export const at = (page, expected) => becomes(() => step(page), expected, "the playhead's step");

/** Resolves when the playhead stands at another step than `before`. */
export const moved = (page, before) =>
  until(() => step(page), (now) => now !== before, `the playhead stays at step ${before}`);

/** Presses a key that leads to a known step. */
export async function home(page) {
  await page.keyboard.press("Home");
  await at(page, 0);
}

/** Resolves when the run is known to its end or to the page's limit, and its first interesting step is shown. */
export async function explored(page, timeout = 90_000) {
  // “step 3 of 70…” while it is still being run ahead.
  await page.locator(".facts").filter({ hasNotText: "…" }).waitFor({ state: "attached", timeout });
  await still(page);
}

/** Opens `suffix` and waits until its whole run is known and its first interesting step is shown. */
export async function openRun(page, goto, suffix) {
  // A change of the fragment alone would not load the page anew.
  await page.goto("about:blank");
  await goto(suffix);
  await explored(page);
}

/** Replaces the program in the editor by typing, and runs it. */
export async function edit(page, text) {
  const editor = page.getByRole("textbox", { name: /^Source of/ });
  await editor.click();
  await page.keyboard.press("ControlOrMeta+A");
  // Typing over a selection lets Chromium keep the old text's style as an attribute, which the policy refuses, loudly.
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
  await page.getByText("changed, not run yet").waitFor();
  await button(page, "Run").click();
}

/** Resolves when the text in the editor is what runs; `inside` may be a frame. */
export const opened = (inside) => inside.locator(".run:not(.main)").waitFor();

/** Edits, and waits until the new program is the one that is shown. */
export async function editAndOpen(page, text) {
  await edit(page, text);
  await opened(page);
  await page.locator(".facts").waitFor({ state: "attached" });
}
