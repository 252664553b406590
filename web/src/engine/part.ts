import type { Failure } from "../protocol";
import { failure, isFailure } from "./errors";
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
  /** Of a gzip: the browser's own DecompressionStream is not to be asked, because it refused this one. */
  readonly thorough?: boolean;
}

// A piece of packed bytes can unpack to a thousand times its size; so it is a small one.
const PACKED_PIECE = 64 << 10;

/** Reads a part and passes its text on, unpacked, as it was encoded. */
export async function pour(part: Part, into: Sink, pace: Pace, atMost?: number): Promise<Stop | undefined> {
  if (part.packing === "gzip" && !part.thorough && typeof DecompressionStream !== "undefined")
    return pourByBrowser(part, into, pace, new DecompressionStream("gzip"));
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

// The browser unpacks five times as fast as code in the page can, but refuses what has a second member, and does not say why
// it refuses anything: to every refusal the answer is damaged_gzip, and whoever wants to know better reads thoroughly.
async function pourByBrowser(
  part: Part,
  into: Sink,
  pace: Pace,
  { writable, readable }: DecompressionStream,
): Promise<Stop | undefined> {
  const guard = part.guard();
  const pieces = piecesOf(part.file, part.begin, part.end);
  const writer = writable.getWriter();
  const reader: ReadableStreamDefaultReader<Uint8Array> = readable.getReader();
  let unreadable: Failure | undefined;
  let packed = 0; // bytes that went in since the pace was told
  const give = async () => {
    for (;;) {
      const piece = await pieces.next();
      if (isFailure(piece)) {
        unreadable = piece;
        return writer.abort();
      }
      if (piece === undefined) return writer.close();
      for (let begin = 0; begin < piece.length; begin += PACKED_PIECE) {
        const bytes = new Uint8Array(piece.subarray(begin, begin + PACKED_PIECE)); // Node reads on when it has said it is done
        guard.in(bytes.length);
        packed += bytes.length;
        await writer.write(bytes);
      }
    }
  };
  give().catch(ignore); // what went wrong there, the reading side hears
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return unreadable ?? into.end();
      const told = packed;
      packed = 0;
      const stop = guard.out(value.length) ?? into.write(value) ?? (await pace.after(told));
      if (stop) return stop;
    }
  } catch {
    return unreadable ?? failure("damaged_gzip", { file: part.name });
  } finally {
    pieces.close();
    reader.cancel().catch(ignore);
    writer.abort().catch(ignore);
  }
}

function ignore(): void {}

function unpacked({ packing, file, name, guard }: Part, next: Sink): Sink {
  if (packing === "none") return next;
  if (packing === "gzip") return new GunzipInto(name, guard(), next);
  return new EntryInto(file.name, packing, guard(), next);
}

/** What a stop means to whoever asked for all of it: "enough" is no failure. */
export function failed(stop: Stop | undefined): Failure | undefined {
  return isFailure(stop) ? stop : undefined;
}
