import type { Failure, SniffReport } from "../protocol";
import type { CoreSession } from "./core-session";
import { decoded, encodingOf } from "./decode";
import type { ReadOptions } from "./engine";
import { failure, isFailure } from "./errors";
import { Pace } from "./pace";
import { failed, type Part, pour } from "./part";
import { Head } from "./sink";
import type { SourceFile } from "./source-file";
import { ANY_SIZE, Guard, LIMITS } from "./unpack/guard";
import { billsIn } from "./unpack/zip";

// From the files that a person chose to the texts in them, each with the encoding that its head gives away.

/** A part of a bill whose encoding is known, or assumed. */
export interface Text extends Part {
  readonly encoding: string;
  /** What else it may be in, likeliest first; none if a person chose the encoding. */
  readonly alternatives: readonly string[];
  readonly sniff: SniffReport;
  readonly head: Uint8Array;
  readonly whole: boolean; // the head is all of it
}

const HEAD = 256 << 10;

export async function textsOf(
  session: CoreSession,
  file: SourceFile,
  options: ReadOptions,
  signal?: AbortSignal,
): Promise<readonly Text[] | Failure> {
  const encoding = options.encoding === undefined ? undefined : encodingOf(options.encoding);
  if (options.encoding !== undefined && encoding === undefined) {
    return failure("unknown_encoding", { encoding: options.encoding });
  }
  const limits = options.anySize ? ANY_SIZE : LIMITS;
  const onDisk: Part = {
    name: file.name,
    file,
    begin: 0,
    end: file.size,
    packing: "none",
    guard: () => new Guard(file.name, limits),
  };
  const look = (part: Part) => textOf(session, part, encoding, signal);

  const outer = await look(onDisk);
  if (isFailure(outer)) return outer;
  if (outer.sniff.container === "text") return [outer];
  if (outer.sniff.container === "gzip") return inside([{ ...onDisk, packing: "gzip" }], look);
  if (outer.sniff.container !== "zip") return refused(outer.sniff);
  const entries = await billsIn(file);
  if (isFailure(entries)) return entries;
  const parts = entries.map((entry) => ({
    ...onDisk,
    name: `${file.name}/${entry.name}`,
    begin: entry.begin,
    end: entry.end,
    packing: entry,
  }));
  return inside(parts, look);
}

// What is packed must be text: an archive in an archive is not looked into.
async function inside(
  parts: readonly Part[],
  look: (part: Part) => Promise<Text | Failure>,
): Promise<readonly Text[] | Failure> {
  const texts: Text[] = [];
  for (const part of parts) {
    const text = await look(part);
    if (isFailure(text)) return text;
    const { container } = text.sniff;
    if (container === "gzip" || container === "zip") {
      return failure("nested_archive", { file: part.file.name, entry: insideName(part) });
    }
    if (container !== "text") return refused(text.sniff);
    texts.push(text);
  }
  return texts;
}

function insideName({ name, packing }: Part): string {
  return typeof packing === "object" ? packing.name : name.replace(/\.gz$/i, "");
}

async function textOf(
  session: CoreSession,
  part: Part,
  chosen: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Text | Failure> {
  const head = new Head(HEAD);
  // No more is read than is looked at; a stream of the browser's would run ahead.
  const stopped = failed(await pour({ ...part, thorough: true }, head, new Pace(signal), HEAD));
  if (stopped) return stopped;
  const sniff = session.sniff(head.bytes, head.whole);
  if (isFailure(sniff)) return sniff;
  return {
    ...part,
    encoding: chosen ?? encodingOf(sniff.encoding) ?? "utf-8",
    alternatives: chosen === undefined ? sniff.alternatives : [],
    sniff,
    head: head.bytes,
    whole: head.whole,
  };
}

/** The head as core reads it. */
export function utf8Head({ encoding, head, whole }: Text): Uint8Array | Failure {
  const kept = new Head(3 * head.length);
  const sink = decoded(encoding, kept);
  return failed(sink.write(head) ?? (whole ? sink.end() : undefined)) ?? kept.bytes;
}

function refused({ container, what }: SniffReport): Failure {
  return container === "empty" ? failure("empty_file") : failure("not_a_bill", { what, container });
}
