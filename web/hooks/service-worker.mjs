// After each build: the common hash of all files of the site is its version. index.html gets it, to ask for files whose
// names carry no hash; sw.js gets it with the names of all files, so that the page works without a network after the first
// visit. Two versions are never mixed.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = process.env.TRUNK_STAGING_DIR ?? process.argv[2];
const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1).replaceAll("\\", "/"))
  .filter((name) => name !== "sw.js")
  .sort();
const hash = createHash("sha256");
for (const name of files) hash.update(name).update(readFileSync(join(root, name)));

const version = hash.digest("hex").slice(0, 16);
const page = join(root, "index.html");
writeFileSync(page, readFileSync(page, "utf8").replace('data-version="VERSION"', `data-version="${version}"`));
const template = readFileSync(new URL("../js/sw.js", import.meta.url), "utf8");
writeFileSync(
  join(root, "sw.js"),
  template.replace('"VERSION"', JSON.stringify(version)).replace('["FILES"]', JSON.stringify(files)),
);
console.log(`sw.js: ${files.length} files, version ${version}`);
