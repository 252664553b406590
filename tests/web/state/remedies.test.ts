import { expect, test } from "vitest";

import { EMPTY_PLAN, type LintFinding, type Plan } from "../../../web/src/protocol";
import { forFiles, withPutBack } from "../../../web/src/state/plan";
import {
  ofEachCurrency,
  shareOfUnnamed,
  withOneName,
  withoutCharged,
  withoutMonths,
  withShareOfUnnamed,
} from "../../../web/src/state/remedies";

const PLAN: Plan = { ...EMPTY_PLAN, by: ["owner", "tag:env"] };
const found = (part: Partial<LintFinding>): LintFinding => ({
  concern: "",
  dimension: "",
  values: [],
  amount: "0",
  rows: 0,
  lines: [],
  sums: [],
  day: "",
  months: [],
  remedy: EMPTY_PLAN.omitted,
  ...part,
});

test("lines that are charged twice are omitted, beside those that were omitted before, and no filter", () => {
  const once = withoutCharged(PLAN, found({ remedy: { lines: ["4", "9"], files: [] } }));
  expect(once).toEqual({ ...PLAN, omitted: { lines: ["4", "9"], files: [] } });
  const twice = withoutCharged(once!, found({ remedy: { lines: ["9", "2:12"], files: ["3"] } }));
  expect(twice?.omitted).toEqual({ lines: ["4", "9", "2:12"], files: ["3"] });
  expect(twice?.filters).toEqual([]);
});

test("months that lack days are left out, beside what a filter leaves out already", () => {
  const filter = (values: string[], exclude: boolean): Plan => ({
    ...PLAN,
    filters: [{ dimension: "month", values, exclude }],
  });
  const lacking = found({ months: ["2025-04", "2025-06"] });
  expect(withoutMonths(PLAN, lacking)).toEqual(filter(["2025-04", "2025-06"], true));
  expect(withoutMonths(filter(["2025-03"], true), lacking)).toEqual(filter(["2025-03", "2025-04", "2025-06"], true));
  expect(withoutMonths(filter(["2025-03", "2025-04"], false), lacking).filters[0]?.values).toEqual(["2025-03"]);
});

test("what no remedy leaves out alone is left alone", () => {
  expect(withoutCharged(PLAN, found({ values: ["4"], rows: 2 }))).toBeNull();
});

test("what was omitted counts again, the lines together and each file", () => {
  const omitted = { ...PLAN, omitted: { lines: ["4", "9"], files: ["2", "3"] } };
  expect(withPutBack(omitted).omitted).toEqual({ lines: [], files: ["2", "3"] });
  expect(withPutBack(omitted, "2").omitted).toEqual({ lines: ["4", "9"], files: ["3"] });
});

test("lines are omitted in the files that they were counted in, and in no others", () => {
  const omitted = { ...PLAN, omitted: { lines: ["4"], files: ["2"] } };
  const [april, may, june] = [{}, {}, {}];
  expect(forFiles(omitted, [april, may], [april, may, june])).toEqual(omitted);
  for (const files of [[june], [may, april], [april], []]) expect(forFiles(omitted, [april, may], files)).toEqual(PLAN);
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
  expect(shareOfUnnamed(twice, "project")?.name).toBe("Without owner 2");
  expect(shareOfUnnamed(PLAN, "project")).toBeUndefined();
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

test("a list that is there keeps what it names, and what was called otherwise follows", () => {
  const list = {
    name: "Env",
    dimension: "tag:env",
    entries: [
      { value: "Prod", owner: "production" },
      { value: "old", owner: "archive" },
    ],
  };
  const plan = { ...PLAN, lists: [list] };
  const finding = found({ dimension: "tag:env", values: ["PRODUCTION", "production"] });
  const next = withOneName(plan, finding, ["production", "PRODUCTION", "test"], "Env");
  expect(next.lists[0]?.entries).toEqual([
    { value: "production", owner: "PRODUCTION" },
    { value: "PRODUCTION", owner: "PRODUCTION" },
    { value: "test", owner: "test" },
    { value: "Prod", owner: "PRODUCTION" },
    { value: "old", owner: "archive" },
  ]);
});

test("values are asked for in every currency, of all lines", () => {
  const filters = [{ dimension: "owner", values: ["a"], exclude: false }];
  const omitted = { lines: ["4"], files: [] };
  const asked = ofEachCurrency({ ...PLAN, currency: "CNY", filters, omitted }, ["USD", "CNY"]);
  expect(asked.map(({ currency }) => currency)).toEqual(["CNY", "USD"]);
  for (const plan of asked) expect([plan.filters, plan.omitted]).toEqual([[], EMPTY_PLAN.omitted]);
});
