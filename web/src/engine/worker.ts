import createCore from "billfold-core";

self.onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
  const core = await createCore({ wasmBinary: data });
  const session = new core.Session();
  self.postMessage(session.version());
  session.delete();
};
