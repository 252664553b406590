import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { isFailure } from "../../web/src/engine/errors";
import { type LoadedBill, readBill } from "../../web/src/engine/read-bill";
import { sourceRecords } from "../../web/src/engine/source-records";
import type { SourceFile } from "../../web/src/engine/source-file";
import { EMPTY_PLAN, type Plan } from "../../web/src/protocol";
import { hex, joined, utf8 } from "../web/engine/bytes";
import { shippedCore } from "./core";

// However the bytes of a bill come, the bill is the same.

const bill = `项目,Owner,金额
搜索𠮷,"acc-search, main",10.50
广告,"a ""quoted"" name",-0.25
,"two
lines",4
`;
// By another program.
const gb18030 = joined(
  hex("cf ee c4 bf 2c 4f 77 6e 65 72 2c bd f0 b6 ee 0a"),
  hex("cb d1 cb f7 95 34 b2 35"),
  utf8(',"acc-search, main",10.50\n'),
  hex("b9 e3 b8 e6"),
  utf8(',"a ""quoted"" name",-0.25\n,"two\nlines",4\n'),
);
const utf16 = new Uint8Array(Buffer.from(`\uFEFF${bill}`, "utf16le"));

/** A file that comes in pieces of one size. */
function inPieces(name: string, bytes: Uint8Array, size: number): SourceFile {
  const stream = (from: Uint8Array) => {
    let at = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= from.length) return controller.close();
        controller.enqueue(from.slice(at, at + size));
        at += size;
      },
    });
  };
  const slice = (begin: number, end: number) => {
    const range = bytes.slice(begin, end);
    return { stream: () => stream(range), arrayBuffer: () => Promise.resolve(range.buffer) };
  };
  return { name, size: bytes.length, slice };
}

async function read(file: SourceFile): Promise<LoadedBill> {
  const read = await readBill(await shippedCore(), [file], {}, () => {});
  if (isFailure(read)) throw new Error(read.message);
  return read;
}

const plan: Plan = { ...EMPTY_PLAN, by: ["项目", "Owner"] };

async function told({ session, report, texts }: LoadedBill) {
  const split = session.ask("split", { plan });
  const lines = session.ask("lines", { plan, path: [], offset: 0, limit: 100 });
  if (isFailure(split) || isFailure(lines)) throw new Error("no answer");
  const records = await sourceRecords({ session, report, texts, leftOut: [], prices: "" }, lines.lines);
  session.delete();
  return { rows: report.rows, total: split.total, leaves: split.leaves, records };
}

test("the bill that all the others are compared with is read right", async () => {
  expect(await told(await read(inPieces("bill.csv", utf8(bill), 1 << 20)))).toEqual({
    rows: 3,
    total: "14.25",
    leaves: [
      { key: ["广告", 'a "quoted" name'], amount: "-0.25", rows: 1 },
      { key: ["搜索𠮷", "acc-search, main"], amount: "10.5", rows: 1 },
      { key: [null, "two\nlines"], amount: "4", rows: 1 },
    ],
    records: [
      { line: 2, cells: ["搜索𠮷", "acc-search, main", "10.50"], text: '搜索𠮷,"acc-search, main",10.50\n' },
      { line: 3, cells: ["广告", 'a "quoted" name', "-0.25"], text: '广告,"a ""quoted"" name",-0.25\n' },
      { line: 4, cells: ["", "two\nlines", "4"], text: ',"two\nlines",4\n' },
    ],
  });
});

test.each([
  ["UTF-8", "bill.csv", utf8(bill)],
  ["UTF-8 with a mark", "bill.csv", utf8(`\uFEFF${bill}`)],
  ["GB18030", "bill.csv", gb18030],
  ["UTF-16", "bill.csv", utf16],
  ["a gzip", "bill.csv.gz", gzipSync(bill)],
  ["a gzip of two members", "bill.csv.gz", joined(gzipSync(bill.slice(0, 31)), gzipSync(bill.slice(31)))],
  ["a gzip of GB18030", "bill.csv.gz", gzipSync(gb18030)],
  ["a gzip of UTF-16", "bill.csv.gz", gzipSync(utf16)],
  ["a zip", "bill.zip", zipSync({ "bill.csv": utf8(bill) })],
  ["a zip of GB18030", "bill.zip", zipSync({ "bill.csv": gb18030 })],
])("%s is the same bill, wherever the pieces begin", async (_what, name, bytes) => {
  const expected = await told(await read(inPieces("bill.csv", utf8(bill), 1 << 20)));
  for (let size = 1; size <= bytes.length; size += size < 40 ? 1 : 17) {
    expect(await told(await read(inPieces(name, bytes, size))), `${size} bytes`).toEqual(expected);
  }
});
