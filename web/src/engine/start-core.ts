import createCore from "billfold-core";
import type { Core, Failure } from "../protocol";
import { failure } from "./errors";

/** The core from its module or the module's bytes; it loads nothing by itself. */
export async function startCore(module: WebAssembly.Module | ArrayBuffer | Uint8Array): Promise<Core | Failure> {
  if (typeof WebAssembly !== "object") return failure("no_simd");
  if (module instanceof WebAssembly.Module) return fromModule(module);
  if (!WebAssembly.validate(module as BufferSource)) return failure("no_simd");
  return createCore({ wasmBinary: module });
}

function fromModule(module: WebAssembly.Module): Promise<Core> {
  return new Promise((resolve, reject) => {
    createCore({
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(module, imports).then((instance) => receive(instance, module), reject);
        return {};
      },
    }).then(resolve, reject);
  });
}
