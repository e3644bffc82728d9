// Data races: the page makes the run once more and names both lines.
import assert from "node:assert/strict";
import { site } from "../lib/site.mjs";
import { at, becomes, openRun } from "../lib/workbench.mjs";

const check = site();

async function look(page) {
  await page.locator(".races summary").click();
  await page.getByRole("button", { name: "Look for data races in this run" }).click();
}

check("a lost update is found, and both of its steps can be visited", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/lost-update");
  await look(page);
  const race = page.locator(".races li").first();
  await race.waitFor();
  const text = await race.innerText();
  assert.match(text, /data race on counter/);
  assert.equal(text.match(/plain\.c:9/g).length, 2, text);
  const step = race.getByRole("button", { name: /^Step / }).last();
  const wanted = Number((await step.innerText()).replace(/\D/g, ""));
  await step.click();
  await at(page, wanted);
});

check("the program with a mutex has none", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/lost-update/2");
  await look(page);
  await becomes(async () => /None in this run/.test(await page.locator(".races").innerText()), true);
  assert.equal(await page.locator(".races li").count(), 0);
});
