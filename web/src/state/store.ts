import { batch, computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { ComponentType } from "preact";

import {
  type BillReport,
  type DimensionsReport,
  EMPTY_PLAN,
  type Failure,
  type Mapping,
  type NamesReport,
  type Path,
  type Plan,
  type Questions,
  type RecogniseReport,
  type Rules,
  type SeriesReport,
  type SniffReport,
  type SourceLine,
  type ViewReport,
} from "../protocol";
import {
  type Engine,
  failureOf,
  NO_MAPPING,
  type OpenBill,
  type ReadOptions,
  type ReadProgress,
  type Recognised,
  type SourceRecord,
} from "./engine-port";
import { pageFailure } from "./errors";
import { begin, type History, perform, redo, redoable, undo, undoable } from "./history";
import { Latest } from "./latest";
import { OtherBill } from "./other-bill";
import { faultOfOwn } from "./own-dimensions";
import {
  forFiles,
  holdsRules,
  isMetered,
  isStackOnly,
  NO_CURRENCY,
  samePlan,
  splitPlan,
  withPrices,
  withStack,
} from "./plan";
import { viewOf } from "./rules";
import type { Tried } from "./schedule";
import { templateFor } from "./settings";
import { namesByDimension, valueNames } from "./value-names";
import {
  dimensionsRequest,
  FIRST_VIEW,
  firstView,
  FIRST_WINDOW,
  namesRequest,
  seriesRequest,
  type View,
  viewRequest,
  type Wanted,
  type Window,
} from "./view";

// The page's state: what the user wants beside what is shown. An answer is kept with the request it answers; where that
// differs from the request that `wanted` makes now, and only there, the core is asked again. A newer question takes over
// from an older one, whose answer is dropped; what is shown stays on the screen until its successor is there.

/** What was done, said when it is shown, so that it follows the language. */
export type ActionName = () => string;

/** A bill that is open, with all that is needed to read it again in another way. */
export interface Bill {
  readonly handle: OpenBill;
  readonly files: readonly File[];
  readonly options: ReadOptions;
  readonly recognised: Recognised;
  readonly sample: string | null;
  /** The plan of the bill before it is kept: it is the next of its kind, or the same read again. */
  readonly goesOn: boolean;
  /** Tells answers of this bill from those of others. */
  readonly number: number;
}

export interface Reading extends ReadProgress {
  readonly names: readonly string[];
  readonly startedAt: number;
}

/** A file that could not be used. */
export interface Trouble {
  readonly failure: Failure;
  readonly files: readonly File[];
  readonly options: ReadOptions;
}

/** A form that must be confirmed before the file can be read, because no amount column is known. */
export interface Unsure {
  readonly files: readonly File[];
  readonly options: ReadOptions;
  readonly sniff: SniffReport;
  readonly recognised: RecogniseReport;
}

/** An answer and the request it answers. */
export interface Shown<Answer> {
  readonly asked: string;
  readonly answer: Answer;
  readonly wanted: Wanted;
}

export interface Toast {
  readonly text: ActionName;
  readonly action?: { readonly label: ActionName; readonly run: () => void };
  /** Stays until it is closed. */
  readonly lasting?: boolean;
}

/** The one secondary surface beside the view; what it holds. */
export type Inspector =
  | { readonly type: "reconciliation" }
  /** `figure`: a place of the group's figures; the whole amount where there is none. */
  | { readonly type: "why"; readonly path: Path; readonly figure?: string }
  | { readonly type: "lines"; readonly path: Path }
  /** Whatever a view has to say of its own. */
  | { readonly type: "panel"; readonly title: ActionName; readonly Content: ComponentType; readonly wide?: boolean };

/** What undo goes back over: the plan, and what is tried out beside the orders of the bill. */
interface Present {
  readonly plan: Plan;
  readonly trial: readonly Tried[];
}

/** A bill with all that is shown of it: what comes back when opening another is undone. */
interface Scene {
  readonly bill: Bill;
  readonly plans: History<Present, ActionName>;
  readonly look: View;
  readonly window: Window;
  readonly dimensions: Shown<DimensionsReport> | null;
  readonly view: Shown<ViewReport> | null;
  readonly series: Shown<SeriesReport> | null;
  readonly names: Shown<NamesReport> | null;
  readonly rejectedAccepted: boolean;
  readonly mappingConfirmed: boolean;
}

export type PageState = "empty" | "reading" | "ready" | "error";

export interface Store {
  readonly state: ReadonlySignal<PageState>;
  readonly bill: ReadonlySignal<Bill | null>;
  readonly reading: ReadonlySignal<Reading | null>;
  readonly unsure: ReadonlySignal<Unsure | null>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  /** A question that the core could not answer; the last good answer stays. */
  readonly problem: ReadonlySignal<Failure | null>;
  readonly rejectedAccepted: ReadonlySignal<boolean>;
  readonly mappingConfirmed: ReadonlySignal<boolean>;
  readonly toast: Signal<Toast | null>;
  readonly inspector: Signal<Inspector | null>;
  /** Rules that the next bill is opened with, if it has what they name; if it has not, they are for the one after it. */
  readonly given: Signal<Given | null>;
  /** Spoken by the live region; the last thing that happened. */
  readonly announcement: Signal<string>;
  /** How far columns have been read that the bill did not store at first; null: none are being read. */
  readonly columns: ReadonlySignal<ReadProgress | null>;

  readonly wanted: ReadonlySignal<Wanted>;
  /** Orders and deductions tried out in the preview of the schedule; they are no part of the bill. */
  readonly trial: ReadonlySignal<readonly Tried[]>;
  readonly window: Signal<Window>;
  readonly dimensions: ReadonlySignal<Shown<DimensionsReport> | null>;
  readonly view: ReadonlySignal<Shown<ViewReport> | null>;
  readonly series: ReadonlySignal<Shown<SeriesReport> | null>;
  readonly names: ReadonlySignal<Shown<NamesReport> | null>;
  /** Whether the figures on the screen are of an earlier plan than the one wanted. */
  readonly pending: ReadonlySignal<boolean>;

  open(files: readonly File[], options?: ReadOptions, sample?: string | null): Promise<void>;
  /** The open bill's files again, in another encoding or with another mapping. */
  reread(options: ReadOptions): Promise<void>;
  /** Stops reading; the state before comes back at once. */
  cancel(): void;
  closeTrouble(): void;
  /** A failure that comes before any reading: a folder was dropped, the clipboard held no table. */
  refuse(failure: Failure, files?: readonly File[]): void;
  acceptRejected(): void;
  confirmMapping(mapping: Mapping, encoding?: string): Promise<void>;
  /** The proposed mapping is right, or is not wanted. */
  dismissUnsure(): void;
  /** Shows how the columns of the open bill were understood, to be changed. */
  askMapping(): void;
  /** The same for files that could not be read. */
  nameColumns(files: readonly File[], options: ReadOptions): Promise<void>;

  /** The text of a list, in whatever encoding it is. */
  readText(file: File): Promise<string>;
  /** Rules from a link, a file or storage, read by the core; nothing of them is used. */
  readRules(text: string): Promise<Rules>;
  /** Puts rules in the place of the open bill's, or keeps them for the next bill. */
  apply(name: ActionName, rules: Rules): void;
  /** A change of the rules: a step of undo. */
  change(name: ActionName, plan: Plan): void;
  /** Other orders to try out: a step of undo, too. */
  tryOut(name: ActionName, trial: readonly Tried[]): void;
  /** A change of how it is looked at: no step. */
  look(view: Partial<View>): void;
  /** Takes the last change back; where there is none, the opening of the bill, while the former one is kept. */
  undo(): void;
  redo(): void;
  /** Whether a person changed the rules since the bill was opened. */
  readonly changed: ReadonlySignal<boolean>;
  readonly undoName: ReadonlySignal<ActionName | undefined>;
  readonly redoName: ReadonlySignal<ActionName | undefined>;

  /** One question to the open bill, outside of what the store itself keeps (why, lines, values). */
  ask<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
    signal?: AbortSignal,
  ): Promise<Questions[Method]["answer"]>;
  sourceCells(lines: readonly SourceLine[]): Promise<readonly SourceRecord[]>;
}

/** Rules from outside. */
export interface Given {
  readonly rules: Rules;
  /** From this browser's last visit, and not from a person: levels that do not fit are dropped. */
  readonly fromLastTime: boolean;
}

const hasCurrency = ({ currencies }: BillReport, { currency }: Plan): boolean =>
  currency === "" || currencies.some(({ code }) => (code ?? NO_CURRENCY) === currency);
const noSuchCurrency = ({ currency }: Plan): Failure => pageFailure("no_such_currency", { currency });

const isFromAPerson = (given: Given | null): boolean => given !== null && !given.fromLastTime;

/** With the bill that was open; for the next bill; or gone. */
export type RulesStay = "with_former" | "for_next" | "gone";

export interface StoreOptions {
  readonly engine: Engine;
  /** Sets a performance mark. */
  readonly mark?: (name: string) => void;
  /** Runs it once the frame is painted that shows what is set now. */
  readonly afterPaint?: (run: () => void) => void;
  /** Said when reading was stopped: the rows read so far, and how to read again. */
  readonly stopped?: (rows: number, again: () => void) => Toast;
  /** Said when files were left out because they had been read before. */
  readonly leftOut?: (failures: readonly Failure[]) => Toast;
  /** Said when rules are not used with a bill, and why: it has not what they name. `stay`: where they are now. */
  readonly setAside?: (name: ActionName, reason: Failure, stay: RulesStay, undo: (() => void) | undefined) => Toast;
  /** How the opening of a bill is called when it can be undone. */
  readonly openedName?: (file: string) => ActionName;
  readonly undone?: (name: ActionName) => ActionName;
  readonly redone?: (name: ActionName) => ActionName;
  readonly done?: (name: ActionName, undo: () => void) => Toast;
}

export function createStore({
  engine,
  mark = () => {},
  afterPaint = (run) => run(),
  stopped,
  leftOut,
  setAside,
  openedName = (file) => () => file,
  undone,
  redone,
  done,
}: StoreOptions): Store {
  const bill = signal<Bill | null>(null);
  const reading = signal<Reading | null>(null);
  const unsure = signal<Unsure | null>(null);
  const trouble = signal<Trouble | null>(null);
  const problem = signal<Failure | null>(null);
  const rejectedAccepted = signal(false);
  const mappingConfirmed = signal(false);
  const toast = signal<Toast | null>(null);
  const inspector = signal<Inspector | null>(null);
  const announcement = signal("");
  const given = signal<Given | null>(null);
  const other = new OtherBill<Scene, ActionName>();
  const columns = signal<ReadProgress | null>(null);
  const passes = signal(0); // second passes so far: what is known of the dimensions grows with them

  const plans = signal<History<Present, ActionName>>(begin({ plan: EMPTY_PLAN, trial: [] }));
  const look = signal<View>(FIRST_VIEW);
  const window = signal<Window>(FIRST_WINDOW);
  const wanted = computed<Wanted>(() => ({ plan: plans.value.present.plan, view: look.value }));
  const trial = computed(() => plans.value.present.trial);

  const dimensions = signal<Shown<DimensionsReport> | null>(null);
  const view = signal<Shown<ViewReport> | null>(null);
  const series = signal<Shown<SeriesReport> | null>(null);
  const names = signal<Shown<NamesReport> | null>(null);

  const pending = computed(() => {
    const shown = view.value;
    return shown !== null && !samePlan(splitPlan(shown.wanted.plan), splitPlan(wanted.value.plan));
  });
  const state = computed<PageState>(() => {
    if (reading.value) return "reading";
    if (trouble.value) return "error";
    return bill.value ? "ready" : "empty";
  });

  // ---- asking: one runner for each kind of question that the page keeps an answer of

  let bills = 0;

  function keep<Method extends "dimensions" | "view" | "series" | "names">(
    method: Method,
    request: () => Questions[Method]["request"] | null,
    kept: Signal<Shown<Questions[Method]["answer"]> | null>,
  ) {
    const latest = new Latest();
    let underWay = "";
    return effect(() => {
      const open = bill.value;
      const question = open ? request() : null;
      if (!open || question === null) {
        latest.stop();
        underWay = "";
        return;
      }
      const asked = `${open.number} ${JSON.stringify(question)}`;
      const now = wanted.peek();
      if (asked === underWay) return;
      if (asked === kept.peek()?.asked) {
        latest.stop(); // Changed and changed back: the answer is there.
        underWay = "";
        problem.value = null;
        return;
      }
      underWay = asked;
      latest
        .run((signal) => open.handle.ask(method, question, signal))
        .then((answer) => {
          if (answer === undefined) return;
          underWay = "";
          const former = kept.peek()?.wanted.plan ?? EMPTY_PLAN;
          const newPlan = method === "view" && !samePlan(splitPlan(former), splitPlan(now.plan));
          batch(() => {
            kept.value = { asked, answer, wanted: now };
            problem.value = null;
          });
          if (newPlan) afterPaint(() => mark("billfold:plan-shown"));
        })
        .catch((reason: unknown) => {
          underWay = "";
          problem.value = failureOf(reason);
        });
    });
  }

  keep("dimensions", () => (passes.value, dimensionsRequest(wanted.value)), dimensions);
  keep("view", () => viewRequest(wanted.value, window.value), view);
  keep("series", () => seriesRequest(wanted.value), series);
  keep("names", () => namesRequest(wanted.value, dimensions.value?.answer.dimensions ?? []), names);
  effect(() => void (valueNames.value = namesByDimension(names.value?.answer)));

  // ---- reading

  let reader: AbortController | undefined;

  async function open(files: readonly File[], options: ReadOptions = {}, sample: string | null = null): Promise<void> {
    const first = files[0];
    if (!first) return;
    reader?.abort();
    const mine = new AbortController();
    reader = mine;
    const superseded = () => reader !== mine;
    other.release("large");
    mark("billfold:read-start");
    batch(() => {
      trouble.value = null;
      unsure.value = null;
      toast.value = null;
      reading.value = {
        names: files.map((file) => file.name),
        bytes: 0,
        totalBytes: sum(files.map((file) => file.size)),
        rows: 0,
        total: "",
        startedAt: performance.now(),
      };
    });

    let handle: OpenBill | undefined;
    try {
      const head = await engine.recogniseFile(first, options.mapping ?? NO_MAPPING, options.encoding);
      if (superseded()) return;
      const { sniff, recognised } = head;
      const headers = headersOf(recognised);
      const template = recognised && (mappingOf(given.peek()?.rules ?? null, headers) ?? templateFor(headers));
      const chosen = template && !options.mapping ? { ...options, mapping: template } : options;
      // Without any amount column there is nothing to choose from: the core says so, and what to do.
      const asks = recognised?.default_measure === "" && recognised.columns.some(({ kind }) => kind === "amount");
      if (!chosen.mapping && asks) {
        batch(() => {
          reading.value = null;
          unsure.value = { files, options, sniff, recognised };
        });
        return;
      }
      const next = given.peek()?.rules.plan ?? plans.peek().present.plan;
      handle = await engine.readBill(
        files,
        isStackOnly(next) ? { ...chosen, firstOnly: next.by } : chosen,
        (progress) => {
          if (!superseded() && reading.value) reading.value = { ...reading.value, ...progress };
        },
        mine.signal,
      );
      if (superseded()) return handle.close();
      if (handle.report.rows === 0 && !isWorthShowing(handle.report)) throw { failure: pageFailure("no_rows") };
      await show(handle, { files, options: chosen, recognised: head, sample }, mine.signal);
      const opened = handle;
      afterPaint(() => {
        mark("billfold:ready");
        if (bill.peek()?.handle === opened) void readRest(opened);
      });
    } catch (reason) {
      handle?.close();
      if (superseded()) return;
      batch(() => {
        reading.value = null;
        trouble.value = { failure: failureOf(reason), files, options };
      });
    } finally {
      if (reader === mine) reader = undefined;
    }
  }

  /** The first view is there; what else is usual is read behind it. */
  async function readRest(handle: OpenBill): Promise<void> {
    try {
      await handle.readRest();
    } catch (reason) {
      if (bill.peek()?.handle === handle) problem.value = failureOf(reason);
    }
  }

  /** A vendor's bill without rows is one of a month without charges; it takes the place of no other bill. */
  const isWorthShowing = ({ profile }: BillReport) =>
    profile !== "" && (bill.peek() === null || bill.peek()?.handle.report.rows === 0);

  /** The first answers are there before the bill takes the former one's place: no view without figures. */
  async function show(
    handle: OpenBill,
    about: Omit<Bill, "handle" | "goesOn" | "number">,
    signal: AbortSignal,
  ): Promise<void> {
    const { report } = handle;
    const plain = withPrices(EMPTY_PLAN, handle.prices);
    const asked = await handle.ask("dimensions", dimensionsRequest({ plan: plain, view: FIRST_VIEW }), signal);
    const known = new Set(asked.dimensions.map((dimension) => dimension.name));
    const mayFit = (plan: Plan) =>
      (!isMetered(plan) || report.about === "usage") &&
      plan.by.every((name) => known.has(name)) &&
      plan.filters.every((filter) => known.has(filter.dimension)) &&
      (plan.measure === "" || [...report.measures, ...asked.measures].some(({ name }) => name === plan.measure)) &&
      hasCurrency(report, plan);
    const firstOf = async (wanted: Wanted) => {
      const answer = await handle.ask("view", viewRequest(wanted, FIRST_WINDOW), signal);
      signal.throwIfAborted(); // Stopped while the core was at its answer.
      return { wanted, answer };
    };
    // What rules name deeper in them is the core's to find; a bill is opened without rules rather than not at all.
    let refused: { readonly reason: Failure; readonly of: Given | null } | null = null;
    let taken: (Awaited<ReturnType<typeof firstOf>> & { readonly of: Given | null }) | null = null;
    const outside = given.peek();
    const before = bill.peek();
    const mine = before && {
      plan: forFiles(plans.peek().present.plan, before.files, about.files),
      view: look.peek(),
      of: null,
    };
    const theirs = outside && {
      plan: outside.rules.plan,
      view: { ...FIRST_VIEW, ...viewOf(outside.rules.view) },
      of: outside,
    };
    for (const tried of [theirs, mine]) {
      if (!tried || taken) continue;
      const plan = handle.prices === "" ? tried.plan : withPrices(tried.plan, handle.prices);
      // Why not is said of rules, and of all that a person gave; levels that only stayed from another bill go without a word.
      if (!isFromAPerson(tried.of) && !holdsRules(plan) && !mayFit(plan)) continue;
      try {
        if (!hasCurrency(report, plan)) throw { failure: noSuchCurrency(plan) };
        taken = { ...(await firstOf({ plan, view: tried.view })), of: tried.of };
      } catch (reason) {
        signal.throwIfAborted();
        refused ??= { reason: failureOf(reason), of: tried.of };
      }
    }
    const fits = taken !== null;
    const isGiven = fits && taken?.of !== null;
    const stays = !isGiven && outside !== null && (isFromAPerson(outside) || holdsRules(outside.rules.plan));
    const begun = taken ?? (await firstOf({ plan: withStack(plain, asked.first_stack), view: firstView(asked) }));
    const { wanted: next, answer: first } = begun;
    handle.onColumns = (progress) => {
      if (bill.peek()?.handle !== handle) return;
      batch(() => {
        columns.value = progress;
        if (progress !== null) return;
        if (dimensions.value) dimensions.value = { ...dimensions.value, asked: "" };
        passes.value += 1;
        bill.value = { ...bill.value! }; // its report has grown
      });
    };
    batch(() => {
      const old = scene();
      columns.value = null;
      bills += 1;
      bill.value = { handle, ...about, goesOn: fits && old !== null, number: bills };
      const trial = fits && !isGiven && handle.prices === "" ? plans.peek().present.trial : [];
      plans.value = begin({ plan: next.plan, trial });
      if (!stays) given.value = null;
      look.value = next.view;
      window.value = FIRST_WINDOW;
      view.value = {
        asked: `${bills} ${JSON.stringify(viewRequest(next, FIRST_WINDOW))}`,
        answer: first,
        wanted: next,
      };
      dimensions.value = fits
        ? null
        : { asked: `${bills} ${JSON.stringify(dimensionsRequest(next))}`, answer: asked, wanted: next };
      series.value = null;
      names.value = null;
      inspector.value = null;
      rejectedAccepted.value = false;
      mappingConfirmed.value = !about.recognised.recognised?.unsure.length || about.options.mapping !== undefined;
      const name = openedName(about.files[0]?.name ?? "");
      if (old) {
        other.keep("before", name, { ...old, plans: { ...old.plans, future: [] } });
        if (done) toast.value = done(name, stepBack);
      }
      if (refused && setAside) {
        const place = stays ? "for_next" : refused.of ? "gone" : "with_former";
        toast.value = setAside(name, refused.reason, place, old ? stepBack : undefined);
      }
      if (handle.leftOut.length > 0 && leftOut) toast.value = leftOut(handle.leftOut);
      problem.value = null;
      trouble.value = null;
      reading.value = null;
    });
  }

  function scene(): Scene | null {
    const open = bill.peek();
    if (!open) return null;
    return {
      bill: open,
      plans: plans.peek(),
      look: look.peek(),
      window: window.peek(),
      dimensions: dimensions.peek(),
      view: view.peek(),
      series: series.peek(),
      names: names.peek(),
      rejectedAccepted: rejectedAccepted.peek(),
      mappingConfirmed: mappingConfirmed.peek(),
    };
  }

  /** The bill that is kept on this side and the open one change places; what it was called that is now taken back. */
  function changePlaces(side: "before" | "after"): ActionName | undefined {
    const kept = other.take(side);
    const here = scene();
    if (!kept || !here) return undefined;
    const { scene: back, name } = kept;
    reader?.abort();
    reader = undefined;
    batch(() => {
      other.keep(side === "before" ? "after" : "before", name, here);
      bill.value = { ...back.bill, goesOn: true };
      plans.value = back.plans;
      look.value = back.look;
      window.value = back.window;
      dimensions.value = back.dimensions;
      view.value = back.view;
      series.value = back.series;
      names.value = back.names;
      rejectedAccepted.value = back.rejectedAccepted;
      mappingConfirmed.value = back.mappingConfirmed;
      inspector.value = null;
      reading.value = null;
      unsure.value = null;
      trouble.value = null;
      problem.value = null;
    });
    return name;
  }

  /** The mapping of rules, where the file has every column that it names. */
  function mappingOf(rules: Rules | null, headers: readonly string[]): Mapping | undefined {
    const mapping = rules?.mapping;
    if (!mapping || mapping.fields.length === 0) return undefined;
    return mapping.fields.every(({ column }) => column === "" || headers.includes(column)) ? mapping : undefined;
  }

  function apply(name: ActionName, rules: Rules): void {
    const open = bill.peek();
    const taken: Given = { rules, fromLastTime: false };
    if (!open) {
      given.value = taken;
      return;
    }
    // Other columns than those the bill was read with: it is read again, and the rules are for what comes of it.
    const mapping = mappingOf(rules, headersOf(open.recognised.recognised));
    if (mapping && JSON.stringify(mapping) !== JSON.stringify(open.options.mapping)) {
      given.value = taken;
      void reread({ mapping });
      return;
    }
    if (!hasCurrency(open.handle.report, rules.plan)) {
      trouble.value = { failure: noSuchCurrency(rules.plan), files: [], options: {} };
      return;
    }
    look.value = { ...look.peek(), ...viewOf(rules.view) };
    change(name, rules.plan);
    void faultOfOwn(open.handle, rules.plan, rules.plan, null).then((failure) => {
      if (failure && bill.peek() === open) trouble.value = { failure, files: [], options: {} };
    });
  }

  function cancel(): void {
    const was = reading.value;
    const again = lastOpened;
    reader?.abort();
    reader = undefined;
    if (!was) return;
    batch(() => {
      reading.value = null;
      if (stopped && again) toast.value = stopped(was.rows, () => void open(again.files, again.options, again.sample));
    });
  }

  let lastOpened: { files: readonly File[]; options: ReadOptions; sample: string | null } | undefined;

  function reread(options: ReadOptions): Promise<void> {
    const { files, options: former, sample } = opened();
    const next = { ...former, ...options };
    lastOpened = { files, options: next, sample };
    return open(files, next, sample);
  }

  // ---- changing

  function change(name: ActionName, plan: Plan): void {
    if (samePlan(plan, plans.value.present.plan)) return;
    mark("billfold:plan-start");
    step(name, { ...plans.value.present, plan });
  }

  function step(name: ActionName, present: Present): void {
    batch(() => {
      if (other.kept.peek()?.side === "after") other.release();
      plans.value = perform(plans.value, name, present);
      window.value = FIRST_WINDOW;
      if (done) toast.value = done(name, stepBack);
    });
  }

  function stepBack(): void {
    const step = undoable(plans.value);
    const name = step ?? changePlaces("before");
    if (!name) return;
    batch(() => {
      if (step) {
        mark("billfold:plan-start");
        plans.value = undo(plans.value);
      }
      if (undone) toast.value = { text: undone(name) };
    });
  }

  function stepForward(): void {
    const step = redoable(plans.value);
    const name = step ?? changePlaces("after");
    if (!name) return;
    batch(() => {
      if (step) {
        mark("billfold:plan-start");
        plans.value = redo(plans.value);
      }
      if (redone) toast.value = { text: redone(name) };
    });
  }

  /** What the opening of the other bill was called, where that is the next to be taken back or done again. */
  const nameOfOther = (side: "before" | "after") => {
    const kept = other.kept.value;
    return kept?.side === side ? kept.name : undefined;
  };

  function opened(): Bill {
    if (!bill.value) throw new Error("no bill is open");
    return bill.value;
  }

  return {
    state,
    bill,
    reading,
    unsure,
    trouble,
    problem,
    rejectedAccepted,
    mappingConfirmed,
    toast,
    inspector,
    announcement,
    given,
    columns,
    wanted,
    trial,
    window,
    dimensions,
    view,
    series,
    names,
    pending,
    open: (files, options = {}, sample = null) => {
      lastOpened = { files, options, sample };
      return open(files, options, sample);
    },
    reread,
    cancel,
    closeTrouble: () => (trouble.value = null),
    refuse: (failure, files = []) => (trouble.value = { failure, files, options: {} }),
    acceptRejected: () => (rejectedAccepted.value = true),
    confirmMapping: async (mapping, encoding) => {
      const from = unsure.value ?? bill.value;
      if (!from) return;
      const sample = "sample" in from ? from.sample : null;
      const options = { ...from.options, mapping, ...(encoding ? { encoding } : {}) };
      lastOpened = { files: from.files, options, sample };
      await open(from.files, options, sample);
    },
    dismissUnsure: () => {
      if (unsure.value) unsure.value = null;
      else mappingConfirmed.value = true;
    },
    askMapping: () => (mappingConfirmed.value = false),
    nameColumns: async (files, options) => {
      const [first] = files;
      if (!first) return;
      try {
        const { sniff, recognised } = await engine.recogniseFile(first, NO_MAPPING, options.encoding);
        if (!recognised) return;
        batch(() => {
          trouble.value = null;
          unsure.value = { files, options, sniff, recognised };
        });
      } catch (reason) {
        trouble.value = { failure: failureOf(reason), files, options };
      }
    },
    readText: (file) => engine.readText(file),
    readRules: (text) => engine.readRules(text),
    apply,
    change,
    tryOut: (name, next) => step(name, { ...plans.value.present, trial: next }),
    look: (part) => {
      look.value = { ...look.value, ...part };
      if ("root" in part || "sort" in part || "find" in part || "ascending" in part) window.value = FIRST_WINDOW;
    },
    undo: stepBack,
    redo: stepForward,
    changed: computed(() => plans.value.past.length > 0),
    undoName: computed(() => undoable(plans.value) ?? nameOfOther("before")),
    redoName: computed(() => redoable(plans.value) ?? nameOfOther("after")),
    ask: (method, request, signal) => opened().handle.ask(method, request, signal),
    sourceCells: (lines) => opened().handle.sourceCells(lines),
  };
}

function headersOf(recognised: RecogniseReport | null): readonly string[] {
  return recognised?.columns.map(({ name }) => name) ?? [];
}

// Bytes, not amounts.
function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, each) => all + each, 0);
}
