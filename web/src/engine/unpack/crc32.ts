// The checksum of gzip and zip (CRC-32, reflected 0xEDB88320), four bytes a step: row n holds what a byte does to the
// sum when n more bytes follow it.

const rows = Array.from({ length: 4 }, () => new Uint32Array(256));
for (let byte = 0; byte < 256; byte++) {
  let sum = byte;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  rows[0]![byte] = sum;
}
for (let n = 1; n < 4; n++) {
  for (let byte = 0; byte < 256; byte++) {
    const before = rows[n - 1]![byte]!;
    rows[n]![byte] = (before >>> 8) ^ rows[0]![before & 0xff]!;
  }
}
const [row0, row1, row2, row3] = rows as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];

/** The sum of what `sum` is the sum of and then of these bytes; it begins at 0. */
export function crc32(sum: number, bytes: Uint8Array): number {
  let crc = ~sum;
  let at = 0;
  for (const last = bytes.length - 3; at < last; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = row3[crc & 0xff]! ^ row2[(crc >>> 8) & 0xff]! ^ row1[(crc >>> 16) & 0xff]! ^ row0[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = (crc >>> 8) ^ row0[(crc ^ bytes[at]!) & 0xff]!;
  return ~crc >>> 0;
}
