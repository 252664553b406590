import { readFile, writeFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import { failure } from "../engine/errors";
import { startCore } from "../engine/start-core";
import { fileAt, inMemory } from "./node-file";
import { run } from "./run";

// Whoever reads the answer may have had enough of it (billfold ... | head).
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

process.exitCode = await run(process.argv.slice(2), {
  core: async () => startCore(await readFile(new URL("../wasm/billfold-core.wasm", import.meta.url))),
  openFile: async (path) => (path === "-" ? inMemory("standard input", await buffer(process.stdin)) : fileAt(path)),
  readText: (path) => readFile(path, "utf8").catch(() => failure("file_unreadable", { file: path })),
  writeFile: (path, text) =>
    writeFile(path, text).then(
      () => undefined,
      () => ({ error: "file_unwritable", message: `${path} cannot be written.`, values: {}, line: 0, column: 0 }),
    ),
  out: (text) => process.stdout.write(text),
  say: (text) => process.stderr.write(text),
});
