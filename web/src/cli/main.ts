import { readFile } from "node:fs/promises";
import createCore from "billfold-core";

const core = await createCore({
  wasmBinary: await readFile(new URL("../wasm/billfold-core.wasm", import.meta.url)),
});
const session = new core.Session();
console.log(`Billfold ${session.version()}`);
session.delete();
