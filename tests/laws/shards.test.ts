import { expect, test } from "vitest";
import { failure, isFailure } from "../../web/src/engine/errors";
import { type LoadedBill, readBill, readColumns } from "../../web/src/engine/read-bill";
import { serveShard, shardsBehind } from "../../web/src/engine/shard-port";
import { type ShardReader, shardReader } from "../../web/src/engine/shards";
import type { SourceFile } from "../../web/src/engine/source-file";
import { sourceRecords } from "../../web/src/engine/source-records";
import { EMPTY_PLAN, type Plan } from "../../web/src/protocol";
import { shippedCore } from "./core";

// A large file that several workers read is the same bill as one that one of them reads. (tests/laws/shards_law_test.cpp
// holds core to that; here it is what the workers do with it.)

const HEAD = 256 << 10;
const SHARD = 64 << 10;

/** A file that remembers from where it was streamed. */
function fileOf(text: string, name = "bill.csv"): SourceFile & { readonly begins: number[] } {
  const blob = new Blob([text]);
  const begins: number[] = [];
  return Object.assign(blob, {
    name,
    begins,
    slice(begin: number, end: number) {
      const range = Blob.prototype.slice.call(blob, begin, end);
      return {
        stream: () => (begins.push(begin), range.stream() as ReadableStream<Uint8Array>),
        arrayBuffer: () => range.arrayBuffer(),
      };
    },
  }) as unknown as SourceFile & { readonly begins: number[] };
}

function bill(lineEnd: string, rows: number): string {
  const lines = ["Payer,Project,Note,PayableAmount,PaidAmount,Currency"];
  for (let row = 0; row < rows; row++) {
    const project = row % 7 === 0 ? `"of ""team"", ${row % 31}${lineEnd}and, more"` : `项目${row % 53}`;
    const paid = row % 401 === 0 ? "oops" : `${row}.${String(row % 997).padStart(3, "0")}`;
    lines.push(`p${row % 3},${project},note ${row % 11},${row % 100}.${row % 10},${paid},${row % 5 ? "CNY" : "USD"}`);
  }
  return `${lines.join(lineEnd)}${lineEnd}合计,,,1,,`;
}

const plans: readonly Plan[] = [
  { ...EMPTY_PLAN, by: ["Payer", "project"] },
  { ...EMPTY_PLAN, by: ["project"], filters: [], measure: "PaidAmount", currency: "USD" },
];
const path: (string | null)[] = [];

async function told({ session, report, texts }: LoadedBill) {
  const lines = session.ask("lines", { plan: plans[0]!, path, offset: 3000, limit: 40 });
  if (isFailure(lines)) throw new Error(lines.message);
  const records = await sourceRecords({ session, texts }, lines.lines);
  return { report, splits: plans.map((plan) => session.ask("split", { plan })), lines, records };
}

async function read(
  file: SourceFile,
  readers: readonly ShardReader[],
  partialFrom = Number.POSITIVE_INFINITY,
  firstOnly?: readonly string[],
) {
  const told: number[] = [];
  const options = { shardSize: SHARD, partialFrom, ...(firstOnly && { firstOnly }) };
  const read = await readBill(
    await shippedCore(),
    [file],
    options,
    ({ bytes }) => told.push(bytes),
    undefined,
    readers,
  );
  if (isFailure(read)) throw new Error(read.message);
  expect(told.at(-1)).toBe(file.size);
  return read;
}

async function readers(count: number): Promise<ShardReader[]> {
  const core = await shippedCore();
  return Array.from({ length: count }, () => shardReader(core));
}

test.each([
  ["line feeds", "\n"],
  ["carriage returns and line feeds", "\r\n"],
])("one to seven workers read the same bill, with %s", async (_what, lineEnd) => {
  const text = bill(lineEnd, 24_000);
  const alone = await told(await read(fileOf(text), []));
  expect(alone.report.rows).toBe(24_000);
  for (let count = 1; count <= 6; count++) {
    const file = fileOf(text);
    expect(await told(await read(file, await readers(count))), `${count + 1} workers`).toEqual(alone);
    expect(file.begins).toHaveLength(count + 2); // the head, the lead's share, and every other
  }
});

test("columns that are read later are read by several workers too", async () => {
  const text = bill("\n", 24_000);
  const whole = await read(fileOf(text), []);
  const partial = await read(fileOf(text), await readers(2), 0);
  const plan = { ...EMPTY_PLAN, by: ["Note"] };
  expect(partial.session.ask("split", { plan })).toMatchObject({ error: "column_not_read" });
  const names = { columns: ["Note"], measures: [] };
  expect(await readColumns(await shippedCore(), partial, names, () => {}, undefined, await readers(3))).toEqual(
    whole.report,
  );
  expect(partial.session.ask("split", { plan })).toEqual(whole.session.ask("split", { plan }));
});

test("what a first pass of several workers left is read by several workers, and then it is the same bill", async () => {
  const text = bill("\n", 24_000);
  const whole = await read(fileOf(text), []);
  const first = await read(fileOf(text), await readers(2), 0, ["Note"]);
  expect(first.report.unread).toBe(1);
  expect(await readColumns(await shippedCore(), first, "rest", () => {}, undefined, await readers(3))).toEqual(
    whole.report,
  );
  const named = { columns: ["Payer"], measures: ["PaidAmount"] };
  expect(await readColumns(await shippedCore(), first, named, () => {}, undefined, await readers(2))).toEqual(
    whole.report,
  );
  const alone = await told(whole);
  expect(await told(first)).toEqual({ ...alone, report: first.report });
});

// Longer than what is looked at, and every line of it looks like a row.
const quoted = `"${"p2,o2,n,3,4,CNY\n".repeat(50_000)}"`;
const misleading = `Payer,Project,Note,PayableAmount,PaidAmount,Currency\n${"p1,o1,n,1,2,CNY\n".repeat(20_000)}p1,${quoted},n,1,2,CNY\n`;

test("a border that stands inside quotes is noticed, and the file is read by one worker alone", async () => {
  const file = fileOf(misleading);
  const bill = await read(file, await readers(2));
  expect(bill.report.rows).toBe(20_001);
  expect(file.begins).toContain(HEAD); // the lead's share
  expect(file.begins.at(-1)).toBe(0); // and again from the beginning
  const plan = { ...EMPTY_PLAN, by: ["project"] };
  expect(bill.session.ask("split", { plan })).toMatchObject({ total: "20001" });
});

test("a worker that is lost, or at the end of its memory, is done without", async () => {
  const text = bill("\n", 24_000);
  const alone = await told(await read(fileOf(text), []));
  const [good] = await readers(1);
  const lost = { ...good!, read: () => Promise.resolve(failure("worker_died", { what: "a test" })) };
  expect(await told(await read(fileOf(text), [lost]))).toEqual(alone);
  const [other] = await readers(1);
  const full = { ...other!, piece: () => Promise.resolve(failure("out_of_memory")) };
  expect(await told(await read(fileOf(text), [full]))).toEqual(alone);
});

test("through a port a shard is what it is here; and whoever is alone waits for nobody", async () => {
  const text = bill("\n", 24_000);
  const alone = await told(await read(fileOf(text), []));
  const { port1, port2 } = new MessageChannel();
  serveShard(port1, await shippedCore());
  const far = shardsBehind(port2, new AbortController().signal);
  // A channel of Node carries a Blob, but not what this file has beside it.
  const through: ShardReader = {
    read: (job, onProgress) => far.read({ ...job, file: new Blob([text]) as unknown as SourceFile }, onProgress),
    piece: far.piece,
  };
  expect(await told(await read(fileOf(text), [through]))).toEqual(alone);
  port1.close();

  const stop = new AbortController();
  const deaf = new MessageChannel();
  const waiting = shardsBehind(deaf.port1, stop.signal).piece(0);
  stop.abort();
  expect(await waiting).toMatchObject({ error: "worker_died" });
  deaf.port1.close();
});
