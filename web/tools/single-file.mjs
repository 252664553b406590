// The page as one file, dist/billfold.html, for a disk without any server: made of the very files of dist, as the last
// step of the build, because its policy names its script and its style by the hash of their bytes.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { root } from "./bundle.mjs";

const dist = join(root, "dist");

/** @param {string} text */
const hashOf = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** The page's chunks as one classic script: what is imported later is part of it, and nothing has an address. */
async function oneScript(/** @type {string} */ entry) {
  const result = await build({
    entryPoints: [join(dist, entry)],
    bundle: true,
    format: "iife",
    target: "es2020",
    define: { "import.meta.url": '""' },
    minify: true,
    charset: "utf8",
    legalComments: "none",
    logLevel: "error",
    write: false,
  });
  const [script] = result.outputFiles;
  if (script === undefined) throw new Error("esbuild wrote no script");
  return script.text;
}

/**
 * What stands between tags may not hold what ends them. esbuild writes `<\/script` in strings; where a build tool would
 * cease to, the build stops here.
 * @param {string} text @param {RegExp} end
 */
function inline(text, end) {
  if (end.test(text)) throw new Error(`an inlined text holds ${end}`);
  return text;
}

/** @param {string} html @param {RegExp} pattern @param {(match: string[]) => string} by */
function replaceOnce(html, pattern, by) {
  const match = pattern.exec(html);
  if (match === null) throw new Error(`index.html has no ${pattern}`);
  return html.slice(0, match.index) + by(match) + html.slice(match.index + match[0].length);
}

export async function writeSingleFile() {
  let html = await readFile(join(dist, "index.html"), "utf8");
  const read = (/** @type {string} */ path) => readFile(join(dist, path), "utf8");
  /** @param {RegExp} pattern */
  const named = (pattern) => {
    const path = pattern.exec(html)?.[1];
    if (path === undefined) throw new Error(`index.html names no ${pattern}`);
    return path;
  };
  const moduleTag = /\s*<script type="module"[^>]* src="([^"]+)"><\/script>/;
  const styleTag = /<link rel="stylesheet"[^>]* href="([^"]+)"\s*\/?>/;
  const earlyTag = /<script src="(\.\/before-paint\.js)"><\/script>/;
  const script = inline(await oneScript(named(moduleTag)), /<\/script|<!--/i);
  const early = inline(await read(named(earlyTag)), /<\/script|<!--/i);
  const style = inline(await read(named(styleTag)), /<\/style/i);
  const icon = Buffer.from(await read("icon.svg")).toString("base64");

  html = replaceOnce(html, moduleTag, () => "");
  html = replaceOnce(html, styleTag, () => `<style>${style}</style>`);
  html = replaceOnce(html, earlyTag, () => `<script>${early}</script>`);
  // A classic script does not wait for the document: it stands at its end.
  html = replaceOnce(html, /\s*<\/body>/, () => `\n    <script>${script}</script>\n  </body>`);
  html = replaceOnce(html, /href="[^"]*icon\.svg"/, () => `href="data:image/svg+xml;base64,${icon}"`);
  html = replaceOnce(html, /script-src 'self'/, () => `script-src ${hashOf(early)} ${hashOf(script)}`);
  html = replaceOnce(html, /style-src 'self'/, () => `style-src ${hashOf(style)}`);
  html = replaceOnce(html, /img-src 'self'/, () => "img-src");
  html = replaceOnce(html, /worker-src 'self'/, () => "worker-src");
  html = replaceOnce(html, /\s*<link rel="manifest"[^>]*>/, () => "");
  html = replaceOnce(html, / manifest-src 'self';/, () => "");
  await writeFile(join(dist, "billfold.html"), html);
}

await writeSingleFile();
