// The two programs that are bundled apart from the page: the worker, which the page carries as text, and the command
// line. Both hold the glue of the same WebAssembly module, so both take it from here.

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deflateRaw } from "node:zlib";
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

/**
 * The core's bytes as text: deflated first, since no transfer compression gets through base64 to the code below.
 */
export async function packCore() {
  const bytes = await promisify(deflateRaw)(await readFile(coreBytes), { level: 9 });
  return bytes.toString("base64");
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
