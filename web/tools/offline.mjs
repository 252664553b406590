// Writes dist/service-worker.js: the one of web/src, with the page's files and a version made of their bytes.

import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { root } from "./bundle.mjs";

const dist = join(root, "dist");
// The page itself is kept under the address of its folder. What it never asks for is not kept.
const notKept = /^(index\.html|billfold\.html|service-worker\.js|samples\/.*|.*\.schema\.json)$/;

/** @param {string} folder @returns {Promise<string[]>} */
async function filesOf(folder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesOf(path) : [relative(dist, path).split(sep).join("/")];
    }),
  );
  return found.flat().sort();
}

const source = await readFile(join(root, "web/src/service-worker.js"), "utf8");
const kept = (await filesOf(dist)).filter((file) => !notKept.test(file));
const hash = createHash("sha256").update(source);
for (const file of ["index.html", ...kept]) hash.update(`\n${file}\n`).update(await readFile(join(dist, file)));

/** @param {string} text @param {string} place @param {unknown} value */
function filled(text, place, value) {
  if (!text.includes(place)) throw new Error(`service-worker.js has no ${place}`);
  return text.replace(place, () => place.replace(/(\[\]|"").*$/, `${JSON.stringify(value)};`));
}
const withFiles = filled(source, "const FILES = []; // by the build", ["./", ...kept]);
const whole = filled(withFiles, 'const VERSION = ""; // by the build', hash.digest("hex").slice(0, 16));
await writeFile(join(dist, "service-worker.js"), whole);
