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
    core: await unpack(packedCore),
    startWorker: () => new Worker(trusted),
  };
}

async function unpack(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(inflated).arrayBuffer();
}
