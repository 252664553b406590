import createCore from "billfold-core";
import type { Core, Failure } from "../protocol";
import { failure } from "./errors";

/** The core from its module's bytes; it loads nothing by itself. */
export async function startCore(wasmBinary: ArrayBuffer | Uint8Array): Promise<Core | Failure> {
  if (typeof WebAssembly !== "object" || !WebAssembly.validate(wasmBinary as BufferSource)) return failure("no_simd");
  return createCore({ wasmBinary });
}
