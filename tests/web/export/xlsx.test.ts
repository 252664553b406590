import { readSheet } from "read-excel-file/node";
import { expect, test } from "vitest";

import { escaped, isExactInADouble, workbook } from "../../../web/src/export/xlsx";

// Read back by a reader that is not ours.

test.each([
  ["0.1", true],
  ["-1234567890.12345", true],
  ["123456789012345", true],
  ["1234567890123456", false], // 16 digits
  ["0.000000000000000000001", true], // one digit, far behind the point
  ["1234567890.123456", false],
  ["100000.000", true], // zeros behind the point are no digits
  ["12300000000000000000", false], // a spreadsheet would show an exponent and 15 digits: text is safe
])("%s comes back from a double as it was: %s", (decimal, expected) => {
  expect(isExactInADouble(decimal)).toBe(expected);
});

test("numbers are numbers where that is exact, and text where not; text is text whatever it begins with", async () => {
  const wide = Array.from({ length: 30 }, (_, column) => `column ${column}`);
  const blob = await workbook([
    {
      name: "First & <last>",
      header: ["Text", "Amount"],
      rows: [
        [
          { type: "text", text: "=1+1" },
          { type: "number", exact: "-12.5" },
        ],
        [
          { type: "text", text: ' <b>"&\u0001' },
          { type: "number", exact: "1234567890.123456789" },
        ],
      ],
    },
    { name: "Wide", header: wide, rows: [] },
  ]);
  const bytes = Buffer.from(await blob.arrayBuffer());
  expect(await readSheet(bytes, "First & <last>", { trim: false })).toEqual([
    ["Text", "Amount"],
    ["=1+1", -12.5],
    [' <b>"&\ufffd', "1234567890.123456789"],
  ]);
  expect(await readSheet(bytes, "Wide")).toEqual([wide]);
});

test("halves of a letter and controls are no part of XML", () => {
  expect(escaped("a\ud800b\udc00c\u0000😀")).toBe("a\ufffdb\ufffdc\ufffd😀");
});
