import { expect, test } from "vitest";
import { isFailure } from "../../web/src/engine/errors";
import { type LoadedBill, readBill } from "../../web/src/engine/read-bill";
import type { SourceFile } from "../../web/src/engine/source-file";
import {
  EMPTY_PLAN,
  type Plan,
  type Predicate,
  type SharedRule,
  type FigureStep,
  type Questions,
  type WhyFigureReport,
} from "../../web/src/protocol";
import { Chance } from "../support/chance";
import { shippedCore } from "./core";
import { amount, sumOf } from "./decimals";

// Every figure of a report is explained, whatever the bill: its steps, done again with fractions, come to it; each figure
// that a step names stands in the report as the step has it; the lines that it is the sum of add up to it. (rules 6)

const ROUNDS = 28;

type Row = Readonly<Record<string, string>>;
type View =
  | "discounts"
  | "commitments"
  | "what_if"
  | "own_use"
  | "affinity"
  | "budgets"
  | "anomalies"
  | "tags"
  | "compliance"
  | "compare"
  | "matrix"
  | "fair_share"
  | "lint"
  | "series"
  | "balance"
  | "category_rules"
  | "meter"
  | "idle"
  | "cache_savings"
  | "roll_forward"
  | "journal"
  | "preview"
  | "listing"
  | "group";

const TYPES = [
  "Usage",
  "Usage",
  "DiscountedUsage",
  "RIFee",
  "SavingsPlanCoveredUsage",
  "SavingsPlanRecurringFee",
  "Tax",
  "Credit",
];

function randomRows(chance: Chance): Row[] {
  const money = () => `${chance.below(300)}.${String(chance.below(1000)).padStart(3, "0")}`;
  const rows = chance.several(5, 60, (place) => {
    const type = chance.pick(TYPES);
    const month = chance.oneIn(4) ? "2025-03" : "2025-04";
    const day = `${month}-${String(1 + chance.below(18)).padStart(2, "0")}`;
    const of = (...types: readonly string[]) => (types.includes(type) ? money() : "");
    const reserved = type === "DiscountedUsage" || type === "RIFee";
    const planned = type.startsWith("SavingsPlan");
    return {
      "identity/LineItemId": `line-${place}`,
      "bill/PayerAccountId": "100000000001",
      "lineItem/UsageAccountId": `10000000000${1 + chance.below(3)}`,
      "lineItem/LineItemType": type,
      "lineItem/UsageStartDate": `${day}T00:00:00Z`,
      "lineItem/UsageEndDate":
        type === "RIFee" ? `${month === "2025-03" ? "2025-04" : "2025-05"}-01T00:00:00Z` : `${day}T01:00:00Z`,
      "lineItem/ProductCode": chance.pick(["AmazonEC2", "AmazonS3"]),
      "lineItem/UsageType": chance.pick(["BoxUsage:m5.large", "TimedStorage"]),
      "lineItem/UsageAmount": String(1 + chance.below(40)),
      "lineItem/CurrencyCode": "USD",
      "lineItem/UnblendedCost": `${type === "Credit" ? "-" : ""}${money()}`,
      "pricing/publicOnDemandCost": of("Usage", "DiscountedUsage", "SavingsPlanCoveredUsage") || "0",
      "pricing/unit": "Hrs",
      "lineItem/ResourceId": chance.oneIn(5) ? "" : `i-${1 + chance.below(6)}`,
      "lineItem/AvailabilityZone": chance.pick(["", "eu-west-1a", "eu-west-1b"]),
      "product/instanceType": chance.pick(["", "m5.large", "m5.large", "m5.xlarge", "c5.large"]),
      "product/region": chance.pick(["eu-west-1", "us-east-1"]),
      "resourceTags/user:Env": chance.pick(["", "prod", "test", "prd"]),
      "resourceTags/user:Owner": chance.pick(["", "a@b.example", "nobody"]),
      "reservation/ReservationARN": reserved ? `ri-${1 + chance.below(2)}` : "",
      "reservation/EffectiveCost": of("DiscountedUsage"),
      "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod": of("RIFee"),
      "reservation/UnusedRecurringFee": of("RIFee"),
      "savingsPlan/SavingsPlanARN": planned ? `sp-${1 + chance.below(2)}` : "",
      "savingsPlan/SavingsPlanEffectiveCost": of("SavingsPlanCoveredUsage"),
      "savingsPlan/TotalCommitmentToDate": type === "SavingsPlanRecurringFee" ? "500" : "",
      "savingsPlan/UsedCommitment": of("SavingsPlanRecurringFee"),
    };
  });
  // Some lines stand there twice.
  return chance.oneIn(2) ? [...rows, ...rows.slice(0, 2)] : rows;
}

async function billOf(rows: readonly Row[]): Promise<LoadedBill> {
  const names = Object.keys(rows[0]!);
  const text = [names, ...rows.map((row) => names.map((name) => row[name]))].map((cells) => cells.join(",")).join("\n");
  const file = Object.assign(new Blob([`${text}\n`]), { name: "cur.csv" }) as unknown as SourceFile;
  const bill = await readBill(await shippedCore(), [file], {}, () => {});
  if (isFailure(bill)) throw new Error(bill.message);
  return bill;
}

function answerTo<Method extends keyof Questions>(
  bill: LoadedBill,
  method: Method,
  request: Questions[Method]["request"],
): Questions[Method]["answer"] {
  const answer = bill.session.ask(method, request);
  if (isFailure(answer)) throw new Error(`${method}: ${answer.message} ${JSON.stringify(answer.values)}`);
  return answer;
}

// ---- every figure of a report, by its place

/** Names and settings. */
const NO_FIGURES = [
  ...[
    "by",
    "from",
    "to",
    "currency",
    "measure",
    "month",
    "as_of",
    "method",
    "dimension",
    "explain_by",
    "list_column",
    "kinds_by",
  ],
  ...["name", "role", "kind", "id", "value", "purchaser", "user", "account", "what", "state", "needs", "day", "months"],
  ...["judgement", "threshold", "scope", "zone", "region", "place", "fit", "served_by", "kinds", "purchasers", "zones"],
  ...[
    "rule",
    "show",
    "shown",
    "near_miss",
    "answer",
    "note",
    "item",
    "group",
    "reason",
    "partition",
    "target",
    "sub_kind",
  ],
  ...["begin", "end", "runs_out", "node", "app", "model", "periods", "row"],
  ...["concern", "values", "unknown", "usage", "date", "department", "source", "dimensions"],
  ...["period", "type", "original", "ended", "marks", "absent"],
  ...["code", "lines", "files"], // of a currency; what leaves out lines that are charged twice
];
/** Whole numbers that are figures. */
const COUNTED = [
  ...["score", "good_rows", "missing_rows", "bad_rows", "goal"],
  ...["size_factor", "place_factor", "fit_factor", "units", "units_covered"],
];
/** What has no explanation by this question: where there is one it is beside. */
const NOT_ASKED: Partial<Record<View, readonly RegExp[]>> = {
  own_use: [/^most_/], // the ends of sliders, which no page says
  tags: [/^to_fix\/\d+\/(missing|bad)\//], // keys and values
  series: [/^ticks\//], // what the axis names
  meter: [/\/resources\//, /^prices\//], // why_metered; what was given
  preview: [/^errors\//], // what is wrong with a typed line
  listing: [/^plan\//], // the list itself
};

function figuresIn(value: unknown, path: readonly string[] = []): [place: string, text: string][] {
  const field = path.at(-1) ?? "";
  if (typeof value === "number") return COUNTED.includes(field) ? [[path.join("/"), String(value)]] : [];
  if (typeof value === "string") {
    // Of a row `from`, `to` and the like are amounts; at the top, and of what moved, they are names.
    const named = path.filter((part) => !/^\d+$/.test(part)).at(-1) ?? "";
    // Targets are names, or rows that have one.
    const isName = NO_FIGURES.includes(named) || path.includes("rule") || path.at(-2) === "targets";
    const isOfRow = (field === "from" || field === "to") && path.length > 1 && path[0] !== "moves";
    const isAmount = isOfRow || (named === "kinds" && path.length > 2);
    return (isName && !isAmount) || value === "" ? [] : [[path.join("/"), value]];
  }
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, each]) => figuresIn(each, [...path, key]));
}

function textAt(value: unknown, place: string): unknown {
  return place.split("/").reduce<unknown>((part, key) => (part as Record<string, unknown> | null)?.[key], value);
}

// ---- the steps, done again

interface Fraction {
  readonly upper: bigint;
  readonly lower: bigint;
}

function fraction(text: string): Fraction {
  const [, sign, whole, digits = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`not a decimal: ${text}`);
  const units = BigInt(whole + digits);
  return { upper: sign === "-" ? -units : units, lower: 10n ** BigInt(digits.length) };
}

const plus = (a: Fraction, b: Fraction): Fraction => ({
  upper: a.upper * b.lower + b.upper * a.lower,
  lower: a.lower * b.lower,
});
const negative = ({ upper, lower }: Fraction): Fraction => ({ upper: -upper, lower });
const isBelow = (a: Fraction, b: Fraction) => a.upper * b.lower < b.upper * a.lower;
const areEqual = (a: Fraction, b: Fraction) => a.upper * b.lower === b.upper * a.lower;
const sizeOf = ({ upper, lower }: Fraction): Fraction => ({ upper: upper < 0n ? -upper : upper, lower });

function roundedTo(digits: number, { upper, lower }: Fraction): Fraction {
  const scale = 10n ** BigInt(digits);
  const size = (upper < 0n ? -upper : upper) * scale;
  const units = (2n * size + lower) / (2n * lower);
  return { upper: upper < 0n ? -units : units, lower: scale };
}

function truncatedTo(digits: number, { upper, lower }: Fraction): Fraction {
  const scale = 10n ** BigInt(digits);
  return { upper: (upper * scale) / lower, lower: scale };
}

/** What is left of a number at so many digits. */
function left({ op, digits, amount: added }: FigureStep, reached: Fraction): Fraction {
  if (op === "rounded") return roundedTo(digits, reached);
  const cut = truncatedTo(digits, reached);
  if (op === "truncated" || !isBelow({ upper: 0n, lower: 1n }, sizeOf(fraction(added)))) return cut;
  const one = { upper: 1n, lower: 10n ** BigInt(digits) };
  const isUp = isBelow({ upper: 0n, lower: 1n }, fraction(added));
  const isNegative = reached.upper < 0n;
  if (isUp) return isNegative ? cut : plus(cut, one);
  return isNegative ? plus(cut, negative(one)) : cut;
}

const TINY = (digits: number): Fraction => ({ upper: 1n, lower: 10n ** BigInt(digits) });

function done(why: WhyFigureReport): Fraction {
  let reached: Fraction = { upper: 0n, lower: 1n };
  for (const step of why.steps) {
    const given = fraction(step.amount);
    if (step.op === "plus") reached = plus(reached, given);
    else if (step.op === "minus") reached = plus(reached, negative(given));
    else if (step.op === "times") reached = { upper: reached.upper * given.upper, lower: reached.lower * given.lower };
    else if (step.op === "divided_by") {
      const sign = given.upper < 0n ? -1n : 1n;
      reached = { upper: reached.upper * given.lower * sign, lower: reached.lower * given.upper * sign };
    } else if (step.op === "at_most") reached = isBelow(given, reached) ? given : reached;
    else if (step.op === "at_least") reached = isBelow(reached, given) ? given : reached;
    else if (step.op === "rounded" || step.op === "truncated" || step.op === "apportioned") {
      const whole = left(step, reached);
      const added = plus(whole, negative(reached));
      const apart = sizeOf(plus(added, negative(given)));
      expect(isBelow(apart, TINY(step.digits + 6)), `remainder ${step.amount}`).toBe(true);
      reached = whole;
    } else expect(step.op).toBe("beside");
  }
  return reached;
}

// ---- the law

function requestOf(plan: Plan): Request {
  return {
    plan,
    ...{ view: "", by: "", from: "", to: "", month: "", dimension: "", explain_by: "" },
    given: {
      ...{ usage_hours: "0", reserved_hours: "0", commitment: "0", on_demand_rate: "0" },
      ...{ reservation_part: "0", plan_part: "0" },
    },
    ...{ kind: "", purchaser: "", zone: "", scope: "", policy: "", show: [], before: "", after: "", item: "" },
    ...{ before_plan: null, rule: "", usage: "", accounts: [], root: [], grain: "", top: 0, department: "" },
    ...{ category: "", list: "", alone: false, orders: [], uses: [] },
    ...{ place: "", offset: 0, limit: 100_000 },
  };
}

function requestsOf(chance: Chance, plan: Plan): [View, Request][] {
  const request: Request = {
    ...requestOf(plan),
    given: {
      usage_hours: String(chance.below(2000)),
      reserved_hours: String(chance.below(900)),
      commitment: `${chance.below(3) * chance.below(400)}`,
      on_demand_rate: `0.${1 + chance.below(98)}`,
      reservation_part: `0.${1 + chance.below(9)}`,
      plan_part: `0.${1 + chance.below(98)}`,
    },
    scope: chance.pick(["", "zonal", "both"]),
    show: chance.oneIn(2) ? ["resource", "owner"] : [],
    before: "2025-03",
    after: "2025-04",
    before_plan: chance.oneIn(3) ? { ...plan, shared: [] } : null,
  };
  const by = chance.pick(["", "owner", "region", "product"]);
  const dimension = chance.pick(["", "owner"]);
  const root = plan.by[0] === "owner" && chance.oneIn(2) ? ["100000000001"] : [];
  return [
    ["discounts", { ...request, by, to: chance.pick(["", "lineItem/UnblendedCost"]) }],
    ["commitments", { ...request, by }],
    ["what_if", request],
    ["own_use", request],
    ["affinity", request],
    ["budgets", request],
    ["anomalies", { ...request, dimension, explain_by: "product" }],
    ["tags", request],
    ["compliance", request],
    ["compare", request],
    ["matrix", request],
    ["lint", request],
    ["balance", request],
    ["category_rules", { ...request, category: "Where" }],
    ["listing", request],
    ["listing", { ...request, list: "Regions", plan: { ...plan, lists: [REGIONS] } }],
    ["series", { ...request, root, grain: chance.pick(["month", "day"]), top: chance.pick([1, 2, 8]) }],
    ...plan.shared.map(({ name }): [View, Request] => {
      return ["fair_share", { ...request, rule: name, usage: chance.pick(["", "lineItem/UsageAmount"]) }];
    }),
  ];
}

const REGIONS = { name: "Regions", dimension: "region", entries: [{ value: "eu-west-1", owner: "Europe" }] };

const EVERYWHERE: Predicate = { op: "", dimension: "", values: [], from: "", to: "", of: [] };

function sharedIn(chance: Chance): SharedRule[] {
  const rule = (name: string, of: string, method: string, targets: SharedRule["targets"]): SharedRule => ({
    ...{ name, method, targets, dimension: "owner", except: [], measure: "", weighed: EVERYWHERE, usage: [] },
    source: { ...EVERYWHERE, op: "is", dimension: "region", values: [of] },
    partitions: chance.oneIn(3) ? ["product"] : [],
  });
  const owners = ["100000000001", "100000000002", "100000000003"];
  const parts = ["33.33", "33.33", "33.34"];
  return chance.pick([
    [],
    [rule("Even", "us-east-1", "even", [])],
    [rule("By cost", "eu-west-1", "proportional", [])],
    [
      {
        ...rule("By hours", "eu-west-1", "proportional", [
          { value: owners[0]!, weight: "2.5" },
          { value: owners[1]!, weight: "" },
        ]),
        measure: "lineItem/UsageAmount",
        weighed: { ...EVERYWHERE, op: "is", dimension: "product", values: ["AmazonEC2"] },
      },
      rule("Rest even", "us-east-1", "even", []),
    ],
    [
      {
        ...rule("By list", "us-east-1", "proportional", []),
        usage: owners.map((value, at) => ({ value, amount: `${at}.5` })),
      },
    ],
    [
      rule(
        "Fixed",
        "eu-west-1",
        "fixed",
        owners.map((value, at) => ({ value, weight: parts[at]! })),
      ),
    ],
    [
      {
        ...rule(
          "By tag",
          "",
          "even",
          [owners[0]!, "200000000000", owners[2]!].map((value) => ({ value, weight: "" })),
        ),
        source: { ...EVERYWHERE, op: "contains", dimension: "tag:user:Env", values: ["pr"] },
      },
      {
        ...rule("By two", "", "proportional", []),
        source: {
          ...EVERYWHERE,
          op: "all",
          of: [
            { ...EVERYWHERE, op: "empty", dimension: "tag:user:Env" },
            { ...EVERYWHERE, op: "is", dimension: "product", values: ["AmazonS3"] },
          ],
        },
      },
    ],
    [
      rule("First", "us-east-1", "even", []),
      {
        ...rule("Then", "", "fixed", [
          { value: owners[2]!, weight: "70" },
          { value: "200000000000", weight: "30" },
        ]),
        source: { ...EVERYWHERE, op: "is", dimension: "owner", values: [owners[0]!, owners[1]!] },
        partitions: [],
      },
    ],
  ]);
}

function planOf(chance: Chance): Plan {
  const filters = chance.oneIn(3) ? [{ dimension: "region", values: ["eu-west-1"], exclude: false }] : [];
  return {
    ...EMPTY_PLAN,
    by: chance.pick([["owner"], ["owner", "product"], ["tag:user:Env"], []]),
    filters,
    omitted: chance.oneIn(3) ? { lines: ["2", "5", "9"], files: [] } : EMPTY_PLAN.omitted,
    shared: sharedIn(chance),
    categories: [
      {
        name: "Where",
        rules: [
          { value: "eu", when: { ...EVERYWHERE, op: "is", dimension: "region", values: ["eu-west-1"] } },
          { value: "eu", when: { ...EVERYWHERE, op: "is", dimension: "product", values: ["AmazonS3"] } },
        ],
        otherwise: "rest",
      },
    ],
    roster: {
      dimension: "owner",
      accounts: ["100000000001", "100000000002"].map((account) => ({ account, name: "", ou: "Root/Apps" })),
    },
    watch: {
      ...EMPTY_PLAN.watch,
      tags: [
        { key: "Env", required: true, values: ["prod", "test"], pattern: "", type: "" },
        { key: "Owner", required: chance.oneIn(2), values: [], pattern: "", type: "email" },
      ],
      budgets: [
        {
          ...{ name: "All", dimension: "", value: null, limit: "1234.56", estimated: false },
          thresholds: [{ percent: 80, kind: chance.pick(["actual", "forecast"]) }],
        },
        { name: "One", dimension: "owner", value: "100000000001", limit: "77", estimated: true, thresholds: [] },
      ],
      anomalies: {
        method: chance.pick(["robust", "leave_one_out", "rolling"]),
        window: 4 + chance.below(4),
        threshold: "1",
      },
    },
  };
}

type Request = Questions["why_figure"]["request"];

/** Asks why of every figure of a report; `asked` counts them by the place, without its numbers. */
function explainAll(bill: LoadedBill, view: View, request: Request, seed: number, asked: Map<string, number>): void {
  const report: unknown =
    view === "balance"
      ? answerTo(bill, "view", ownRequest(request, view) as Questions["view"]["request"]).balance
      : view === "group"
        ? groupIn(bill, request)
        : answerTo(bill, view, ownRequest(request, view) as never);
  // Steps lead below the figures of the report, too: to what rules moved, to each item of a comparison.
  const figures = figuresIn(report).filter(([place]) => !NOT_ASKED[view]?.some((pattern) => pattern.test(place)));
  const known = new Set(figures.map(([place]) => place));
  for (const [place, text] of figures) {
    const where = `seed ${seed}, ${view}, ${place} = ${text}`;
    const why = bill.session.ask("why_figure", { ...request, view, place });
    if (isFailure(why)) throw new Error(`${where}: ${why.message}`);
    expect(why.amount, where).toBe(text);
    const result = done(why);
    expect(areEqual(result, fraction(text)), `${where}: ${JSON.stringify(why.steps)}`).toBe(true);
    expect(why.difference, where).toBe("0");
    for (const step of why.steps.filter(({ place: of }) => of !== "" && !of.startsWith("given/"))) {
      const named = textAt(report, step.place);
      if (named === undefined) {
        if (!known.has(step.place)) figures.push([step.place, step.amount]);
        known.add(step.place);
      } else {
        const isIt = areEqual(fraction(String(named)), fraction(step.amount));
        expect(isIt, `${where} names ${step.place}, ${named}`).toBe(true);
      }
    }
    if (why.lines.rows > 0) {
      expect(why.lines.lines.length, where).toBe(why.lines.rows);
      const lines = why.steps.find(({ what }) => what === "lines")!;
      expect(sumOf(why.lines.lines.map((line) => line.amount)), where).toBe(amount(lines.amount));
      // A row of a bill that was made stands on a line of the file, as another one may.
      if (request.plan.basis === "") for (const line of why.lines.lines) expect(line.line, where).toBe(line.row + 2);
    }
    expectOwnRules(view, place, why, where);
    const kinds = new Set([place.replaceAll(/\d+/g, "n"), ...why.steps.map(({ what }) => `by ${what}`)]);
    for (const kind of kinds) asked.set(`${view} ${kind}`, (asked.get(`${view} ${kind}`) ?? 0) + 1);
  }
}

/** Figures that are lines told apart by conditions, one after the other. */
const TOLD_BY_CONDITIONS: Partial<Record<View, RegExp>> = {
  series: /^series\/\d+\/amounts\/\d+$/,
  balance: /^(bill|allocated|unassigned|other_currencies\/\d+\/total)$/,
  compare: /^groups\/\d+\/(before|after)$|\/items\/\d+\/(before|after|weight)$/,
  group: /^(amount|direct)$/,
};
const TOGETHER = ["left_out_as_wrong", "dropped_is", "dropped_is_not", "taken_by_rule"];

/** Which lines count is of the figure: what stands there comes to its lines, and names no rule that moved none of them. */
function expectOwnRules(view: View, place: string, why: WhyFigureReport, where: string): void {
  const said = `${where}: ${JSON.stringify(why.rules)}`;
  if (view !== "balance")
    expect(
      why.rules.filter(({ what }) => /_by_(rule|more)$/.test(what)),
      said,
    ).toEqual([]);
  if (why.lines.rows === 0) return;
  const total = amount(why.lines.total);
  if (TOLD_BY_CONDITIONS[view]?.test(place)) {
    expect(why.rules.at(-1)?.rows, said).toBe(why.lines.rows);
    if (why.rules.at(-1)?.amount !== "") expect(amount(why.rules.at(-1)!.amount), said).toBe(total);
  }
  if (view === "balance" && (place === "excluded" || place === "shared_out")) {
    const parts = why.rules.filter(({ what }) => TOGETHER.includes(what));
    expect(sumOf(parts.map((step) => step.amount)), said).toBe(total);
    expect(
      parts.reduce((rows, step) => rows + step.rows, 0),
      said,
    ).toBe(why.lines.rows);
  }
}

/** A group's figures, as the split has them. */
function groupIn(bill: LoadedBill, { plan, root }: Request): object {
  const leaf = answerTo(bill, "split", { plan }).leaves.find(
    ({ key }) => JSON.stringify(key) === JSON.stringify(root),
  )!;
  const { amount: whole, direct = whole, shared_in = "0", shared_out = "0" } = leaf;
  return { amount: whole, direct, shared_in, shared_out };
}

/** Nothing was passed over because no bill had it. */
function expectAsked(asked: ReadonlyMap<string, number>, kinds: readonly string[]): void {
  for (const kind of kinds) expect(asked.get(kind) ?? 0, kind).toBeGreaterThan(3);
}

test("every figure's steps come to it, and its lines add up to it", async () => {
  const asked = new Map<string, number>();
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const chance = new Chance(seed);
    const bill = await billOf(randomRows(chance));
    const wanted = planOf(chance);
    // A rule may hand to what it takes from, which is an error of its own.
    const isRefused = [[], ["owner"]].some((by) => isFailure(bill.session.ask("split", { plan: { ...wanted, by } })));
    const plan = isRefused ? { ...wanted, shared: [] } : wanted;
    for (const [view, request] of requestsOf(chance, plan)) explainAll(bill, view, request, seed, asked);
    const { leaves } = answerTo(bill, "split", { plan });
    for (const { key } of leaves.length === 0 ? [] : chance.several(1, 3, () => chance.pick(leaves)))
      explainAll(bill, "group", { ...requestOf(plan), root: key }, seed, asked);
    for (const of of unusedIn(bill, plan)) explainAll(bill, "balance", requestOf(of), seed, asked);
    bill.session.delete();
  }
  expectAsked(asked, [
    "discounts rows/n/percent",
    "discounts steps/n/amount",
    "discounts rows/n/kinds/n",
    "discounts total/kinds/n",
    "commitments kinds/n/usage/unused",
    "commitments accounts/n/lends",
    "commitments transfers/n/saved",
    "commitments checks/n/amount",
    "what_if plan_unused",
    "own_use start/on_demand_rate",
    "own_use start/reserved_hours",
    "own_use start/plan_part",
    "own_use planned/committed",
    "affinity rows/n/score",
    "affinity rows/n/hours",
    "affinity rows/n/covered",
    "budgets budgets/n/forecast",
    "budgets budgets/n/spent/n/reached",
    "anomalies anomalies/n/day/score",
    "anomalies by median_distance",
    "anomalies by distances",
    "anomalies by deviation",
    "anomalies anomalies/n/movers/n/before",
    "anomalies anomalies/n/explained",
    "anomalies highest_score",
    "tags coverage",
    "tags line_coverage",
    "tags short_by",
    "tags short_points",
    "tags broken",
    "tags rules/n/good_rows",
    "tags rules/n/bad_values/n/amount",
    "tags to_fix/n/amount",
    "compliance rows/n/part",
    "compliance rows/n/percent",
    "compare groups/n/before",
    "compare groups/n/reasons/n/amount",
    "compare reasons/n/amount",
    "compare by received_by_rule",
    "compare by given_by_rule",
    "anomalies by received_by_rule",
    "matrix by remainder",
    "matrix cells/n/amount",
    "matrix cells/n/pool",
    "matrix cells/n/weight",
    "matrix by usage",
    "matrix by lines",
    "matrix rules/n/handed",
    "matrix rules/n/kept",
    "matrix rules/n/absent/n/amount",
    "matrix sources/n/amount",
    "matrix sources/n/together",
    "matrix sources/n/shares/n/amount",
    "matrix sources/n/shares/n/together",
    "matrix by received_by_rule",
    "matrix targets/n/amount",
    "matrix total",
    "compare moves/n/amount",
    "compare items/n/amount",
    "compare by moved",
    "fair_share pool",
    "fair_share direct/n",
    "fair_share opinions/n/amounts/n",
    "fair_share opinions/n/changes/n",
    "fair_share by remainder",
    "lint total",
    "lint findings/n/amount",
    "series series/n/amounts/n",
    "series series/n/total",
    "series totals/n",
    "series by received_by_rule",
    "category_rules rules/n/amount",
    "group shared_in",
    "group shared_out",
    "group shared_in/handouts/n/got",
    "group amount/handouts/n/pool",
    "group shared_out/taken/n",
    "group by own_of_all",
    "series series/n/amounts/n/handouts/n/pool",
    "compare groups/n/reasons/n/items/n",
    "compare groups/n/reasons/n/items/n/before",
    "compare groups/n/reasons/n/items/n/weight",
    "compare groups/n/after/handouts/n/got",
    "compare moves/n/items/n/before",
    "compare items/n/after",
    "balance bill",
    "balance shared_out",
    "balance unassigned",
    "balance excluded",
    "balance difference",
    "listing unlisted_amount",
    "listing unlisted/n/amount",
    "affinity rows/n/size_factor",
    "affinity rows/n/place_factor",
    "affinity rows/n/fit_factor",
    "affinity rows/n/units_covered",
    "affinity by reserved",
  ]);
});

test("every figure of hourly bills, of idle use, of cache savings and of the roll-forward comes from its steps", async () => {
  const asked = new Map<string, number>();
  for (let seed = 1; seed <= ROUNDS; seed += 1) {
    const chance = new Chance(seed);
    const usage = await billOf(randomUsage(chance));
    const metered: Plan = { ...EMPTY_PLAN, prices: PRICES, balances: [{ account: "lab", amount: "3.5" }] };
    const accounts = chance.oneIn(3) ? ["lab"] : [];
    explainAll(usage, "meter", { ...requestOf(metered), accounts }, seed, asked);
    explainAll(usage, "idle", requestOf(metered), seed, asked);
    usage.session.delete();
    const tokens = await billOf(randomTokens(chance));
    explainAll(tokens, "cache_savings", requestOf(metered), seed, asked);
    tokens.session.delete();
    const cluster = await billOf(randomCluster(chance));
    explainAll(cluster, "idle", requestOf(metered), seed, asked);
    const idle = { dimension: "MeteredFor", values: ["idle"], exclude: false };
    explainAll(cluster, "balance", requestOf({ ...metered, basis: "metered", filters: [idle] }), seed, asked);
    cluster.session.delete();
    const orders = await billOf(randomOrders(chance));
    const span = { by: "order", from: "2025-02", to: "2025-03" };
    explainAll(orders, "roll_forward", { ...requestOf(EMPTY_PLAN), ...span }, seed, asked);
    explainAll(orders, "roll_forward", { ...requestOf(EMPTY_PLAN), ...span, by: "Team" }, seed, asked);
    for (const department of ["", "Team"])
      explainAll(orders, "journal", { ...requestOf(EMPTY_PLAN), from: "", to: "2025-04", department }, seed, asked);
    const spread = { ...EMPTY_PLAN, amortization_scale: chance.pick(["", "file"]) };
    explainAll(orders, "preview", { ...requestOf(spread), ...randomTrial(chance) }, seed, asked);
    orders.session.delete();
  }
  expectAsked(asked, [
    "balance allocated",
    "preview total_before",
    "preview total_after",
    "preview changes/n/before",
    "preview changes/n/after",
    "preview changes/n/change",
    "preview rows/n/total",
    "preview rows/n/daily",
    "preview rows/n/cells/n/amount",
    "preview rows/n/cells/n/opening",
    "preview rows/n/cells/n/left",
    "preview before/n/total",
    "preview before/n/cells/n/amount",
    "preview by lines",
    "preview by typed",
    "preview by order",
    "preview by use",
    "preview by amortized",
    "meter bills/n/computed",
    "meter bills/n/charged",
    "meter bills/n/balance",
    "meter accounts/n/computed",
    "meter accounts/n/closing",
    "meter odd",
    "meter missing/n/quantity",
    "idle amount",
    "idle lines/n/amount",
    "idle lines/n/unused",
    "idle nodes/n/amount",
    "idle nodes/n/unused",
    "idle nodes_computed",
    "cache_savings lines/n/saved",
    "cache_savings lines/n/hits",
    "cache_savings lines/n/full",
    "roll_forward total/amortized",
    "roll_forward rows/n/closing",
    "roll_forward flow/n/amount",
    "roll_forward rows/n/opening",
    "roll_forward rows/n/purchases",
    "roll_forward rows/n/amortized",
    "roll_forward rows/n/refunds",
    "roll_forward by order",
    "roll_forward by amortized_before",
    "journal lines/n/debit",
    "journal lines/n/credit",
    "journal by order",
    "journal debit",
  ]);
});

test("a total line that says something else is held against the lines above it", async () => {
  const asked = new Map<string, number>();
  const rows = [
    { Project: "ads", Cost: "10.50" },
    { Project: "lab", Cost: "4.25" },
    { Project: "Total", Cost: "15.00" },
  ];
  const bill = await billOf(rows);
  explainAll(bill, "lint", requestOf(EMPTY_PLAN), 0, asked);
  expect(asked.get("lint by total_line")).toBe(1);
  bill.session.delete();
});

test("every currency's sum, of a bill and of a file whose total adds them up, comes from its lines", async () => {
  const asked = new Map<string, number>();
  const rows = [
    { Project: "ads", Currency: "CNY", Cost: "10.50" },
    { Project: "lab", Currency: "USD", Cost: "4.25" },
    { Project: "lab", Currency: "CNY", Cost: "2" },
    { Project: "Total", Currency: "", Cost: "16.75" },
  ];
  const bill = await billOf(rows);
  explainAll(bill, "lint", requestOf(EMPTY_PLAN), 0, asked);
  expect(asked.get("lint findings/n/sums/n/amount")).toBe(4);
  explainAll(bill, "lint", requestOf({ ...EMPTY_PLAN, omitted: { lines: ["4"], files: [] } }), 0, asked);
  const ads = { dimension: "project", values: ["ads"], exclude: false };
  explainAll(bill, "balance", requestOf({ ...EMPTY_PLAN, filters: [ads] }), 0, asked);
  expect(asked.get("balance other_currencies/n/total")).toBe(1);
  bill.session.delete();
});

test("what missing days may cost comes from the usual day, and that from its lines", async () => {
  const asked = new Map<string, number>();
  const bill = await billOf([
    { Day: "2025-04-01", Project: "ads", Cost: "1" },
    { Day: "2025-04-02", Project: "ads", Cost: "0.5" },
    { Day: "2025-04-02", Project: "lab", Cost: "1.5" },
    { Day: "2025-04-03", Project: "ads", Cost: "4.5" },
    { Day: "2025-04-06", Project: "ads", Cost: "8" },
  ]);
  const request = requestOf(EMPTY_PLAN);
  // Of 1, 2, 4.5 and 8 the second and third are in the middle, and 2 is the smaller: twice 2 for the 4th and the 5th.
  const { findings } = answerTo(bill, "lint", { plan: EMPTY_PLAN });
  expect(findings.map(({ amount, day }) => [amount, day])).toEqual([["4", "2025-04-02"]]);
  explainAll(bill, "lint", request, 0, asked);
  expect(asked.get("lint by usual_day")).toBe(1);
  const usual = answerTo(bill, "why_figure", { ...request, view: "lint", place: "findings/0/sums/0/amount", limit: 9 });
  expect(usual.lines.lines.map(({ line }) => line)).toEqual([3, 4]);
  bill.session.delete();
});

test("lines without a currency beside several, and a code that is written in two ways, come from their lines", async () => {
  const asked = new Map<string, number>();
  const bill = await billOf([
    { Project: "ads", Currency: "USD", Cost: "10" },
    { Project: "ads", Currency: "USD", Cost: "5" },
    { Project: "lab", Currency: "", Cost: "20" },
    { Project: "lab", Currency: "usd", Cost: "7" },
  ]);
  for (const currency of ["", "XXX"]) explainAll(bill, "lint", requestOf({ ...EMPTY_PLAN, currency }), 0, asked);
  // Three sums and the two spellings; then the spellings alone.
  expect(asked.get("lint findings/n/sums/n/amount")).toBe(7);
  expect(answerTo(bill, "lint", { plan: { ...EMPTY_PLAN, currency: "XXX" } }).total).toBe("20");
  bill.session.delete();
});

test("the report that figures are asked of is the plan's and the bill's, whatever was asked before", async () => {
  const one = await billOf([{ Project: "ads", Cost: "1" }]);
  const other = await billOf([{ Project: "ads", Cost: "2" }]);
  const request: Request = { ...requestOf({ ...EMPTY_PLAN, by: ["project"] }), view: "lint", place: "total" };
  const without: Plan = { ...request.plan, filters: [{ dimension: "project", values: ["ads"], exclude: true }] };
  const amounts = [one, one, other, one].map((bill) => answerTo(bill, "why_figure", request).amount);
  expect(amounts).toEqual(["1", "1", "2", "1"]);
  expect(answerTo(one, "why_figure", { ...request, plan: without }).amount).toBe("0");
  expect(answerTo(one, "why_figure", request).amount).toBe("1");
  for (const bill of [one, other]) bill.session.delete();
});

const PRICES = [
  "Resource,SubKind,Price,Unit",
  "cpu,,0.0031,core hour",
  "memory,,0.0027,GiB hour",
  "input_tokens,m,3,1M tokens",
  "cached_input_tokens,m,0.3,1M tokens",
  "",
].join("\n");

function randomUsage(chance: Chance): Row[] {
  return chance.several(3, 20, () => {
    const hour = 8 + chance.below(6);
    const kind = chance.pick(["cpu", "memory", "volume", "input_tokens", "cached_input_tokens"]); // volumes have no price
    const used = kind.endsWith("tokens") ? String(chance.below(900_000)) : `${chance.below(9)}.${chance.below(10)}`;
    const at = (minute: number) => `2024-09-01 ${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00`;
    const begin = chance.below(30);
    return {
      ...{ Project: chance.pick(["lab", "ads"]), App: chance.pick(["web", "train"]), Resource: kind },
      ...{ SubKind: kind.endsWith("tokens") ? "m" : "", Requested: String(chance.below(9)), Used: used },
      ...{ BeginTime: at(begin), EndTime: at(begin + 1 + chance.below(29)) },
    };
  });
}

/** Pods of two nodes, some of which are asked for more than they have. */
function randomCluster(chance: Chance): Row[] {
  return chance.several(2, 14, () => {
    const hour = String(8 + chance.below(4)).padStart(2, "0");
    const seconds = (most: number) => String(chance.below(most) * 600);
    const [cpu, memory] = [String(2 * 3600), String(4 * 3600 * 2 ** 30)];
    return {
      ...{
        pod: `pod-${chance.below(3)}`,
        namespace: chance.pick(["lab", "ads"]),
        node: chance.pick(["alpha", "beta"]),
      },
      ...{ interval_start: `2024-09-01 ${hour}:00:00 +0000 UTC`, interval_end: `2024-09-01 ${hour}:59:59 +0000 UTC` },
      ...{ pod_usage_cpu_core_seconds: seconds(9), pod_request_cpu_core_seconds: seconds(9) },
      ...{ pod_usage_memory_byte_seconds: seconds(2 ** 30), pod_request_memory_byte_seconds: seconds(2 ** 30) },
      ...{ node_capacity_cpu_cores: "2", node_capacity_cpu_core_seconds: cpu },
      ...{ node_capacity_memory_byte_seconds: memory, pod_labels: "" },
    };
  });
}

function randomTokens(chance: Chance): Row[] {
  return chance.several(1, 6, (place) => ({
    ...{ Date: `2026-05-25T0${place}:01:05.229Z`, Kind: "USAGE", Model: "m", "Max Mode": "No" },
    ...{ "Input (w/ Cache Write)": "0", "Input (w/o Cache Write)": String(chance.below(90_000)) },
    ...{ "Cache Read": String(1 + chance.below(900_000)), "Output Tokens": "0", "Total Tokens": "0", Cost: "$0.02" },
  }));
}

function randomOrders(chance: Chance): Row[] {
  const order = (number: string, type: string, begin: string, end: string, amount: string, original = "") => ({
    ...{ OrderNo: number, OriginalOrderNo: original, AmortizedType: type, BeginTime: begin, EndTime: end },
    ...{ PayableAmount: amount, CouponAmount: "0", PackQuantity: "", Team: chance.pick(["lab", "ads", ""]) },
  });
  const money = () => `${chance.below(5000)}.${10 + chance.below(90)}`;
  const begin = () => `2025-0${1 + chance.below(3)}-01`;
  const end = () => `2025-0${4 + chance.below(5)}-2${chance.below(9)}`;
  return [
    ...chance.several(2, 10, (place) => order(`o-${place}`, chance.pick(["new", "renew"]), begin(), end(), money())),
    order("r-1", "refund", "2025-03-20", "2025-03-20", `-${money()}`, "o-0"),
    order("c-1", "change", "2025-03-10", "2025-04-20", `-${money()}`, "o-1"),
  ];
}

/** Orders that are not in the bill, of every kind: some that touch what is in it, some that only stand beside it. */
function randomTrial(chance: Chance): Pick<Request, "grain" | "alone" | "orders" | "uses"> {
  const month = (least: number) => String(least + chance.below(3)).padStart(2, "0");
  const order = (of: string, type: string, begin: string, end: string, amount: string, original = "") => ({
    ...{ order: of, original, type, begin, end, amount, quantity: type === "pack-total" ? "1000" : "" },
  });
  const amount = `${chance.below(900)}.${chance.below(1000)}`;
  const tried = [
    order("t-1", "new", `2025-${month(2)}-11`, `2025-${month(6)}-19`, amount),
    order("t-2", "refund", "2025-04-02", "", `-${chance.below(9)}.5`, "o-1"),
    order("t-3", "change", "2025-03-20", "", `-${chance.below(9)}.25`, "o-0"),
    order("t-4", "pack-total", "2025-01-01", "2025-08-31", amount),
    order("t-5", "payg", `2025-${month(1)}-15`, "", amount),
  ];
  const use = (day: string) => ({
    order: "t-4",
    date: day,
    quantity: String(1 + chance.below(90)),
    settlement: "daily",
  });
  return {
    grain: chance.oneIn(7) ? "day" : "month",
    alone: chance.oneIn(4),
    orders: tried.filter(() => !chance.oneIn(3)),
    uses: [use("2025-02-03"), use("2025-02-20"), use(`2025-${month(3)}-07`)],
  };
}

/** What of commitments nobody used, as the form of a shared rule offers it: of every amount that may tell it. */
function unusedIn(bill: LoadedBill, plan: Plan): Plan[] {
  const { unused = [], measures } = answerTo(bill, "dimensions", { plan });
  return unused.flatMap(({ dimension, values }) =>
    measures.map(({ name }) => {
      const filters = [{ dimension, values, exclude: false }];
      return { ...plan, by: [], shared: [], filters, measure: name };
    }),
  );
}

/** The request of the view's own question. */
function ownRequest(request: Request, view: View): object {
  const { plan, by, from, to, month, dimension, explain_by, given, policy, show, accounts } = request;
  switch (view) {
    case "discounts":
      return { plan, by, from, to };
    case "commitments":
      return { plan, by };
    case "what_if":
      return { plan, given };
    case "own_use":
      return { plan };
    case "budgets":
      return { plan, month };
    case "anomalies":
      return { plan, dimension, explain_by };
    case "affinity":
      return { plan, kind: request.kind, purchaser: request.purchaser, zone: request.zone, scope: request.scope };
    case "tags":
      return { plan, policy, show, offset: 0, limit: 100_000 };
    case "compare": {
      const { before, after, item, before_plan } = request;
      return { plan, before, after, item, before_plan };
    }
    case "meter":
      return { plan, accounts, offset: 0, limit: 0 };
    case "roll_forward":
      return { plan, by, from, to, offset: 0, limit: 100_000 };
    case "journal":
      return { plan, department: request.department, from, to };
    case "series":
      return { plan, root: request.root, grain: request.grain, top: request.top };
    case "fair_share":
      return { plan, rule: request.rule, usage: request.usage };
    case "preview":
      return { plan, grain: request.grain, alone: request.alone, orders: request.orders, uses: request.uses };
    case "listing":
      return { plan, list: request.list, dimension, text: "" };
    case "category_rules":
      return { plan, category: request.category };
    case "matrix":
      return { plan, by_source: true };
    case "lint":
    case "balance":
    case "group":
    case "compliance":
    case "idle":
    case "cache_savings":
      return { plan };
  }
}
