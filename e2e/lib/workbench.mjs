// What a reader does at the workbench and what there is to read, by accessible names, in English unless said otherwise.

/** The lessons as the gallery lists them. */
export const LESSONS = [
  { id: "fork-cow", title: "fork and copy-on-write", lens: "memory" },
  { id: "pipe", title: "A pipe between parent and child", lens: "descriptors" },
  { id: "three-on-cpus", title: "Three processes, one CPU or two", lens: "scheduling" },
];

export const button = (page, name) => page.getByRole("button", { name, exact: true });
export const heading = (page, name) => page.getByRole("heading", { name, exact: true });
export const playhead = (page) => page.getByRole("slider", { name: /^(Playhead|播放头)$/ });
export const output = (page) => page.locator("pre[aria-label=Output]");
export const problems = (page) => page.getByRole("alert");

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

/** Resolves when the playhead stands at another step than `before`. */
export async function moved(page, before) {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const now = await step(page);
    if (now !== before) return now;
    await page.waitForTimeout(20);
  }
  throw new Error(`the playhead stays at step ${before}`);
}

/** Resolves when the run is known to its end or to the page's limit. */
export async function explored(page, timeout = 90_000) {
  // “step 3 of 70…” while it is still being run ahead.
  await page.locator(".facts").filter({ hasNotText: "…" }).waitFor({ state: "attached", timeout });
  // The first interesting step is sought in the frame after the one that found it.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
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
  await button(page, "Run").click();
}
