import { expect, test } from "vitest";

import {
  canonicalAmount,
  currencyDigits,
  currencySymbol,
  digitsAlone,
  formatAmount,
  formatCount,
  formatPercent,
  groupDigits,
  isNegative,
  isZero,
  scaleOfAll,
  unsigned,
} from "../../../web/src/text/amount";

test.each([
  ["0", {}, "0"],
  ["0", { scale: 2 }, "0.00"],
  ["7.5", { scale: 2 }, "7.50"],
  ["999", {}, "999"],
  ["1000", {}, "1,000"],
  ["1204318.42", { scale: 2 }, "1,204,318.42"],
  ["-20", { scale: 2 }, "−20.00"],
  ["-1234567.8", { scale: 2 }, "−1,234,567.80"],
  ["12345678901234567890123456789012345678", {}, "12,345,678,901,234,567,890,123,456,789,012,345,678"],
  ["0.0000000001", { scale: 2 }, "0.0000000001"],
])("%s with %o is shown as %s", (exact, style, shown) => {
  expect(formatAmount(exact, style)).toBe(shown);
});

test("fraction digits are padded to the scale and never cut to it", () => {
  expect(formatAmount("1.23456", { scale: 2 })).toBe("1.23456");
});

test("the sign stands before the currency's symbol", () => {
  expect(formatAmount("-20", { scale: 2, currency: "CNY" })).toBe("−¥20.00");
  expect(formatAmount("20", { scale: 2, currency: "USD" })).toBe("$20.00");
});

test("a currency that is not known is shown by its code", () => {
  expect(formatAmount("3", { currency: "XTS" })).toBe("XTS 3");
  expect(currencySymbol(null)).toBe("");
});

test("yen and won have no fraction digits, dinars three, others two", () => {
  expect(["JPY", "KRW", "BHD", "KWD", "CNY", "XTS", null].map(currencyDigits)).toEqual([0, 0, 3, 3, 2, 2, 2]);
});

test("a text that is no amount is shown as it stands", () => {
  expect(formatAmount("1,204.5O", { scale: 2 })).toBe("1,204.5O");
  expect(formatAmount("", { scale: 2 })).toBe("");
});

test("digits are grouped by three from the right", () => {
  expect(["1", "12", "123", "1234", "123456", "1234567"].map(groupDigits)).toEqual([
    "1",
    "12",
    "123",
    "1,234",
    "123,456",
    "1,234,567",
  ]);
  expect(formatCount(214806)).toBe("214,806");
});

test("a percentage has one digit, a share that can not be said is a dash", () => {
  expect(formatPercent("54.5")).toBe("54.5\u202f%");
  expect(formatPercent("100")).toBe("100.0\u202f%");
  expect(formatPercent(null)).toBe("—");
});

test("a negative zero is not negative", () => {
  expect(isNegative("-0.00")).toBe(false);
  expect(isNegative("-0.01")).toBe(true);
  expect(formatAmount("-0.00")).toBe("0.00");
  expect([isZero("0"), isZero("0.000"), isZero("0.001"), isZero("")]).toEqual([true, true, false, false]);
});

test.each([
  ["1204318.42", "1204318.42"],
  [" ¥ 1,204,318.40 ", "1204318.4"],
  ["￥1，204", "1204"],
  ["CNY 12", "12"],
  ["US$12.10", "12.1"],
  ["−$20.00", "-20"],
  ["-0.00", "0"],
  ["007", "7"],
  [".5", "0.5"],
  ["12 apples", null],
  ["1.2.3", null],
  ["", null],
])("an invoice total typed as %j is the core's %j", (typed, canonical) => {
  expect(canonicalAmount(typed)).toBe(canonical);
});

test("a figure alone is padded to its currency's digits, without a currency to the file's own up to two", () => {
  expect([digitsAlone(2, "CNY"), digitsAlone(24, "USD"), digitsAlone(0, "JPY"), digitsAlone(2, "KWD")]).toEqual([
    2, 2, 0, 3,
  ]);
  expect([digitsAlone(0, ""), digitsAlone(2, ""), digitsAlone(12, "")]).toEqual([0, 2, 2]);
});

test("figures under each other stand at the scale of the finest", () => {
  expect(scaleOfAll(["12", "-0.5", "3.125", ""])).toBe(3);
  expect(scaleOfAll(["7"])).toBe(0);
  expect(scaleOfAll([])).toBe(0);
});

test("beside a word for its direction an amount has no sign", () => {
  expect(["-3810.04805", "+2", "0"].map(unsigned)).toEqual(["3810.04805", "2", "0"]);
});
