import type { BeginRequest, Core, Failure, Progress, RowBegin, ShardReport } from "../protocol";
import { CoreSession } from "./core-session";
import { isFailure } from "./errors";
import { Pace } from "./pace";
import { failed, pour } from "./part";
import type { Sink } from "./sink";
import { bytesOf, type SourceFile } from "./source-file";
import type { Text } from "./texts";

// A large file is read in shards: ranges of its bytes, each by an instance of the core of its own. The first of them, the
// lead, says where the others begin, reads what is before that, and takes the others' rows over. What it says is a guess
// that core proves afterwards (core/bill/loader.h); where it was wrong, the file is read again by one instance alone.

/** What one instance reads for another. */
export interface ShardJob {
  readonly file: SourceFile;
  readonly head: Uint8Array;
  /** How the file is read; the shard begins at `begin.shard`. */
  readonly begin: BeginRequest;
  readonly end: number;
  readonly isLast: boolean;
}

/** An instance that reads one shard, here or behind a port (shard-port.ts). */
export interface ShardReader {
  read(job: ShardJob, onProgress: (progress: ShardProgress) => void): Promise<ShardReport | Failure>;
  /** The pieces in which the shard is handed over, each once. */
  piece(at: number): Promise<Uint8Array | Failure>;
}

export interface ShardProgress extends Progress {
  readonly bytes: number;
}

/** Reads a shard with this instance. */
export function shardReader(core: Core): ShardReader {
  const session = new CoreSession(core);
  return {
    async read({ file, head, begin, end, isLast }, onProgress) {
      const begun = session.begin(begin);
      const stopped = isFailure(begun) ? begun : session.feed(head);
      if (stopped) return stopped;
      const part = { name: file.name, file, begin: begin.shard, end, packing: "none", guard: noGuard } as const;
      const pace = new Pace(undefined, (bytes) => {
        onProgress({ ...session.progress, bytes });
        return undefined;
      });
      return failed(await pour(part, intoCore(session), pace)) ?? session.endShard(isLast);
    },
    piece: async (at) => session.writePiece(at),
  };
}

function noGuard(): never {
  throw new Error("nothing is unpacked here");
}

/** Feeds what comes to the session; the file is not ended. */
function intoCore(session: CoreSession): Sink {
  return { write: (bytes) => session.feed(bytes), end: () => undefined };
}

// Enough for the longest rows that bills have; where no row begins in it, the file is not cut here.
const WINDOW = 256 << 10;

/** Below it, another worker costs more than it saves. */
export const SHARD_SIZE = 16 << 20;

/** Into how many shards the text is best cut, if there are so many readers beside the lead. */
export function shardsOf(text: Text, readers: number, shardSize = SHARD_SIZE): number {
  const isPlain = text.packing === "none" && text.encoding === "utf-8" && !text.sniff.json && !text.whole;
  return isPlain ? Math.min(readers + 1, Math.floor((text.end - text.begin) / shardSize)) : 1;
}

/** "alone": it has to be read by one instance, from the beginning. How far the others came is put into `others`. */
export async function readInShards(
  session: CoreSession,
  text: Text,
  begin: BeginRequest,
  readers: readonly ShardReader[],
  others: ShardProgress[],
  pace: Pace,
): Promise<Failure | "alone" | undefined> {
  const begun = session.begin(begin);
  if (isFailure(begun) || session.feed(text.head)) return "alone";
  await pace.after(text.head.length);
  const borders = await bordersOf(session, text, readers.length + 1);
  if (isFailure(borders) || borders.length < 2) return "alone";

  others.length = 0;
  for (const _ of borders.slice(1)) others.push({ rows: 0, total: "0", held: 0, bytes: 0 });
  const shards = borders.slice(0, -1).map(async (border, at) => {
    const job: ShardJob = {
      file: text.file,
      head: text.head,
      begin: { ...begin, shard: border },
      end: borders[at + 1]!,
      isLast: at === borders.length - 2,
    };
    const reader = readers[at]!;
    const report = await reader.read(job, (progress) => {
      others[at] = progress;
      pace.tell();
    });
    return { reader, pieces: isFailure(report) ? 0 : report.pieces };
  });

  const own = { ...text, begin: text.begin + text.head.length, end: borders[0]! };
  const stopped = failed(await pour(own, intoCore(session), pace));
  if (stopped) return pace.stopped ?? "alone";
  for (const shard of shards) {
    const { reader, pieces } = await shard;
    if (pace.stopped) return pace.stopped;
    if (pieces === 0 || !(await takeOver(session, reader, pieces))) return "alone";
  }
  return isFailure(session.end()) ? "alone" : undefined;
}

// While a piece is taken over, the next is being written.
async function takeOver(session: CoreSession, reader: ShardReader, pieces: number): Promise<boolean> {
  let next = reader.piece(0);
  for (let at = 0; at < pieces; at++) {
    const piece = await next;
    if (at + 1 < pieces) next = reader.piece(at + 1);
    if (isFailure(piece) || !session.takePiece(piece)) return false;
  }
  return true;
}

/** Where rows are likely to begin, near equal shares of the text, and its end behind them. */
async function bordersOf(session: CoreSession, text: Text, shards: number): Promise<readonly number[] | Failure> {
  const borders: number[] = [];
  const share = (text.end - text.begin) / shards;
  for (let shard = 1; shard < shards; shard++) {
    const about = Math.max(text.begin + Math.floor(share * shard), (borders.at(-1) ?? text.head.length) + 1);
    const window = await bytesOf(text.file, about, Math.min(about + WINDOW, text.end));
    if (isFailure(window)) return window;
    const found: RowBegin | Failure = session.rowBegin(window);
    if (isFailure(found)) return found;
    if (found.at >= 0 && about + found.at < text.end) borders.push(about + found.at);
  }
  return [...borders, text.end];
}
