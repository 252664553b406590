import { expect, test } from "vitest";

import { EMPTY_PLAN } from "../../../web/src/protocol";
import {
  askedByRulesOf,
  isStackOnly,
  moveLevel,
  replaceLevel,
  samePlan,
  withExcluded,
  withFilter,
  withLevel,
  withOnly,
  withoutFilter,
  withoutLevel,
  withStack,
} from "../../../web/src/state/plan";

const stack = (...by: string[]) => withStack(EMPTY_PLAN, by);

test("a level is added innermost, or at its place", () => {
  expect(withLevel(stack("owner"), "project").by).toEqual(["owner", "project"]);
  expect(withLevel(stack("owner", "project"), "payer", 0).by).toEqual(["payer", "owner", "project"]);
});

test("a dimension stands in the stack once", () => {
  expect(withLevel(stack("owner", "project"), "owner").by).toEqual(["project", "owner"]);
  expect(stack("owner", "owner", "project").by).toEqual(["owner", "project"]);
});

test("a level moves to its place, and to the ends from outside", () => {
  const plan = stack("owner", "project", "tag:env");
  expect(moveLevel(plan, 1, 0).by).toEqual(["project", "owner", "tag:env"]);
  expect(moveLevel(plan, 0, 2).by).toEqual(["project", "tag:env", "owner"]);
  expect(moveLevel(plan, 2, -1).by).toEqual(["tag:env", "owner", "project"]);
  expect(moveLevel(plan, 0, 9).by).toEqual(["project", "tag:env", "owner"]);
});

test("moving nowhere changes nothing", () => {
  const plan = stack("owner", "project");
  expect(moveLevel(plan, 1, 1)).toBe(plan);
  expect(moveLevel(plan, 5, 0)).toBe(plan);
});

test("a plan is never changed, only replaced", () => {
  const plan = stack("owner");
  withLevel(plan, "project");
  withOnly(plan, "region", "north");
  expect(plan).toEqual({ ...EMPTY_PLAN, by: ["owner"] });
});

test("a level is taken out, or another put in its place", () => {
  expect(withoutLevel(stack("owner", "project"), "owner").by).toEqual(["project"]);
  expect(replaceLevel(stack("owner", "project"), "owner", "payer").by).toEqual(["payer", "project"]);
  expect(replaceLevel(stack("owner", "project"), "owner", "project").by).toEqual(["project"]);
});

test("a dimension has one filter, which keeps its place when it changes", () => {
  const plan = withOnly(withOnly(EMPTY_PLAN, "owner", "a"), "project", "p");
  expect(withFilter(plan, { dimension: "owner", values: ["b", null], exclude: true }).filters).toEqual([
    { dimension: "owner", values: ["b", null], exclude: true },
    { dimension: "project", values: ["p"], exclude: false },
  ]);
});

test("a filter without values is no filter", () => {
  const plan = withOnly(EMPTY_PLAN, "owner", "a");
  expect(withFilter(plan, { dimension: "owner", values: [], exclude: false }).filters).toEqual([]);
  expect(withoutFilter(plan, "owner").filters).toEqual([]);
});

test("excluding adds to an excluding filter and takes from a keeping one", () => {
  const kept = withFilter(EMPTY_PLAN, { dimension: "owner", values: ["a", "b"], exclude: false });
  expect(withExcluded(kept, "owner", "a").filters).toEqual([{ dimension: "owner", values: ["b"], exclude: false }]);
  const left = withExcluded(EMPTY_PLAN, "owner", "a");
  expect(withExcluded(left, "owner", null).filters).toEqual([
    { dimension: "owner", values: ["a", null], exclude: true },
  ]);
  expect(withExcluded(withOnly(EMPTY_PLAN, "owner", "a"), "owner", "a").filters).toEqual([
    { dimension: "owner", values: ["a"], exclude: true },
  ]);
});

test("plans are the same where they ask the same", () => {
  expect(samePlan(stack("owner"), stack("owner"))).toBe(true);
  expect(samePlan(stack("owner", "project"), stack("project", "owner"))).toBe(false);
});

test("a plan is a stack only if there is nothing else in it", () => {
  expect(isStackOnly(EMPTY_PLAN)).toBe(true);
  expect(isStackOnly(stack("owner", "tag:env"))).toBe(true);
  expect(isStackOnly({ ...stack("owner"), measure: "Paid" })).toBe(false);
  expect(isStackOnly(withFilter(stack("owner"), { dimension: "owner", values: ["a"], exclude: false }))).toBe(false);
});

test("rules of two plans are compared by the level that is shown, whatever the other was split by", () => {
  const kind = { name: "Kind", rules: [], otherwise: "" };
  const shown = { ...EMPTY_PLAN, by: ["project", "region"], measure: "Cost", currency: "EUR" };
  const other = {
    ...EMPTY_PLAN,
    by: ["region"],
    currency: "USD",
    filters: [{ dimension: "region", values: ["eu"], exclude: false }],
  };
  const asked = askedByRulesOf(shown, other);
  expect(asked).toEqual({ ...other, by: ["project"], measure: "Cost", currency: "EUR" });
  expect(askedByRulesOf({ ...shown, by: [] }, other).by).toEqual([]);
  // A level of the plan's own rules is none of the other's: nothing has a value of it there, and no other level is one.
  const byKind = { ...shown, by: ["category:Kind", "region"], categories: [kind] };
  expect(askedByRulesOf(byKind, other).by).toEqual([]);
  expect(askedByRulesOf(byKind, { ...other, categories: [kind] }).by).toEqual(["category:Kind"]);
  expect(askedByRulesOf({ ...shown, by: ["ou:1"] }, other).by).toEqual([]);
  expect(askedByRulesOf({ ...shown, by: ["list:project"] }, other).by).toEqual([]);
});
