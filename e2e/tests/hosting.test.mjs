// Where the page must work: any folder, any iframe, without storage, without a network after the first visit.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNone, launch, newPage, open } from "../lib/browser.mjs";
import { serve } from "../lib/server.mjs";
import { explored, opened } from "../lib/workbench.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser?.close());

test("works from a sub-folder of a host", async () => {
  const server = await serve({ folder: "/courses/os/vitrine/" });
  const { page, errors } = await newPage(browser);
  await open(page, server.url);
  assertNone(errors, "the page complained");
  const outside = server.requests.filter((path) => !path.startsWith("/courses/os/vitrine/"));
  assertNone(outside.filter((path) => path !== "/favicon.ico"), "asked outside its folder");
  await server.close();
});

for (const [name, attributes] of [
  ["a plain iframe on another origin", ""],
  ["a sandboxed iframe with scripts only", 'sandbox="allow-scripts"'],
]) {
  test(`works in ${name}`, async () => {
    const vitrine = await serve();
    const frame = `<!doctype html><title>course</title><iframe ${attributes} width=900 height=600 src="${vitrine.url}?embed=1#lesson/pipe"></iframe>`;
    const host = await serve({ pages: { "/course.html": frame } });
    const { page } = await newPage(browser);
    const exceptions = [];
    page.on("pageerror", (error) => exceptions.push(String(error)));
    await page.goto(`http://localhost:${host.port}/course.html`);
    const inside = page.frameLocator("iframe");
    await inside.locator("html[data-ready]").waitFor({ state: "attached", timeout: 60_000 });
    // A program of one's own is compiled here as well: in a worker, or without one where the frame forbids it.
    const editor = inside.getByRole("textbox", { name: /^Source of/ });
    await editor.click();
    await page.keyboard.press("ControlOrMeta+A");
    await page.keyboard.press("Delete");
    await page.keyboard.insertText("int main(void) { return 41 + 1; }");
    await inside.getByText("changed, not run yet").waitFor();
    await inside.getByRole("button", { name: "Run", exact: true }).click();
    await opened(inside);
    await inside.locator(".facts").filter({ hasNotText: "…" }).waitFor({ state: "attached" });
    await inside.getByRole("slider", { name: "Playhead" }).focus();
    await page.keyboard.press("End");
    await inside.getByText(/End:.*42/).waitFor();
    assertNone(exceptions, "exceptions");
    assert.equal(await inside.locator("#failure").count(), 0);
    await Promise.all([host.close(), vitrine.close()]);
  });
}

test("works offline after the first visit", async () => {
  const server = await serve();
  // Service workers are for real hosts: give this machine's server a name and a secure context.
  const origin = `http://vitrine.test:${server.port}`;
  const named = await launch([
    "--host-resolver-rules=MAP vitrine.test 127.0.0.1",
    `--unsafely-treat-insecure-origin-as-secure=${origin}`,
  ]);
  const { page } = await newPage(named);
  await open(page, `${origin}/`);
  await page.evaluate(() => navigator.serviceWorker.ready.then((r) => r.active.state));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await server.close();
  await open(page, `${origin}/`);
  assert.equal(await page.locator("#failure").count(), 0);
  // A lesson, and a program that is compiled: nothing of it was fetched before by this page.
  await page.getByRole("link", { name: "A pipe between parent and child" }).click();
  await explored(page);
  await page.goto("about:blank");
  await open(page, `${origin}/#code`);
  await explored(page);
  await named.close();
});
