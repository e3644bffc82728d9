// What a first visit may cost. A budget is raised only on purpose, in a commit that says what the bytes are for.
import assert from "node:assert/strict";
import { test } from "node:test";
import { firstLoad, sizeOf } from "../lib/sizes.mjs";

const KIB = 1024;
// The aim for .wasm is 400 KiB. The kernel with its system calls is most of the bytes; what finds locks, deadlocks, bankers and
// data races, and tells about them in two languages, is about 100 KiB.
// .bin: the gallery draws one program of each lesson, about 33 KiB.
const BUDGETS = { ".wasm": 640 * KIB, ".js": 16 * KIB, ".css": 16 * KIB, ".bin": 240 * KIB };

test("the first load, editor apart, stays within its budget", async () => {
  const files = (await firstLoad()).filter(({ file }) => file !== "vendor/editor.js");
  for (const [ending, budget] of Object.entries(BUDGETS)) {
    const total = files.filter(({ file }) => file.endsWith(ending)).reduce((sum, { brotli }) => sum + brotli, 0);
    assert.ok(total <= budget, `${ending}: ${total} bytes as brotli, ${budget} at most`);
  }
});

test("the compiler stays within its budget, and a lesson is read without it", async () => {
  const { brotli } = sizeOf("vitrine-compiler_bg.wasm");
  assert.ok(brotli <= 400 * KIB, `${brotli} bytes as brotli`);
  const names = (await firstLoad("#lesson/pipe")).map(({ file }) => file);
  assert.deepEqual(names.filter((name) => name.includes("compiler")), []);
  assert.deepEqual(names.filter((name) => name.endsWith(".bin")), ["vendor/lessons/pipe-0.bin"]);
});

test("the editor stays within its budget", () => {
  const { brotli } = sizeOf("vendor/editor.js");
  assert.ok(brotli <= 96 * KIB, `${brotli} bytes as brotli`);
});
