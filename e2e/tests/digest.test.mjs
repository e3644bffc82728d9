// The same recording is the same machine, bit for bit, in the browser and as a native program.
//
// The page answers `window.__vitrine.digest(name, steps)`; the program answers `vitrine digest NAME STEPS`. Both give the
// digest of the machine's whole state, in hexadecimal digits, that many steps after the start of the lesson NAME.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { site } from "../lib/site.mjs";

const VITRINE = process.env.VITRINE_CLI ?? fileURLToPath(new URL("../../target/test-fast/vitrine", import.meta.url));
const LESSONS = readdirSync(new URL("../../lessons", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const STEPS = [0, 1, 500, 20_000];

const check = site();

assert.ok(LESSONS.length > 0, "there is no lesson to compare");
for (const name of LESSONS) {
  check(`${name}: the browser and the native program agree at every step asked`, async ({ page, goto }) => {
    await goto();
    for (const steps of STEPS) {
      const inPage = await page.evaluate(([name, steps]) => globalThis.__vitrine.digest(name, steps), [name, steps]);
      const native = execFileSync(VITRINE, ["digest", name, String(steps)], { encoding: "utf8" }).trim();
      assert.match(native, /^[0-9a-f]{16,}$/);
      assert.equal(inPage, native, `step ${steps}`);
    }
  });
}
