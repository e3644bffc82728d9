// Lessons are opened from the gallery and walked through: play, step, back, scrub, grain, edit.
import assert from "node:assert/strict";
import { site } from "../lib/site.mjs";
import {
  LESSONS,
  becomes,
  button,
  edit,
  editAndOpen,
  explored,
  heading,
  home,
  moment,
  moved,
  openRun,
  output,
  playhead,
  problems,
  sentence,
  step,
  still,
  until,
} from "../lib/workbench.mjs";

const check = site();

for (const { id, title, lens } of LESSONS) {
  check(`${id}: a click on its card opens it, paused at its first interesting step`, async ({ page, goto }) => {
    await goto();
    await page.getByRole("link", { name: title }).click();
    await explored(page);
    await heading(page, title).waitFor({ state: "attached" });
    assert.ok((await step(page)) > 0, "it stands at the start, not at the first interesting step");
    await becomes(() => button(page, lens).getAttribute("aria-pressed"), "true", lens);
    await button(page, "Play").waitFor();
    assert.ok((await sentence(page)).length > 10);
    // Without a frame to come nothing moves.
    await still(page);
  });
}

check("every section of a narration leads to its step", async ({ page, goto }) => {
  for (const { id } of LESSONS) {
    await openRun(page, goto, `#lesson/${id}`);
    const jumps = page.getByRole("button", { name: /^Show: /, disabled: false });
    assert.ok((await jumps.count()) >= 2, id);
    for (let index = 0; index < (await jumps.count()); index += 1) {
      await home(page);
      await jumps.nth(index).click();
      assert.ok((await moved(page, 0)) > 0);
    }
  }
});

check("play moves on by itself, pause holds", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  await home(page);
  await button(page, "Play").click();
  await moved(page, await moved(page, 0));
  await button(page, "Pause").click();
  await button(page, "Play").waitFor();
  await still(page);
  const held = await moment(page);
  await button(page, "Step forward").click();
  await moved(page, held.step);
  await button(page, "Step back").click();
  await becomes(() => moment(page), held, "it went on after the pause");
});

check("step and back return to the same moment", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const seen = [await moment(page)];
  for (let count = 0; count < 6; count += 1) {
    await button(page, "Step forward").click();
    await moved(page, seen.at(-1).step);
    seen.push(await moment(page));
  }
  for (const expected of seen.slice(0, -1).reverse()) {
    await button(page, "Step back").click();
    await becomes(() => moment(page), expected);
  }
});

check("Home, End and the playhead reach every part of the run", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe/1");
  await page.keyboard.press("End");
  await page.getByText("End:").waitFor();
  assert.match(await output(page).innerText(), /hello\s+end of file/);
  const end = await step(page);
  await home(page);
  assert.match(await output(page).innerText(), /nothing written yet/);

  const lanes = await playhead(page).boundingBox();
  const y = lanes.y + Math.min(40, lanes.height / 2);
  const seen = [0];
  await page.mouse.move(lanes.x + lanes.width * 0.3, y);
  await page.mouse.down();
  for (const share of [0.3, 0.5, 0.7, 0.9]) {
    await page.mouse.move(lanes.x + lanes.width * share, y);
    seen.push(await moved(page, seen.at(-1)));
  }
  await page.mouse.up();
  assert.deepEqual(seen, [...seen].sort((a, b) => a - b), "dragging to the right goes back in time");
  assert.ok(seen.at(-1) <= end);
  await page.mouse.move(lanes.x + lanes.width * 0.2, y);
  await still(page);
  assert.equal(await step(page), seen.at(-1), "a released playhead still follows the mouse");
});

const pressed = (page, name) => becomes(() => button(page, name).getAttribute("aria-pressed"), "true", name);
const where = (page) => page.getByRole("list", { name: "Where the threads are" }).textContent();

check("playing stops at a breakpoint", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe/1");
  await home(page);
  const line = page.locator(".cm-line").filter({ hasText: "wait(" }).first();
  const number = await line.evaluate((line) => [...line.parentNode.children].indexOf(line) + 1);
  // F9 where the cursor is, a click in the gutter: both put and take away.
  await line.click();
  await page.keyboard.press("F9");
  const dots = page.locator(".breakpoints .cm-gutterElement:not([style*=hidden]) .dot");
  await becomes(() => dots.count(), 1, "breakpoints");
  await page.keyboard.press("Escape");
  await playhead(page).focus();
  const speed = page.getByRole("button", { name: /^Speed/ });
  while (!(await speed.getAttribute("aria-label")).includes("20")) {
    const before = await speed.getAttribute("aria-label");
    await speed.click();
    await until(() => speed.getAttribute("aria-label"), (now) => now !== before, "the speed");
  }
  await button(page, "Play").click();
  await moved(page, 0);
  await button(page, "Play").waitFor();
  await still(page);
  await until(() => where(page), (text) => text.includes(`: line ${number}`), "the line");
  const end = await step(page);
  assert.equal(await page.getByText("End:").count(), 0, "it ran to its end");
  const gutter = await page.locator(".cm-gutter.breakpoints").boundingBox();
  const row = await line.boundingBox();
  await page.mouse.click(gutter.x + gutter.width / 2, row.y + row.height / 2);
  await becomes(() => dots.count(), 0, "breakpoints");
  await button(page, "Play").click();
  await moved(page, end);
  await page.getByText("End:").waitFor();
});

check("the grain decides how far a step goes", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const reached = {};
  for (const grain of ["instruction", "event", "system call", "switch"]) {
    await home(page);
    await button(page, grain).click();
    await pressed(page, grain);
    // The first step of every grain is the first thread's switch to the CPU.
    await button(page, "Step forward").click();
    const first = await moved(page, 0);
    await button(page, "Step forward").click();
    reached[grain] = await moved(page, first);
  }
  assert.equal(reached.instruction, 2);
  assert.ok(reached.event <= reached["system call"], JSON.stringify(reached));
  assert.ok(reached["system call"] < reached.switch, JSON.stringify(reached));
  await home(page);
  await button(page, "line").click();
  await pressed(page, "line");
  await button(page, "Step forward").click();
  await moved(page, 0);
  await until(() => where(page), (text) => /100: line [678]$/.test(text), "the line");
});

check("a variant of the lesson is another program", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  await page.keyboard.press("End");
  await page.getByText("Stuck:").waitFor();
  await page.getByRole("combobox", { name: "Variant" }).selectOption({ label: "corrected" });
  await page.waitForURL(/#lesson\/pipe\/1$/);
  await explored(page);
  await playhead(page).focus();
  await page.keyboard.press("End");
  await page.getByText("End:").waitFor();
});

check("what is selected on the stage is shown field by field", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  await page.locator(".picture .object[data-ref^='pipe:']").click();
  await page.getByRole("heading", { name: /^Pipe #\d+$/ }).waitFor();
  const details = page.getByRole("complementary", { name: "Details" });
  assert.match(await details.innerText(), /write ends open/);
  await button(page, "As table").click();
  await page.getByRole("table").first().waitFor();
  assert.ok((await page.getByRole("table").count()) >= 2);
  assert.equal(await page.locator(".picture").count(), 0);
});

check("an error is shown where it is, and correcting it runs the program", async ({ page, goto }) => {
  await openRun(page, goto, "#code");
  const before = await moment(page);
  const program = '#include <stdio.h>\nint main(void)\n{\n    int number = 6;\n    printf("%d\\n", numbr * 7);\n    return 0;\n}\n';
  await edit(page, program);
  await problems(page).waitFor();
  assert.match(await problems(page).innerText(), /The program does not compile\s+main\.c:5:20\s.*numbr/i);
  await becomes(() => page.locator(".cm-lintRange-error").allInnerTexts(), ["numbr"]);
  assert.deepEqual(await moment(page), before, "the run before must stay");

  await editAndOpen(page, program.replace("numbr", "number"));
  await problems(page).waitFor({ state: "hidden" });
  await explored(page);
  await page.keyboard.press("End");
  await page.getByText("End:").waitFor();
  await becomes(async () => (await output(page).innerText()).trim(), "42");
  await becomes(() => page.locator(".cm-lintRange-error").count(), 0);
});
