import { expect, test } from "vitest";

import { type DimensionsReport, EMPTY_PLAN, type Plan, type SharedRule } from "../../../web/src/protocol";
import { categoryDraftOf, categoryOf } from "../../../web/src/state/categories";
import { draftOf } from "../../../web/src/state/conditions";
import {
  byEqualParts,
  isUsageRead,
  partitionsAtFirst,
  periodAsked,
  rulesAcross,
  sharedDraftOf,
  sharedRuleOf,
  usageText,
  withinPeriod,
} from "../../../web/src/state/shared-rules";
import { Chance } from "../../support/chance";
import { NO_CONDITION, randomPlan } from "../../support/random-plan";

const DIMENSIONS = [
  { name: "Team", values: ["idle", "shared", "ads", ""] },
  { name: "Region", values: ["eu", "us"] },
  { name: "Cost", values: ["1", "2.50"], kind: "number" as const },
];

const RULE: SharedRule = {
  name: "Gateway",
  source: { ...NO_CONDITION, op: "is", dimension: "Team", values: ["gateway"] },
  dimension: "Team",
  targets: [{ value: "ads", weight: "2" }],
  except: ["lab"],
  method: "proportional",
  measure: "Hours",
  weighed: { ...NO_CONDITION, op: "is", dimension: "Part", values: ["train"] },
  usage: [],
  partitions: ["Region"],
};

test("the rules of a random plan go through the forms without a change", () => {
  for (let seed = 0; seed < 500; seed++) {
    const { shared, categories } = randomPlan(new Chance(seed), DIMENSIONS, ["Hours"]);
    expect(shared.map((rule) => sharedRuleOf(sharedDraftOf(rule), null))).toEqual(shared);
    expect(categories.map((category) => categoryOf(categoryDraftOf(category)))).toEqual(categories);
  }
});

test("what a form does not show goes through it, too", () => {
  const odd: SharedRule = {
    ...RULE,
    name: " Gateway ",
    targets: [
      { value: "", weight: "1" },
      { value: "ads", weight: " 2 " },
    ],
    except: ["two\nlines", ""],
    weighed: { ...NO_CONDITION, values: ["left over"] },
    usage: [{ value: 'a\t"b"', amount: "1" }],
    partitions: [""],
  };
  expect(sharedRuleOf(sharedDraftOf(odd), null)).toEqual(odd);
});

test("a rule that is changed has what its form says", () => {
  const draft = sharedDraftOf(RULE);
  const changed = sharedRuleOf(
    {
      ...draft,
      name: " Proxy ",
      source: draftOf({ ...NO_CONDITION, op: "empty", dimension: "Team" }),
      targets: [...draft.targets, { value: "", weight: "" }],
      except: "lab\n\nqa\n",
      weighed: null,
      partitions: [...draft.partitions, ""],
    },
    null,
  );
  expect(changed).toEqual({
    ...RULE,
    name: "Proxy",
    source: { ...NO_CONDITION, op: "empty", dimension: "Team" },
    except: ["lab", "qa"],
    weighed: NO_CONDITION,
  });
});

test("a list of use is columns of a spreadsheet, and is read where it is another", () => {
  const usage = [
    { value: "ads", amount: "1.5" },
    { value: "a\tb", amount: "2" },
  ];
  const draft = sharedDraftOf({ ...RULE, usage });
  expect(draft.usage).toBe('ads\t1.5\n"a\tb"\t2');
  expect(draft.weighedBy).toBe("usage");
  expect(isUsageRead(draft)).toBe(true);
  const other = { ...draft, usage: usageText([...usage, { value: "lab", amount: "3" }]) };
  expect(isUsageRead(other)).toBe(false);
  expect(sharedRuleOf(other, [{ value: "lab", amount: "3" }]).usage).toEqual([{ value: "lab", amount: "3" }]);
  // Whoever goes by an amount again has no list.
  expect(sharedRuleOf({ ...draft, weighedBy: "amount" }, null).usage).toEqual([]);
});

test("whom a list of use names are targets that are seen, where parts are not by it", () => {
  const usage = [
    { value: "ads", amount: "0" },
    { value: "lab", amount: "1" },
    { value: "ads", amount: "2" },
  ];
  const named = [
    { value: "ads", weight: "" },
    { value: "lab", weight: "" },
  ];
  const hidden: SharedRule = { ...RULE, method: "even", targets: [], usage };
  const draft = sharedDraftOf(hidden);
  expect(draft.targets).toEqual(named);
  expect(sharedRuleOf(draft, null)).toEqual(hidden); // nobody touched it
  // Without targets every value gets a part, as the form says.
  expect(sharedRuleOf({ ...draft, targets: [] }, null)).toMatchObject({ targets: [], usage: [] });
  expect(sharedDraftOf({ ...hidden, method: "proportional" }).targets).toEqual([]);
  const even = { ...sharedDraftOf({ ...hidden, method: "proportional" }), method: "even" };
  expect(sharedRuleOf(even, null).usage).toEqual([]);
});

test("equal parts are offered only where more is handed out by them", () => {
  const weighed = (...weights: string[]) =>
    weights.map((weight, at) => ({ value: ["ads", "qa", "web"][at] ?? "", weight }));
  const rule: SharedRule = { ...RULE, targets: [], usage: [] };
  const isOffered = (part: Partial<SharedRule>, reason = "zero_weights") =>
    byEqualParts({ ...rule, ...part }, reason) !== null;
  expect(isOffered({})).toBe(true);
  expect(isOffered({}, "mixed_weights")).toBe(true);
  expect(isOffered({}, "no_targets")).toBe(false);
  expect(isOffered({}, "")).toBe(false);
  expect(isOffered({ method: "even" })).toBe(false);
  expect(isOffered({ targets: weighed("", "0") })).toBe(true);
  expect(isOffered({ targets: weighed("0", "0.00") })).toBe(false);
  expect(isOffered({ targets: weighed("0", "2"), except: ["qa"] })).toBe(false);
  expect(isOffered({ targets: weighed("-1", "2") }, "mixed_weights")).toBe(false);
  const usage = [{ value: "ads", amount: "0" }];
  expect(byEqualParts({ ...rule, usage }, "zero_weights")).toEqual({
    ...rule,
    method: "even",
    targets: [{ value: "ads", weight: "" }],
  });
});

// ---- several months

const billOf = (months: number, days: number): DimensionsReport => {
  const of = (name: string, values: number) => ({ name, values }) as DimensionsReport["dimensions"][number];
  return { dimensions: [of("month", months), of("day", days)] } as unknown as DimensionsReport;
};
const ruleOf = (name: string, partitions: readonly string[]): SharedRule => ({ ...RULE, name, partitions });
const did = (name: string, handed: string) => ({ name, handed, kept: "0", reason: "" });

test("a plan asks for periods by its levels, its grain and its filters, the finer of two", () => {
  const filters = [{ dimension: "month", values: ["2025-04"], exclude: false }];
  expect(periodAsked({ ...EMPTY_PLAN, by: ["owner"] })).toBeNull();
  expect(periodAsked({ ...EMPTY_PLAN, by: ["owner", "month"] })).toBe("month");
  expect(periodAsked({ ...EMPTY_PLAN, grain: "day" })).toBe("day");
  expect(periodAsked({ ...EMPTY_PLAN, grain: "line" })).toBeNull();
  expect(periodAsked({ ...EMPTY_PLAN, filters })).toBe("month");
  expect(periodAsked({ ...EMPTY_PLAN, filters, by: ["day"] })).toBe("day");
});

test("a new rule of a bill of several months stays within each of them", () => {
  expect(partitionsAtFirst(billOf(2, 60))).toEqual(["month"]);
  expect(partitionsAtFirst(billOf(1, 30))).toEqual([]);
  expect(partitionsAtFirst(undefined)).toEqual([]);
});

test("rules without a partition by the period that hand something out are named, and one step keeps them within it", () => {
  const shared = [
    ruleOf("Whole", []),
    ruleOf("Monthly", ["Region", "month"]),
    ruleOf("Daily", ["day"]),
    ruleOf("No", []),
  ];
  const plan: Plan = { ...EMPTY_PLAN, shared };
  const done = [did("Whole", "-7.25"), did("Monthly", "3"), did("Daily", "1"), did("No", "0")];
  expect(rulesAcross(plan, "month", billOf(2, 60), done)).toEqual(["Whole"]);
  expect(rulesAcross(plan, "day", billOf(2, 60), done)).toEqual(["Whole", "Monthly"]);
  expect(rulesAcross(plan, "month", billOf(1, 30), done)).toEqual([]);
  const within = withinPeriod(plan, ["Whole"], "month");
  expect(within.shared.map(({ partitions }) => partitions)).toEqual([["month"], ["Region", "month"], ["day"], []]);
  expect(rulesAcross(within, "month", billOf(2, 60), done)).toEqual([]);
});
