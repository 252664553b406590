import { expect, test } from "vitest";

import { hintOf } from "../../../web/src/text/hint";

const of = (text: string) => {
  const { words, begin, end } = hintOf("not_a_number", text);
  return [words, text.slice(begin, end)];
};

test("a letter among digits is named and marked", () => {
  expect(of("1,204.5O")).toEqual(["the letter O stands where a digit is expected", "O"]);
  expect(of("2o4.50")).toEqual(["the letter o stands where a digit is expected", "o"]);
  expect(of("l204")).toEqual(["the letter l stands where the digit 1 is expected", "l"]);
});

test("two decimal marks are named and the second is marked", () => {
  expect(of("12.40.3")).toEqual(["it has two decimal marks", "."]);
});

test("words and shortened numbers have their own hints", () => {
  expect(of("see invoice")[0]).toBe("words stand where a number is expected");
  expect(of("1.23E+15")[0]).toMatch(/^a spreadsheet shortened a long number/);
});

test("where nothing is likely, nothing is said", () => {
  expect(of("#%&")).toEqual([null, ""]);
  expect(of("12 CNY and 3 USD")).toEqual([null, ""]);
  expect(hintOf("too_many_digits", "1O").words).toBeNull();
});
