import type { Failure, Questions } from "../protocol";
import type { Engine, OpenBill, ReadProgress } from "./engine";
import { failure, isFailure } from "./errors";
import type { FromWorker, Requests, RequestType, ToWorker } from "./protocol";

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
  postMessage(message: ToWorker): void;
  terminate(): void;
}

/** The module's bytes, and how a worker is started. */
export interface Parts {
  readonly core: ArrayBuffer;
  readonly startWorker: () => WorkerPort;
}

export interface StartedEngine extends Engine {
  /** Kept once the first worker is ready; why it could not be started is said by whatever is asked first. */
  readonly started: Promise<void>;
}

/** Starts a worker at once, so that it is ready when a file comes. */
export function createEngine(load: () => Promise<Parts>): StartedEngine {
  let spare: Promise<Line> | undefined;

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

  return {
    started: new Promise((resolve) => share().then(() => resolve(), ignore)),
    async recogniseFile(file, mapping, encoding) {
      const line = await share();
      return line.call("recognise", { file, mapping, encoding });
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
      try {
        return openBill(line, await line.call("read", { files, options }, { onProgress }));
      } catch (reason) {
        line.end(failure("cancelled"));
        throw reason;
      } finally {
        signal.removeEventListener("abort", stop);
      }
    },
  };
}

function openBill(line: Line, read: Pick<OpenBill, "report" | "leftOut" | "prices">): OpenBill {
  const inTurn = turns();
  return {
    ...read,
    ask: <Method extends keyof Questions>(
      method: Method,
      question: Questions[Method]["request"],
      signal?: AbortSignal,
    ) =>
      inTurn(() => line.call("ask", { method, question } as Requests["ask"]["request"]), signal) as Promise<
        Questions[Method]["answer"]
      >,
    sourceCells: (lines, signal) => line.call("source", { lines }, { signal }),
    close: () => line.end(failure("cancelled")),
  };
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

interface Call {
  readonly resolve: (answer: never) => void;
  readonly reject: (reason: EngineError) => void;
  readonly onProgress: ((progress: ReadProgress) => void) | undefined;
}

/** One worker: numbers become promises. */
class Line {
  private readonly calls = new Map<number, Call>();
  ended: Failure | undefined;
  private next = 1;

  constructor(private readonly worker: WorkerPort) {
    worker.onmessage = ({ data }) => this.take(data);
    worker.onerror = (event) => {
      event.preventDefault?.(); // nothing of it is said on the console
      this.end(failure("worker_died", { what: event.message || "it could not be started" }));
    };
  }

  call<Type extends RequestType>(
    type: Type,
    request: Requests[Type]["request"],
    extra: { readonly signal?: AbortSignal | undefined; readonly onProgress?: (progress: ReadProgress) => void } = {},
  ): Promise<Requests[Type]["answer"]> {
    if (this.ended) return Promise.reject(new EngineError(this.ended));
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.calls.set(id, { resolve, reject, onProgress: extra.onProgress });
      this.worker.postMessage({ type, id, request } as ToWorker);
      extra.signal?.addEventListener("abort", () => this.cancel(id), { once: true });
    });
  }

  /** Ends the worker and gives its memory back; whatever was asked of it is rejected. */
  end(reason: Failure): void {
    if (this.ended) return;
    this.ended = reason;
    this.worker.terminate();
    for (const { reject } of this.calls.values()) reject(new EngineError(reason));
    this.calls.clear();
  }

  private cancel(id: number): void {
    if (this.calls.has(id)) this.worker.postMessage({ type: "cancel", id });
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
