import { effect } from "@preact/signals";
import { beforeEach, describe, expect, test, vi } from "vitest";

import type {
  BillReport,
  DimensionsReport,
  Plan,
  Questions,
  RecogniseReport,
  Rules,
  ViewReport,
} from "../../../web/src/protocol";
import type { Engine, OpenBill, ReadProgress } from "../../../web/src/state/engine-port";
import { NO_MAPPING } from "../../../web/src/state/engine-port";
import { LARGE, LARGE_KEPT_FOR } from "../../../web/src/state/other-bill";
import { withCurrency, withLevel, withMeasure } from "../../../web/src/state/plan";
import { createStore, type Store } from "../../../web/src/state/store";

// The engine's answers are given by hand, so that their order is the test's.

interface Asked {
  readonly method: keyof Questions;
  readonly request: Questions[keyof Questions]["request"];
  readonly signal: AbortSignal | undefined;
  answer(report: unknown): Promise<void>;
  fail(reason: unknown): Promise<void>;
}

interface Read {
  readonly files: readonly File[];
  readonly options: object;
  readonly signal: AbortSignal;
  progress(progress: ReadProgress): void;
  open(name?: string): Promise<FakeBill>;
  fail(error: string): Promise<void>;
}

interface FakeBill extends OpenBill {
  readonly asked: Asked[];
  /** Let a reading of the rest fail. */
  readonly rest: ((reason: unknown) => Promise<void>)[];
  closed: boolean;
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve));

const report = {
  rows: 3,
  rejected: 0,
  measures: [{ name: "Cost" }],
  currencies: [{ code: "CNY" }],
} as unknown as BillReport;
const recognised = {
  default_measure: "Cost",
  unsure: [],
  columns: [{ name: "Cost" }, { name: "Team" }],
} as unknown as RecogniseReport;
const dimensions = (...names: string[]) =>
  ({
    dimensions: names.map((name) => ({ name })),
    schemes: [],
    measures: [],
    first_stack: names.slice(0, 1),
  }) as unknown as DimensionsReport;
const figures = (total: string) => ({ total, balance: { balanced: true } }) as unknown as ViewReport;

let reads: Read[];
let head: RecogniseReport;
let store: Store;
let marks: string[];

function fakeBill(): FakeBill {
  const asked: Asked[] = [];
  const rest: FakeBill["rest"] = [];
  return {
    report,
    rest,
    readRest: () => new Promise((_, reject) => rest.push((reason) => (reject(reason as Error), settled()))),
    leftOut: [],
    prices: "",
    asked,
    closed: false,
    ask: (method, request, signal) =>
      new Promise<never>((resolve, reject) => {
        asked.push({
          method,
          request,
          signal,
          answer: (answer) => (resolve(answer as never), settled()),
          fail: (reason) => (reject(reason), settled()),
        });
      }),
    digests: () => Promise.resolve([]),
    sourceCells: () => Promise.resolve([]),
    close() {
      this.closed = true;
    },
  };
}

const engine: Engine = {
  readText: () => Promise.reject(new Error("no text here")),
  readRules: () => Promise.reject(new Error("no rules here")),
  recogniseFile: () => Promise.resolve({ sniff: { encoding: "utf-8" } as never, recognised: head }),
  readBill: (files, options, onProgress, signal) =>
    new Promise((resolve, reject) => {
      reads.push({
        files,
        options,
        signal,
        progress: onProgress,
        open: async () => {
          const bill = fakeBill();
          resolve(bill);
          await settled();
          return bill;
        },
        fail: (error) => (reject({ failure: { error, message: "", values: {}, line: 7, column: 0 } }), settled()),
      });
      signal.addEventListener("abort", () => reject({ failure: { error: "cancelled" } }));
    }),
};

const file = (name = "bill.csv") => new File(["Team,Cost\na,1\n"], name);

beforeEach(() => {
  reads = [];
  marks = [];
  head = recognised;
  store = createStore({
    engine,
    mark: (name) => marks.push(name),
    stopped: (rows) => ({ text: () => `stopped at ${rows}`, lasting: true }),
    leftOut: (failures) => ({ text: () => `left out ${failures.length}` }),
    setAside: (name, reason, stay) => ({ text: () => `${name()} without: ${reason.error}, ${stay}` }),
    openedName: (name) => () => `opened ${name}`,
  });
});

/** Opens a bill with dimensions team and project; the view asks for its first figures. */
async function openBill(name?: string): Promise<FakeBill> {
  void store.open([file(name)]);
  await settled();
  const bill = await reads.at(-1)!.open();
  await bill.asked[0]!.answer(dimensions("team", "project"));
  await bill.asked[1]!.answer(figures("1"));
  return bill;
}

describe("opening", () => {
  test("goes from empty over reading to ready, and is ready only with the first figures", async () => {
    expect(store.state.value).toBe("empty");
    void store.open([file()]);
    await settled();
    expect(store.state.value).toBe("reading");
    const bill = await reads[0]!.open();
    expect(store.state.value).toBe("reading");
    await bill.asked[0]!.answer(dimensions("team", "project"));
    expect(bill.asked[1]!.method).toBe("view");
    expect(store.state.value).toBe("reading");
    await bill.asked[1]!.answer(figures("1"));
    expect(store.state.value).toBe("ready");
    expect(store.view.value?.answer.total).toBe("1");
    expect(marks).toEqual(["billfold:read-start", "billfold:ready"]);
  });

  test("groups by what the core proposes, and asks nothing twice", async () => {
    const bill = await openBill();
    expect(store.wanted.value.plan.by).toEqual(["team"]);
    await settled();
    expect(bill.asked.map((asked) => asked.method)).toEqual(["dimensions", "view"]);
  });

  test("tells how far a second pass is, and asks what is known of the dimensions again after it", async () => {
    const bill = await openBill();
    const progress = { bytes: 5, totalBytes: 14, rows: 2, total: "1.5" };
    bill.onColumns!(progress);
    expect(store.columns.value).toEqual(progress);
    bill.onColumns!(null);
    await settled();
    expect(store.columns.value).toBeNull();
    expect(bill.asked.map((asked) => asked.method)).toEqual(["dimensions", "view", "dimensions"]);
    await bill.asked[2]!.answer(dimensions("team", "project", "note"));
    expect(store.dimensions.value?.answer.dimensions).toHaveLength(3);
  });

  test("a bill is read for its first view alone, and for the rest once that is there, unless the plan wants more", async () => {
    const first = await openBill();
    expect(reads[0]!.options).toMatchObject({ firstOnly: [] });
    expect(first.rest).toHaveLength(1);
    store.change(() => "split", { ...store.wanted.value.plan, by: ["owner", "project"] });
    await openBill("next.csv");
    expect(reads[1]!.options).toMatchObject({ firstOnly: ["owner", "project"] });
    store.change(() => "measure", withMeasure(store.wanted.value.plan, "Cost"));
    await openBill("third.csv");
    expect(reads[2]!.options).not.toHaveProperty("firstOnly");
  });

  test("what is known of a bill grows with the rest of it, and the figures stay", async () => {
    const bill = await openBill();
    const seen: number[] = [];
    const stop = effect(() => void seen.push(store.bill.value!.handle.report.rejected));
    Object.assign(bill, { report: { ...report, rejected: 2 } });
    bill.onColumns!(null);
    expect(seen).toEqual([0, 2]);
    expect(store.view.value?.answer.total).toBe("1");
    stop();
  });

  test("that the rest cannot be read is told, and the bill stays; of a bill that was closed it is not", async () => {
    const bill = await openBill();
    await bill.rest[0]!({ failure: { error: "file_changed", message: "", values: {}, line: 0, column: 0 } });
    expect(store.problem.value?.error).toBe("file_changed");
    expect(store.state.value).toBe("ready");
    await openBill("next.csv");
    const next = await openBill("third.csv");
    expect(store.problem.value).toBeNull();
    await openBill("fourth.csv");
    await next.rest[0]!({ failure: { error: "cancelled", message: "", values: {}, line: 0, column: 0 } });
    expect(store.problem.value).toBeNull();
  });

  test("shows progress in bytes, rows and total", async () => {
    void store.open([file()]);
    await settled();
    reads[0]!.progress({ bytes: 5, totalBytes: 14, rows: 2, total: "1.5" });
    expect(store.reading.value).toMatchObject({ bytes: 5, totalBytes: 14, rows: 2, total: "1.5" });
  });

  test("a file that cannot be used is an error, and the bill that was open stays open", async () => {
    const bill = await openBill();
    void store.open([file("broken.csv")]);
    await settled();
    await reads[1]!.fail("unterminated_quote");
    expect(store.state.value).toBe("error");
    expect(store.trouble.value?.failure).toMatchObject({ error: "unterminated_quote", line: 7 });
    expect(store.bill.value?.handle).toBe(bill);
    expect(bill.closed).toBe(false);
    store.closeTrouble();
    expect(store.state.value).toBe("ready");
  });

  test("the former bill is kept while the next one is read and shown, and closed by the one after that", async () => {
    const first = await openBill();
    const second = await openBill("next.csv");
    expect(first.closed).toBe(false);
    await openBill("third.csv");
    expect(first.closed).toBe(true);
    expect(second.closed).toBe(false);
  });

  test("the plan is kept for a bill that has its dimensions, and dropped for one that has not", async () => {
    await openBill();
    store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
    await openBill("next-month.csv");
    expect(store.wanted.value.plan.by).toEqual(["team", "project"]);
    void store.open([file("other.csv")]);
    await settled();
    const other = await reads.at(-1)!.open();
    await other.asked[0]!.answer(dimensions("region"));
    await other.asked[1]!.answer(figures("3"));
    expect(store.wanted.value.plan.by).toEqual(["region"]);
    expect(store.changed.value).toBe(false);
  });

  test("files left out because they were read before are told", async () => {
    void store.open([file(), file()]);
    await settled();
    const bill = await reads[0]!.open();
    (bill.leftOut as unknown[]).push({ error: "same_file_twice" });
    await bill.asked[0]!.answer(dimensions("team"));
    await bill.asked[1]!.answer(figures("1"));
    expect(store.toast.value?.text()).toBe("left out 1");
  });
});

describe("cancelling", () => {
  test("the state before comes back at once, and the reader is told", async () => {
    void store.open([file()]);
    await settled();
    reads[0]!.progress({ bytes: 5, totalBytes: 14, rows: 81_920, total: "1" });
    store.cancel();
    expect(store.state.value).toBe("empty");
    expect(reads[0]!.signal.aborted).toBe(true);
    expect(store.toast.value?.text()).toBe("stopped at 81920");
    await settled();
    expect(store.trouble.value).toBeNull();
  });

  test("progress that comes late is dropped", async () => {
    void store.open([file()]);
    await settled();
    store.cancel();
    reads[0]!.progress({ bytes: 9, totalBytes: 14, rows: 3, total: "1" });
    expect(store.reading.value).toBeNull();
  });

  test("a second file takes over from the first, whose bill never shows", async () => {
    void store.open([file("first.csv")]);
    await settled();
    const second = openBill("second.csv");
    await settled();
    expect(reads[0]!.signal.aborted).toBe(true);
    await second;
    expect(store.bill.value?.files[0]?.name).toBe("second.csv");
  });
});

describe("an unsure form", () => {
  test("without an amount column nothing is read until it is named", async () => {
    head = { ...recognised, default_measure: "", columns: [{ ...recognised.columns[0]!, kind: "amount" }] };
    void store.open([file()]);
    await settled();
    expect(reads).toEqual([]);
    expect(store.unsure.value?.recognised).toBe(head);
    expect(store.state.value).toBe("empty");
    void store.confirmMapping({ ...NO_MAPPING, fields: [{ field: "measure", column: "Cost" }] });
    await settled();
    expect(reads[0]!.options).toMatchObject({ mapping: { fields: [{ field: "measure", column: "Cost" }] } });
  });

  test("where no column could be an amount, the core says so", async () => {
    head = { ...recognised, default_measure: "" };
    void store.open([file("words.csv")]);
    await settled();
    await reads[0]!.fail("no_amount_column");
    expect(store.state.value).toBe("error");
    expect(store.unsure.value).toBeNull();
  });

  test("with a proposal it is read at once and asked beside the figures", async () => {
    head = { ...recognised, unsure: ["project"] };
    await openBill();
    expect(store.state.value).toBe("ready");
    expect(store.mappingConfirmed.value).toBe(false);
    store.dismissUnsure();
    expect(store.mappingConfirmed.value).toBe(true);
  });
});

describe("changing the plan", () => {
  test("keeps the old figures until the new ones are there", async () => {
    const bill = await openBill();
    store.change(() => "add project", withLevel(store.wanted.value.plan, "project"));
    expect(store.pending.value).toBe(true);
    expect(store.view.value?.answer.total).toBe("1");
    await bill.asked[2]!.answer(figures("2"));
    expect(store.pending.value).toBe(false);
    expect(store.view.value?.answer.total).toBe("2");
    expect(marks.slice(2)).toEqual(["billfold:plan-start", "billfold:plan-shown"]);
  });

  test("an answer that was overtaken is dropped, and its question aborted", async () => {
    const bill = await openBill();
    store.change(() => "first", withLevel(store.wanted.value.plan, "project"));
    store.change(() => "second", withLevel(store.wanted.value.plan, "region", 0));
    const [first, second] = bill.asked.slice(2);
    expect(first!.signal?.aborted).toBe(true);
    await second!.answer(figures("second"));
    await first!.answer(figures("first"));
    expect(store.view.value?.answer.total).toBe("second");
  });

  test("changed and changed back asks nothing more", async () => {
    const bill = await openBill();
    store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
    store.undo();
    await bill.asked[2]!.answer(figures("late"));
    expect(store.view.value?.answer.total).toBe("1");
    expect(store.pending.value).toBe(false);
    expect(bill.asked.length).toBe(3);
  });

  test("only what depends on the change is asked again", async () => {
    const bill = await openBill();
    store.change(() => "level", withLevel(store.wanted.value.plan, "project"));
    store.change(() => "currency", withCurrency(store.wanted.value.plan, "USD"));
    store.change(() => "measure", withMeasure(store.wanted.value.plan, "List"));
    const methods = bill.asked.slice(2).map((asked) => asked.method);
    expect(methods.filter((method) => method === "dimensions").length).toBe(2);
    expect(methods.filter((method) => method === "view").length).toBe(3);
    expect(methods).not.toContain("series");
  });

  test("a changed budget asks nothing of the split, and is a step all the same", async () => {
    const bill = await openBill();
    const asked = bill.asked.length;
    const { plan } = store.wanted.value;
    const budgets = [{ name: "All", dimension: "", value: null, limit: "5", estimated: false, thresholds: [] }];
    store.change(() => "budget", { ...plan, watch: { ...plan.watch, budgets } });
    expect(store.wanted.value.plan.watch.budgets).toEqual(budgets);
    expect(bill.asked.length).toBe(asked);
    expect(store.pending.value).toBe(false);
    store.undo();
    expect(store.wanted.value.plan.watch.budgets).toEqual([]);
  });

  test("series are asked only while they are looked at", async () => {
    const bill = await openBill();
    store.look({ lens: "time" });
    expect(bill.asked.at(-1)!.method).toBe("series");
    expect(bill.asked.length).toBe(3);
  });

  test("undo and redo are named, and a look is no step", async () => {
    await openBill();
    store.change(() => "Added project", withLevel(store.wanted.value.plan, "project"));
    store.look({ sort: "name" });
    expect(store.undoName.value?.()).toBe("Added project");
    store.undo();
    expect(store.wanted.value.plan.by).toEqual(["team"]);
    expect(store.wanted.value.view.sort).toBe("name");
    expect(store.redoName.value?.()).toBe("Added project");
    store.redo();
    expect(store.wanted.value.plan.by).toEqual(["team", "project"]);
  });

  test("orders that are tried out are a step of undo like a change of the plan, and ask nothing of the split", async () => {
    const bill = await openBill();
    const asked = bill.asked.length;
    const order = {
      order: "A",
      original: "",
      type: "new",
      begin: "2023-01-01",
      end: "2023-01-31",
      amount: "62",
      quantity: "",
    };
    store.tryOut(() => "Tried out A", [order]);
    expect(store.trial.value).toEqual([order]);
    expect(bill.asked.length).toBe(asked);
    store.change(() => "Added project", withLevel(store.wanted.value.plan, "project"));
    store.undo();
    expect(store.trial.value).toEqual([order]);
    store.undo();
    expect(store.trial.value).toEqual([]);
    store.redo();
    expect(store.trial.value).toEqual([order]);
  });

  test("a change that changes nothing is no step", async () => {
    await openBill();
    store.change(() => "same", { ...store.wanted.value.plan });
    expect(store.undoName.value).toBeUndefined();
  });

  test("a question that fails is told, and the last good figures stay", async () => {
    const bill = await openBill();
    store.change(() => "add", withLevel(store.wanted.value.plan, "nonsense"));
    await bill.asked[2]!.fail({ failure: { error: "unknown_dimension", values: {}, message: "", line: 0, column: 0 } });
    expect(store.problem.value?.error).toBe("unknown_dimension");
    expect(store.view.value?.answer.total).toBe("1");
    expect(store.state.value).toBe("ready");
    store.undo();
    await settled();
    expect(store.problem.value).toBeNull();
  });

  test("scrolling asks for the next window without a mark of a changed plan", async () => {
    const bill = await openBill();
    store.window.value = { offset: 200, limit: 200 };
    await bill.asked[2]!.answer(figures("1"));
    expect(bill.asked[2]!.request).toMatchObject({ offset: 200, limit: 200 });
    expect(marks).not.toContain("billfold:plan-shown");
  });
});

test("an answer of the former bill never shows on the next one", async () => {
  const first = await openBill();
  store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
  const late = first.asked.at(-1)!;
  await openBill("next.csv");
  await late.answer(figures("of the former bill"));
  expect(store.view.value?.answer.total).toBe("1");
});

describe("rules from elsewhere", () => {
  const rules = (column: string) =>
    ({
      version: 1,
      plan: { ...store.wanted.value.plan, by: ["project"] },
      mapping: { ...NO_MAPPING, fields: [{ field: "measure", column }] },
      view: { lens: "table", sort: "name", ascending: true, top: 0, open_all: false, period: "month" },
      language: "",
    }) as unknown as Rules;

  test("that assign columns read the open bill again with them, and then split it by their plan", async () => {
    await openBill();
    const before = reads.length;
    store.apply(() => "rules", rules("Team"));
    await settled();
    expect(reads.length).toBe(before + 1);
    expect(reads.at(-1)!.options).toMatchObject({ mapping: { fields: [{ field: "measure", column: "Team" }] } });
    const again = await reads.at(-1)!.open();
    await again.asked[0]!.answer(dimensions("team", "project"));
    await again.asked[1]!.answer(figures("2"));
    expect(store.wanted.value.plan.by).toEqual(["project"]);
    expect(store.wanted.value.view.sort).toBe("name");
  });

  test("that name a column which the bill lacks do not; their plan is a step that can be taken back", async () => {
    await openBill();
    const before = reads.length;
    store.apply(() => "rules", rules("Nothing"));
    await settled();
    expect(reads.length).toBe(before);
    expect(store.wanted.value.plan.by).toEqual(["project"]);
    expect(store.undoName.value?.()).toBe("rules");
  });
});

describe("rules of a file for the open bill", () => {
  const rules = (plan: Partial<Plan>) =>
    ({
      version: 1,
      plan: { ...store.wanted.value.plan, ...plan },
      mapping: NO_MAPPING,
      view: {},
      language: "",
    }) as unknown as Rules;

  test("in a currency that it lacks are refused, and what is shown stays", async () => {
    await openBill();
    const before = store.wanted.value.plan;
    store.apply(() => "rules", rules({ by: ["project"], currency: "EUR" }));
    expect(store.trouble.value?.failure.error).toBe("no_such_currency");
    expect(store.wanted.value.plan).toEqual(before);
    expect(store.undoName.value).toBeUndefined();
  });

  test("with a list of owners of what it lacks are told, though no level asks for it", async () => {
    const bill = await openBill();
    const lists = [{ name: "Leads", dimension: "Zone", entries: [] }];
    store.apply(() => "rules", rules({ lists }));
    await settled();
    const tried = bill.asked.find(({ request }) => JSON.stringify(request).includes('"by":["list:Leads"]'));
    await tried!.fail({ failure: { error: "unknown_rule_dimension", values: {}, message: "", line: 0, column: 0 } });
    await settled();
    expect(store.trouble.value?.failure.error).toBe("unknown_rule_dimension");
  });
});

describe("rules for the next bill", () => {
  const rules = (plan: Partial<Plan>) =>
    ({
      version: 1,
      plan: { ...store.wanted.value.plan, ...plan },
      mapping: NO_MAPPING,
      view: { lens: "table", sort: "name", ascending: true, top: 0, open_all: false, period: "month" },
      language: "",
    }) as unknown as Rules;
  const refusal = { failure: { error: "unknown_rule_dimension", values: {}, message: "", line: 0, column: 0 } };
  /** Opens a bill up to the question whether the rules fit. */
  async function beginBill(): Promise<FakeBill> {
    void store.open([file("next.csv")]);
    await settled();
    const bill = await reads.at(-1)!.open();
    await bill.asked[0]!.answer(dimensions("team", "project"));
    return bill;
  }

  test("that it refuses are told with the reason and are for the bill after it", async () => {
    store.apply(() => "rules", rules({ by: ["project"] }));
    const bill = await beginBill();
    await bill.asked[1]!.fail(refusal);
    await bill.asked[2]!.answer(figures("1"));
    expect(store.state.value).toBe("ready");
    expect(store.wanted.value.plan.by).toEqual(["team"]);
    expect(store.toast.value?.text()).toBe("opened next.csv without: unknown_rule_dimension, for_next");
    const next = await beginBill();
    expect(next.asked[1]!.request).toMatchObject({ plan: { by: ["project"] } });
    await next.asked[1]!.answer(figures("2"));
    expect(store.wanted.value.plan.by).toEqual(["project"]);
    expect(store.given.value).toBeNull();
  });

  test("that name a level or a currency it lacks are told, too", async () => {
    store.apply(() => "rules", rules({ by: ["cost center"] }));
    const bill = await beginBill();
    expect(bill.asked[1]!.request).toMatchObject({ plan: { by: ["cost center"] } });
    await bill.asked[1]!.fail(refusal);
    await bill.asked[2]!.answer(figures("1"));
    store.apply(() => "other", rules({})); // with a bill open they are a step of its own
    expect(store.given.value?.rules.plan.by).toEqual(["cost center"]);
    store.given.value = { rules: rules({ currency: "EUR" }), fromLastTime: false };
    const next = await beginBill();
    await next.asked[1]!.answer(figures("2"));
    expect(store.toast.value?.text()).toBe("opened next.csv without: no_such_currency, for_next");
  });

  test("where they do not fit, those of the bill before it go on", async () => {
    await openBill();
    store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
    store.given.value = { rules: rules({ by: ["nothing"] }), fromLastTime: false };
    const bill = await beginBill();
    await bill.asked[1]!.fail(refusal);
    expect(bill.asked[2]!.request).toMatchObject({ plan: { by: ["team", "project"] } });
    await bill.asked[2]!.answer(figures("1"));
    expect(store.wanted.value.plan.by).toEqual(["team", "project"]);
    expect(store.given.value?.rules.plan.by).toEqual(["nothing"]);
  });

  test("of the last visit go without a word where a level is missing", async () => {
    store.given.value = { rules: rules({ by: ["nothing"] }), fromLastTime: true };
    const bill = await beginBill();
    expect(bill.asked[1]!.request).toMatchObject({ plan: { by: ["team"] } });
    await bill.asked[1]!.answer(figures("1"));
    expect(store.toast.value).toBeNull();
    expect(store.given.value).toBeNull();
  });
});

describe("rules of the bill that was open", () => {
  const kind = { name: "Kind", rules: [], otherwise: "rest" };
  const refusal = { failure: { error: "unknown_rule_dimension", values: {}, message: "", line: 0, column: 0 } };
  const withRules = (plan: Plan): Plan => withLevel({ ...plan, categories: [kind] }, "category:Kind");
  /** Opens the next bill up to the question whether what was asked of the first fits. */
  async function next(change: (plan: Plan) => Plan): Promise<FakeBill> {
    await openBill("april.csv");
    store.change(() => "change", change(store.wanted.value.plan));
    await settled();
    void store.open([file("may.csv")]);
    await settled();
    const bill = await reads.at(-1)!.open();
    await bill.asked[0]!.answer(dimensions("team", "project"));
    return bill;
  }

  test("go on with the next one, and so does the level that they make", async () => {
    const bill = await next(withRules);
    expect(bill.asked[1]!.request).toMatchObject({ plan: { by: ["team", "category:Kind"], categories: [kind] } });
    await bill.asked[1]!.answer(figures("2"));
    expect(store.wanted.value.plan).toMatchObject({ by: ["team", "category:Kind"], categories: [kind] });
  });

  test("go on where a filter asks what they make", async () => {
    const filters = [{ dimension: "category:Kind", values: ["rest"], exclude: false }];
    const bill = await next((plan) => ({ ...plan, categories: [kind], filters }));
    await bill.asked[1]!.answer(figures("2"));
    expect(store.wanted.value.plan).toMatchObject({ categories: [kind], filters });
  });

  test("that it refuses are told with the reason, and stay with the bill before it", async () => {
    const bill = await next(withRules);
    await bill.asked[1]!.fail(refusal);
    await bill.asked[2]!.answer(figures("2"));
    expect(store.wanted.value.plan).toMatchObject({ by: ["team"], categories: [] });
    expect(store.toast.value?.text()).toBe("opened may.csv without: unknown_rule_dimension, with_former");
  });

  test("are told where it has not their currency", async () => {
    const bill = await next((plan) => ({ ...withRules(plan), currency: "EUR" }));
    await bill.asked[1]!.answer(figures("2"));
    expect(store.toast.value?.text()).toBe("opened may.csv without: no_such_currency, with_former");
  });

  test("levels alone that it lacks go without a word", async () => {
    const bill = await next((plan) => withLevel(plan, "cost center"));
    expect(bill.asked[1]!.request).toMatchObject({ plan: { by: ["team"] } });
    await bill.asked[1]!.answer(figures("2"));
    expect(store.toast.value).toBeNull();
  });

  test("of the last visit that it refuses are told, and are for the bill after it", async () => {
    const plan = withRules(store.wanted.value.plan);
    const view = { lens: "table", sort: "name", ascending: true, top: 0, open_all: false, period: "month" };
    const rules = { version: 1, plan, mapping: NO_MAPPING, view, language: "" } as unknown as Rules;
    store.given.value = { rules, fromLastTime: true };
    void store.open([file("may.csv")]);
    await settled();
    const bill = await reads.at(-1)!.open();
    await bill.asked[0]!.answer(dimensions("team", "project"));
    await bill.asked[1]!.fail(refusal);
    await bill.asked[2]!.answer(figures("2"));
    expect(store.toast.value?.text()).toBe("opened may.csv without: unknown_rule_dimension, for_next");
    expect(store.given.value?.rules).toBe(rules);
  });
});

describe("undo of opening", () => {
  test("brings the former bill back with its figures and its steps, and asks nothing again", async () => {
    const first = await openBill("first.csv");
    store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
    await settled();
    await first.asked.at(-1)!.answer(figures("1 by project"));
    const second = await openBill("second.csv");
    expect(store.undoName.value?.()).toBe("opened second.csv");
    const asked = first.asked.length;
    store.undo();
    await settled();
    expect(store.bill.value?.handle).toBe(first);
    expect(store.view.value?.answer.total).toBe("1 by project");
    expect(first.asked.length).toBe(asked);
    expect(store.undoName.value?.()).toBe("add");
    expect(store.redoName.value?.()).toBe("opened second.csv");

    store.redo();
    await settled();
    expect(store.bill.value?.handle).toBe(second);
    expect(store.undoName.value?.()).toBe("opened second.csv");
    expect(second.closed).toBe(false);
  });

  test("comes after the steps taken in the new bill", async () => {
    const first = await openBill("first.csv");
    await openBill("second.csv");
    store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
    store.undo();
    expect(store.bill.value?.handle).not.toBe(first);
    store.undo();
    expect(store.bill.value?.handle).toBe(first);
  });

  test("a change in the bill that came back leaves nothing to redo, and closes the other", async () => {
    await openBill("first.csv");
    const second = await openBill("second.csv");
    store.undo();
    store.change(() => "add", withLevel(store.wanted.value.plan, "project"));
    expect(store.redoName.value).toBeUndefined();
    expect(second.closed).toBe(true);
  });

  test("of a large bill is possible for some seconds; then its memory is given back", async () => {
    const large = file("large.csv");
    Object.defineProperty(large, "size", { value: LARGE + 1 });
    void store.open([large]);
    await settled();
    const first = await reads.at(-1)!.open();
    await first.asked[0]!.answer(dimensions("team"));
    await first.asked[1]!.answer(figures("1"));
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const opening = store.open([file("small.csv")]);
      await vi.advanceTimersByTimeAsync(0);
      const small = await openNow();
      await vi.advanceTimersByTimeAsync(0);
      void small.asked[0]!.answer(dimensions("team"));
      await vi.advanceTimersByTimeAsync(0);
      void small.asked[1]!.answer(figures("2"));
      await opening;
      await vi.advanceTimersByTimeAsync(LARGE_KEPT_FOR - 1);
      expect(first.closed).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(first.closed).toBe(true);
      expect(store.undoName.value).toBeUndefined();
    } finally {
      vi.useRealTimers();
    }
  });

  test("a bill that is stopped while its first figures are worked out does not take the open one's place", async () => {
    const first = await openBill("first.csv");
    void store.open([file("second.csv")]);
    await settled();
    const second = await reads.at(-1)!.open();
    await second.asked[0]!.answer(dimensions("team"));
    store.cancel();
    await second.asked[1]!.answer(figures("2"));
    expect(store.bill.value?.handle).toBe(first);
    expect(second.closed).toBe(true);
    expect(store.state.value).toBe("ready");
  });
});

/** The read under way opens, with timers that stand still. */
async function openNow(): Promise<FakeBill> {
  const opening = reads.at(-1)!.open();
  await vi.advanceTimersByTimeAsync(0);
  return opening;
}
