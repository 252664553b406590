import { expect, test, vi } from "vitest";
import { createEngine, EngineError, type WorkerPort } from "../../../web/src/engine/client";
import { failure } from "../../../web/src/engine/errors";
import type { FromWorker, ToWorker } from "../../../web/src/engine/protocol";
import { serve } from "../../../web/src/engine/worker";
import type { Failure, Mapping, ViewRequest } from "../../../web/src/protocol";
import { utf8 } from "./bytes";
import { type FakeCore, fakeCore } from "./fake-core";

// The client and the worker's functions with a channel between them, which copies what is sent as the real one does.

const MAPPING: Mapping = { profile: "", fields: [], delimiter: "", decimal_mark: "", date_order: "", header_line: 0 };
const view = (find: string) => ({ find, plan: { basis: "", measure: "" } }) as ViewRequest;
const unheard = new AbortController().signal;

// Node's channels do not carry a File; this one carries messages as they are.
function file(name: string, content: string): File {
  const blob = new Blob([utf8(content)]);
  return Object.assign(blob, { name, lastModified: 0 }) as unknown as File;
}

class FakeWorker implements WorkerPort {
  onmessage: ((event: MessageEvent<FromWorker>) => void) | null = null;
  onerror: ((event: ErrorEvent) => void) | null = null;
  terminated = false;
  readonly sent: ToWorker[] = [];
  private readonly inside: {
    onmessage: ((event: MessageEvent<ToWorker>) => void) | null;
    postMessage: (data: FromWorker) => void;
  };

  constructor(
    readonly core: FakeCore,
    started?: Failure,
  ) {
    this.inside = {
      onmessage: null,
      postMessage: (data) => setTimeout(() => !this.terminated && this.onmessage?.({ data } as MessageEvent)),
    };
    serve(this.inside, () => Promise.resolve(started ?? core));
  }
  postMessage(data: ToWorker, _transfer?: Transferable[]): void {
    this.sent.push(data);
    setTimeout(() => !this.terminated && this.inside.onmessage?.({ data } as MessageEvent));
  }
  terminate(): void {
    this.terminated = true;
  }
}

function engineWith(start?: (workers: FakeWorker[]) => FakeWorker, cores = 1) {
  const workers: FakeWorker[] = [];
  const engine = createEngine(async () => ({
    cores,
    core: new ArrayBuffer(0),
    startWorker: () => {
      const worker = start?.(workers) ?? new FakeWorker(fakeCore());
      workers.push(worker);
      return worker;
    },
  }));
  const read = (content: string, signal = unheard) =>
    engine.readBill([file("bill.csv", content)], {}, () => {}, signal);
  return { engine, workers, read };
}
const failing = (promise: Promise<unknown>) =>
  promise.then(
    () => "answered",
    (reason: unknown) => (reason instanceof EngineError ? reason.failure.error : reason),
  );

test("a worker is started before a file comes, and reads the first bill", async () => {
  const { workers, read } = engineWith();
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  const bill = await read("a,b\n1,2\n");
  expect(bill.report.rows).toBe(2);
  expect(workers).toHaveLength(1);
});

test("what was recognised and what is then read use one worker", async () => {
  const { engine, workers, read } = engineWith();
  const { recognised } = await engine.recogniseFile(file("bill.csv", "a,b\n"), MAPPING);
  expect(recognised).toMatchObject({ head: "a,b\n" });
  await read("a,b\n");
  expect(workers).toHaveLength(1);
});

test("the bill before stays open while another is read, and closing it gives its worker back", async () => {
  const { workers, read } = engineWith();
  const first = await read("a,b\n");
  const second = await read("c,d\n");
  expect(await first.ask("view", view("x"))).toMatchObject({ method: "view", request: { find: "x" } });
  first.close();
  expect(workers.map(({ terminated }) => terminated)).toEqual([true, false]);
  expect(await second.ask("view", view("y"))).toMatchObject({ method: "view" });
});

test("two bills that are asked for at once get a worker each", async () => {
  const { workers, read } = engineWith();
  const bills = await Promise.all([read("a\n"), read("b\n")]);
  expect(bills.map(({ report }) => report.profile)).toEqual(["a\n", "b\n"]);
  expect(workers).toHaveLength(2);
});

test("a failure of the reader or of core rejects, and its worker is given back", async () => {
  const { workers, read } = engineWith();
  await expect(read("")).rejects.toMatchObject({ name: "EngineError", failure: { error: "empty_file" } });
  expect(workers[0]!.terminated).toBe(true);
  expect((await read("a\n")).report.profile).toBe("a\n");
});

test("a large bill is counted in steps; whoever is given up in between is the last to know", async () => {
  const core = fakeCore();
  const { read } = engineWith(() => new FakeWorker(core));
  const bill = await read("a\n");
  const asked: string[] = [];
  const given = new AbortController();
  core.onAsk = (method) => {
    asked.push(method);
    if (asked.length === 3) given.abort();
    return asked.length <= 40 ? { ...failure("cancelled"), error: "unfinished" } : undefined;
  };
  const first = failing(bill.ask("view", view("x"), given.signal));
  const second = bill.ask("view", view("y"));
  expect(await first).toBe("cancelled");
  expect(await second).toMatchObject({ method: "view", request: { find: "y" } });
  expect(asked.length).toBeGreaterThanOrEqual(41); // of them the first's until it was given up, then the second's
});

test("a wish to stop ends the worker at once, whatever it does", async () => {
  const { workers, read } = engineWith();
  await vi.waitFor(() => expect(workers).toHaveLength(1));
  const stop = new AbortController();
  const post = workers[0]!.postMessage.bind(workers[0]);
  workers[0]!.postMessage = (message) => {
    post(message);
    if (message.type === "read") stop.abort();
  };
  const reading = failing(read("a,b\n", stop.signal));
  expect(await reading).toBe("cancelled");
  expect(workers[0]!.terminated).toBe(true);
  expect(await failing(read("a,b\n", stop.signal))).toBe("cancelled"); // a wish that came before
});

const notRead: Failure = { error: "column_not_read", message: "", values: { column: "b" }, line: 0, column: 0 };

test("a column that was not stored is read once, for whoever needs it, and other questions are answered meanwhile", async () => {
  const { engine, workers } = engineWith();
  const options = { partialFrom: 1 };
  const bill = await engine.readBill([file("bill.csv", "a,b\n1,2\n")], options, () => {}, unheard);
  const said: boolean[] = [];
  bill.onColumns = (progress) => said.push(progress !== null);
  const { core } = workers[0]!;
  const first = core.sessions.find(({ files }) => files.length > 0)!;
  const answered: string[] = [];
  core.onAsk = (method) => {
    if (method === "view" && first.taken.length === 0) return notRead;
    answered.push(method);
    return undefined;
  };
  const asked = [bill.ask("view", view("x")), bill.ask("view", view("y")), bill.ask("dimensions", view("") as never)];
  expect(await Promise.all(asked)).toMatchObject([{ request: { find: "x" } }, { request: { find: "y" } }, {}]);
  expect(answered).toEqual(["dimensions", "view", "view"]);
  expect(first.files.map(({ request }) => request.store)).toEqual(["usual"]);
  expect(first.taken).toEqual([["b"]]);
  expect(said.at(-1)).toBe(false);
  expect(core.sessions.filter(({ deleted }) => !deleted)).toEqual([first]);
});

test("what a first pass left is read once, and a question for a column waits for it before it has a pass of its own", async () => {
  const { engine, workers } = engineWith();
  const options = { partialFrom: 1, firstOnly: [] };
  const bill = await engine.readBill([file("bill.csv", "a,b\n1,2\n")], options, () => {}, unheard);
  const { core } = workers[0]!;
  const first = core.sessions.find(({ files }) => files.length > 0)!;
  expect(first.files.map(({ request }) => request.store)).toEqual(["first"]);
  expect(bill.report.unread).toBe(1);
  core.onAsk = () => (first.taken.length === 0 ? notRead : undefined);
  await Promise.all([bill.readRest(), bill.ask("view", view("x")), bill.ask("view", view("y"))]);
  expect(first.taken).toEqual([["rest"]]);
  expect(bill.report.unread).toBe(0);

  core.onAsk = () => (first.taken.length === 1 ? notRead : undefined);
  await bill.ask("view", view("z"));
  await bill.readRest();
  expect(first.taken).toEqual([["rest"], ["b"]]);
});

test("a question that comes before the rest was asked for begins it", async () => {
  const { engine, workers } = engineWith();
  const options = { partialFrom: 1, firstOnly: [] };
  const bill = await engine.readBill([file("bill.csv", "a,b\n1,2\n")], options, () => {}, unheard);
  const { core } = workers[0]!;
  const first = core.sessions.find(({ files }) => files.length > 0)!;
  core.onAsk = () => (first.taken.length === 0 ? notRead : undefined);
  await bill.ask("view", view("x"));
  expect(first.taken).toEqual([["rest"]]);
});

test("a measure that no column has is made of several: the bill is read whole for it", async () => {
  const { engine, workers } = engineWith();
  const bill = await engine.readBill([file("bill.csv", "a,b\n1,2\n")], { partialFrom: 1 }, () => {}, unheard);
  const first = workers[0]!.core.sessions.find(({ files }) => files.length > 0)!;
  const request = view("x");
  await bill.ask("view", { ...request, plan: { ...request.plan, measure: "amortized cost" } });
  expect(first.taken).toEqual([[]]);
});

test("a column that is still not there after it was read is the failure that it is", async () => {
  const { workers, read } = engineWith();
  const bill = await read("a,b\n1,2\n");
  workers[0]!.core.onAsk = () => notRead;
  expect(await failing(bill.ask("view", view("x")))).toBe("column_not_read");
});

test("a question that is taken back before its turn is never put to core", async () => {
  const { workers, read } = engineWith();
  const bill = await read("a,b\n");
  const asked: string[] = [];
  workers[0]!.core.onAsk = (method) => void asked.push(method);
  const stale = new AbortController();
  const first = bill.ask("dimensions", {} as never);
  const second = failing(bill.ask("view", view("old"), stale.signal));
  const third = bill.ask("series", {} as never);
  stale.abort();
  await Promise.all([first, third]);
  expect(await second).toBe("cancelled");
  expect(asked).toEqual(["dimensions", "series"]);
});

test("questions are answered in their order, and one that fails does not hold up the next", async () => {
  const { workers, read } = engineWith();
  const bill = await read("a,b\n");
  const session = workers[0]!.core.sessions.at(-1)!;
  session.values = () => JSON.stringify(failure("bad_encoding"));
  const order: string[] = [];
  await Promise.all([
    failing(bill.ask("values", {} as never)).then((each) => order.push(String(each))),
    bill.ask("lines", {} as never).then(() => order.push("lines")),
  ]);
  expect(order).toEqual(["bad_encoding", "lines"]);
});

test("a bill that is closed rejects what was asked of it, and what is asked later", async () => {
  const { read } = engineWith();
  const bill = await read("a,b\n");
  const asked = failing(bill.ask("view", view("x")));
  bill.close();
  expect(await asked).toBe("cancelled");
  expect(await failing(bill.ask("view", view("y")))).toBe("cancelled");
});

test("source lines are read while questions wait for nobody, and can be taken back", async () => {
  const { workers, read } = engineWith();
  const bill = await read("a,b\n1,2\n");
  const line = { file: 0, row: 0, line: 2, begin: 4, end: 8, amount: "2", rejected: "" };
  expect(await bill.sourceCells([line])).toEqual([{ line: 2, cells: ["0", "1", "2"], text: "1,2\n" }]);
  const stop = new AbortController();
  void failing(bill.sourceCells([line], stop.signal));
  stop.abort();
  expect(workers[0]!.sent.at(-1)).toMatchObject({ type: "cancel" });
});

test("a worker that breaks rejects all that was asked of it; the next bill gets another", async () => {
  const { workers, read } = engineWith();
  const bill = await read("a,b\n");
  const asked = failing(bill.ask("view", view("x")));
  workers[0]!.onerror?.({ message: "out of stack" } as ErrorEvent);
  expect(await asked).toBe("worker_died");
  expect(await failing(bill.ask("view", view("y")))).toBe("worker_died");
  expect((await read("c\n")).report.profile).toBe("c\n");
});

test("a trap in core ends its worker with what it said", async () => {
  const { workers, read } = engineWith();
  const bill = await read("a,b\n");
  workers[0]!.core.sessions.at(-1)!.split = () => {
    throw new WebAssembly.RuntimeError("unreachable");
  };
  await expect(bill.ask("split", {} as never)).rejects.toMatchObject({
    failure: { error: "worker_died", values: { what: expect.stringContaining("unreachable") } },
  });
  expect(workers[0]!.terminated).toBe(true);
});

test("memory at its end is a failure of its own", async () => {
  const { read } = engineWith(() => {
    const core = fakeCore();
    const { Session } = core;
    return new FakeWorker({
      ...core,
      Session: class extends Session {
        constructor() {
          super();
          Object.assign(this, { lend: () => 0 });
        }
      },
    });
  });
  expect(await failing(read("a,b\n"))).toBe("out_of_memory");
});

test("a browser without WebAssembly SIMD is told so, each time a bill is read", async () => {
  const { read } = engineWith(() => new FakeWorker(fakeCore(), failure("no_simd")));
  expect(await failing(read("a\n"))).toBe("no_simd");
  expect(await failing(read("a\n"))).toBe("no_simd");
});

test("progress is told while a bill is read", async () => {
  const { engine } = engineWith();
  const told: number[] = [];
  await engine.readBill([file("bill.csv", "a,b\n")], {}, ({ bytes }) => told.push(bytes), unheard);
  expect(told).toEqual([4]);
});

const large = { shardSize: 4 };
const read3 = (engine: ReturnType<typeof createEngine>) =>
  engine.readBill([file("bill.csv", "a,b\n1,2\n3,4\n")], large, () => {}, unheard);

test("a large file is read by as many workers as there are cores and shares of it; they are given back", async () => {
  const { engine, workers } = engineWith(undefined, 2);
  await vi.waitFor(() => expect(workers).toHaveLength(2)); // the one that helps is ready before a file comes
  const bill = await read3(engine);
  const [read] = workers[0]!.sent.filter(({ type }) => type === "read");
  expect(read).toMatchObject({ request: { helpers: [expect.any(MessagePort)] } });
  await vi.waitFor(() => expect(workers[1]!.terminated).toBe(true));
  expect(workers[1]!.sent.map(({ type }) => type)).toEqual(["start", "help"]);
  expect(workers[0]!.terminated).toBe(false);
  expect(bill.report.rows).toBe(3);
  await vi.waitFor(() => expect(workers).toHaveLength(3)); // and another is ready for the next
  expect(workers[2]!.sent.map(({ type }) => type)).toEqual(["start"]);
});

test("a small file, a packed one and several files are read by one worker", async () => {
  for (const files of [
    [file("bill.csv", "a,b\n")],
    [file("bill.json", "[1,2,3,4,5,6]")],
    [file("a.csv", "a,b\n1,2\n"), file("b.csv", "a,b\n3,4\n")],
  ]) {
    const { engine, workers } = engineWith(undefined, 8);
    await engine.readBill(files, large, () => {}, unheard);
    expect(workers.flatMap(({ sent }) => sent).filter(({ type }) => type === "help")).toEqual([]);
  }
});

test("a worker that is lost while it helps is said to the one that reads", async () => {
  const { engine, workers } = engineWith(
    (former) => new FakeWorker(fakeCore(), former.length > 0 ? failure("no_simd") : undefined),
    2,
  );
  const lead = await vi.waitFor(() => workers[0] ?? Promise.reject(new Error("not yet")));
  let answer: () => void = () => {};
  const post = lead.postMessage.bind(lead);
  lead.postMessage = (message) => (message.type === "read" ? (answer = () => post(message)) : post(message));
  const reading = read3(engine);
  await vi.waitFor(() => expect(lead.sent.map(({ type }) => type)).toContain("alone"));
  answer();
  expect((await reading).report.rows).toBe(3);
});
