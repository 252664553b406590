import { expect, test } from "vitest";

import { EMPTY_PLAN, type Category, type Plan, type Predicate } from "../../../web/src/protocol";
import {
  aloneOf,
  categoryDraftOf,
  categoryOf,
  withCategory,
  withoutCategory,
  withRule,
} from "../../../web/src/state/categories";
import { newTest } from "../../../web/src/state/conditions";
import { NO_CONDITION } from "../../support/random-plan";

const is = (dimension: string, ...values: string[]): Predicate => ({ ...NO_CONDITION, op: "is", dimension, values });
const KIND: Category = {
  name: "Kind",
  rules: [
    { value: "core", when: is("Team", "ads") },
    { value: "far", when: is("Region", "us") },
  ],
  otherwise: "rest",
};
const ABOVE: Category = {
  name: "Above",
  rules: [{ value: "top", when: { ...NO_CONDITION, op: "none", of: [is("category:Kind", "core")] } }],
  otherwise: "",
};
const PLAN: Plan = {
  ...EMPTY_PLAN,
  by: ["category:Kind", "Team"],
  filters: [{ dimension: "category:Kind", values: ["core"], exclude: true }],
  categories: [KIND, ABOVE],
  lists: [{ name: "Owners", dimension: "category:Kind", entries: [] }],
  shared: [
    {
      name: "Pool",
      source: is("category:Kind", "far"),
      dimension: "category:Kind",
      targets: [],
      except: [],
      method: "proportional",
      measure: "",
      weighed: { ...NO_CONDITION, op: "any", of: [is("category:Kind", "core")] },
      usage: [],
      partitions: ["category:Kind"],
    },
  ],
};

test("a category that gets another name keeps it wherever it is asked", () => {
  const renamed = withCategory(PLAN, 0, { ...KIND, name: "Sort" });
  expect(JSON.stringify(renamed)).toBe(
    JSON.stringify(PLAN).replaceAll("category:Kind", "category:Sort").replace('"name":"Kind"', '"name":"Sort"'),
  );
  expect(withCategory(PLAN, 0, KIND)).toEqual(PLAN);
  expect(withCategory(PLAN, 2, { ...KIND, name: "Third" }).categories).toHaveLength(3);
});

test("a category that goes takes its level and its filter along", () => {
  const without = withoutCategory(PLAN, 0);
  expect(without).toMatchObject({ by: ["Team"], filters: [], categories: [ABOVE] });
  expect(without.shared).toBe(PLAN.shared); // the core says which rule still asks for it
});

test("a rule alone is what it would take if no other came first", () => {
  expect(aloneOf(KIND, 1)).toEqual({ ...KIND, rules: [KIND.rules[1]] });
});

test("a new rule stands behind the last, and rules are told apart when they change places", () => {
  const draft = withRule(categoryDraftOf(KIND), newTest("Part"));
  expect(draft.rules.map(({ id }) => id)).toEqual([0, 1, 2]);
  const moved = { ...draft, rules: [draft.rules[2]!, draft.rules[0]!] };
  expect(withRule(moved, newTest("Part")).rules.map(({ id }) => id)).toEqual([2, 0, 3]);
  expect(categoryOf(draft).rules[2]).toEqual({ value: "", when: is("Part") });
  expect(withRule(categoryDraftOf({ ...KIND, rules: [] }), newTest("Part")).rules[0]!.id).toBe(0);
});
