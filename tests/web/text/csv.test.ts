import { expect, test } from "vitest";

import { csv, guarded } from "../../../web/src/text/csv";

test("amounts stand as they are, what holds a comma or a quote is quoted, and a formula is guarded", () => {
  const rows = [
    ["Order", "Debit (CNY)"],
    ['Pack "1bn", 2023', { amount: "-36000.00" }],
    ["=1+1", { amount: "0.10" }],
  ];
  expect(csv(rows, { raw: false })).toBe(`Order,Debit (CNY)\r\n"Pack ""1bn"", 2023",-36000.00\r\n"'=1+1",0.10\r\n`);
  expect(csv([["=1+1"]], { raw: true })).toBe("=1+1\r\n");
});

test.each([
  ["=1+1", "'=1+1"],
  ["+86", "'+86"],
  ["-draft", "'-draft"],
  ["@sum", "'@sum"],
  ["\t=1", "'\t=1"],
  [" =1", "' =1"],
  ['"=1', "'\"=1"],
  ["＝1+1", "'＝1+1"],
  ["plain = text", "plain = text"],
  ["", ""],
])("%j is guarded as %j", (given, expected) => {
  expect(guarded(given)).toBe(expected);
});
