// The first load in bytes: one JSON object on standard output.
import { firstLoad } from "./lib/sizes.mjs";

const files = await firstLoad();
const sum = (key) => files.reduce((total, file) => total + file[key], 0);
const byFile = Object.fromEntries(files.map(({ file, raw, brotli }) => [file, { raw, brotli }]));
console.log(JSON.stringify({ ...byFile, together: { raw: sum("raw"), brotli: sum("brotli") } }));
