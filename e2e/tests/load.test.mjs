// The page arrives: complete, silent, from its own host only, accessible, in both languages and themes.
import assert from "node:assert/strict";
import { assertNone, axeFindings } from "../lib/browser.mjs";
import { site } from "../lib/site.mjs";

const check = site();

check("the page starts without a complaint and replaces the skeleton", async ({ page, goto }) => {
  await goto();
  assert.equal(await page.locator("#app .skeleton").count(), 0);
  assert.equal(await page.locator("main").count(), 1);
});

for (const colorScheme of ["light", "dark"]) {
  for (const locale of ["en-US", "zh-CN"]) {
    check(
      `axe finds nothing serious (${colorScheme}, ${locale})`,
      async ({ page, goto }) => {
        await goto();
        assertNone(await axeFindings(page), "axe");
      },
      { colorScheme, locale },
    );
  }
}

check("a reader without JavaScript is told why nothing happens", async ({ page, url, errors }) => {
  await page.goto(url);
  assert.match(await page.locator("noscript").first().innerText(), /JavaScript/);
  // Preloading a module is refused along with running it.
  assert.ok(errors.every((error) => /request failed: .*\.js csp$/.test(error)), errors.join("\n"));
  errors.length = 0;
}, { javaScriptEnabled: false });

check("nothing scrolls sideways on a phone", async ({ page, goto }) => {
  await goto();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 390, `the page is ${width} px wide`);
}, { viewport: { width: 390, height: 844 } });
