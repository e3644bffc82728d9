// A link is the whole moment: it opens exactly that, or says why it cannot.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { ready } from "../lib/browser.mjs";
import { VITRINE } from "../lib/native.mjs";
import { site } from "../lib/site.mjs";
import {
  becomes,
  button,
  editAndOpen,
  explored,
  heading,
  moment,
  moved,
  openRun,
  output,
  playhead,
  still,
  until,
} from "../lib/workbench.mjs";

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
  const before = await moment(page);
  await button(page, "memory").click();
  await button(page, "switch").click();
  await button(page, "Step forward").click();
  await moved(page, before.step);
  await page.locator("[data-ref='thread:101']").first().click();
  await heading(page, "Thread 101").waitFor();
  await still(page);
  const shared = await moment(page);
  const link = await share(page);
  assert.ok(link.startsWith(`${url}#v1.`) && link.length < 400, link);

  const other = await inNewPage(context, link);
  await explored(other);
  await becomes(() => moment(other), shared);
  assert.equal(await pressed(other, "memory"), "true");
  assert.equal(await pressed(other, "switch"), "true");
  await heading(other, "Thread 101").waitFor();
  await heading(other, "A pipe between parent and child").waitFor({ state: "attached" });
});

check("a link restores a program of one's own", async ({ page, context, goto }) => {
  await openRun(page, goto, "#code");
  await editAndOpen(page, '#include <stdio.h>\nint main(void) { puts("线 link"); return 3; }\n');
  await explored(page);
  await playhead(page).focus();
  await page.keyboard.press("End");
  await page.getByText("End:").waitFor();
  await still(page);
  const shared = await moment(page);
  assert.match(shared.output, /线 link/);

  const other = await inNewPage(context, await share(page));
  await explored(other);
  await becomes(() => moment(other), shared);
  const editor = other.getByRole("textbox", { name: "Source of main.c" });
  assert.match(await editor.innerText(), /puts\("线 link"\)/);
});

const ECHO = `#include <stdio.h>
int main(void)
{
    char line[64];
    while (fgets(line, sizeof line, stdin))
        printf("got %s", line);
    return 0;
}
`;

check("what was typed is part of a link, in the page and for the command line", async ({ page, context, goto }) => {
  await openRun(page, goto, "#code");
  await editAndOpen(page, ECHO);
  const field = page.getByRole("textbox", { name: "Type here and press Enter" });
  for (const word of ["one", "二"]) {
    await explored(page);
    await playhead(page).focus();
    await page.keyboard.press("End");
    await page.getByText("It waits for input").waitFor();
    await still(page);
    await field.fill(word);
    await field.press("Enter");
  }
  await explored(page);
  await playhead(page).focus();
  await page.keyboard.press("End");
  await until(() => output(page).innerText(), (text) => /got 二/.test(text), "the output");
  await still(page);
  const shared = await moment(page);
  assert.match(shared.output, /got one[\s\S]*got 二/);

  const link = await share(page);
  const other = await inNewPage(context, link);
  await explored(other);
  await becomes(() => moment(other), shared);
  const native = execFileSync(VITRINE, ["open", link], { encoding: "utf8" });
  assert.match(native, new RegExp(`^step ${shared.step} `));
  assert.match(native, /line = "二/);
  // The link of the replay is the link: nothing is typed twice, nothing is lost.
  assert.equal(await share(other), link);
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
