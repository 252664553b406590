import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, test } from "vitest";
import { isFailure } from "../../web/src/engine/errors";
import { type LoadedBill, readBill, readColumns } from "../../web/src/engine/read-bill";
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
  const records = await sourceRecords({ session, texts }, lines.lines);
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

// Amounts at several scales, in two currencies, empty, negative, not numbers; a total line whose word stands in a column
// that is not stored at first.
const usual = `Payer,Owner,Note,InstanceNo,OriginalBillAmount,PayableAmount,PaidAmount,Currency,ConfigName,SplitItemID
p1,o1,n1,i-1,10.5,10.25,1,CNY,m1,s1
p1,o2,n2,i-2,-3.1234567890,2,oops,USD,m2,s2
p2,o1,,i-1,,0.001,7,CNY,m1,s3
p2,o2,n1,i-3,1e-12,5,"1,000.50",CNY,m3,s4
,,合计,,7.3765432110,17.251,,,,
`;

test("a bill that stores its columns when they are asked for says the same as one that stores them all", async () => {
  const core = await shippedCore();
  const options = (partialFrom: number) => ({ partialFrom });
  const file = inPieces("bill.csv", utf8(usual), 64);
  const whole = await readBill(core, [file], options(Number.POSITIVE_INFINITY), () => {});
  const partial = await readBill(core, [file], options(0), () => {});
  if (isFailure(whole) || isFailure(partial)) throw new Error("not read");
  expect(whole.report.rows).toBe(4);
  expect(whole.report.footers).toMatchObject([{ text: "合计", total: "17.251" }]);
  expect(partial.report).toEqual(whole.report);

  const splits: Plan[] = [
    { ...EMPTY_PLAN, by: ["payer", "model"] },
    { ...EMPTY_PLAN, by: ["Note"] },
    { ...EMPTY_PLAN, by: ["owner"], measure: "PaidAmount", filters: [] },
    { ...EMPTY_PLAN, by: ["instance"], measure: "OriginalBillAmount" },
  ];
  const read: string[] = [];
  for (const plan of splits) {
    let answer = partial.session.ask("split", { plan });
    for (let pass = 0; isFailure(answer) && pass < 2; pass++) {
      expect(answer.error).toBe("column_not_read");
      const { column, as } = answer.values as unknown as { column: string; as?: string };
      read.push(column);
      const names = as === "amount" ? { columns: [], measures: [column] } : { columns: [column], measures: [] };
      expect(await readColumns(core, partial, names, () => {})).toEqual(whole.report);
      answer = partial.session.ask("split", { plan });
    }
    expect(answer).toEqual(whole.session.ask("split", { plan }));
  }
  expect(read).toEqual(["Note", "PaidAmount", "OriginalBillAmount", "InstanceNo"]);
  const dimensions = { plan: EMPTY_PLAN };
  expect(await readColumns(core, partial, { columns: [], measures: [] }, () => {})).toEqual(whole.report);
  expect(partial.session.ask("dimensions", dimensions)).toEqual(whole.session.ask("dimensions", dimensions));
});

test("a bill of which only the first view was read says the same of it, and with the rest says all that the whole one says", async () => {
  const core = await shippedCore();
  const file = inPieces("bill.csv", utf8(usual), 64);
  const whole = await readBill(core, [file], { partialFrom: 0 }, () => {});
  const first = await readBill(core, [file], { partialFrom: 0, firstOnly: [] }, () => {});
  if (isFailure(whole) || isFailure(first)) throw new Error("not read");
  const dimensions = { plan: EMPTY_PLAN };
  const stacked = { ...EMPTY_PLAN, by: ["payer", "owner"] };
  const all = whole.session.ask("dimensions", dimensions);
  if (isFailure(all)) throw new Error(all.error);
  expect(all.first_stack).toEqual(stacked.by);

  expect(first.report).toMatchObject({ rows: 4, unread: 2, rejected: 0, footers: whole.report.footers });
  expect(first.report.currencies).toEqual(whole.report.currencies);
  expect(first.report.measures.map(({ name, total }) => [name, total])).toEqual([
    ["OriginalBillAmount", ""],
    ["PayableAmount", "15.251"], // 10.25 + 0.001 + 5, the lines in CNY
    ["PaidAmount", ""],
  ]);
  expect(first.session.ask("dimensions", dimensions)).toMatchObject({ first_stack: all.first_stack });
  expect(first.session.ask("split", { plan: stacked })).toEqual(whole.session.ask("split", { plan: stacked }));
  expect(first.session.ask("split", { plan: { ...EMPTY_PLAN, by: ["model"] } })).toMatchObject({
    error: "column_not_read",
  });

  // Of several currencies, one cell that is none of its column's amounts.
  expect(await readColumns(core, first, "rest", () => {})).toEqual(whole.report);
  expect(whole.report).toMatchObject({ unread: 0, rejected: 1 });
  expect(first.session.ask("dimensions", dimensions)).toEqual(all);
  for (const by of [["model"], ["payer", "item"], ["month"]]) {
    const plan = { ...EMPTY_PLAN, by };
    expect(first.session.ask("split", { plan }), String(by)).toEqual(whole.session.ask("split", { plan }));
  }
});

test("a first pass stores what the plan is already split by, too", async () => {
  const core = await shippedCore();
  const file = inPieces("bill.csv", utf8(usual), 64);
  const whole = await readBill(core, [file], { partialFrom: Number.POSITIVE_INFINITY }, () => {});
  const first = await readBill(core, [file], { partialFrom: 0, firstOnly: ["Note", "model"] }, () => {});
  if (isFailure(whole) || isFailure(first)) throw new Error("not read");
  const plan = { ...EMPTY_PLAN, by: ["Note", "model"] };
  expect(first.report.unread).toBe(2);
  expect(first.session.ask("split", { plan })).toEqual(whole.session.ask("split", { plan }));
  expect(await readColumns(core, first, "rest", () => {})).toEqual(whole.report);
  expect(first.session.ask("split", { plan })).toEqual(whole.session.ask("split", { plan }));
});

test("where the head does not tell that the accounts are what it is split by, all that is usual is read at once", async () => {
  const core = await shippedCore();
  const file = inPieces("bill.csv", utf8(usual.replaceAll("p2,", "p1,").replaceAll("o2,", "o1,")), 64);
  const whole = await readBill(core, [file], { partialFrom: 0 }, () => {});
  const first = await readBill(core, [file], { partialFrom: 0, firstOnly: [] }, () => {});
  if (isFailure(whole) || isFailure(first)) throw new Error("not read");
  expect(first.report).toEqual(whole.report);
  expect(first.report).toMatchObject({ unread: 0, rejected: 1 });
});

test("any pass completes what is known of the amounts", async () => {
  const core = await shippedCore();
  const file = inPieces("bill.csv", utf8(usual), 64);
  const whole = await readBill(core, [file], { partialFrom: 0 }, () => {});
  const first = await readBill(core, [file], { partialFrom: 0, firstOnly: [] }, () => {});
  if (isFailure(whole) || isFailure(first)) throw new Error("not read");
  expect(await readColumns(core, first, { columns: ["Note"], measures: [] }, () => {})).toEqual(whole.report);
});

test("a second pass over a file that is another one meanwhile is refused, and the bill stays as it was", async () => {
  const core = await shippedCore();
  let text = usual;
  const changing = { name: "bill.csv", size: utf8(usual).length } as SourceFile;
  Object.assign(changing, {
    slice: (begin: number, end: number) => inPieces("bill.csv", utf8(text), 64).slice(begin, end),
  });
  const bill = await readBill(core, [changing], { partialFrom: 0 }, () => {});
  if (isFailure(bill)) throw new Error("not read");
  text = usual.replace("s3\np2", "s3;p2"); // of the same size, with a row less
  const plan = { ...EMPTY_PLAN, by: ["Note"] };
  expect(await readColumns(core, bill, { columns: ["Note"], measures: [] }, () => {})).toMatchObject({
    error: "file_changed",
  });
  expect(bill.session.ask("split", { plan })).toMatchObject({ error: "column_not_read" });
});
