import { failure } from "./errors";
import type { Sink, Stop } from "./sink";

// As much as is decoded at once; its UTF-8 is at most three times as long.
const PIECE = 64 << 10;

/** The name that decoders know an encoding by ("GBK" -> "gbk"), or undefined. */
export function encodingOf(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/** Passes text on as UTF-8. UTF-8 itself goes straight through: core checks it. */
export function decoded(encoding: string, next: Sink): Sink {
  return encoding === "utf-8" ? next : new Decoded(encoding, next);
}

class Decoded implements Sink {
  private readonly decoder: TextDecoder;
  private readonly encoder = new TextEncoder();
  private readonly text = new Uint8Array(3 * (PIECE + 4)); // a letter may be left over from the piece before
  private taken = 0;

  constructor(
    private readonly encoding: string,
    private readonly next: Sink,
  ) {
    this.decoder = new TextDecoder(encoding, { fatal: true });
  }

  write(bytes: Uint8Array): Stop | undefined {
    for (let begin = 0; begin < bytes.length; begin += PIECE) {
      const stop = this.pass(bytes.subarray(begin, begin + PIECE), true);
      if (stop) return stop;
    }
    return undefined;
  }

  end(): Stop | undefined {
    return this.pass(new Uint8Array(0), false) ?? this.next.end();
  }

  private pass(piece: Uint8Array, more: boolean): Stop | undefined {
    let letters: string;
    try {
      letters = this.decoder.decode(piece, { stream: more });
    } catch {
      const byte = this.taken + badByte(this.encoding, piece, this.taken);
      return failure("bad_encoding", { encoding: this.encoding, byte: String(byte) });
    }
    this.taken += piece.length;
    const { written } = this.encoder.encodeInto(letters, this.text);
    return written > 0 ? this.next.write(this.text.subarray(0, written)) : undefined;
  }
}

// Where in a piece the text stops being valid, for people who want to look. A new decoder has to begin where a letter
// does: at a byte below "0", which is a letter of its own in every encoding but UTF-16, where letters begin at even places.
function badByte(encoding: string, piece: Uint8Array, offset: number): number {
  const wide = encoding.startsWith("utf-16");
  const begin = wide ? offset % 2 : piece.findIndex((byte) => byte < 0x30);
  if (begin < 0) return 0;
  const valid = (end: number) => {
    try {
      new TextDecoder(encoding, { fatal: true }).decode(piece.subarray(begin, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let good = begin;
  let bad = piece.length;
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (valid(middle)) good = middle;
    else bad = middle;
  }
  return good;
}
