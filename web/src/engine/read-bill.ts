import type { BillReport, Core, Failure, Mapping } from "../protocol";
import { CoreSession } from "./core-session";
import { decoded } from "./decode";
import type { ReadOptions, ReadProgress } from "./engine";
import { isFailure } from "./errors";
import { Pace } from "./pace";
import { failed, pour } from "./part";
import type { Sink } from "./sink";
import type { SourceFile } from "./source-file";
import { type Text, textsOf, utf8Head } from "./texts";

// Files become a bill: every text in them is decoded and fed to core, one after another.

/** A bill that core holds, and where its lines can be read again. */
export interface LoadedBill {
  readonly session: CoreSession;
  readonly report: BillReport;
  readonly leftOut: readonly Failure[];
  /** The text of the price list that was among the files of usage; "" none. It is no bill: the plan's prices are it. */
  readonly prices: string;
  /** By the number that core gives a file. */
  readonly texts: readonly Text[];
}

export async function readBill(
  core: Core,
  files: readonly SourceFile[],
  options: ReadOptions,
  onProgress: (progress: ReadProgress) => void,
  signal?: AbortSignal,
): Promise<LoadedBill | Failure> {
  const found = await allTexts(core, files, options, signal);
  if (isFailure(found)) return found;
  const texts = [...found];
  for (;;) {
    const session = new CoreSession(core);
    const outcome = await readTexts(session, texts, options, onProgress, signal);
    if (!isFailure(outcome)) return outcome;
    session.delete();
    // The head spoke for an encoding that the rest contradicts: once more from the beginning, in the next likely one.
    const { at, ...reason } = outcome;
    const text = texts[at];
    const next = text?.alternatives[0];
    if (reason.error !== "bad_encoding" || text === undefined || next === undefined) return reason;
    texts[at] = { ...text, encoding: next, alternatives: text.alternatives.slice(1) };
  }
}

const BY_EVIDENCE: Mapping = {
  profile: "",
  fields: [],
  delimiter: "",
  decimal_mark: "",
  date_order: "",
  header_line: 0,
};

async function allTexts(
  core: Core,
  files: readonly SourceFile[],
  options: ReadOptions,
  signal: AbortSignal | undefined,
): Promise<readonly Reading[] | Failure> {
  const session = new CoreSession(core);
  try {
    const texts: Text[] = [];
    for (const file of files) {
      const found = await textsOf(session, file, options, signal);
      if (isFailure(found)) return about(file.name, found);
      texts.push(...found);
    }
    return inRoles(session, texts, options);
  } finally {
    session.delete();
  }
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
  options: ReadOptions,
  onProgress: (progress: ReadProgress) => void,
  signal: AbortSignal | undefined,
): Promise<LoadedBill | (Failure & { readonly at: number })> {
  const totalBytes = texts.reduce((all, { begin, end }) => all + end - begin, 0);
  const pace = new Pace(signal, (bytes) => onProgress({ ...session.progress, bytes, totalBytes }));
  const read: Text[] = [];
  const leftOut: Failure[] = [];
  let prices = "";
  for (const [at, text] of texts.entries()) {
    if (text.role === PRICES) {
      const list = await wordsIn(text, pace);
      if (typeof list !== "string") return { ...about(text.name, list), at };
      prices = list;
      continue;
    }
    const stopped = await readText(session, text, options, pace);
    if (stopped?.error === "same_file_twice") leftOut.push(stopped);
    else if (stopped) return { ...about(text.name, stopped), at };
    else read.push(text);
  }
  onProgress({ ...session.progress, bytes: totalBytes, totalBytes });
  const report = session.finish();
  if (isFailure(report)) return { ...report, at: texts.length };
  return { session, report, leftOut, prices, texts: read };
}

async function readText(
  session: CoreSession,
  text: Reading,
  { mapping = BY_EVIDENCE, columns = [] }: ReadOptions,
  pace: Pace,
): Promise<Failure | undefined> {
  const begun = session.begin({
    file: text.name,
    bytes: text.end - text.begin,
    encoding: text.encoding,
    json: text.sniff.json,
    role: text.role,
    mapping: text.role === "" ? mapping : BY_EVIDENCE,
    columns: text.role === "" ? columns : [],
  });
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
