import { expect, test } from "vitest";
import { crc32 } from "../../../web/src/engine/unpack/crc32";
import { utf8 } from "./bytes";

// The check value of this CRC in every catalogue of them.
const CHECK = 0xcbf43926;
const digits = utf8("123456789");

test("the checksum of the digits 1 to 9 is the one in the catalogues", () => {
  expect(crc32(0, digits)).toBe(CHECK);
  expect(crc32(0, new Uint8Array(0))).toBe(0);
});

test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])("a sum goes on after %i bytes as if there were no border", (border) => {
  expect(crc32(crc32(0, digits.subarray(0, border)), digits.subarray(border))).toBe(CHECK);
});

test("every length gives what a bit at a time gives", () => {
  const bytes = Uint8Array.from({ length: 67 }, (_, at) => (at * 37 + 11) & 0xff);
  for (let length = 0; length <= bytes.length; length++) {
    expect(crc32(0, bytes.subarray(0, length))).toBe(bitwise(bytes.subarray(0, length)));
  }
});

function bitwise(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}
