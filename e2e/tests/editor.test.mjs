// The editor's bundle by itself, under the page's own policy.
import assert from "node:assert/strict";
import { assertNone, axeFindings } from "../lib/browser.mjs";
import { site } from "../lib/site.mjs";

const check = site();
const PROGRAM = 'int main(void)\n{\n    write(1, "hi", 2);\n    return 0;\n}\n';

/** Puts an editor into the page and leaves it as `window.editor`, its calls in `window.calls`. */
async function mount(page) {
  await page.evaluate(async (text) => {
    const { create } = await import(new URL("vendor/editor.js", document.baseURI).href);
    const host = document.createElement("section");
    host.id = "editor-under-test";
    document.querySelector("main").append(host);
    globalThis.calls = [];
    globalThis.editor = create(host, text, {
      label: "pipe.c",
      onChange: (now) => globalThis.calls.push(["change", now]),
      onBreakpoint: (line) => globalThis.calls.push(["breakpoint", line]),
    });
  }, PROGRAM);
}

check("types, reports the change once, and not what the page itself wrote", async ({ page, goto }) => {
  await goto();
  await mount(page);
  await page.evaluate(() => globalThis.editor.setText("int x;"));
  assert.deepEqual(await page.evaluate(() => globalThis.calls), []);
  await page.evaluate(() => globalThis.editor.goTo(1));
  await page.keyboard.press("End");
  await page.keyboard.type("y");
  assert.deepEqual(await page.evaluate(() => globalThis.calls), [["change", "int x;y"]]);
  assert.equal(await page.evaluate(() => globalThis.editor.getText()), "int x;y");
});

check("shows thread marks, current lines, breakpoints and errors where they belong", async ({ page, goto }) => {
  await goto();
  await mount(page);
  await page.evaluate(() => {
    globalThis.editor.setMarks([
      { line: 3, label: "100", colour: 0 },
      { line: 3, label: "101", colour: 1, waiting: true },
      { line: 99, label: "102", colour: 2 },
    ]);
    globalThis.editor.setCurrentLines([{ line: 3, colour: 1, scroll: true }]);
    globalThis.editor.setBreakpoints([4]);
    globalThis.editor.setDiagnostics([{ line: 3, column: 5, endColumn: 10, severity: "error", message: "no such function" }]);
  });
  const editor = page.locator("#editor-under-test");
  assert.deepEqual(await editor.locator(".chip").allInnerTexts(), ["100", "101"]);
  assert.match(await editor.locator(".cm-line.current").innerText(), /write/);
  assert.equal(await editor.locator(".cm-line.current").evaluate((line) => getComputedStyle(line).boxShadow !== "none"), true);
  await editor.locator(".cm-lintRange-error").waitFor();
  assert.equal(await editor.locator(".cm-lintRange-error").innerText(), "write");
  const gutter = await editor.locator(".breakpoints").boundingBox();
  const second = await editor.locator(".cm-line").nth(1).boundingBox();
  await page.mouse.click(gutter.x + gutter.width / 2, second.y + second.height / 2);
  assert.deepEqual(await page.evaluate(() => globalThis.calls), [["breakpoint", 2]]);
});

check("has a name for screen readers", async ({ page, goto }) => {
  await goto();
  await mount(page);
  assertNone(await axeFindings(page), "axe");
  assert.equal(await page.getByRole("textbox", { name: "pipe.c" }).count(), 1);
});
