import { expect, test } from "vitest";

import { EMPTY_PLAN, type LintFinding, type Plan } from "../../../web/src/protocol";
import { withOneName, withoutLines, withShareOfUnnamed } from "../../../web/src/state/remedies";

const PLAN: Plan = { ...EMPTY_PLAN, by: ["owner", "tag:env"] };
const found = (part: Partial<LintFinding>): LintFinding => ({
  concern: "",
  dimension: "",
  values: [],
  amount: "0",
  rows: 0,
  lines: [],
  ...part,
});

test("duplicate lines are left out by their numbers, beside those that were left out before", () => {
  const finding = found({ values: ["4", "9"], rows: 2 });
  const once = withoutLines(PLAN, finding);
  expect(once?.filters).toEqual([{ dimension: "line", values: ["4", "9"], exclude: true }]);
  expect(withoutLines(once!, found({ values: ["12"], rows: 1 }))?.filters).toEqual([
    { dimension: "line", values: ["4", "9", "12"], exclude: true },
  ]);
});

test("more duplicate lines than are named, or a plan that keeps lines by name, are left alone", () => {
  expect(withoutLines(PLAN, found({ values: ["4"], rows: 2 }))).toBeNull();
  const keeping = { ...PLAN, filters: [{ dimension: "line", values: ["4"], exclude: false }] };
  expect(withoutLines(keeping, found({ values: ["4"], rows: 1 }))).toBeNull();
});

test("what has no owner is shared among the others by their cost, under a name that is free", () => {
  const once = withShareOfUnnamed(PLAN, found({ dimension: "owner" }), "Without owner", []);
  expect(once.shared).toMatchObject([
    {
      name: "Without owner",
      source: { op: "empty", dimension: "owner" },
      dimension: "owner",
      targets: [],
      method: "proportional",
    },
  ]);
  const twice = withShareOfUnnamed(once, found({ dimension: "project" }), "Without owner", ["month"]);
  expect(twice.shared.map(({ name }) => name)).toEqual(["Without owner", "Without owner 2"]);
  expect(twice.shared.map(({ partitions }) => partitions)).toEqual([[], ["month"]]);
});

test("values that look alike get one name by a list, which takes the place of their level", () => {
  const finding = found({ dimension: "tag:env", values: ["production", "Prod"] });
  const next = withOneName(PLAN, finding, ["Prod", "production", "test"], "Env");
  expect(next.by).toEqual(["owner", "list:Env"]);
  expect(next.lists).toEqual([
    {
      name: "Env",
      dimension: "tag:env",
      entries: [
        { value: "Prod", owner: "production" },
        { value: "production", owner: "production" },
        { value: "test", owner: "test" },
      ],
    },
  ]);
});

test("a second pair goes into the same list", () => {
  const values = ["Prod", "production", "test", "Test"];
  const once = withOneName(PLAN, found({ dimension: "tag:env", values: ["production", "Prod"] }), values, "Env");
  const twice = withOneName(once, found({ dimension: "tag:env", values: ["test", "Test"] }), values, "Env");
  expect(twice.by).toEqual(["owner", "list:Env"]);
  expect(twice.lists[0]?.entries.map(({ owner }) => owner)).toEqual(["production", "production", "test", "test"]);
});
