import { expect, test } from "vitest";

import { EMPTY_PLAN, type Plan, type ValueList } from "../../../web/src/protocol";
import { faultOfList, textOfList, withListName, withoutList, withoutRoster } from "../../../web/src/state/listings";
import { wordsOf } from "../../../web/src/ui/error-panel";

const OWNERS: ValueList = { name: "Owners", dimension: "key", entries: [{ value: "sk-1", owner: "lin" }] };
const TEAMS: ValueList = { name: "Teams", dimension: "project", entries: [] };
const ONLY_LIN = { op: "is", dimension: "list:Owners", values: ["lin"], from: "", to: "", of: [] };
const PLAN: Plan = {
  ...EMPTY_PLAN,
  by: ["project", "list:Owners"],
  filters: [{ dimension: "list:Owners", values: ["lin"], exclude: false }],
  categories: [{ name: "Kind", rules: [{ value: "own", when: ONLY_LIN }], otherwise: "" }],
  lists: [OWNERS, TEAMS],
};

test("a new list needs a dimension, and the form's own word says where it is chosen", () => {
  const fault = faultOfList(PLAN, "More", "", null);
  expect(fault?.error).toBe("list_without_dimension");
  expect(wordsOf(fault!).cause).toContain("“Values of”");
  expect(faultOfList(PLAN, "More", "key", null)).toBeNull();
});

test("a list never takes the place of another by its name", () => {
  const fault = faultOfList(PLAN, "Owners", "project", null);
  expect(fault?.values).toEqual({ list: "Owners" });
  expect(wordsOf(fault!).cause).toContain("“Name”");
  expect(faultOfList(PLAN, "Teams", "key", OWNERS)?.error).toBe("list_exists");
});

test("a list that is edited may keep its name, and what asks it follows a new one", () => {
  expect(faultOfList(PLAN, "Owners", "key", OWNERS)).toBeNull();
  expect(withListName(PLAN, OWNERS, "Owners")).toBe(PLAN);
  const next = withListName(PLAN, OWNERS, "People");
  expect(next.lists.map(({ name }) => name)).toEqual(["People", "Teams"]);
  expect(next.by).toEqual(["project", "list:People"]);
  expect(next.filters[0]?.dimension).toBe("list:People");
  expect(next.categories[0]?.rules[0]?.when.dimension).toBe("list:People");
});

test("what is edited is the list as it is", () => {
  const entries = [
    { value: 'a,"b"', owner: "tab\there" },
    { value: "x", owner: "" },
  ];
  expect(JSON.parse(textOfList({ ...OWNERS, entries }))).toEqual(entries);
});

test("a list or an account list that goes takes its levels and filters along", () => {
  const without = withoutList(PLAN, 0);
  expect(without.lists).toEqual([TEAMS]);
  expect(without.by).toEqual(["project"]);
  expect(without.filters).toEqual([]);
  const roster = { dimension: "owner", accounts: [{ account: "1", name: "Ads", ou: "Lab" }] };
  const bare = withoutRoster({ ...PLAN, by: ["ou:1", "ou:name", "project"], roster });
  expect(bare.roster).toEqual(EMPTY_PLAN.roster);
  expect(bare.by).toEqual(["project"]);
});
