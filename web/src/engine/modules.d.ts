// What the build puts together (web/tools/engine-plugin.ts, wasm/CMakeLists.txt).

declare module "virtual:billfold-engine" {
  export const workerSource: string; // one classic script
  export const packedCore: string; // the .wasm: raw deflate, then base64
}

declare module "billfold-core" {
  import type { Core } from "../protocol";
  export default function createCore(options: { wasmBinary: ArrayBuffer | Uint8Array }): Promise<Core>;
}
