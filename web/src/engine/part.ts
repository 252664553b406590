import type { Failure } from "../protocol";
import { isFailure } from "./errors";
import type { Pace } from "./pace";
import type { Sink, Stop } from "./sink";
import { piecesOf, type SourceFile } from "./source-file";
import { EntryInto } from "./unpack/entry";
import type { Guard } from "./unpack/guard";
import { GunzipInto } from "./unpack/gzip";
import type { ZipEntry } from "./unpack/zip";

/** One text as it lies on the disk: a file, what is packed in a .gz, or an entry of a .zip. */
export interface Part {
  /** For messages: "april.csv", "2025.zip/april.csv". */
  readonly name: string;
  readonly file: SourceFile;
  readonly begin: number;
  readonly end: number;
  readonly packing: "none" | "gzip" | ZipEntry;
  readonly guard: () => Guard;
}

// A piece of packed bytes can unpack to a thousand times its size; so it is a small one.
const PACKED_PIECE = 64 << 10;

/** Reads a part and passes its text on, unpacked, as it was encoded. */
export async function pour(part: Part, into: Sink, pace: Pace, atMost?: number): Promise<Stop | undefined> {
  const sink = unpacked(part, into);
  const step = sink === into ? Number.POSITIVE_INFINITY : PACKED_PIECE;
  const pieces = piecesOf(part.file, part.begin, part.end, atMost);
  try {
    for (;;) {
      const piece = await pieces.next();
      if (isFailure(piece)) return piece;
      if (piece === undefined) return sink.end();
      for (let begin = 0; begin < piece.length; begin += step) {
        const bytes = piece.subarray(begin, begin + step);
        const stop = sink.write(bytes) ?? (await pace.after(bytes.length));
        if (stop) return stop;
      }
    }
  } finally {
    pieces.close();
  }
}

function unpacked({ packing, file, name, guard }: Part, next: Sink): Sink {
  if (packing === "none") return next;
  if (packing === "gzip") return new GunzipInto(name, guard(), next);
  return new EntryInto(file.name, packing, guard(), next);
}

/** What a stop means to whoever asked for all of it: "enough" is no failure. */
export function failed(stop: Stop | undefined): Failure | undefined {
  return isFailure(stop) ? stop : undefined;
}
