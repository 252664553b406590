import { describe, expect, test } from "vitest";

import type { Predicate } from "../../../web/src/protocol";
import {
  conditionOf,
  draftOf,
  type GroupDraft,
  NO_CONDITION,
  newTest,
  replacePart,
  type TestDraft,
  withPart,
  withValue,
} from "../../../web/src/state/conditions";
import { Chance } from "../../support/chance";

const is = (dimension: string, ...values: string[]): Predicate => ({ ...NO_CONDITION, op: "is", dimension, values });
const joined = (op: string, ...of: Predicate[]): Predicate => ({ ...NO_CONDITION, op, of });

/** Any condition that a plan may hold, with what no field shows: two lines, empty texts, what its test does not ask. */
function anyCondition(chance: Chance, depth = 3): Predicate {
  const leftOver = chance.oneIn(4);
  const text = () => chance.pick(["a", "", " b ", "two\nlines", "c\r", "付费"]);
  return {
    op: chance.pick([
      "",
      "all",
      "any",
      "none",
      "is",
      "starts",
      "ends",
      "contains",
      "matches",
      "empty",
      "number",
      "date",
    ]),
    dimension: chance.pick(["", "Team", "category:Kind"]),
    values: chance.several(0, 3, text),
    from: leftOver ? text() : "",
    to: leftOver ? text() : "",
    of: depth > 0 ? chance.several(0, 3, () => anyCondition(chance, depth - 1)) : [],
  };
}

test("a condition that nobody touched goes back into the plan as it came", () => {
  const seen = new Set<string>();
  for (let seed = 0; seed < 2000; seed++) {
    const condition = anyCondition(new Chance(seed));
    const draft = draftOf(condition);
    seen.add(draft.type);
    expect(conditionOf(draft), `seed ${seed}`).toEqual(condition);
  }
  expect(seen).toEqual(new Set(["test", "group", "own"]));
});

test("not one of several is a group of which none holds, and is shown as a test", () => {
  const condition = joined("none", is("Team", "a", "b"));
  expect(draftOf(condition)).toMatchObject({ type: "test", op: "is", not: true, text: "a\nb" });
  const positive = draftOf(is("Team", "a")) as TestDraft;
  expect(conditionOf({ ...positive, not: true })).toEqual(joined("none", is("Team", "a")));
  // A group of two stays one, and so does one that would lose something.
  expect(draftOf(joined("none", is("Team", "a"), is("Team", "b"))).type).toBe("group");
  expect(draftOf({ ...condition, dimension: "Region" }).type).toBe("group");
});

describe("a test that is changed", () => {
  const draft = draftOf({ ...NO_CONDITION, op: "is", dimension: "Team", values: ["a", "b"] }) as TestDraft;

  test("has the values of its lines, without those that say nothing", () => {
    expect(conditionOf({ ...draft, text: "a\n\nc\n" })).toEqual(is("Team", "a", "c"));
    expect(conditionOf({ ...draft, text: "" })).toEqual(is("Team"));
  });

  test("keeps nothing of what the former test asked", () => {
    const range = { ...draft, op: "number", from: " 1.5 ", to: "" } as const;
    expect(conditionOf(range)).toEqual({ ...NO_CONDITION, op: "number", dimension: "Team", from: "1.5" });
    expect(conditionOf({ ...range, op: "empty" })).toEqual({ ...NO_CONDITION, op: "empty", dimension: "Team" });
    expect(conditionOf({ ...range, op: "" })).toEqual(NO_CONDITION);
  });
});

test("a second condition makes a group, and the last one that is left stands alone again", () => {
  const first = draftOf(is("Team", "a"));
  const group = withPart(first, newTest("Region"));
  expect(group).toMatchObject({ type: "group", op: "all", of: [first, { type: "test", dimension: "Region" }] });
  expect(withPart(group, newTest("Part")).of).toHaveLength(3);
  expect(replacePart(group, 1, null)).toBe(first);
  expect(conditionOf(replacePart(group, 1, draftOf(is("Region", "eu"))))).toEqual(
    joined("all", is("Team", "a"), is("Region", "eu")),
  );
});

test("a group of which none holds stays one with a single part", () => {
  const group = draftOf(joined("none", is("Team", "a"), is("Region", "eu"))) as GroupDraft;
  expect(conditionOf(replacePart(group, 1, null))).toEqual(joined("none", is("Team", "a")));
});

test("a value is put on a line of its own, or taken off", () => {
  expect(withValue("a", "b")).toBe("a\nb");
  expect(withValue("a\nb", "a")).toBe("b");
  expect(withValue("", "a")).toBe("a");
});
