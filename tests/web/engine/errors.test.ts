import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { ENGINE_ERRORS, failure, isFailure } from "../../../web/src/engine/errors";

const root = resolve(__dirname, "../../..");
const errorsOfCore = readFileSync(resolve(root, "core/base/error.h"), "utf8");
const codes = Object.entries(ENGINE_ERRORS);
const own = codes.filter(([code]) => !errorsOfCore.includes(`X(${code},`));

test("what core says too is said in the same words", () => {
  const shared = codes.filter((each) => !own.includes(each));
  expect(shared.length).toBeGreaterThan(3);
  for (const [code, sentence] of shared) {
    const inCore = new RegExp(`X\\(${code},\\s*\\\\?\\s*"(.*)"\\)`).exec(errorsOfCore)?.[1];
    expect(inCore?.replaceAll('\\"', '"'), code).toBe(sentence);
  }
});

test("every failure is caused by a test", () => {
  const tests = ["tests/web/engine", "tests/laws"].flatMap((folder) =>
    readdirSync(resolve(root, folder))
      .filter((name) => name.endsWith(".test.ts") && !__filename.endsWith(name))
      .map((name) => readFileSync(resolve(root, folder, name), "utf8")),
  );
  for (const [code] of codes)
    expect(
      tests.some((text) => text.includes(code)),
      code,
    ).toBe(true);
});

test("a failure is its code, its sentence with the values in it, and the values", () => {
  expect(failure("truncated_gzip", { file: "april.csv.gz" })).toEqual({
    error: "truncated_gzip",
    message: "april.csv.gz ends before its compressed data does. Download it again.",
    values: { file: "april.csv.gz" },
    line: 0,
    column: 0,
  });
});

test("an answer is told from a failure by its field", () => {
  expect(isFailure(failure("cancelled"))).toBe(true);
  for (const answer of [undefined, null, "enough", { rows: 0 }, [{ line: 1 }]]) expect(isFailure(answer)).toBe(false);
});
