// The cases of golden_test.cpp, asked of the WebAssembly module: the same bytes.
// With GOLDEN=write the answers are written instead of compared; the diff is read before it is committed.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Session } from "../../web/src/protocol";
import { shippedCore } from "../laws/core";

interface Case {
  readonly sentence: string;
  readonly files: readonly { readonly name: string; readonly json?: boolean; readonly role?: string }[];
  readonly questions: readonly { readonly method: string; readonly request: string }[];
}

const here = __dirname;
const core = await shippedCore();

function put(session: Session, bytes: Uint8Array): number {
  const address = session.lend(bytes.length);
  core.HEAPU8.set(bytes, address);
  return bytes.length;
}

function read(session: Session, folder: string, { files }: Case): string {
  for (const file of files) {
    session.begin(JSON.stringify({ file: file.name, json: file.json ?? false, role: file.role ?? "" }));
    session.feed(put(session, readFileSync(join(folder, file.name))));
    session.end();
  }
  return session.finish();
}

describe("golden answers of the WebAssembly module", () => {
  const folders = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  test.each(folders.map((folder) => folder.name))("%s", (name) => {
    const folder = join(here, name);
    const golden = JSON.parse(readFileSync(join(folder, "case.json"), "utf8")) as Case;
    const session = new core.Session();
    expect(read(session, folder, golden)).not.toMatch(/^\{"error"/);
    const ask = session as unknown as Record<string, (request: string) => string>;
    const answers = golden.questions.map(({ method, request }) => ask[method]!.call(session, request));
    session.delete();
    const text = answers.map((answer) => `${answer}\n`).join("");
    const expected = join(folder, "answers.jsonl");
    if (process.env["GOLDEN"] === "write") writeFileSync(expected, text);
    else expect(text).toBe(readFileSync(expected, "utf8"));
  });
});
