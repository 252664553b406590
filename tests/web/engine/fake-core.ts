import {
  type BillReport,
  type Core,
  type Failure,
  QUESTIONS,
  type Questions,
  type Session,
  type SniffReport,
} from "../../../web/src/protocol";

// A core of a few lines, for tests of what is around it: it keeps the texts that it is fed, splits lines at commas, and
// takes every file for UTF-8 whose first bytes are valid UTF-8. It says that a byte of a bill takes two of memory.

export interface FakeCore extends Core {
  readonly sessions: readonly FakeSession[];
  /** Called before a question is answered, with its name; what it answers is the answer. */
  onAsk: (method: string) => Failure | void;
}

interface Fed {
  readonly request: {
    readonly file: string;
    readonly encoding: string;
    readonly json: boolean;
    readonly columns: readonly string[];
    readonly store: string;
  };
  bytes: number[];
  rows: number;
  ended: boolean;
}

export function fakeCore(): FakeCore {
  // Memory moves whenever it grows, as WebAssembly's does.
  let memory = new Uint8Array(64);
  const sessions: FakeSession[] = [];
  const core = {
    get HEAPU8() {
      return memory;
    },
    sessions,
    onAsk: (_method: string): Failure | void => {},
    Session: class extends FakeSession {
      constructor() {
        super(
          (bytes) => {
            if (bytes + 8 > memory.length) memory = new Uint8Array(2 * bytes + 8);
            return 8;
          },
          (bytes) => memory.slice(8, 8 + bytes),
          (method) => core.onAsk(method),
        );
        sessions.push(this);
      }
    },
  };
  return core as FakeCore;
}

interface FakeSession extends Record<keyof Questions, (request: string) => string> {}

class FakeSession implements Omit<Session, keyof Questions> {
  readonly files: Fed[] = [];
  readonly taken: (readonly string[])[] = [];
  deleted = false;

  constructor(
    readonly lend: (bytes: number) => number,
    private readonly lent: (bytes: number) => Uint8Array,
    onAsk: (method: string) => Failure | void,
  ) {
    for (const method of QUESTIONS) {
      this[method] = (request: string) => {
        return JSON.stringify(onAsk(method) ?? { method, request: JSON.parse(request) as unknown });
      };
    }
  }

  get texts(): readonly string[] {
    return this.files.map(({ bytes }) => new TextDecoder().decode(Uint8Array.from(bytes)));
  }

  rules(text: string): string {
    return text;
  }
  // It knows nothing of rows, so it reads every file alone.
  lend_beside(bytes: number): number {
    return this.lend(bytes);
  }
  row_begin(): string {
    return JSON.stringify({ at: -1 });
  }
  progress(): string {
    return JSON.stringify({ rows: this.rows(), total: "1.50", held: this.held() });
  }
  take_piece(): string {
    return JSON.stringify({ done: false });
  }
  end_shard(): string {
    return JSON.stringify({ pieces: 0 });
  }
  write_piece(): string {
    return JSON.stringify({ bytes: 0 });
  }
  piece(): number {
    return 0;
  }
  sniff(length: number): string {
    return JSON.stringify(sniffed(this.lent(length)));
  }
  recognise(length: number, whole: boolean, mapping: string): string {
    const head = new TextDecoder().decode(this.lent(length));
    return JSON.stringify({ head, whole, mapping: JSON.parse(mapping) as unknown });
  }
  begin(request: string): string {
    const parsed = JSON.parse(request) as Fed["request"];
    if (this.files.some(({ ended }) => !ended)) return failure("bad_request");
    this.files.push({ request: parsed, bytes: [], rows: 0, ended: false });
    return DONE;
  }
  feed(length: number): string {
    const file = this.files.at(-1)!;
    for (const byte of this.lent(length)) {
      file.bytes.push(byte);
      if (byte === 10) file.rows += 1;
    }
    return JSON.stringify({ rows: this.rows(), total: "1.50", held: this.held() });
  }
  end(): string {
    const file = this.files.at(-1)!;
    const bytes = Uint8Array.from(file.bytes);
    if (!isUtf8(bytes)) return failure("bad_encoding", { encoding: file.request.encoding, byte: "?" });
    file.ended = true;
    const again = this.files.slice(0, -1).some((other) => String(other.bytes) === String(file.bytes));
    if (!again) return DONE;
    this.files.pop();
    return failure("same_file_twice", { file: file.request.file });
  }
  finish(): string {
    const unread = this.taken.length === 0 && this.files.some(({ request }) => request.store === "first") ? 1 : 0;
    const report: Partial<BillReport> = { rows: this.rows(), profile: this.texts.join("|"), measures: [], unread };
    return JSON.stringify(report);
  }
  take_columns(other: Session): string {
    const passes = (other as unknown as FakeSession).files;
    this.taken.push(...passes.map(({ request }) => (request.store === "" ? request.columns : [request.store])));
    return this.finish();
  }
  cells(length: number, file: number): string {
    return JSON.stringify({
      cells: [String(file), ...new TextDecoder().decode(this.lent(length)).trimEnd().split(",")],
    });
  }
  delete(): void {
    this.deleted = true;
  }

  private held(): number {
    return 2 * this.files.reduce((all, { bytes }) => all + bytes.length, 0);
  }
  private rows(): number {
    return this.files.reduce((all, { rows }) => all + rows, 0);
  }
}

const DONE = JSON.stringify({ done: true });

function failure(error: string, values: Record<string, string> = {}): string {
  const answer: Failure = { error, message: error, values, line: 0, column: 0 };
  return JSON.stringify(answer);
}

function sniffed(head: Uint8Array): SniffReport {
  const begins = (...bytes: number[]) => bytes.every((byte, at) => head[at] === byte);
  const container =
    head.length === 0
      ? "empty"
      : begins(0x1f, 0x8b)
        ? "gzip"
        : begins(0x50, 0x4b)
          ? "zip"
          : begins(0x25, 0x50)
            ? "pdf"
            : "text";
  const encoding = begins(0xff, 0xfe) ? "utf-16le" : isUtf8(head) ? "utf-8" : "gb18030";
  const alternatives = ["gb18030", "windows-1252"].filter((each) => each !== encoding);
  return { container, what: `a ${container} file`, encoding, evidence: "", alternatives, json: begins(0x7b) };
}

// Whether it is, but for a letter that is cut off at its end.
function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
