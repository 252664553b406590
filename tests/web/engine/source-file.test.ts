import { expect, test } from "vitest";
import { isFailure } from "../../../web/src/engine/errors";
import { bytesOf, piecesOf, type SourceFile } from "../../../web/src/engine/source-file";
import type { Failure } from "../../../web/src/protocol";
import { fileOf, joined } from "./bytes";

const bytes = Uint8Array.from({ length: 10_000_019 }, (_, at) => (at * 31) & 0xff);

async function readAll(file: SourceFile, begin = 0, end = file.size): Promise<Uint8Array | Failure> {
  const pieces = piecesOf(file, begin, end);
  const copies: Uint8Array[] = [];
  for (;;) {
    const piece = await pieces.next();
    if (isFailure(piece)) return piece;
    if (piece === undefined) return new Uint8Array(Buffer.concat(copies));
    copies.push(piece.slice());
  }
}

/** A file that is read through a stream of the test's own. */
function streamed(size: number, stream: () => ReadableStream<Uint8Array>): SourceFile {
  return { name: "bill.csv", size, slice: () => ({ stream, arrayBuffer: () => new Response(stream()).arrayBuffer() }) };
}

test("the pieces of a file are the file", async () => {
  expect(Buffer.compare((await readAll(fileOf("bill.csv", bytes))) as Uint8Array, bytes)).toBe(0);
});

test("the pieces of a range are the range", async () => {
  const got = await readAll(fileOf("bill.csv", bytes), 4_000_001, 9_000_007);
  expect(Buffer.compare(got as Uint8Array, bytes.subarray(4_000_001, 9_000_007))).toBe(0);
});

test("an empty file has no pieces", async () => {
  expect(await readAll(fileOf("bill.csv", ""))).toHaveLength(0);
});

test("while a piece is worked on, the next is being read", async () => {
  let pulls = 0;
  const stream = () =>
    new ReadableStream({
      type: "bytes",
      pull(controller) {
        pulls += 1;
        const view = controller.byobRequest!.view as Uint8Array;
        view.fill(pulls, 0, 1);
        controller.byobRequest!.respond(1);
      },
    });
  const pieces = piecesOf(streamed(100, stream), 0, 100);
  expect(await pieces.next()).toEqual(Uint8Array.of(1));
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(pulls).toBe(2);
  pieces.close();
});

test("a stream that fills no buffers of ours is read all the same", async () => {
  const stream = () =>
    new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Uint8Array.of(1, 2));
        controller.enqueue(Uint8Array.of(3));
        controller.close();
      },
    });
  expect(await readAll(streamed(3, stream))).toEqual(Uint8Array.of(1, 2, 3));
});

function breaking(after: number): () => ReadableStream<Uint8Array> {
  return () => {
    let given = 0;
    return new ReadableStream({
      type: "bytes",
      pull(controller) {
        if (given === after) return controller.error(new DOMException("gone", "NotReadableError"));
        given += 1;
        controller.byobRequest!.respond(1);
      },
    });
  };
}

test("a file that cannot be read from the first byte on is unreadable", async () => {
  expect(await readAll(streamed(9, breaking(0)))).toMatchObject({
    error: "file_unreadable",
    values: { file: "bill.csv" },
  });
});

test("a file that stops being readable was changed", async () => {
  expect(await readAll(streamed(9, breaking(4)))).toMatchObject({ error: "file_changed" });
});

test("a file that is shorter than it was is not taken for whole", async () => {
  const short = () => fileOf("bill.csv", "abc").slice(0, 3).stream();
  expect(await readAll(streamed(9, short))).toMatchObject({ error: "file_changed" });
  expect(await bytesOf(streamed(9, short), 0, 9)).toMatchObject({ error: "file_changed" });
});

test("a file that was changed while its bytes were read in one go is not taken for what was chosen", async () => {
  const file = fileOf("bill.csv", "a,b\n1,2\n");
  const overtaken: SourceFile = {
    name: file.name,
    size: file.size,
    slice: (begin, end) => ({
      stream: () => file.slice(begin, end).stream(),
      arrayBuffer: () => Promise.reject(new DOMException("not the file that was chosen", "NotReadableError")),
    }),
  };
  expect(await readAll(overtaken)).toMatchObject({ error: "file_changed", values: { file: "bill.csv" } });
});

test("a small range is read at once", async () => {
  expect(await bytesOf(fileOf("bill.csv", joined(bytes.subarray(0, 50))), 10, 20)).toEqual(bytes.subarray(10, 20));
});
