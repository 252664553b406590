import type { Failure, SourceLine } from "../protocol";
import { decoded } from "./decode";
import type { SourceRecord } from "./engine";
import { failure, isFailure } from "./errors";
import { Pace } from "./pace";
import { failed, pour } from "./part";
import type { LoadedBill } from "./read-bill";
import type { Sink, Stop } from "./sink";
import { bytesOf } from "./source-file";
import type { Text } from "./texts";

/** The lines' text and cells, read from the files again: the bill in memory does not keep them. */
export async function sourceRecords(
  { session, texts }: Pick<LoadedBill, "session" | "texts">,
  lines: readonly SourceLine[],
  signal?: AbortSignal,
): Promise<readonly SourceRecord[] | Failure> {
  const bytes = new Map<SourceLine, Uint8Array>();
  for (const [file, text] of texts.entries()) {
    const wanted = lines.filter((line) => line.file === file);
    const stopped = wanted.length > 0 ? await readAgain(text, wanted, bytes, signal) : undefined;
    if (stopped) return stopped;
  }
  const records: SourceRecord[] = [];
  for (const line of lines) {
    const record = bytes.get(line) ?? new Uint8Array(0);
    const answer = session.cells(record, line.file);
    if (isFailure(answer)) return answer;
    records.push({ line: line.line, cells: answer.cells, text: new TextDecoder().decode(record) });
  }
  return records;
}

function readAgain(
  text: Text,
  wanted: readonly SourceLine[],
  bytes: Map<SourceLine, Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Failure | undefined> {
  const direct = text.packing === "none" && text.encoding === "utf-8";
  return direct ? ranges(text, wanted, bytes) : scan(text, wanted, bytes, signal);
}

// Places are of the text in UTF-8; where that is what lies on the disk, only the lines themselves are read.
async function ranges(
  { file }: Text,
  wanted: readonly SourceLine[],
  bytes: Map<SourceLine, Uint8Array>,
): Promise<Failure | undefined> {
  const read = await Promise.all(wanted.map(({ begin, end }) => bytesOf(file, begin, end)));
  for (const [at, record] of read.entries()) {
    if (isFailure(record)) return failure("file_changed", { file: file.name });
    bytes.set(wanted[at]!, record);
  }
  return undefined;
}

// Packed or in another encoding: from the beginning to the last line that is wanted.
async function scan(
  text: Text,
  wanted: readonly SourceLine[],
  bytes: Map<SourceLine, Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Failure | undefined> {
  const picked = new Picked(wanted, bytes);
  const stopped = failed(await pour(text, decoded(text.encoding, picked), new Pace(signal)));
  return stopped ?? (picked.complete ? undefined : failure("file_changed", { file: text.file.name }));
}

class Picked implements Sink {
  private readonly open: SourceLine[];
  private at = 0;

  constructor(
    wanted: readonly SourceLine[],
    private readonly bytes: Map<SourceLine, Uint8Array>,
  ) {
    this.open = [...wanted].sort((one, other) => one.end - other.end);
    for (const line of wanted) bytes.set(line, new Uint8Array(line.end - line.begin));
  }

  get complete(): boolean {
    return this.open.length === 0;
  }

  write(piece: Uint8Array): Stop | undefined {
    const end = this.at + piece.length;
    for (const line of this.open) {
      const from = Math.max(line.begin, this.at);
      const to = Math.min(line.end, end);
      if (from >= to) continue;
      this.bytes.get(line)?.set(piece.subarray(from - this.at, to - this.at), from - line.begin);
    }
    this.at = end;
    while (this.open[0] && this.open[0].end <= end) this.open.shift();
    return this.complete ? "enough" : undefined;
  }

  end(): undefined {}
}
