// One server and one browser for a test file; every test gets a fresh page and must end without a complaint.
import { after, before, test } from "node:test";
import { assertNone, launch, newPage, open } from "./browser.mjs";
import { serve } from "./server.mjs";

/**
 * Returns `check(name, body, options)`: a test whose body gets { page, url, goto, errors }. `goto(suffix)` opens the
 * page with that query or fragment. `options` go to the browser context (viewport, locale, colorScheme …).
 */
export function site() {
  let server;
  let browser;
  before(async () => {
    server = await serve();
    browser = await launch();
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });
  return (name, body, options) =>
    test(name, { timeout: 300_000 }, async () => {
      const { page, context, errors } = await newPage(browser, options);
      const goto = (suffix = "") => open(page, server.url + suffix);
      try {
        await body({ page, context, errors, goto, url: server.url });
        assertNone(errors, "the page complained");
      } finally {
        await context.close();
      }
    });
}
