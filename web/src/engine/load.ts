// Brings the engine up from what the page carries: no request is made. The worker starts from a Blob, because only so
// is it bound by the page's policy.

import type { Parts } from "./client";

interface ScriptUrlPolicy {
  createScriptURL(url: string): unknown;
}
interface TrustedTypesFactory {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): ScriptUrlPolicy;
}

let loading: Promise<Parts> | undefined;

export function loadEngine(): Promise<Parts> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Parts> {
  const { workerSource, packedCore } = await import("virtual:billfold-engine");
  const url = URL.createObjectURL(new Blob([workerSource], { type: "text/javascript" }));
  const trusted = trustOnly(url);
  return {
    core: await unpack(packedCore),
    startWorker: () => new Worker(trusted as string),
  };
}

// The page's one policy: it passes the address of our own worker and nothing else.
function trustOnly(ours: string): unknown {
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypesFactory };
  if (trustedTypes === undefined) return ours;
  const policy = trustedTypes.createPolicy("app", {
    createScriptURL(url) {
      if (url !== ours) throw new TypeError("not a script of this page");
      return url;
    },
  });
  return policy.createScriptURL(ours);
}

async function unpack(text: string): Promise<ArrayBuffer> {
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const inflated = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Response(inflated).arrayBuffer();
}
