import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

import { ENGINE_ERRORS } from "../../../web/src/engine/errors";
import { PAGE_ERRORS } from "../../../web/src/state/errors";
import { en } from "../../../web/src/text/en";
import { errors } from "../../../web/src/text/en/errors";
import { type Message, partsOf } from "../../../web/src/text/message";
import { zh } from "../../../web/src/text/zh";
import { wordsOf } from "../../../web/src/ui/error-panel";

const english: Readonly<Record<string, Message>> = en;
const chinese: Readonly<Record<string, Message>> = zh;

// X(code, "sentence with {values}") in the one list of the core.
const header = readFileSync(new URL("../../../core/base/error.h", import.meta.url), "utf8");
const coreErrors = [...header.matchAll(/X\((\w+),[\s\\]*((?:"(?:[^"\\]|\\.)*"\s*\\?\s*)+)\)/g)].map(
  ([, code, sentence]) => [code!, sentence!] as const,
);
const engineErrors = Object.entries(ENGINE_ERRORS);
const given = new Map<string, string>([...coreErrors, ...engineErrors]);
const codes = [...new Set([...given.keys(), ...PAGE_ERRORS])];

const namesIn = (message: Message) => new Set(partsOf(message as string).filter((_, place) => place % 2 === 1));

test("the core's list of errors is found", () => {
  expect(coreErrors.length).toBeGreaterThan(20);
  expect(header.match(/^ {2}X\(/gm)?.length).toBe(coreErrors.length);
});

describe.each(codes)("%s", (code) => {
  test("says what happened, its likely cause and what to do, in both languages", () => {
    for (const catalogue of [english, chinese]) {
      for (const part of ["", ".cause", ".fix"]) expect(catalogue[`error.${code}${part}`], part).toBeTypeOf("string");
    }
  });
});

// The page's own failures come with no sentence; what they are given stands where they arise.
test.each([...given])("%s uses no value that is not given with it", (code, sentence) => {
  const available = namesIn(sentence);
  for (const part of ["", ".cause", ".fix"]) {
    for (const name of namesIn(english[`error.${code}${part}`]!)) expect(available, name).toContain(name);
  }
});

test("there are no words for an error that does not exist", () => {
  const worded = Object.keys(errors)
    .filter((key) => key.startsWith("error."))
    .map((key) => key.split(".")[1]!);
  expect([...new Set(worded)].sort()).toEqual([...codes].sort());
});

test("an unknown code is said as a defect, with the sentence it came with", () => {
  const words = wordsOf({ error: "of_tomorrow", message: "Something new.", values: {}, line: 0, column: 0 });
  expect(words.what).toBe("Something went wrong that should not");
  expect(words.cause).toContain("Something new.");
});
