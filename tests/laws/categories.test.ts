import { expect, test } from "vitest";
import { isFailure } from "../../web/src/engine/errors";
import { type LoadedBill, readBill } from "../../web/src/engine/read-bill";
import type { SourceFile } from "../../web/src/engine/source-file";
import {
  type Category,
  EMPTY_PLAN,
  type Path,
  type Plan,
  type Predicate,
  type Questions,
  type SplitReport,
} from "../../web/src/protocol";
import { Chance } from "../support/chance";
import { NO_CONDITION, randomCategory, type RandomDimension, randomPlan } from "../support/random-plan";
import { shippedCore } from "./core";
import { amount, sumOf } from "./decimals";

// Categories and shared costs together, on any bill under any plan, as billed and amortized: nothing is lost before or
// after a rule, a category takes what its conditions say when they are read by somebody else, and an explanation comes to
// its figure. (rules 2 and 6)

const ROUNDS = 60;
const BASES = ["", "amortized"] as const;
const MEASURE = "PayableAmount";

const DIMENSIONS: readonly RandomDimension[] = [
  { name: "Team", values: ["idle", "shared", "ads", "lab", "adsorb", ""] },
  { name: "Region", values: ["eu", "us", "us-east", ""] },
  { name: "Part", values: ["x", "yx", "z9"] },
];
/** What a line of an order says, but not a line of the cost bill that is made of it. */
const AS_BILLED: readonly RandomDimension[] = [
  { name: "Size", values: ["1", "2.5", "5", "10.25"], kind: "number" },
  { name: "BeginTime", values: ["2023-01-05", "2023-02-01", "2023-02-28", "2023-03-31"], kind: "date" },
];

type Row = Readonly<Record<string, string>>;

function randomRows(chance: Chance): Row[] {
  return chance.several(1, 40, (place) => {
    const begin = chance.pick(AS_BILLED[1]!.values);
    const sign = chance.oneIn(6) ? "-" : "";
    return {
      OrderNo: `order-${place}`,
      OriginalOrderNo: "",
      AmortizedType: chance.oneIn(3) ? "payg" : "new",
      BeginTime: begin,
      EndTime: `2023-${4 + chance.below(5)}-30`.replace(/-(\d)-/, "-0$1-"),
      PayableAmount: `${sign}${chance.below(300)}.${String(chance.below(100)).padStart(2, "0")}`,
      CouponAmount: `${chance.below(20)}.5`,
      PackQuantity: "",
      Size: chance.pick(AS_BILLED[0]!.values),
      ...Object.fromEntries(DIMENSIONS.map(({ name, values }) => [name, chance.pick(values)])),
    };
  });
}

async function billOf(rows: readonly Row[], delimiter = ","): Promise<LoadedBill> {
  const names = Object.keys(rows[0]!);
  const table = [names, ...rows.map((row) => names.map((name) => row[name]))];
  const text = table.map((cells) => cells.join(delimiter)).join("\n");
  const file = Object.assign(new Blob([`${text}\n`]), { name: "orders.csv" }) as unknown as SourceFile;
  const bill = await readBill(await shippedCore(), [file], {}, () => {});
  if (isFailure(bill)) throw new Error(bill.message);
  return bill;
}

function answerTo<Method extends keyof Questions>(
  { session }: LoadedBill,
  method: Method,
  request: Questions[Method]["request"],
): Questions[Method]["answer"] | null {
  const answer = session.ask(method, request);
  if (!isFailure(answer)) return answer;
  // The one thing that may be wrong with a random rule.
  expect(answer.error, `${answer.message} ${JSON.stringify(request)}`).toBe("rule_cycle");
  return null;
}

// ---- a condition, read once more

function valueOf(row: Row, dimension: string, categories: readonly Category[]): string {
  const category = categories.find(({ name }) => dimension === `category:${name}`);
  return category ? valueIn(category, row, categories) : row[dimension]!;
}

function valueIn({ rules, otherwise }: Category, row: Row, categories: readonly Category[]): string {
  return (rules.find(({ when }) => holds(when, row, categories)) ?? { value: otherwise }).value;
}

function holds({ op, dimension, values, from, to, of }: Predicate, row: Row, categories: readonly Category[]): boolean {
  const parts = () => of.map((part) => holds(part, row, categories));
  if (op === "") return true;
  if (op === "all") return parts().every(Boolean);
  if (op === "any") return parts().some(Boolean);
  if (op === "none") return !parts().some(Boolean);
  const text = valueOf(row, dimension, categories);
  if (text === "") return op === "empty";
  const any = (test: (value: string) => boolean) => values.some(test);
  switch (op) {
    case "is":
      return any((value) => text === value);
    case "starts":
      return any((value) => text.startsWith(value));
    case "ends":
      return any((value) => text.endsWith(value));
    case "contains":
      return any((value) => text.includes(value));
    case "matches":
      return any((value) => new RegExp(value).test(text));
    case "number":
      return (from === "" || Number(from) <= Number(text)) && (to === "" || Number(text) <= Number(to));
    case "date":
      return (from === "" || from <= text) && (to === "" || text <= to);
    default:
      return false; // empty, of a text
  }
}

const total = (rows: readonly Row[]) => sumOf(rows.map((row) => row[MEASURE]!));
const amountsOf = <Leaf>(leaves: readonly Leaf[], amountIn: (leaf: Leaf) => string | undefined) =>
  sumOf(leaves.map((leaf) => amountIn(leaf) ?? "0"));
const minus = (text: string) => (text.startsWith("-") ? text.slice(1) : text === "0" ? text : `-${text}`);

// ---- the laws

async function onRandomBills(
  first: number,
  check: (bill: LoadedBill, rows: readonly Row[], plan: Plan, asBilled: boolean) => void,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const chance = new Chance(first + round);
    const rows = randomRows(chance);
    const bill = await billOf(rows);
    for (const basis of BASES) {
      const dimensions = basis === "" ? [...DIMENSIONS, ...AS_BILLED] : DIMENSIONS;
      const plan = randomPlan(chance, dimensions, ["CouponAmount"]);
      check(bill, rows, { ...plan, measure: MEASURE, basis }, basis === "");
    }
    bill.session.delete();
  }
}

test("the leaves add up to the bill before and after every rule, on either basis", async () => {
  const handed = { "": 0, amortized: 0 };
  await onRandomBills(0, (bill, rows, plan) => {
    const kept = new Set<string>();
    for (let count = 0; count <= plan.shared.length; count++) {
      const split = answerTo(bill, "split", { plan: { ...plan, shared: plan.shared.slice(0, count) } });
      if (!split) return;
      const what = `${count} rules of ${JSON.stringify(plan)}`;
      expect(amount(split.total), what).toBe(total(rows));
      expect(
        amountsOf(split.leaves, (leaf) => leaf.amount),
        what,
      ).toBe(total(rows));
      expect(split.difference).toBe("0");
      for (const { amount: figure, direct, shared_in, shared_out } of split.leaves) {
        if (direct === undefined) continue;
        expect(sumOf([direct, shared_in ?? "0", minus(shared_out ?? "0")]), what).toBe(amount(figure));
      }
      const [given, taken] = [amountsOf(split.leaves, (leaf) => leaf.shared_in), outOf(split)];
      expect(given, what).toBe(taken);
      // What each group costs by itself is the same whatever the rules do.
      if (count > 0) kept.add(JSON.stringify(directOf(split)));
      if (given !== "0") handed[plan.basis as (typeof BASES)[number]]++;
    }
    expect(kept.size).toBe(1);
  });
  for (const basis of BASES) expect(handed[basis], basis).toBeGreaterThan(ROUNDS / 2);
});

const outOf = ({ leaves }: SplitReport) => amountsOf(leaves, (leaf) => leaf.shared_out);
const directOf = ({ leaves }: SplitReport) =>
  leaves.filter(({ direct }) => direct !== "0").map(({ key, direct }) => [key, direct]);

test("a category takes what its conditions say, the first that holds", async () => {
  await onRandomBills(1000, (bill, rows, { categories, measure, basis, ...rest }) => {
    const plan = { ...rest, categories, measure, basis, shared: [] };
    for (const category of categories) {
      const what = `${JSON.stringify(category)} of ${basis}`;
      const expected = new Map<string, string>();
      for (const row of rows) {
        const value = valueIn(category, row, categories);
        expected.set(value, sumOf([expected.get(value) ?? "0", row[measure]!]));
      }
      const split = answerTo(bill, "split", { plan: { ...plan, by: [`category:${category.name}`] } })!;
      const found = split.leaves.map(({ key, amount: figure }) => [key[0] ?? "", amount(figure)] as const);
      expect(Object.fromEntries(found), what).toEqual(Object.fromEntries(expected));

      const places = rows.map((row) => category.rules.findIndex(({ when }) => holds(when, row, categories)));
      const counted = answerTo(bill, "category_rules", { plan, category: category.name })!;
      expect(counted.rules).toHaveLength(category.rules.length + 1);
      counted.rules.forEach(({ amount: figure, rows: count }, place) => {
        const mine = rows.filter((_, at) => places[at] === (place === category.rules.length ? -1 : place));
        expect(amount(figure), what).toBe(total(mine));
        if (basis === "") expect(count, what).toBe(mine.length);
      });
    }
  });
});

/** 2.5 -> 2,5 and 2023-02-28 -> 28.02.2023 */
const inGerman = (cell: string) =>
  cell.replace(/^(-?\d+)\.(\d+)$/, "$1,$2").replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3.$2.$1");

/** A condition without tests of how a number or a date is spelled. */
function ofRanges(predicate: Predicate): Predicate {
  const { op, dimension, of } = predicate;
  if (of.length > 0) return { ...predicate, of: of.map(ofRanges) };
  const isSpelling = op !== "number" && op !== "date" && AS_BILLED.some(({ name }) => name === dimension);
  return isSpelling ? { ...NO_CONDITION, op: "empty", dimension } : predicate;
}

test("a range takes the same lines however a bill writes its numbers and dates", async () => {
  const taken = { number: 0, date: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const chance = new Chance(4000 + round);
    const rows = randomRows(chance);
    const german = rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, inGerman(cell)])),
    );
    const bills = [await billOf(rows), await billOf(german, ";")];
    const drawn = randomCategory(chance, "Kind", [...DIMENSIONS, ...AS_BILLED]);
    const rules = drawn.rules.map(({ value, when }) => ({ value, when: ofRanges(when) }));
    const ranges = (["number", "date"] as const).map((op) => {
      const { name, values } = AS_BILLED.find(({ kind }) => kind === op)!;
      return { value: op, when: { ...NO_CONDITION, op, dimension: name, from: chance.pick(values) } };
    });
    const category = { ...drawn, rules: [...rules.filter(({ when }) => when.op !== ""), ...ranges] };
    const plan = { ...EMPTY_PLAN, measure: MEASURE, categories: [category] };
    const [counted, ofGerman] = bills.map((bill) => answerTo(bill, "category_rules", { plan, category: "Kind" })!);
    expect(ofGerman, JSON.stringify(category)).toEqual(counted);
    for (const { value, rows: count } of counted!.rules) {
      if (value === "number" || value === "date") taken[value] += count;
    }
    bills.forEach((bill) => bill.session.delete());
  }
  expect(Math.min(taken.number, taken.date)).toBeGreaterThan(ROUNDS / 2);
});

test("an explanation comes to its figure, through rules and categories", async () => {
  let explained = 0;
  await onRandomBills(2000, (bill, _rows, plan) => {
    const split = answerTo(bill, "split", { plan });
    if (!split) return;
    const paths: readonly Path[] = [[], ...split.leaves.map(({ key }) => key).filter((key) => key.length > 0)];
    for (const path of paths) {
      const explanation = answerTo(bill, "explain", { plan, path })!;
      const what = `${JSON.stringify(path)} of ${JSON.stringify(plan)}`;
      const leaf = split.leaves.find(({ key }) => JSON.stringify(key) === JSON.stringify(path));
      expect(amount(explanation.amount), what).toBe(amount(leaf?.amount ?? split.total));
      expect(
        amountsOf(explanation.parts, (part) => part.amount),
        what,
      ).toBe(amount(explanation.amount));
      expect(explanation.difference, what).toBe("0");
      // The rules of a category that put lines here put all of what they cost here by themselves.
      const named = plan.by.some((level) => level.startsWith("category:"));
      if (named && leaf) {
        for (const category of new Set((explanation.rules ?? []).map(({ values }) => values["category"]))) {
          const own = (explanation.rules ?? []).filter(({ values }) => values["category"] === category);
          expect(
            amountsOf(own, (step) => step.amount),
            what,
          ).toBe(amount(leaf.direct ?? leaf.amount));
        }
      }
      explained++;
    }
  });
  expect(explained).toBeGreaterThan(ROUNDS);
});

test("a category beside one of its name and a # is counted, and no message has the name that it is counted under", async () => {
  const bill = await billOf([{ ...randomRows(new Chance(1))[0]!, Region: "eu", PayableAmount: "7.25" }]);
  const rule = (dimension: string) => ({
    value: "x",
    when: { op: "is", dimension, values: ["eu"], from: "", to: "", of: [] },
  });
  const category = (name: string, dimension: string): Category => ({ name, rules: [rule(dimension)], otherwise: "" });
  const asked = (...categories: Category[]) =>
    bill.session.ask("category_rules", { plan: { ...EMPTY_PLAN, categories }, category: "Kind" });
  const counted = asked(category("Kind", "Region"), category("Kind#", "Region"));
  if (isFailure(counted)) throw new Error(counted.message);
  expect(counted.rules.map(({ amount: figure }) => figure)).toEqual(["7.25", "0"]);

  const faults = [asked(category("Kind", "Zone")), asked(category("Kind", "category:Kind"))];
  for (const fault of faults) {
    if (!isFailure(fault)) throw new Error("it was counted");
    expect(fault.values["rule"]).toBe("Kind");
    expect(JSON.stringify(fault)).not.toMatch(/#|\\u001f|Kind\u001f/);
  }
  bill.session.delete();
});
