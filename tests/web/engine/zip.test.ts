import { strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from "fflate";
import { expect, test } from "vitest";
import { isFailure } from "../../../web/src/engine/errors";
import { Guard, LIMITS } from "../../../web/src/engine/unpack/guard";
import { EntryInto } from "../../../web/src/engine/unpack/entry";
import { billsIn, type ZipEntry } from "../../../web/src/engine/unpack/zip";
import type { Failure } from "../../../web/src/protocol";
import { Collected, fileOf, hex, joined, text, utf8, writeAll } from "./bytes";

const april = "Project,Amount\nsearch,1.50\n".repeat(20);
const may = "Project,Amount\nads,2.25\n";

async function unzip(bytes: Uint8Array): Promise<Record<string, string> | Failure> {
  const entries = await billsIn(fileOf("bills.zip", bytes));
  if (isFailure(entries)) return entries;
  const texts: Record<string, string> = {};
  for (const entry of entries) {
    const unpacked = unpack(bytes, entry);
    if (isFailure(unpacked)) return unpacked;
    texts[entry.name] = unpacked;
  }
  return texts;
}
function unpack(bytes: Uint8Array, entry: ZipEntry): string | Failure {
  const got = new Collected();
  const sink = new EntryInto("bills.zip", entry, new Guard("bills.zip", LIMITS), got);
  const stop = writeAll(sink, bytes.subarray(entry.begin, entry.end), 13);
  return isFailure(stop) ? stop : text(got.bytes);
}
/** As a stream writes it: sizes behind the data, where only the list at the end tells them. */
function streamedZip(files: Record<string, string>): Uint8Array {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => pieces.push(piece));
  for (const [name, content] of Object.entries(files)) {
    const entry = new ZipDeflate(name);
    zip.add(entry);
    entry.push(strToU8(content), true);
  }
  zip.end();
  return joined(...pieces);
}

test("packed and stored entries give their texts, in the order of the list", async () => {
  const bytes = zipSync({ "2025/april.csv": utf8(april), "may.CSV": [utf8(may), { level: 0 }] });
  expect(await unzip(bytes)).toEqual({ "2025/april.csv": april, "may.CSV": may });
});

test("a zip written as a stream gives its texts too", async () => {
  expect(await unzip(streamedZip({ "april.csv": april, "may.csv": may }))).toEqual({
    "april.csv": april,
    "may.csv": may,
  });
});

test("beside tables, manifests, readmes, folders and what systems add are left alone", async () => {
  const bytes = zipSync({
    "bill/": new Uint8Array(0),
    "bill/april.csv": utf8(april),
    "bill/manifest.json": utf8("{}"),
    "bill/readme.txt": utf8("read me"),
    "__MACOSX/bill/._april.csv": utf8("x"),
    "bill/prices.xlsx": utf8("PK"),
  });
  expect(await unzip(bytes)).toEqual({ "bill/april.csv": april });
});

test("without tables JSON is taken, and without that a .txt", async () => {
  const json = { "page1.json": utf8("[]"), "readme.txt": utf8("read me") };
  expect(await unzip(zipSync(json))).toEqual({ "page1.json": "[]" });
  expect(await unzip(zipSync({ "bill.txt": utf8(may) }))).toEqual({ "bill.txt": may });
});

test("a zip with a comment at its end is found", async () => {
  const bytes = joined(zipSync({ "april.csv": utf8(april) }), utf8("a comment"));
  bytes[bytes.length - 9 - 2] = 9;
  expect(await unzip(bytes)).toEqual({ "april.csv": april });
});

test("a name in the encoding of Chinese Windows is shown as it is meant", async () => {
  const bytes = zipSync({ "aaaa.csv": utf8(may) });
  const name = hex("d5 cb b5 a5"); // 账单 in GB18030
  for (let at = 0; at + 4 < bytes.length; at++) {
    if (text4(bytes, at) === "aaaa") bytes.set(name, at);
  }
  expect(await unzip(bytes)).toEqual({ "账单.csv": may });
});
const text4 = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

test("64-bit sizes and places are read where the 32-bit ones are full", async () => {
  const content = utf8(may);
  expect(await unzip(zip64("may.csv", content))).toEqual({ "may.csv": may });
});

test("a zip that ends too early is a failure, wherever it ends", async () => {
  const bytes = zipSync({ "april.csv": utf8(april), "may.csv": utf8(may) });
  for (let length = 0; length < bytes.length; length++) {
    expect(await unzip(bytes.subarray(0, length)), `${length} bytes`).toMatchObject({ error: "truncated_zip" });
  }
});

test("an entry with one wrong byte is never taken for another text", async () => {
  const bytes = zipSync({ "may.csv": utf8(may) });
  const entries = (await billsIn(fileOf("bills.zip", bytes))) as readonly ZipEntry[];
  const { begin, end } = entries[0]!;
  for (let at = begin; at < end; at++) {
    const wrong = bytes.slice();
    wrong[at]! ^= 0x04;
    const got = await unzip(wrong);
    if ("error" in got) expect(got).toMatchObject({ error: "damaged_zip", values: { entry: "may.csv" } });
    else expect(got, `byte ${at}`).toEqual({ "may.csv": may }); // a bit behind the last that counts
  }
});

test("an entry that a password protects is refused by name", async () => {
  const bytes = zipSync({ "april.csv": utf8(april) });
  bytes[listAt(bytes) + 8]! |= 1;
  expect(await unzip(bytes)).toMatchObject({
    error: "encrypted_zip",
    values: { entry: "april.csv", file: "bills.zip" },
  });
});

test("an entry packed by another method than deflate is refused by name", async () => {
  const bytes = zipSync({ "april.csv": utf8(april) });
  bytes[listAt(bytes) + 10] = 93; // Zstandard
  expect(await unzip(bytes)).toMatchObject({ error: "unknown_packing", values: { method: "93" } });
});

test("a zip of archives is refused", async () => {
  expect(await unzip(zipSync({ "bills/april.csv.gz": utf8("x") }))).toMatchObject({
    error: "nested_archive",
    values: { entry: "bills/april.csv.gz" },
  });
});

test("a zip without a bill says what it holds", async () => {
  expect(await unzip(zipSync({ "photo.png": utf8("x"), "bill.pdf": utf8("y") }))).toMatchObject({
    error: "zip_without_bill",
    values: { entries: "photo.png, bill.pdf" },
  });
  expect(await unzip(zipSync({}))).toMatchObject({ error: "zip_without_bill", values: { entries: "nothing" } });
});

test("more than 200 entries are refused before any is looked at", async () => {
  const bytes = zipSync(Object.fromEntries(Array.from({ length: 201 }, (_, n) => [`${n}.csv`, utf8(may)])));
  expect(await unzip(bytes)).toMatchObject({ error: "too_many_entries", values: { count: "201", limit: "200" } });
});

function listAt(bytes: Uint8Array): number {
  return new DataView(bytes.buffer).getUint32(bytes.length - 22 + 16, true);
}

// By the specification (APPNOTE 4.3 and 4.5.3), one stored entry.
function zip64(name: string, content: Uint8Array): Uint8Array {
  const plain: Uint8Array[] = [];
  const zip = new Zip((_error, piece) => plain.push(piece));
  const entry = new ZipPassThrough(name);
  zip.add(entry);
  entry.push(content, true);
  zip.end();
  const bytes = joined(...plain);
  const list = listAt(bytes);
  const view = new DataView(bytes.buffer);
  const crc = view.getUint32(list + 16, true);

  const extra = new DataView(new ArrayBuffer(28));
  extra.setUint16(0, 1, true);
  extra.setUint16(2, 24, true);
  extra.setBigUint64(4, BigInt(content.length), true);
  extra.setBigUint64(12, BigInt(content.length), true);
  extra.setBigUint64(20, 0n, true);
  const listed = new DataView(new ArrayBuffer(46));
  listed.setUint32(0, 0x02014b50, true);
  listed.setUint32(16, crc, true);
  listed.setUint32(20, 0xffffffff, true);
  listed.setUint32(24, 0xffffffff, true);
  listed.setUint16(28, name.length, true);
  listed.setUint16(30, 28, true);
  listed.setUint32(42, 0xffffffff, true);
  const length = 46 + name.length + 28;
  const end64 = new DataView(new ArrayBuffer(56));
  end64.setUint32(0, 0x06064b50, true);
  end64.setBigUint64(4, 44n, true);
  end64.setBigUint64(24, 1n, true);
  end64.setBigUint64(32, 1n, true);
  end64.setBigUint64(40, BigInt(length), true);
  end64.setBigUint64(48, BigInt(list), true);
  const locator = new DataView(new ArrayBuffer(20));
  locator.setUint32(0, 0x07064b50, true);
  locator.setBigUint64(8, BigInt(list + length), true);
  locator.setUint32(16, 1, true);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, 0xffff, true);
  end.setUint16(10, 0xffff, true);
  end.setUint32(12, 0xffffffff, true);
  end.setUint32(16, 0xffffffff, true);
  const parts = [listed.buffer, utf8(name).buffer, extra.buffer, end64.buffer, locator.buffer, end.buffer];
  return joined(bytes.subarray(0, list), ...parts.map((part) => new Uint8Array(part)));
}
