// The two programs that are bundled apart from the page: the worker, which the page carries as text, and the command
// line. Both hold the glue of the same WebAssembly module, so both take it from here.

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const inRoot = (/** @type {string} */ path) => resolve(root, path);

export const coreModule = inRoot("build/wasm/billfold-core.mjs");
const coreBytes = inRoot("build/wasm/billfold-core.wasm");

/** @type {import("esbuild").BuildOptions} */
const common = {
  absWorkingDir: root,
  tsconfig: inRoot("tsconfig.json"),
  alias: { "billfold-core": coreModule },
  bundle: true,
  legalComments: "none",
  logLevel: "error",
};

/**
 * The worker as one classic script, and the files it was made from.
 * @param {{ minify: boolean }} options
 */
export async function bundleWorker({ minify }) {
  const result = await build({
    ...common,
    entryPoints: ["web/src/engine/worker.ts"],
    format: "iife",
    platform: "browser",
    target: "es2020",
    // A script in a Blob has no address; the glue only needs something that is one, because it never loads anything.
    // What it would load with is taken out of the script, not only refused by the policy.
    define: {
      "import.meta.url": JSON.stringify("https://billfold.invalid/"),
      fetch: "undefined",
      XMLHttpRequest: "undefined",
      importScripts: "undefined",
    },
    minify,
    write: false,
    metafile: true,
  });
  return {
    source: /** @type {import("esbuild").OutputFile} */ (result.outputFiles[0]).text,
    inputs: Object.keys(result.metafile.inputs).map(inRoot),
  };
}

// What would be escaped in a script, or read as something else in HTML.
const ESCAPED = new Set(Array.from('\0\x07\b\n\v\f\r\x1b"<\\', (letter) => letter.charCodeAt(0)));

/**
 * The core's bytes as text, a letter a byte (engine/load.ts): its number, or 256 more where that letter would be escaped. So
 * a transfer compression finds in it what it finds in the bytes: by brotli 23 % less than deflated bytes in base64.
 */
export async function packCore() {
  const bytes = await readFile(coreBytes);
  return Array.from(bytes, (byte) => String.fromCharCode(ESCAPED.has(byte) ? byte + 256 : byte)).join("");
}

/** The command line, next to build/wasm, whose module it reads from the disk. */
export async function bundleCommandLine() {
  await build({
    ...common,
    entryPoints: ["web/src/cli/main.ts"],
    outfile: "build/cli/billfold.mjs",
    format: "esm",
    platform: "node",
    target: "node18",
  });
}
