import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { en } from "../../../web/src/text/en";
import { zh } from "../../../web/src/text/zh";

const english: Readonly<Record<string, unknown>> = en;
const chinese: Readonly<Record<string, unknown>> = zh;

// core/vendor/fields.cpp is the one list; the page's words are checked against it.
const source = new URL("../../../core/vendor/fields.cpp", import.meta.url);
const listed = existsSync(source)
  ? [...readFileSync(source, "utf8").matchAll(/\{"([a-z_]+)",\s*"([^"]*)",\s*"([^"]*)",\s*"[^"]*"\}/g)]
  : [];

test.runIf(listed.length > 0)("every field and measure role of the core is named in both languages, as there", () => {
  expect(listed.length).toBeGreaterThan(60);
  const roles = readFileSync(source, "utf8").indexOf("kMeasureRoles");
  for (const [, name, inEnglish, inChinese] of listed) {
    const at = listed.find((entry) => entry[1] === name && entry[2] === inEnglish)!.index;
    const key = `${at > roles ? "role" : "field"}.${name}`;
    expect(english[key], key).toBe(inEnglish);
    expect(chinese[key], key).toBe(inChinese);
  }
});
