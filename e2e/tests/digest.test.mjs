// The same recording is the same machine, bit for bit, in the browser and as a native program.
//
// The page answers `window.__vitrine.digest(lesson, steps)` for the program that was compiled with the site, and
// `compiledDigest` for the one that it compiles itself; natively, `vitrine share` makes a link to that step of the
// lesson's file and `vitrine open` prints the digest of what the link shows.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { VITRINE } from "../lib/native.mjs";
import { site } from "../lib/site.mjs";

const LESSONS = readdirSync(new URL("../../lessons", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

const vitrine = (...words) => execFileSync(VITRINE, words, { encoding: "utf8" });

function nativeDigest(lesson, steps) {
  const file = fileURLToPath(new URL(`../../lessons/${lesson}/lesson.toml`, import.meta.url));
  const link = vitrine("share", file, "--at", String(steps)).trim();
  return /^digest ([0-9a-f]{16})$/m.exec(vitrine("open", link))?.[1];
}

const STEPS = [0, 1, 500, 20_000];

const check = site();

assert.ok(LESSONS.length > 0, "there is no lesson to compare");
for (const name of LESSONS) {
  check(`${name}: the browser and the native program agree at every step asked`, async ({ page, goto }) => {
    await goto();
    for (const steps of STEPS) {
      const inPage = await page.evaluate(([name, steps]) => globalThis.__vitrine.digest(name, steps), [name, steps]);
      assert.match(inPage, /^[0-9a-f]{16}$/);
      const native = nativeDigest(name, steps);
      assert.equal(inPage, native, `step ${steps}`);
      const compiled = ([name, steps]) => globalThis.__vitrine.compiledDigest(name, steps);
      assert.equal(await page.evaluate(compiled, [name, steps]), native, `compiled in the page, step ${steps}`);
    }
  });
}
