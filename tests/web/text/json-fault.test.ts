import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";

import { pageFailure } from "../../../web/src/state/errors";
import { jsonFault } from "../../../web/src/text/json-fault";
import { isKey, language } from "../../../web/src/text/text";
import { wordsOf } from "../../../web/src/ui/error-panel";

afterEach(() => {
  language.value = "en";
});

describe("the place at which a text stops being JSON", () => {
  test.each([
    ["", 1, 1, "a value is missing"],
    ["{", 1, 2, "a name in quotes is missing"],
    ["{broken json", 1, 2, "a name in quotes is missing"],
    ['{"lists": [1, 2}', 1, 16, "a comma or a closing bracket is missing"],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, "a comma or a closing brace is missing"],
    ['{"广告" 1}', 1, 7, "a colon is missing"],
    ['["a', 1, 2, "a text in quotes is not closed or not written as JSON wants it"],
    ['["a\\d"]', 1, 2, "a text in quotes is not closed or not written as JSON wants it"],
    ["[1,]", 1, 4, "a value is missing"],
    ["[01]", 1, 3, "a comma or a closing bracket is missing"],
    ["{} {}", 1, 4, "more follows after the JSON"],
    ["[".repeat(2000), 1, 502, "it is nested too deeply"],
  ])("%j", (text, line, column, what) => {
    expect(jsonFault(text)).toEqual({ line, column, what });
  });

  test("is nowhere in what the parser of the language takes, and somewhere in what it refuses", () => {
    const whole = '{"a":[1,-2.5e3,true,null,"x\\u00e9\\n"],"b":{"c":{}},"":[]} ';
    for (let cut = 0; cut <= whole.length; cut++) {
      for (const text of [whole.slice(0, cut), whole.slice(cut), whole.slice(0, cut) + "," + whole.slice(cut)]) {
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        expect(jsonFault(text) === null, text).toBe(isJson);
      }
    }
  });
});

const source = readFileSync(new URL("../../../web/src/text/json-fault.ts", import.meta.url), "utf8");
const said = [...source.matchAll(/"((?:an? |it |more )[^"]+)"/g)].map(([, words]) => words!);

test("every fault has words in the page's languages", () => {
  expect(said.length).toBe(8);
  for (const what of said) expect(isKey(`fault.${what.toLowerCase().replace(/\W+/g, "_")}`), what).toBe(true);
});

test("rules that are no JSON are refused in the page's language alone", () => {
  language.value = "zh-CN";
  const { what, cause } = wordsOf(pageFailure("not_json", { line: "3", column: "5", what: "a colon is missing" }));
  expect(`${what}。${cause}`).toBe("这不是 JSON。第 3 行第 5 列：此处缺少冒号。");
});
