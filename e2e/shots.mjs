// Pictures of the page, to be looked at: node shots.mjs FOLDER [SUFFIX …] [--url URL] [--play SECONDS]
// SUFFIX is what follows the page's address ("#v1.…", "?lens=pipes"); without one, the start page. By default dist/ is
// served; --play presses the space bar and waits before the picture is taken.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch, newPage, open } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, play: { type: "string" } },
});
const [folder, ...rest] = positionals;
if (!folder) {
  console.error("usage: node shots.mjs FOLDER [SUFFIX …] [--url URL] [--play SECONDS]");
  process.exit(2);
}
const suffixes = rest.length ? rest : [""];
mkdirSync(folder, { recursive: true });
const server = values.url ? null : await serve();
const base = values.url ?? server.url;
const browser = await launch();

const SIZES = [
  [1440, 900],
  [1024, 768],
  [390, 844],
];
let complaints = 0;
for (const [index, suffix] of suffixes.entries()) {
  for (const [width, height] of SIZES) {
    for (const colorScheme of ["light", "dark"]) {
      for (const locale of ["en-US", "zh-CN"]) {
        const { page, context, errors } = await newPage(browser, { viewport: { width, height }, colorScheme, locale });
        await open(page, base + suffix);
        if (values.play) {
          await page.keyboard.press("Space");
          await page.waitForTimeout(1000 * Number(values.play));
        }
        await page.waitForTimeout(400);
        const name = `${index}-${width}x${height}-${colorScheme}-${locale.slice(0, 2)}.png`;
        await page.screenshot({ path: join(folder, name) });
        for (const error of errors) console.error(`${name}: ${error}`);
        complaints += errors.length;
        console.log(join(folder, name));
        await context.close();
      }
    }
  }
}
await browser.close();
await server?.close();
process.exit(complaints ? 1 : 0);
