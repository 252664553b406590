import type { BillReport, Failure, Plan, Questions } from "../protocol";
import type { Engine, OpenBill, ReadProgress } from "./engine";
import { failure, isFailure, missingColumns } from "./errors";
import type { ColumnNames, FromWorker, Requests, RequestType, ToWorker } from "./protocol";
import { SHARD_SIZE } from "./shards";

// The page's side of the worker, and the one edge where a failure becomes a promise that rejects.

export class EngineError extends Error {
  constructor(readonly failure: Failure) {
    super(failure.message);
    this.name = "EngineError";
  }
}

/** What is used of a Worker. */
export interface WorkerPort {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(message: ToWorker, transfer?: Transferable[]): void;
  terminate(): void;
}

/** The module, or its bytes where it does not compile; how a worker is started; and of how many at once there is use. */
export interface Parts {
  readonly core: WebAssembly.Module | ArrayBuffer;
  readonly startWorker: () => WorkerPort;
  readonly cores?: number;
}

// What is known to be read by one worker alone.
const NOT_IN_SHARDS = /\.(gz|zip|json)$/i;
const MOST_HELPERS = 6;

function helpersFor(files: readonly File[], cores: number, shardSize = SHARD_SIZE): number {
  const [file] = files;
  if (file === undefined || files.length > 1 || NOT_IN_SHARDS.test(file.name)) return 0;
  return Math.max(0, Math.min(cores - 1, Math.floor(file.size / shardSize) - 1, MOST_HELPERS));
}

export interface StartedEngine extends Engine {
  /** Kept once the first worker is ready; why it could not be started is said by whatever is asked first. */
  readonly started: Promise<void>;
}

/** Starts a worker at once, so that it is ready when a file comes. */
export function createEngine(load: () => Promise<Parts>): StartedEngine {
  let spare: Promise<Line> | undefined;
  // One that is ready to help, where there is a core for it: to start one takes some tenths of a second.
  let helper: Promise<Line> | undefined;

  async function connect(): Promise<Line> {
    const { core, startWorker } = await load();
    const line = new Line(startWorker());
    await line.call("start", core).catch((reason: EngineError) => {
      line.end(reason.failure);
      throw reason;
    });
    return line;
  }
  async function connected(former: Promise<Line> | undefined): Promise<Line> {
    const line = await former?.catch(ignore);
    return line && !line.ended ? line : connect();
  }
  function share(): Promise<Line> {
    spare = connected(spare);
    spare.catch(ignore); // whoever asks for it will be told
    return spare;
  }
  // For a bill: a worker holds one.
  function take(): Promise<Line> {
    const taken = connected(spare);
    spare = undefined;
    return taken;
  }

  async function keepHelper(): Promise<void> {
    const { cores = 1 } = await load();
    if (cores < 2) return;
    helper = connected(helper);
    helper.catch(ignore); // whoever takes it will be told
  }
  function takeHelper(): Promise<Line> {
    const taken = connected(helper);
    helper = undefined;
    return taken;
  }

  // Other workers that read with one, for as long as `call` takes; if one of them is lost, the one reads alone.
  async function helped<Answer>(
    count: number,
    call: (helpers: MessagePort[], alone: AbortSignal) => Promise<Answer>,
  ): Promise<Answer> {
    const alone = new AbortController();
    const ports: MessagePort[] = [];
    const lines = Array.from({ length: count }, async () => {
      const { port1, port2 } = new MessageChannel();
      ports.push(port2);
      const line = await takeHelper();
      void line.over.then(() => alone.abort());
      await line.call("help", { lead: port1 }, { transfer: [port1] });
      return line;
    });
    for (const line of lines) line.catch(() => alone.abort());
    try {
      return await call(ports, alone.signal);
    } finally {
      for (const line of lines) line.then((each) => each.end(failure("cancelled")), ignore);
      if (count > 0) keepHelper().catch(ignore);
    }
  }

  return {
    started: new Promise((resolve) =>
      share().then(() => {
        resolve();
        keepHelper().catch(ignore);
      }, ignore),
    ),
    async recogniseFile(file, mapping, encoding) {
      const line = await share();
      return line.call("recognise", { file, mapping, encoding });
    },
    async readText(file) {
      const line = await share();
      return line.call("text", { file });
    },
    async readRules(text) {
      const line = await share();
      return line.call("rules", { text });
    },
    async readBill(files, options, onProgress, signal) {
      const line = await take();
      const stop = () => line.end(failure("cancelled"));
      signal.addEventListener("abort", stop);
      if (signal.aborted) stop();
      const { cores = 1 } = await load();
      const share: Share = (call) => helped(helpersFor(files, cores, options.shardSize), call);
      try {
        const read = await share((helpers, alone) =>
          line.call("read", { files, options, helpers }, { onProgress, alone, transfer: helpers }),
        );
        return openBill(line, read, share);
      } catch (reason) {
        line.end(failure("cancelled"));
        throw reason;
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

// The questions that say so themselves where a column is missing. Any other is put to a whole bill.
const SAY_WHAT_IS_MISSING: ReadonlySet<string> = new Set<keyof Questions>([
  ...(["dimensions", "values", "split", "allocation", "view", "series", "explain", "lines", "names"] as const),
]);

/** What is amortized is made of whole orders; a measure that no column has, of several columns. */
function isMadeOfColumns({ basis, measure }: Plan, { measures }: BillReport): boolean {
  return basis !== "" || (measure !== "" && !measures.some(({ name }) => name === measure));
}

/** Calls a worker, together with others that read a large file with it. */
type Share = <Answer>(call: (helpers: MessagePort[], alone: AbortSignal) => Promise<Answer>) => Promise<Answer>;

function openBill(
  line: Line,
  { report: first, leftOut, prices, partial }: Requests["read"]["answer"],
  share: Share,
): OpenBill {
  let report = first;
  const inTurn = turns();
  const columnsInTurn = turns();
  const passes = new Map<string, Promise<unknown>>();

  // Outside of the questions' turns, so that others are answered meanwhile. Whoever needs the same columns shares the pass.
  function read(names: ColumnNames): Promise<unknown> {
    const key = JSON.stringify(names);
    const underWay = passes.get(key);
    if (underWay) return underWay;
    const onProgress = (progress: ReadProgress) => bill.onColumns?.(progress);
    const pass = columnsInTurn(() =>
      share((helpers, alone) => line.call("columns", { names, helpers }, { onProgress, alone, transfer: helpers })),
    )
      .then((grown) => {
        report = grown;
      })
      .finally(() => bill.onColumns?.(null));
    passes.set(key, pass);
    pass.catch(() => passes.delete(key)); // it may be tried again
    return pass;
  }

  const readRest = () => (report.unread > 0 ? read("rest") : Promise.resolve());

  async function ask<Method extends keyof Questions>(
    method: Method,
    question: Questions[Method]["request"],
    signal?: AbortSignal,
  ): Promise<Questions[Method]["answer"]> {
    const put = () =>
      inTurn(
        () => line.call("ask", { method, question } as Requests["ask"]["request"], signal ? { signal } : {}),
        signal,
      ) as Promise<Questions[Method]["answer"]>;
    if (partial && (!SAY_WHAT_IS_MISSING.has(method) || isMadeOfColumns(question.plan, report))) {
      await read({ columns: [], measures: [] });
      return put();
    }
    let isWhole = report.unread === 0;
    for (const missing = new Set<string>(); ;) {
      try {
        return await put();
      } catch (reason) {
        const names = reason instanceof EngineError ? missingColumns(reason.failure) : undefined;
        const key = JSON.stringify(names);
        if (names === undefined || missing.has(key)) throw reason;
        if (!isWhole) {
          isWhole = true;
          await readRest(); // it is likely to be among those
          continue;
        }
        missing.add(key); // a column is read once for a question
        await read(names);
      }
    }
  }

  const bill: OpenBill = {
    get report() {
      return report;
    },
    leftOut,
    prices,
    ask,
    readRest: () => readRest().then(ignore),
    digests: () => line.call("digests", null),
    sourceCells: (lines, signal) => line.call("source", { lines }, { signal }),
    close: () => line.end(failure("cancelled")),
  };
  return bill;
}

/** Runs one job after another; one whose signal is given before its turn is not begun. */
function turns(): <Answer>(job: () => Promise<Answer>, signal?: AbortSignal) => Promise<Answer> {
  let last: Promise<unknown> = Promise.resolve();
  return (job, signal) => {
    const turn = last.then(() => {
      if (signal?.aborted) throw new EngineError(failure("cancelled"));
      return job();
    });
    last = turn.catch(ignore);
    return turn;
  };
}

interface Extra {
  readonly signal?: AbortSignal | undefined;
  /** Once it is given, the worker goes on without those that help it. */
  readonly alone?: AbortSignal;
  readonly transfer?: Transferable[];
  readonly onProgress?: (progress: ReadProgress) => void;
}

interface Call {
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: EngineError) => void;
  readonly onProgress: ((progress: ReadProgress) => void) | undefined;
}

/** One worker: numbers become promises. */
class Line {
  private readonly calls = new Map<number, Call>();
  ended: Failure | undefined;
  /** Kept once it has ended, for whatever reason. */
  readonly over: Promise<void>;
  private finish: () => void = ignore;
  private next = 1;

  constructor(private readonly worker: WorkerPort) {
    this.over = new Promise((resolve) => (this.finish = resolve));
    worker.onmessage = ({ data }) => this.take(data);
    worker.onerror = (event) => {
      event.preventDefault?.(); // nothing of it is said on the console
      this.end(failure("worker_died", { what: event.message || "it could not be started" }));
    };
  }

  call<Type extends RequestType>(
    type: Type,
    request: Requests[Type]["request"],
    extra: Extra = {},
  ): Promise<Requests[Type]["answer"]> {
    if (this.ended) return Promise.reject(new EngineError(this.ended));
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject, onProgress: extra.onProgress });
      this.worker.postMessage({ type, id, request } as ToWorker, extra.transfer);
      const tell = (what: "cancel" | "alone") => () => {
        if (this.calls.has(id)) this.worker.postMessage({ type: what, id });
      };
      extra.signal?.addEventListener("abort", tell("cancel"), { once: true });
      extra.alone?.addEventListener("abort", tell("alone"), { once: true });
    });
  }

  /** Ends the worker and gives its memory back; whatever was asked of it is rejected. */
  end(reason: Failure): void {
    if (this.ended) return;
    this.ended = reason;
    this.finish();
    this.worker.terminate();
    for (const { reject } of this.calls.values()) reject(new EngineError(reason));
    this.calls.clear();
  }

  private take(message: FromWorker): void {
    const call = this.calls.get(message.id);
    if (message.type === "progress") {
      call?.onProgress?.(message.progress);
      return;
    }
    this.calls.delete(message.id);
    const { answer } = message;
    if (!isFailure(answer)) call?.resolve(answer as never);
    else if (answer.error === "worker_died") {
      call?.reject(new EngineError(answer));
      this.end(answer);
    } else call?.reject(new EngineError(answer));
  }
}

function ignore(): undefined {}
