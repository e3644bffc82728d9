// Without a mouse, with a screen reader, on a phone.
import assert from "node:assert/strict";
import { assertNone, axeFindings } from "../lib/browser.mjs";
import { site } from "../lib/site.mjs";
import { LESSONS, becomes, button, home, moment, moved, openRun, sentence, step, still, until } from "../lib/workbench.mjs";

const check = site();

check("the keyboard plays, steps, goes to the ends and helps", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const first = await moment(page);
  await page.keyboard.press("ArrowRight");
  const next = await moved(page, first.step);
  assert.ok(next > first.step);
  await page.keyboard.press("ArrowLeft");
  await becomes(() => moment(page), first);

  await home(page);
  await page.keyboard.press("Space");
  await button(page, "Pause").waitFor();
  await moved(page, 0);
  await page.keyboard.press("Space");
  await button(page, "Play").waitFor();
  await still(page);
  const paused = await step(page);
  await page.keyboard.press("End");
  const end = await moved(page, paused);
  assert.ok(end > next);

  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard" });
  await help.waitFor();
  assert.match(await help.innerText(), /Space\s+play, pause/);
  await page.keyboard.press("Home");
  await page.keyboard.press("Escape");
  await help.waitFor({ state: "hidden" });
  // The very next key is the page's again; had the one before passed through the dialog, this would show step 0.
  await page.keyboard.press("t");
  await page.getByRole("table").first().waitFor();
  assert.equal(await step(page), end, "keys pass through the dialog");
});

check("keys that follow each other without a pause are all obeyed", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  await home(page);
  // All in one task: nothing is drawn between them.
  await page.evaluate(() => {
    const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, composed: true }));
    for (let count = 0; count < 5; count += 1) press("ArrowRight");
  });
  const five = await until(() => step(page), (now) => now > 0, "no step was made");
  await still(page);
  await home(page);
  for (let count = 0, before = 0; count < 5; count += 1) {
    await page.keyboard.press("ArrowRight");
    before = await moved(page, before);
  }
  assert.equal(await step(page), five);
});

check("a search leads to an event", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe/1");
  await home(page);
  await page.keyboard.press("/");
  const dialog = page.getByRole("dialog", { name: "Search this run" });
  await dialog.getByRole("searchbox", { name: "Words" }).pressSequentially("calls write");
  await dialog.getByRole("listitem").first().waitFor();
  for (const text of await dialog.getByRole("listitem").allInnerTexts()) assert.match(text, /^\d+ calls write/);
  await page.keyboard.press("Enter");
  await dialog.waitFor({ state: "hidden" });
  await moved(page, 0);
  assert.match(await sentence(page), /write/);
});

check("keys belong to the editor while one types", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const before = await moment(page);
  await page.getByRole("textbox", { name: /^Source of/ }).click();
  await page.keyboard.press("Home");
  await page.keyboard.type(" t?f/");
  await page.getByText("changed, not run yet").waitFor();
  assert.deepEqual(await moment(page), before);
  assert.equal(await page.getByRole("dialog").count(), 0);
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
    await page.getByRole("table").first().waitFor();
    assertNone(await axeFindings(page), "the stage as tables");
    await button(page, "Share").click();
    await page.getByRole("dialog").waitFor();
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
    await page.locator("nav button[aria-pressed=true]").getByText(await tab.innerText(), { exact: true }).waitFor();
    assert.ok((await width()) <= 390, `${await tab.innerText()}: ${await width()} px`);
  }
}, { viewport: { width: 390, height: 844 } });
