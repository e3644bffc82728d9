// Speed in Chromium: one JSON object on standard output. The page measures itself, through `window.__vitrine.bench()`,
// which answers with JSON text.
import { launch, newPage, open } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";

const server = await serve();
const browser = await launch();
const { page } = await newPage(browser);
await open(page, server.url);
console.log(await page.evaluate(() => globalThis.__vitrine.bench()));
await browser.close();
await server.close();
