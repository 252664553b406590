import type { BeginRequest, BillReport, Core, Failure, Mapping } from "../protocol";
import { CoreSession } from "./core-session";
import { decoded } from "./decode";
import type { ReadOptions, ReadProgress } from "./engine";
import { isFailure } from "./errors";
import type { ColumnNames } from "./protocol";
import { MemoryForecast } from "./memory";
import { Pace } from "./pace";
import { failed, pour } from "./part";
import { readInShards, type ShardProgress, type ShardReader, shardsOf } from "./shards";
import type { Sink } from "./sink";
import type { SourceFile } from "./source-file";
import { type Text, textsOf, utf8Head } from "./texts";

// Files become a bill: every text in them is decoded and fed to core, one after another. A large one is read in shards, if
// there are readers for them.

/** A bill that core holds, and where its lines can be read again. */
export interface LoadedBill {
  readonly session: CoreSession;
  readonly report: BillReport;
  readonly leftOut: readonly Failure[];
  /** The text of the price list that was among the files of usage; "" none. It is no bill: the plan's prices are it. */
  readonly prices: string;
  /** By the number that core gives a file. */
  readonly texts: readonly Reading[];
  readonly mapping: Mapping;
  readonly shardSize: number | undefined;
  readonly memoryLimit: number | undefined;
  /** Bytes of memory that its columns take. */
  held: number;
  /** What a first pass stored beside what it always does. */
  readonly first: readonly string[];
  /** Whether only the columns of the first questions were stored. */
  readonly partial: boolean;
}

// Below it, every column costs less than a glance.
const PARTIAL_FROM = 32 << 20;

export async function readBill(
  core: Core,
  files: readonly SourceFile[],
  options: ReadOptions,
  onProgress: (progress: ReadProgress) => void,
  signal?: AbortSignal,
  readers: readonly ShardReader[] = [],
): Promise<LoadedBill | Failure> {
  // What looks at the files also reads them, if that succeeds at once: each session has the vendors' forms to parse.
  let session = new CoreSession(core);
  const found = await allTexts(session, files, options, signal);
  if (isFailure(found)) {
    session.delete();
    return found;
  }
  const texts = [...found];
  const mapping = options.mapping ?? BY_EVIDENCE;
  const partial = sizeOf(texts) >= (options.partialFrom ?? PARTIAL_FROM);
  // What several files have in common is not to be told from the head of the first.
  const store = !partial ? "" : options.firstOnly && texts.length === 1 ? "first" : "usual";
  const columns = store === "first" ? [...(options.firstOnly ?? [])] : [];
  const wanted = { columns, measures: [], mapping, store };
  let helping: Helping = { readers, shardSize: options.shardSize, memoryLimit: options.memoryLimit };
  for (; ; session = new CoreSession(core)) {
    const outcome = await readTexts(session, texts, wanted, helping, onProgress, signal);
    if (outcome !== "alone" && !isFailure(outcome)) return outcome;
    session.delete();
    if (outcome === "alone") {
      helping = { ...helping, readers: [] };
      continue;
    }
    // The head spoke for an encoding that the rest contradicts: once more from the beginning, in the next likely one.
    const reason = withoutPlace(outcome);
    const text = texts[outcome.at];
    if (text === undefined) return reason;
    if (reason.error === "damaged_gzip" && !text.thorough) {
      texts[outcome.at] = { ...text, thorough: true }; // of several members, or it will say what is wrong with it
      continue;
    }
    const [next, ...alternatives] = text.alternatives;
    if (reason.error !== "bad_encoding" || next === undefined) return reason;
    texts[outcome.at] = { ...text, encoding: next, alternatives };
  }
}

/** Another pass: columns that the bill did not store are read into a session beside it, which it takes them from. */
export async function readColumns(
  core: Core,
  bill: LoadedBill,
  names: ColumnNames,
  onProgress: (progress: ReadProgress) => void,
  signal?: AbortSignal,
  readers: readonly ShardReader[] = [],
): Promise<BillReport | Failure> {
  const { session, texts, mapping, shardSize, memoryLimit, held: besides } = bill;
  const wanted =
    names === "rest" ? { columns: bill.first, measures: [], mapping, store: names } : { ...names, mapping, store: "" };
  const ofBill = texts.filter(({ role }) => role === "");
  for (let helping: Helping = { readers, shardSize, memoryLimit, besides }; ; helping = { ...helping, readers: [] }) {
    const beside = new CoreSession(core);
    try {
      const read = await readTexts(beside, ofBill, wanted, helping, onProgress, signal);
      if (read === "alone") continue;
      if (isFailure(read)) return withoutPlace(read);
      const taken = session.takeColumns(beside);
      if (!isFailure(taken)) bill.held += read.held;
      return taken;
    } finally {
      beside.delete();
    }
  }
}

/** Who else can read, and from how many bytes each on; what memory can be had, and how much of it a bill takes already. */
interface Helping {
  readonly readers: readonly ShardReader[];
  readonly shardSize: number | undefined;
  readonly memoryLimit: number | undefined;
  readonly besides?: number;
}

/** How the texts are to be understood, and what of them is stored. */
type Wanted = Pick<BeginRequest, "mapping" | "columns" | "measures" | "store">;

const EVERY = { columns: [], measures: [] };

const sizeOf = (texts: readonly Text[]) => texts.reduce((all, { begin, end }) => all + end - begin, 0);

const BY_EVIDENCE: Mapping = {
  profile: "",
  fields: [],
  delimiter: "",
  decimal_mark: "",
  date_order: "",
  header_line: 0,
};

// What stands beside a bill is needed whole, and is small.
const BESIDE: Wanted = { ...EVERY, mapping: BY_EVIDENCE, store: "" };

async function allTexts(
  session: CoreSession,
  files: readonly SourceFile[],
  options: ReadOptions,
  signal: AbortSignal | undefined,
): Promise<readonly Reading[] | Failure> {
  const texts: Text[] = [];
  for (const file of files) {
    const found = await textsOf(session, file, options, signal);
    if (isFailure(found)) return about(file.name, found);
    texts.push(...found);
  }
  return inRoles(session, texts, options);
}

/** A text and what it is read as: "" the bill, or what stands beside it. */
interface Reading extends Text {
  readonly role: string;
}

const PRICES = "prices";

// In the order in which core counts files: the bill's, then those beside it.
const ROLES = ["", "deductions", "cost_bill", PRICES];

// What can stand beside a bill does so where another kind of file is there; alone, it is the bill.
function inRoles(session: CoreSession, texts: readonly Text[], { roles, mapping }: ReadOptions): Reading[] {
  if (texts.length < 2) return texts.map((text) => ({ ...text, role: "" }));
  const found = texts.map((text) => roles?.[text.file.name] ?? besideOf(session, text, mapping ?? BY_EVIDENCE));
  const hasBill = found.includes("");
  return texts
    .map((text, at) => ({ ...text, role: hasBill ? found[at]! : "" }))
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
}

function besideOf(session: CoreSession, text: Text, mapping: Mapping): string {
  if (text.sniff.json) return "";
  const head = utf8Head(text);
  const recognised = isFailure(head) ? head : session.recognise(head, text.whole, { ...mapping, fields: [] });
  return isFailure(recognised) ? "" : recognised.beside;
}

async function readTexts(
  session: CoreSession,
  texts: readonly Reading[],
  wanted: Wanted,
  { readers, shardSize, memoryLimit, besides }: Helping,
  onProgress: (progress: ReadProgress) => void,
  signal: AbortSignal | undefined,
): Promise<LoadedBill | "alone" | (Failure & { readonly at: number })> {
  const totalBytes = sizeOf(texts);
  const others: ShardProgress[] = [];
  const forecast = new MemoryForecast(texts[0]?.file.name ?? "", memoryLimit, besides);
  const pace = new Pace(signal, (own) => {
    const bytes = others.reduce((all, other) => all + other.bytes, own);
    const { held, ...told } = session.progressWith(others);
    onProgress({ ...told, bytes, totalBytes });
    return forecast.after(bytes, totalBytes, held);
  });
  const read: Reading[] = [];
  const leftOut: Failure[] = [];
  let prices = "";
  for (const [at, text] of texts.entries()) {
    if (text.role === PRICES) {
      const list = await wordsIn(text, pace);
      if (typeof list !== "string") return { ...about(text.name, list), at };
      prices = list;
      continue;
    }
    const request = requestFor(text, wanted);
    const shards = texts.length === 1 ? shardsOf(text, readers.length, shardSize) : 1;
    const stopped =
      shards > 1
        ? await readInShards(session, text, request, readers.slice(0, shards - 1), others, pace)
        : await readText(session, text, request, pace);
    if (stopped === "alone") return stopped;
    if (stopped?.error === "same_file_twice") leftOut.push(stopped);
    else if (stopped) return { ...about(text.name, stopped), at };
    else read.push(text);
  }
  const { held, ...told } = session.progressWith([]);
  onProgress({ ...told, bytes: totalBytes, totalBytes });
  const report = session.finish();
  if (isFailure(report)) return { ...report, at: texts.length };
  return {
    session,
    report,
    leftOut,
    prices,
    texts: read,
    mapping: wanted.mapping,
    shardSize,
    memoryLimit,
    held,
    first: wanted.columns,
    partial: wanted.store !== "",
  };
}

function requestFor(text: Reading, wanted: Wanted): BeginRequest {
  return {
    file: text.name,
    bytes: text.end - text.begin,
    encoding: text.encoding,
    json: text.sniff.json,
    role: text.role,
    ...(text.role === "" ? wanted : BESIDE),
    shard: 0,
  };
}

async function readText(
  session: CoreSession,
  text: Reading,
  request: BeginRequest,
  pace: Pace,
): Promise<Failure | undefined> {
  const begun = session.begin(request);
  if (isFailure(begun)) return begun;
  const intoCore: Sink = {
    write: (bytes) => session.feed(bytes),
    end: () => {
      const ended = session.end();
      return isFailure(ended) ? ended : undefined;
    },
  };
  return failed(await pour(text, decoded(text.encoding, intoCore), pace));
}

function withoutPlace({ at: _, ...reason }: Failure & { readonly at: number }): Failure {
  return reason;
}

/** A whole text as a string. */
async function wordsIn(text: Text, pace: Pace): Promise<string | Failure> {
  const decoder = new TextDecoder("utf-8");
  let words = "";
  const collect: Sink = {
    write: (bytes) => {
      words += decoder.decode(bytes, { stream: true });
      return undefined;
    },
    end: () => undefined,
  };
  return failed(await pour(text, decoded(text.encoding, collect), pace)) ?? words + decoder.decode();
}

function about(file: string, reason: Failure): Failure {
  return { ...reason, values: { file, ...reason.values } };
}
