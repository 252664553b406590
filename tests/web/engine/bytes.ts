import type { Sink, Stop } from "../../../web/src/engine/sink";
import type { SourceFile } from "../../../web/src/engine/source-file";

// What the tests of reading share: bytes in, bytes out.

export const utf8 = (text: string) => new TextEncoder().encode(text);
export const text = (bytes: Uint8Array) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);
export const hex = (pairs: string) => Uint8Array.from(pairs.split(" "), (pair) => Number.parseInt(pair, 16));

export function joined(...pieces: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(pieces));
}

export class Collected implements Sink {
  readonly pieces: Uint8Array[] = [];
  ended = false;
  get bytes(): Uint8Array {
    return joined(...this.pieces);
  }
  write(bytes: Uint8Array): undefined {
    this.pieces.push(new Uint8Array(bytes));
  }
  end(): undefined {
    this.ended = true;
  }
}

/** Writes in pieces of one size, each in memory that is overwritten afterwards, as a reader does. */
export function writeAll(sink: Sink, bytes: Uint8Array, size = bytes.length): Stop | undefined {
  for (let begin = 0; begin < bytes.length; begin += size) {
    const piece = new Uint8Array(bytes.subarray(begin, begin + size));
    const stop = sink.write(piece);
    piece.fill(0xff);
    if (stop) return stop;
  }
  return sink.end();
}

export function fileOf(name: string, content: Uint8Array | string): SourceFile {
  const blob = new Blob([(typeof content === "string" ? utf8(content) : content) as Uint8Array<ArrayBuffer>]);
  return { name, size: blob.size, slice: (begin, end) => blob.slice(begin, end) };
}
