import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { isFailure } from "../../web/src/engine/errors";
import { startCore } from "../../web/src/engine/start-core";
import type { Core } from "../../web/src/protocol";

let core: Promise<Core> | undefined;

/** The module that the page ships; one for all tests of a file. */
export function shippedCore(): Promise<Core> {
  core ??= start();
  return core;
}

async function start(): Promise<Core> {
  const started = await startCore(await readFile(resolve(__dirname, "../../build/wasm/billfold-core.wasm")));
  if (isFailure(started)) throw new Error(started.message);
  return started;
}
