// The bytes that a first visit fetches, by file, raw and as a host with brotli sends them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { launch, newPage, open } from "./browser.mjs";
import { DIST, serve } from "./server.mjs";

export function sizeOf(name, root = DIST) {
  const bytes = readFileSync(join(root, name));
  return { file: name, raw: bytes.length, brotli: brotliCompressSync(bytes).length };
}

/** [{ file, raw, brotli }] for everything that opening `suffix` asks for, largest first. */
export async function firstLoad(suffix = "") {
  const server = await serve();
  const browser = await launch();
  const { page } = await newPage(browser);
  await open(page, server.url + suffix);
  await page.waitForLoadState("networkidle");
  await browser.close();
  await server.close();
  const names = new Set(server.requests.map((path) => path.slice(1) || "index.html"));
  names.delete("favicon.ico");
  return [...names].map((name) => sizeOf(name)).sort((a, b) => b.brotli - a.brotli);
}
