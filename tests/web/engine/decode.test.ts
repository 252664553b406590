import { expect, test } from "vitest";
import { decoded, encodingOf } from "../../../web/src/engine/decode";
import { isFailure } from "../../../web/src/engine/errors";
import { Collected, hex, joined, text, utf8, writeAll } from "./bytes";

// Bytes by another program. The fifth letter of the second line has four bytes in GB18030, the sixth two.
const bill = "项目,金额\r\n账单𠮷€,12.50\n";
const gb18030 = hex("cf ee c4 bf 2c bd f0 b6 ee 0d 0a d5 cb b5 a5 95 34 b2 35 a2 e3 2c 31 32 2e 35 30 0a");
const utf16le = new Uint8Array(Buffer.from(bill, "utf16le"));
const utf16be = new Uint8Array(Buffer.from(bill, "utf16le").swap16());
const mark = { "utf-16le": hex("ff fe"), "utf-16be": hex("fe ff") };

function decode(encoding: string, bytes: Uint8Array, size = bytes.length) {
  const got = new Collected();
  return { stop: writeAll(decoded(encoding, got), bytes, size), got };
}

test.each([
  ["gb18030", gb18030],
  ["utf-16le", utf16le],
  ["utf-16be", utf16be],
  ["utf-16le", joined(mark["utf-16le"], utf16le)],
  ["utf-16be", joined(mark["utf-16be"], utf16be)],
])("%s is the same text wherever pieces begin, inside a letter too", (encoding, bytes) => {
  for (let size = 1; size <= bytes.length; size++) {
    const { stop, got } = decode(encoding, bytes, size);
    expect(stop).toBeUndefined();
    expect(text(got.bytes)).toBe(bill);
    expect(got.ended).toBe(true);
  }
});

test("a letter over the border of what is decoded at once is whole", () => {
  const lines = 40_000;
  const bytes = joined(utf8("x"), ...Array.from({ length: lines }, () => gb18030));
  const { stop, got } = decode("gb18030", bytes);
  expect(stop).toBeUndefined();
  expect(text(got.bytes)).toBe(`x${bill.repeat(lines)}`);
}, 20_000);

test("UTF-8 goes through untouched, valid or not: core checks it", () => {
  const bytes = hex("61 ff 62");
  expect(decode("utf-8", bytes).got.bytes).toEqual(bytes);
});

test("windows-1252 takes every byte", () => {
  const { stop, got } = decode(
    "windows-1252",
    Uint8Array.from({ length: 256 }, (_, byte) => byte),
  );
  expect(stop).toBeUndefined();
  expect([...text(got.bytes)]).toHaveLength(256);
});

test("a byte that no letter has is named by its place, wherever pieces begin", () => {
  const bytes = joined(gb18030, hex("ff"), gb18030);
  for (const size of [bytes.length, 40, 35]) {
    const { stop } = decode("gb18030", bytes, size);
    expect(stop).toMatchObject({
      error: "bad_encoding",
      values: { encoding: "gb18030", byte: String(gb18030.length) },
    });
  }
});

test("half a surrogate pair in UTF-16 is named by its place", () => {
  const { stop } = decode("utf-16le", joined(utf16le, hex("00 d8"), utf16le));
  expect(isFailure(stop) && Number(stop.values["byte"])).toBeGreaterThanOrEqual(utf16le.length);
  expect(isFailure(stop) && Number(stop.values["byte"])).toBeLessThan(utf16le.length + 4);
});

test("a text that ends inside a letter is not valid", () => {
  expect(decode("gb18030", gb18030.subarray(0, 1)).stop).toMatchObject({ error: "bad_encoding" });
  expect(decode("utf-16le", utf16le.subarray(0, 3)).stop).toMatchObject({ error: "bad_encoding" });
});

test("an encoding has one name, whatever it is called", () => {
  expect(encodingOf("GBK")).toBe("gbk");
  expect(encodingOf("UTF8")).toBe("utf-8");
  expect(encodingOf("latin1")).toBe("windows-1252");
  expect(encodingOf("klingon")).toBeUndefined();
});
