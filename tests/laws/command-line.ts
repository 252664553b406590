import { readFile, writeFile } from "node:fs/promises";
import { fileAt, inMemory } from "../../web/src/cli/node-file";
import { run } from "../../web/src/cli/run";
import { isFailure } from "../../web/src/engine/errors";
import { shippedCore } from "./core";

// The command line in the test's own process: the same as ./billfold, but for its start.

export interface Outcome {
  readonly status: number;
  readonly out: string;
  readonly said: string;
}

export async function billfold(args: readonly string[], input: Uint8Array = new Uint8Array(0)): Promise<Outcome> {
  let out = "";
  let said = "";
  const status = await run(args, {
    core: shippedCore,
    openFile: async (path) => (path === "-" ? inMemory("standard input", input) : fileAt(path)),
    readText: (path) => readFile(path, "utf8"),
    writeFile: async (path, text) => void (await writeFile(path, text)),
    out: (text) => void (out += text),
    say: (text) => void (said += text),
  });
  return { status, out, said };
}

/** The answer as JSON; what went wrong is in the error otherwise. */
export async function answerTo<Answer>(args: readonly string[]): Promise<Answer> {
  const { status, out, said } = await billfold(args);
  if (status !== 0) throw new Error(`status ${status}: ${said}`);
  const answer = JSON.parse(out) as Answer;
  if (isFailure(answer)) throw new Error(said);
  return answer;
}
