import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import { expect, test, vi } from "vitest";
import type { ReadProgress, SourceRecord } from "../../../web/src/engine/engine";
import { isFailure } from "../../../web/src/engine/errors";
import { readBill } from "../../../web/src/engine/read-bill";
import { recognise } from "../../../web/src/engine/recognise";
import { sourceRecords } from "../../../web/src/engine/source-records";
import type { SourceFile } from "../../../web/src/engine/source-file";
import type { Mapping, SourceLine } from "../../../web/src/protocol";
import { fileOf, hex, joined, utf8 } from "./bytes";
import { type FakeCore, fakeCore } from "./fake-core";

const april = "Project,Amount\n账单,1.50\n";
const may = "Project,Amount\nads,2.25\nrank,-0.75\n";
const gb = joined(utf8("Project,Amount\n"), hex("d5 cb b5 a5"), utf8(",1.50\n")); // april in GB18030

async function read(files: readonly SourceFile[], options = {}, core = fakeCore()) {
  const bill = await readBill(core, files, options, () => {});
  return { bill, core, texts: core.sessions.at(-1)!.texts };
}
async function loaded(files: readonly SourceFile[], core = fakeCore()) {
  const { bill } = await read(files, {}, core);
  if (isFailure(bill)) throw new Error(bill.error);
  return bill;
}
const encodings = (core: FakeCore) => core.sessions.at(-1)!.files.map(({ request }) => request.encoding);

test("files are fed one after another, each as one file", async () => {
  const { texts, core } = await read([fileOf("april.csv", april), fileOf("may.csv", may)]);
  expect(texts).toEqual([april, may]);
  expect(core.sessions.at(-1)!.files.map(({ request }) => request.file)).toEqual(["april.csv", "may.csv"]);
});

test("what is packed is fed as its text: a gzip, every entry of a zip", async () => {
  const zip = zipSync({ "a.csv": utf8(april), "b.csv": utf8(may) });
  const { texts, core } = await read([fileOf("april.csv.gz", gzipSync(april)), fileOf("both.zip", zip)]);
  expect(texts).toEqual([april, may]); // april is in it twice
  expect(core.sessions.at(-1)!.files.map(({ request }) => request.file)).toEqual(["april.csv.gz", "both.zip/b.csv"]);
});

test("another encoding is fed as UTF-8, packed or not", async () => {
  const wide = new Uint8Array(Buffer.from(`\uFEFF${may}`, "utf16le"));
  const { texts, core } = await read([fileOf("april.csv", gb), fileOf("may.csv.gz", gzipSync(wide))]);
  expect(texts).toEqual([april, may]);
  expect(encodings(core)).toEqual(["gb18030", "utf-16le"]);
});

const longHead = "Project,Amount\n" + "ads,1.00\n".repeat(40_000); // valid UTF-8 for longer than the head

test("a text that stops being UTF-8 behind its head is read again in the next encoding, and all before it too", async () => {
  const late = joined(utf8(longHead), hex("d5 cb b5 a5"), utf8(",1.50\n"));
  const { texts, core } = await read([fileOf("may.csv", may), fileOf("late.csv", late)]);
  expect(texts).toEqual([may, `${longHead}账单,1.50\n`]);
  expect(encodings(core)).toEqual(["utf-8", "gb18030"]);
  expect(core.sessions.map(({ deleted }) => deleted)).toEqual([true, false]); // the one that looked at heads gave up
});

test("a text that is neither UTF-8 nor GB18030 ends in the encoding that takes every byte", async () => {
  const late = joined(utf8(longHead), hex("ff e9"), utf8(",1.50\n"));
  const { texts, core } = await read([fileOf("late.csv", late)]);
  expect(texts[0]!.endsWith("ÿé,1.50\n")).toBe(true);
  expect(encodings(core)).toEqual(["windows-1252"]);
});

test("an encoding that a person chose is not given up", async () => {
  const late = joined(utf8(longHead), hex("d5 cb b5 a5"), utf8(",1.50\n"));
  const { bill } = await read([fileOf("late.csv", late)], { encoding: "UTF8" });
  expect(bill).toMatchObject({ error: "bad_encoding", values: { file: "late.csv" } });
});

test("an encoding that does not exist is named", async () => {
  const { bill } = await read([fileOf("may.csv", may)], { encoding: "klingon" });
  expect(bill).toMatchObject({ error: "unknown_encoding", values: { encoding: "klingon", file: "may.csv" } });
});

test("a file that was read before is left out, and said to be", async () => {
  const { bill, texts } = await read([fileOf("april.csv", april), fileOf("copy.csv", april), fileOf("may.csv", may)]);
  expect(texts).toEqual([april, may]);
  expect(bill).toMatchObject({ leftOut: [{ error: "same_file_twice", values: { file: "copy.csv" } }] });
});

test.each([
  ["an empty file", fileOf("bill.csv", ""), "empty_file"],
  ["a PDF", fileOf("bill.csv", "%PDF-1.7"), "not_a_bill"],
  ["a gzip of a PDF", fileOf("bill.csv.gz", gzipSync("%PDF-1.7")), "not_a_bill"],
  ["a gzip of nothing", fileOf("bill.csv.gz", gzipSync("")), "empty_file"],
  ["a gzip in a gzip", fileOf("bill.csv.gz", gzipSync(gzipSync(may))), "nested_archive"],
  ["a gzip that ends too early", fileOf("bill.csv.gz", gzipSync(longHead).subarray(0, 500)), "truncated_gzip"],
  ["a zip without a bill", fileOf("bill.zip", zipSync({ "photo.png": utf8("x") })), "zip_without_bill"],
  ["a zip that ends too early", fileOf("bill.zip", zipSync({ "a.csv": utf8(may) }).subarray(0, 90)), "truncated_zip"],
])("%s is refused by its own code, and the file is named", async (_what, file, error) => {
  const { bill } = await read([fileOf("april.csv", april), file]);
  expect(bill).toMatchObject({ error, values: { file: file.name } });
});

test("what is not a bill is said in words, and by a code that the page has its own words for", async () => {
  const { bill } = await read([fileOf("bill.csv", "%PDF-1.7")]);
  expect(bill).toMatchObject({ values: { what: "a pdf file", container: "pdf" } });
});

test("nothing is left behind in core when reading fails", async () => {
  const { core } = await read([fileOf("april.csv", april), fileOf("bill.csv", "")]);
  expect(core.sessions.every(({ deleted }) => deleted)).toBe(true);
});

test("progress counts the bytes on the disk, packed or not, and ends at all of them", async () => {
  const packed = gzipSync(longHead.repeat(20));
  const files = [fileOf("april.csv", april), fileOf("long.csv.gz", packed)];
  const told: ReadProgress[] = [];
  await readBill(fakeCore(), files, {}, (progress) => told.push(progress));
  const total = files[0]!.size + packed.length;
  expect(told.at(-1)).toEqual({ bytes: total, totalBytes: total, rows: 2 + 20 * 40_001, total: "1.50" });
  expect(told.every(({ totalBytes }) => totalBytes === total)).toBe(true);
}, 60_000);

test("a wish to stop is heard soon after, and keeps nothing", async () => {
  const endless = { name: "endless.csv", size: 2 ** 40, slice: () => ({ stream: endlessRows, arrayBuffer: never }) };
  const stop = new AbortController();
  const core = fakeCore();
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 10)); // as if a piece took ten milliseconds
  let fed = 0;
  core.Session.prototype.feed = () => {
    if (++fed === 40) setTimeout(() => stop.abort()); // a wish comes as a message does: between two tasks
    return JSON.stringify({ rows: 1, total: "1", held: 1 });
  };
  const bill = await readBill(core, [endless], {}, () => {}, stop.signal);
  vi.restoreAllMocks();
  expect(bill).toMatchObject({ error: "cancelled" });
  expect(fed).toBeLessThan(2_000); // without a break between pieces it would read on for ever
  expect(core.sessions.every(({ deleted }) => deleted)).toBe(true);
});
const never = () => new Promise<ArrayBuffer>(() => {});
// Is there at once, so that nothing but the reader itself can let the wish in.
function endlessRows(): ReadableStream<Uint8Array> {
  const row = utf8("ads,1.00\n".repeat(1000));
  return new ReadableStream({ pull: (controller) => controller.enqueue(row) });
}

const NO_MAPPING: Mapping = {
  profile: "",
  fields: [],
  delimiter: "",
  decimal_mark: "",
  date_order: "",
  header_line: 0,
};

test("a head is recognised as UTF-8, unpacked", async () => {
  for (const file of [
    fileOf("april.csv", gb),
    fileOf("april.csv.gz", gzipSync(gb)),
    fileOf("a.zip", zipSync({ "a.csv": gb })),
  ]) {
    expect(await recognise(fakeCore(), file, NO_MAPPING)).toMatchObject({
      sniff: { encoding: "gb18030" },
      recognised: { head: april, whole: true, mapping: NO_MAPPING },
    });
  }
});

test("of a long file only the head is recognised", async () => {
  const core = fakeCore();
  expect(await recognise(core, fileOf("long.csv", longHead), NO_MAPPING)).toMatchObject({
    recognised: { whole: false },
  });
  expect(core.sessions.every(({ deleted }) => deleted)).toBe(true);
});

test("of a huge file no more is read than is looked at", async () => {
  let read = 0;
  const stream = () =>
    new ReadableStream({
      type: "bytes",
      pull(controller) {
        const view = controller.byobRequest!.view as Uint8Array;
        view.set(utf8("a,1\n".repeat(view.length / 4)));
        read += view.length;
        controller.byobRequest!.respond(view.length);
      },
    });
  const huge = { name: "huge.csv", size: 2 ** 40, slice: () => ({ stream, arrayBuffer: never }) };
  expect(await recognise(fakeCore(), huge, NO_MAPPING)).toMatchObject({ recognised: { whole: false } });
  expect(read).toBeLessThanOrEqual(1 << 20);
});

test("a chosen encoding is the one that a head is recognised in", async () => {
  const answer = await recognise(fakeCore(), fileOf("april.csv", gb), NO_MAPPING, "latin1");
  expect(answer).toMatchObject({
    sniff: { encoding: "windows-1252" },
    recognised: { head: expect.stringContaining("ÕË") },
  });
});

test("a JSON bill's columns are not known from its head", async () => {
  expect(await recognise(fakeCore(), fileOf("bill.json", "{}"), NO_MAPPING)).toMatchObject({ recognised: null });
});

// Places of lines are counted in the text as UTF-8.
function lineOf(text: string, line: number, file = 0): SourceLine {
  const begin =
    utf8(
      text
        .split("\n")
        .slice(0, line - 1)
        .join("\n"),
    ).length + (line > 1 ? 1 : 0);
  const end = begin + utf8(text.split("\n")[line - 1]!).length + 1;
  return { file, row: line - 2, line, begin, end, amount: "0", rejected: "" };
}

test.each([
  ["a plain file", [fileOf("april.csv", april), fileOf("may.csv", may)]],
  ["a gzip", [fileOf("april.csv.gz", gzipSync(april)), fileOf("may.csv.gz", gzipSync(may))]],
  ["another encoding", [fileOf("april.csv", gb), fileOf("may.csv", may)]],
  ["a zip", [fileOf("both.zip", zipSync({ "a.csv": gb, "b.csv": utf8(may) }))]],
])("source lines are read again from %s, in the order asked for", async (_what, files) => {
  const bill = await loaded(files);
  const lines = [lineOf(may, 3, 1), lineOf(april, 2), lineOf(may, 2, 1), lineOf(may, 3, 1)];
  expect(await sourceRecords(bill, lines)).toEqual([
    { line: 3, cells: ["1", "rank", "-0.75"], text: "rank,-0.75\n" },
    { line: 2, cells: ["0", "账单", "1.50"], text: "账单,1.50\n" },
    { line: 2, cells: ["1", "ads", "2.25"], text: "ads,2.25\n" },
    { line: 3, cells: ["1", "rank", "-0.75"], text: "rank,-0.75\n" },
  ]);
});

test("a source line over the border of two pieces is whole", async () => {
  const content = "Project,Amount\n" + Array.from({ length: 60_000 }, (_, n) => `line ${n},${n}.25\n`).join("");
  const bill = await loaded([fileOf("long.csv.gz", gzipSync(content))]);
  const lines = content.split("\n").length - 1;
  for (let line = 2; line <= lines; line += 9973) {
    const [record] = (await sourceRecords(bill, [lineOf(content, line)])) as readonly SourceRecord[];
    expect(record!.text).toBe(`line ${line - 2},${line - 2}.25\n`);
  }
}, 60_000);

test("source lines behind a file that was left out are found in their own file", async () => {
  const bill = await loaded([fileOf("april.csv", april), fileOf("copy.csv", april), fileOf("may.csv", may)]);
  expect(await sourceRecords(bill, [lineOf(may, 2, 1)])).toMatchObject([{ text: "ads,2.25\n" }]);
});

test("lines of a file that is not there any more are a failure", async () => {
  const file = fileOf("may.csv", may);
  let gone = false;
  const slice: SourceFile["slice"] = (begin, end) => {
    if (gone) throw new DOMException("gone", "NotReadableError");
    return file.slice(begin, end);
  };
  const bill = await loaded([{ ...file, slice }]);
  gone = true;
  expect(await sourceRecords(bill, [lineOf(may, 2)])).toMatchObject({
    error: "file_changed",
    values: { file: "may.csv" },
  });
});

test("a bill that would not fit in memory is refused before it is read to its end, and the sessions are given back", async () => {
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => (now += 200)); // each piece is looked at
  const files = Array.from({ length: 10 }, (_, at) =>
    fileOf(`${at}.csv`, `Project,Amount\n${`team-${at},1.00\n`.repeat(50)}`),
  );
  const limit = 2 * files.reduce((all, { size }) => all + size, 0); // the fake core's two bytes a byte
  const core = fakeCore();
  const { bill, texts } = await read(files, { memoryLimit: limit - 1 }, core);
  expect(bill).toMatchObject({ error: "bill_too_large" });
  expect(texts.length).toBeLessThan(10);
  expect(core.sessions.every(({ deleted }) => deleted)).toBe(true);
  const fits = await read(files, { memoryLimit: limit });
  expect(isFailure(fits.bill)).toBe(false);
  vi.restoreAllMocks();
});

test("a gzip is unpacked by the browser, and thoroughly where that refuses it", async () => {
  let asked = 0;
  const Own = DecompressionStream;
  const counting = class extends Own {
    constructor(format: CompressionFormat) {
      super(format);
      asked += 1;
    }
  };
  vi.stubGlobal("DecompressionStream", counting);
  expect((await read([fileOf("april.csv.gz", gzipSync(april))])).texts).toEqual([april]);
  expect(asked).toBe(1);

  // As browsers do at a second member; Node's own takes several.
  const refusing = class {
    readonly writable: WritableStream<Uint8Array>;
    readonly readable: ReadableStream<Uint8Array>;
    constructor() {
      asked += 1;
      const refused = new TransformStream<Uint8Array, Uint8Array>({
        transform: (_, controller) => controller.error(new TypeError("junk behind the end")),
      });
      this.writable = refused.writable;
      this.readable = refused.readable;
    }
  };
  vi.stubGlobal("DecompressionStream", refusing);
  const members = Buffer.concat([gzipSync(april), gzipSync(may)]);
  const { bill, texts, core } = await read([fileOf("may.csv", may), fileOf("both.csv.gz", members)]);
  expect(isFailure(bill)).toBe(false);
  expect(texts).toEqual([may, april + may]);
  expect(core.sessions.map(({ deleted }) => deleted)).toEqual([true, false]); // the one that looked at heads gave up
  expect(asked).toBe(2); // not once more for what it refused

  vi.stubGlobal("DecompressionStream", undefined);
  expect((await read([fileOf("april.csv.gz", gzipSync(april))])).texts).toEqual([april]);
  vi.unstubAllGlobals();
});
