// Without a mouse, with a screen reader, on a phone.
import assert from "node:assert/strict";
import { assertNone, axeFindings } from "../lib/browser.mjs";
import { site } from "../lib/site.mjs";
import { LESSONS, button, moment, moved, openRun, step } from "../lib/workbench.mjs";

const check = site();

check("the keyboard plays, steps, goes to the ends and helps", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const first = await moment(page);
  await page.keyboard.press("ArrowRight");
  const next = await moved(page, first.step);
  assert.ok(next > first.step);
  await page.keyboard.press("ArrowLeft");
  await moved(page, next);
  assert.deepEqual(await moment(page), first);

  await page.keyboard.press("Home");
  assert.equal(await step(page), 0);
  await page.keyboard.press("Space");
  await button(page, "Pause").waitFor();
  await moved(page, 0);
  await page.keyboard.press("Space");
  await button(page, "Play").waitFor();
  await page.keyboard.press("End");
  const end = await step(page);
  assert.ok(end > next);

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await help.waitFor();
  assert.match(await help.innerText(), /Space\s+play, pause/);
  await page.keyboard.press("Home");
  assert.equal(await step(page), end, "keys pass through the dialog");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  await page.keyboard.press("t");
  await page.getByRole("table").first().waitFor();
});

check("keys belong to the editor while one types", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const before = await moment(page);
  await page.getByRole("textbox", { name: /^Source of/ }).click();
  await page.keyboard.press("Home");
  await page.keyboard.type(" t?f");
  assert.deepEqual(await moment(page), before);
  assert.equal(await page.getByRole("dialog").count(), 0);
  await page.getByText("changed, not run yet").waitFor();
  await button(page, "Reset").click();
  await page.getByText("changed, not run yet").waitFor({ state: "hidden" });
});

check("the controls are reached by Tab with a focus that is seen", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const reached = new Set();
  for (let count = 0; count < 24 && !reached.has("Help"); count += 1) {
    await page.keyboard.press("Tab");
    const { name, seen } = await page.evaluate(() => {
      const element = document.activeElement;
      const style = getComputedStyle(element);
      const seen = style.outlineStyle !== "none" || style.boxShadow !== "none";
      return { name: element.ariaLabel ?? element.textContent.trim(), seen };
    });
    assert.ok(seen, `the focus on “${name}” cannot be seen`);
    reached.add(name);
  }
  for (const name of ["Step back", "Play", "Step forward", "event", "Share", "Help"]) {
    assert.ok(reached.has(name), `${name}: not among ${[...reached].join(", ")}`);
  }
});

for (const colorScheme of ["light", "dark"]) {
  check(`axe finds nothing serious in any lesson (${colorScheme})`, async ({ page, goto }) => {
    for (const { id } of LESSONS) {
      await openRun(page, goto, `#lesson/${id}`);
      assertNone(await axeFindings(page), id);
    }
    await button(page, "As table").click();
    assertNone(await axeFindings(page), "the stage as tables");
    await button(page, "Share").click();
    assertNone(await axeFindings(page), "the share dialog");
  }, { colorScheme });
}

check("nothing scrolls sideways on a phone, in any tab", async ({ page, goto }) => {
  const width = () => page.evaluate(() => document.documentElement.scrollWidth);
  for (const suffix of ["", ...LESSONS.map(({ id }) => `#lesson/${id}`)]) {
    await (suffix ? openRun(page, goto, suffix) : goto());
    assert.ok((await width()) <= 390, `${suffix}: ${await width()} px`);
  }
  const tabs = page.getByRole("navigation").getByRole("button");
  assert.equal(await tabs.count(), 5);
  for (const tab of await tabs.all()) {
    await tab.click();
    assert.ok((await width()) <= 390, `${await tab.innerText()}: ${await width()} px`);
  }
}, { viewport: { width: 390, height: 844 } });
