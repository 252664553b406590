import type { Failure } from "../protocol";
import { failure } from "./errors";

/** A file as the reader needs it; a File of the browser is one. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  slice(begin: number, end: number): Slice;
}
interface Slice {
  stream(): ReadableStream<Uint8Array>;
  arrayBuffer(): Promise<ArrayBuffer>;
}

// Measured (performance table of the project): 4 MiB pieces with two reads outstanding hide the reading behind the
// parsing; slices of the file read one by one take up to twice as long.
const PIECE = 4 << 20;

/** The bytes of a range of a file, in pieces as large as it gives them, or as are wanted at most. */
export interface Pieces {
  /** The next piece, valid until the next call; undefined after the last. */
  next(): Promise<Uint8Array | Failure | undefined>;
  close(): void;
}

// What is being read. A stream of a file, and whoever waits for it, hold only each other: where nothing else does, Chromium
// collects both while a read is under way, and it never answers (seen when a second pass began right after the first).
const underWay = new Set<object>();

export function piecesOf(file: SourceFile, begin: number, end: number, atMost = PIECE): Pieces {
  const part = file.slice(begin, end);
  const stream = part.stream();
  const held = { part, stream };
  underWay.add(held);
  const { read, close } = bufferedReads(stream, Math.min(atMost, end - begin)) ?? plainReads(stream);
  let missing = end - begin;
  return {
    async next() {
      const atStart = missing === end - begin;
      try {
        const piece = await read();
        if (piece === undefined) return missing === 0 ? await isStillThat(file, end) : changed(file);
        missing -= piece.length;
        return piece;
      } catch {
        // A browser refuses to go on with a file that is not the one that was chosen.
        return atStart ? failure("file_unreadable", { file: file.name }) : changed(file);
      }
    },
    close() {
      underWay.delete(held);
      close();
    },
  };
}

const changed = (file: SourceFile) => failure("file_changed", { file: file.name });

// A browser looks whether a file is the one that was chosen only when a read begins: what was written to it, or that it
// was removed, while a long read went on is noticed by beginning one more.
async function isStillThat(file: SourceFile, end: number): Promise<Failure | undefined> {
  try {
    if (end > 0) await file.slice(end - 1, end).arrayBuffer();
    return undefined;
  } catch {
    return changed(file);
  }
}

interface Reads {
  read(): Promise<Uint8Array | undefined>;
  close(): void;
}

// Two buffers of ours that the stream fills in turn: while one is worked on, the other is being read.
function bufferedReads(stream: ReadableStream<Uint8Array>, size: number): Reads | undefined {
  let reader: ReadableStreamBYOBReader;
  try {
    reader = stream.getReader({ mode: "byob" });
  } catch {
    return undefined;
  }
  const ask = (buffer: ArrayBufferLike) => {
    const asked = reader.read(new Uint8Array(buffer));
    asked.catch(ignore); // it is awaited only when its turn comes
    return asked;
  };
  const asked = size > 0 ? [ask(new ArrayBuffer(size)), ask(new ArrayBuffer(size))] : [];
  let worked: ArrayBufferLike | undefined;
  return {
    async read() {
      if (worked) asked.push(ask(worked));
      const { done, value } = (await asked.shift()) ?? { done: true };
      if (done || value === undefined) return undefined;
      worked = value.buffer;
      return value;
    },
    close: () => void reader.cancel().catch(ignore),
  };
}

function plainReads(stream: ReadableStream<Uint8Array>): Reads {
  const reader = stream.getReader();
  return {
    read: async () => (await reader.read()).value,
    close: () => void reader.cancel().catch(ignore),
  };
}

function ignore(): void {}

/** A small range at once. */
export async function bytesOf(file: SourceFile, begin: number, end: number): Promise<Uint8Array | Failure> {
  try {
    const bytes = new Uint8Array(await file.slice(begin, end).arrayBuffer());
    return bytes.length === end - begin ? bytes : changed(file);
  } catch {
    return failure("file_unreadable", { file: file.name });
  }
}
