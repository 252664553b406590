// What the page carries of the engine: `virtual:billfold-engine` is the worker's script and the core's bytes as text, so
// that the page never has to request either.

import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Plugin, ViteDevServer } from "vite";
import { bundleWorker, coreModule, packCore, root } from "./bundle.mjs";

const name = "virtual:billfold-engine";
const id = "\0" + name;

export function enginePlugin(): Plugin {
  let minify = true;
  return {
    name: "billfold-engine",
    configResolved(config) {
      minify = config.command === "build";
    },
    resolveId: (source) => (source === name ? id : undefined),
    async load(module) {
      if (module !== id) return undefined;
      const [worker, core] = await Promise.all([bundleWorker({ minify }), packCore()]);
      // Of the core only the stamp is watched: it is set when everything is written. (web/tools/setup.sh)
      for (const input of worker.inputs) if (input !== coreModule) this.addWatchFile(input);
      this.addWatchFile(resolve(root, "build/.wasm"));
      return `export const workerSource = ${JSON.stringify(worker.source)};
export const packedCore = ${JSON.stringify(core)};`;
    },
    async generateBundle() {
      // For programs that are not ours: the form of the rules that are saved and passed on.
      const source = await readFile(resolve(root, "build/wasm/rules.schema.json"), "utf8");
      this.emitFile({ type: "asset", fileName: "rules.schema.json", source });
    },
    configureServer: rebuildCoreOnSave,
    transformIndexHtml: {
      order: "pre",
      // The development server talks to the page over a socket and puts styles inline; everything else stays as strict.
      handler: (html, context) =>
        context.server
          ? html
              .replace("connect-src 'none'", "connect-src 'self' ws:")
              .replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")
          : html,
    },
  };
}

// Runs the core's build when one of its files was saved; its new bytes then reload the page by themselves.
function rebuildCoreOnSave(server: ViteDevServer): void {
  const folders = ["core", "wasm"].map((folder) => resolve(root, folder));
  server.watcher.add(folders);
  let timer: NodeJS.Timeout | undefined;
  server.watcher.on("all", (_event, path) => {
    if (!folders.some((folder) => path.startsWith(folder))) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      execFile(resolve(root, "web/tools/build.sh"), ["wasm"], (_error, _out, messages) => {
        server.config.logger.info(messages.trimEnd());
      });
    }, 200);
  });
}
