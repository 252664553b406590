// What the build puts together (web/tools/engine-plugin.ts, wasm/CMakeLists.txt).

declare module "virtual:billfold-engine" {
  export const workerSource: string; // one classic script
  export const packedCore: string; // the .wasm: a letter a byte
}

declare module "billfold-core" {
  import type { Core } from "../protocol";
  interface FromModule {
    instantiateWasm(
      imports: WebAssembly.Imports,
      receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
    ): object;
  }
  export default function createCore(
    options: { readonly wasmBinary: ArrayBuffer | Uint8Array } | FromModule,
  ): Promise<Core>;
}
