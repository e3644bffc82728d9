// Speed in Chromium: one JSON object on standard output. node bench.mjs ELF [ARGUMENT …]
// The page runs the program without watching, through `window.__vitrine.bench()`; the figure is the median of RUNS.
import { readFileSync } from "node:fs";
import { launch, newPage, open } from "./lib/browser.mjs";
import { serve } from "./lib/server.mjs";

const RUNS = 3;
const STEPS = 400_000_000;

const [elf, ...args] = process.argv.slice(2);
if (!elf) {
  console.error("usage: node bench.mjs ELF [ARGUMENT …]");
  process.exit(2);
}
const program = readFileSync(elf).toString("base64");
const server = await serve();
const browser = await launch();
const { page } = await newPage(browser);
await open(page, server.url);
const rates = [];
for (let run = 0; run < RUNS; run += 1) {
  const answer = await page.evaluate((given) => globalThis.__vitrine.bench(...given), [program, args, STEPS]);
  const { instructions, milliseconds } = JSON.parse(answer);
  rates.push(instructions / milliseconds / 1000);
}
rates.sort((a, b) => a - b);
console.log(JSON.stringify({ sieve_mips: Math.round(10 * rates[RUNS >> 1]) / 10 }));
await browser.close();
await server.close();
