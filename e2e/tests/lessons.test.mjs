// Lessons are opened from the gallery and walked through: play, step, back, scrub, grain, edit.
import assert from "node:assert/strict";
import { site } from "../lib/site.mjs";
import { LESSONS, button, edit, explored, heading, moment, moved, openRun, output, playhead, problems, sentence, step } from "../lib/workbench.mjs";

const check = site();

for (const { id, title, lens } of LESSONS) {
  check(`${id}: a click on its card opens it, paused at its first interesting step`, async ({ page, goto }) => {
    await goto();
    await page.getByRole("link", { name: title }).click();
    await explored(page);
    await heading(page, title).waitFor({ state: "attached" });
    assert.ok((await step(page)) > 0, "it stands at the start, not at the first interesting step");
    assert.equal(await button(page, lens).getAttribute("aria-pressed"), "true");
    await button(page, "Play").waitFor();
    assert.ok((await sentence(page)).length > 10);
    const here = await step(page);
    await page.waitForTimeout(500);
    assert.equal(await step(page), here, "it moves without being asked");
  });
}

check("every section of a narration leads to its step", async ({ page, goto }) => {
  for (const { id } of LESSONS) {
    await openRun(page, goto, `#lesson/${id}`);
    await page.keyboard.press("Home");
    const jumps = page.getByRole("button", { name: /^Show: /, disabled: false });
    assert.ok((await jumps.count()) >= 2, id);
    for (let index = 0; index < (await jumps.count()); index += 1) {
      await page.keyboard.press("Home");
      await jumps.nth(index).click();
      assert.ok((await moved(page, 0)) > 0);
    }
  }
});

check("play moves on by itself, pause holds", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  await page.keyboard.press("Home");
  await button(page, "Play").click();
  await moved(page, await moved(page, 0));
  await button(page, "Pause").click();
  const held = await moment(page);
  await page.waitForTimeout(1_500);
  assert.deepEqual(await moment(page), held);
  await button(page, "Play").waitFor();
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
    const before = await step(page);
    await button(page, "Step back").click();
    await moved(page, before);
    assert.deepEqual(await moment(page), expected);
  }
});

check("Home, End and the playhead reach every part of the run", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe/1");
  await page.keyboard.press("End");
  await page.getByText("End:").waitFor();
  assert.match(await output(page).innerText(), /hello\s+end of file/);
  const end = await step(page);
  await page.keyboard.press("Home");
  assert.equal(await step(page), 0);
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
  assert.equal(await step(page), seen.at(-1), "a released playhead still follows the mouse");
});

check("the grain decides how far a step goes", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const reached = {};
  for (const grain of ["instruction", "event", "system call", "switch"]) {
    await page.keyboard.press("Home");
    await button(page, grain).click();
    assert.equal(await button(page, grain).getAttribute("aria-pressed"), "true");
    // The first step of every grain is the first thread's switch to the CPU.
    await button(page, "Step forward").click();
    const first = await moved(page, 0);
    await button(page, "Step forward").click();
    reached[grain] = await moved(page, first);
  }
  assert.equal(reached.instruction, 2);
  assert.ok(reached.event <= reached["system call"], JSON.stringify(reached));
  assert.ok(reached["system call"] < reached.switch, JSON.stringify(reached));
  await page.keyboard.press("Home");
  await button(page, "line").click();
  await button(page, "Step forward").click();
  await moved(page, 0);
  const where = page.getByRole("list", { name: "Where the threads are" });
  assert.match(await where.textContent(), /100: line [678]$/);
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
  assert.equal(await page.locator(".cm-lintRange-error").innerText(), "numbr");
  assert.deepEqual(await moment(page), before, "the run before must stay");

  await edit(page, program.replace("numbr", "number"));
  await problems(page).waitFor({ state: "hidden" });
  await explored(page);
  await page.keyboard.press("End");
  await page.getByText("End:").waitFor();
  assert.equal((await output(page).innerText()).trim(), "42");
  assert.equal(await page.locator(".cm-lintRange-error").count(), 0);
});
