// Brings the engine up from what the page carries: no request is made. The worker starts from a Blob, because only so
// is it bound by the page's policy.

import type { Parts } from "./client";
import { trustedScript } from "./trusted";

let loading: Promise<Parts> | undefined;

export function loadEngine(): Promise<Parts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parts> {
  const { workerSource, packedCore } = await import("virtual:billfold-engine");
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const trusted = trustedScript(url);
  return {
    core: await compiled(unpack(packedCore)),
    startWorker: () => new Worker(trusted),
    cores: navigator.hardwareConcurrency,
  };
}

// Once for all workers, which then share what the browser makes of it. What a browser cannot compile, the worker says.
async function compiled(bytes: ArrayBuffer): Promise<WebAssembly.Module | ArrayBuffer> {
  try {
    return await WebAssembly.compile(bytes);
  } catch {
    return bytes;
  }
}

// A letter a byte: 256 more stand for the same. (web/tools/bundle.mjs)
function unpack(text: string): ArrayBuffer {
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}
