// A link is the whole moment: it opens exactly that, or says why it cannot.
import assert from "node:assert/strict";
import { ready } from "../lib/browser.mjs";
import { site } from "../lib/site.mjs";
import { button, edit, explored, heading, moment, moved, openRun } from "../lib/workbench.mjs";

const check = site();

/** The link that the share dialog shows. */
async function share(page) {
  await button(page, "Share").click();
  const dialog = page.getByRole("dialog", { name: "Share this moment" });
  const link = await dialog.getByRole("textbox", { name: "Link" }).inputValue();
  await dialog.getByRole("button", { name: "Close" }).click();
  await dialog.waitFor({ state: "hidden" });
  return link;
}

async function inNewPage(context, link) {
  const page = await context.newPage();
  await page.goto(link);
  await ready(page);
  return page;
}

const pressed = (page, name) => button(page, name).getAttribute("aria-pressed");

check("a link restores program, step and view of a lesson", async ({ page, context, goto, url }) => {
  await openRun(page, goto, "#lesson/pipe/1");
  await button(page, "memory").click();
  await button(page, "switch").click();
  await button(page, "Step forward").click();
  await page.locator("[data-ref='thread:101']").first().click();
  const link = await share(page);
  assert.ok(link.startsWith(`${url}#v1.`) && link.length < 400, link);
  const shared = await moment(page);

  const other = await inNewPage(context, link);
  await explored(other);
  assert.deepEqual(await moment(other), shared);
  assert.equal(await pressed(other, "memory"), "true");
  assert.equal(await pressed(other, "switch"), "true");
  await heading(other, "Thread 101").waitFor();
  await heading(other, "A pipe between parent and child").waitFor({ state: "attached" });
});

check("a link restores a program of one's own", async ({ page, context, goto }) => {
  await openRun(page, goto, "#code");
  await edit(page, '#include <stdio.h>\nint main(void) { puts("线 link"); return 3; }\n');
  await page.getByText("changed, not run yet").waitFor({ state: "hidden" });
  await explored(page);
  await page.keyboard.press("End");
  await moved(page, 0);
  const shared = await moment(page);
  assert.match(shared.output, /线 link/);

  const other = await inNewPage(context, await share(page));
  await explored(other);
  assert.deepEqual(await moment(other), shared);
  const editor = other.getByRole("textbox", { name: "Source of main.c" });
  assert.match(await editor.innerText(), /puts\("线 link"\)/);
});

/** Asserts that the page says `text` and shows no run. */
async function refused(page, text) {
  await heading(page, "This link cannot be opened").waitFor();
  assert.match(await page.getByRole("alert").innerText(), text);
  assert.equal(await page.locator(".stage, .code").count(), 0, "another scenario is shown");
  await page.getByRole("link", { name: "To the lessons" }).click();
  await page.getByRole("link", { name: "A pipe between parent and child" }).waitFor();
}

check("a damaged link says so, also when it replaces a run", async ({ page, goto }) => {
  await openRun(page, goto, "#lesson/pipe");
  const link = await share(page);
  const fragment = link.slice(link.indexOf("#"));
  for (const bad of [fragment.slice(0, -7), `${fragment.slice(0, 12)}QQ${fragment.slice(14)}`]) {
    await page.evaluate((fragment) => {
      location.hash = fragment;
    }, bad);
    await refused(page, /damaged|incomplete|cut/i);
  }
});

check("a link of a newer format says so", async ({ page, goto }) => {
  await goto("#v2.eJyrVkrLz1eyUkpKLFKqBQAdegQ0");
  await refused(page, /newer Vitrine \(format v2\)/);
});

check("a lesson that does not exist is not replaced by another", async ({ page, goto }) => {
  await goto("#lesson/none");
  await refused(page, /not a Vitrine link/);
});

check("the history leads back", async ({ page, goto }) => {
  await goto();
  await page.getByRole("link", { name: "A pipe between parent and child" }).click();
  await explored(page);
  await page.goBack();
  await page.getByRole("link", { name: "A pipe between parent and child" }).waitFor();
  await page.goForward();
  await explored(page);
});
