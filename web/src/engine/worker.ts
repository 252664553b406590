import type { Core, Done, Failure, Rules } from "../protocol";
import { CoreSession } from "./core-session";
import type { ReadProgress } from "./engine";
import { digestsOf } from "./digest";
import { failure, isFailure } from "./errors";
import type { FromWorker, Requests, RequestType, ToWorker } from "./protocol";
import { type LoadedBill, readBill, readColumns } from "./read-bill";
import { readText } from "./read-text";
import { recognise } from "./recognise";
import { serveShard, shardsBehind } from "./shard-port";
import { sourceRecords } from "./source-records";
import { startCore } from "./start-core";
import { warmUp } from "./warm-up";

// The worker: a map from request to function, and at the very end the lines that listen, if this is a worker.

interface Context {
  readonly signal: AbortSignal;
  readonly alone: AbortSignal;
  readonly onProgress: (progress: ReadProgress) => void;
}
type Handlers = {
  readonly [Type in RequestType]: (
    request: Requests[Type]["request"],
    context: Context,
  ) => Promise<Requests[Type]["answer"] | Failure>;
};

type Module = Requests["start"]["request"];

// A page is often opened with what to read; otherwise a person looks for a file much longer.
const IDLE_AFTER = 100; // ms

function handlers(
  start: (module: Module) => Promise<Core | Failure>,
  whileIdle: (core: Core) => Promise<void>,
): Handlers {
  let core: Core | undefined;
  let isUsed = false;
  let bill: LoadedBill | undefined;
  const notStarted = failure("worker_died", { what: "it was not started" });
  const done: Done = { done: true };
  return {
    async start(module) {
      const started = await start(module);
      if (isFailure(started)) return started;
      core = started;
      setTimeout(() => {
        if (!isUsed) void whileIdle(started);
      }, IDLE_AFTER);
      return done;
    },
    async help({ lead }) {
      if (!core) return notStarted;
      isUsed = true;
      serveShard(lead, core);
      return done;
    },
    async recognise({ file, mapping, encoding }) {
      if (!core) return notStarted;
      isUsed = true;
      return recognise(core, file, mapping, encoding);
    },
    text: async ({ file }) => (core ? readText(core, file) : notStarted),
    rules: async ({ text }) => (core ? readRules(core, text) : notStarted),
    async read({ files, options, helpers }, { signal, alone, onProgress }) {
      if (!core) return notStarted;
      isUsed = true;
      const read = await readBill(core, files, options, onProgress, signal, readersAt(helpers, alone));
      if (isFailure(read)) return read;
      bill = read;
      return { report: read.report, leftOut: read.leftOut, prices: read.prices, partial: read.partial };
    },
    columns: async ({ names, helpers }, { signal, alone, onProgress }) =>
      core && bill ? readColumns(core, bill, names, onProgress, signal, readersAt(helpers, alone)) : notStarted,
    ask: async ({ method, question }, { signal }) => bill?.session.askInSteps(method, question, signal) ?? notStarted,
    digests: async () => (bill ? digestsOf(bill.texts.map(({ file }) => file)) : notStarted),
    source: async ({ lines }, { signal }) => (bill ? sourceRecords(bill, lines, signal) : notStarted),
  };
}

function readersAt(ports: readonly MessagePort[], alone: AbortSignal) {
  return ports.map((port) => shardsBehind(port, alone));
}

function readRules(core: Core, text: string): Rules | Failure {
  const session = new CoreSession(core);
  try {
    return session.rules(text);
  } finally {
    session.delete();
  }
}

/** Answers what comes in through the port. */
export function serve(
  port: { onmessage: ((event: MessageEvent<ToWorker>) => void) | null; postMessage(message: FromWorker): void },
  start: (module: Module) => Promise<Core | Failure> = startCore,
  whileIdle: (core: Core) => Promise<void> = () => Promise.resolve(),
): void {
  const handle = handlers(start, whileIdle);
  const running = new Map<number, { readonly cancel: AbortController; readonly alone: AbortController }>();
  port.onmessage = async ({ data }) => {
    const { id } = data;
    if (data.type === "cancel" || data.type === "alone") {
      running.get(id)?.[data.type].abort();
      return;
    }
    const wishes = { cancel: new AbortController(), alone: new AbortController() };
    running.set(id, wishes);
    const context: Context = {
      signal: wishes.cancel.signal,
      alone: wishes.alone.signal,
      onProgress: (progress) => port.postMessage({ type: "progress", id, progress }),
    };
    const perform = handle[data.type] as (request: unknown, context: Context) => ReturnType<Handlers[RequestType]>;
    // Nothing throws but a defect: a trap in the module, an assertion.
    const answer = await perform(data.request, context).catch((reason: unknown) =>
      failure("worker_died", { what: String(reason) }),
    );
    running.delete(id);
    port.postMessage({ type: "answer", id, answer });
  };
}

declare const WorkerGlobalScope: (new () => typeof globalThis) | undefined;
if (typeof WorkerGlobalScope !== "undefined" && self instanceof WorkerGlobalScope) serve(self, startCore, warmUp);
