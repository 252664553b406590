import type { Predicate } from "../protocol";

// A condition of the plan (core/plan/predicate.h) as a form has it: tests in groups. What a form does not show stays as
// it was, so that a condition that nobody touched goes back into the plan as it came.

export const JOINS = ["all", "any", "none"] as const;
/** What a test asks of a value; "" holds of every row. */
export const TESTS = ["is", "starts", "ends", "contains", "matches", "empty", "number", "date", ""] as const;

export type Join = (typeof JOINS)[number];
export type TestOp = (typeof TESTS)[number];

export interface TestDraft {
  readonly type: "test";
  readonly op: TestOp;
  /** The test must not hold. */
  readonly not: boolean;
  readonly dimension: string;
  /** The values, one a line. */
  readonly text: string;
  readonly from: string;
  readonly to: string;
  /** The test that it was made from. */
  readonly origin: Predicate;
}
export interface GroupDraft {
  readonly type: "group";
  readonly op: Join;
  readonly of: readonly ConditionDraft[];
  readonly origin: Predicate;
}
/** What no field can hold, such as a value of two lines: kept, moved and taken away as a whole. */
export interface OwnDraft {
  readonly type: "own";
  readonly origin: Predicate;
}
export type ConditionDraft = TestDraft | GroupDraft | OwnDraft;

export const NO_CONDITION: Predicate = { op: "", dimension: "", values: [], from: "", to: "", of: [] };

const isJoin = (op: string): op is Join => (JOINS as readonly string[]).includes(op);
const isTest = (op: string): op is TestOp => (TESTS as readonly string[]).includes(op);

/** Whether the test is one of texts. */
export const hasValues = (op: string): boolean => op !== "" && !["empty", "number", "date"].includes(op);
/** Whether the test is one of a range. */
export const hasRange = (op: string): boolean => op === "number" || op === "date";

export function draftOf(condition: Predicate): ConditionDraft {
  const { op, of } = condition;
  if (isJoin(op)) {
    const [only] = of;
    if (op === "none" && only && of.length === 1 && isPlain(condition)) {
      const inner = draftOf(only);
      if (inner.type === "test" && !inner.not && inner.op !== "") return { ...inner, not: true };
    }
    return { type: "group", op, of: of.map(draftOf), origin: condition };
  }
  if (!isTest(op) || condition.values.some((value) => /[\r\n]/.test(value))) return { type: "own", origin: condition };
  const { dimension, values, from, to } = condition;
  return { type: "test", op, not: false, dimension, text: values.join("\n"), from, to, origin: condition };
}

/** A group of which nothing would be lost with the group. */
const isPlain = ({ dimension, values, from, to }: Predicate): boolean =>
  dimension === "" && values.length === 0 && from === "" && to === "";

export function conditionOf(draft: ConditionDraft): Predicate {
  switch (draft.type) {
    case "own":
      return draft.origin;
    case "group":
      return { ...draft.origin, op: draft.op, of: draft.of.map(conditionOf) };
    case "test":
      return draft.not && draft.op !== "" ? { ...NO_CONDITION, op: "none", of: [testOf(draft)] } : testOf(draft);
  }
}

function testOf({ op, dimension, text, from, to, origin }: TestDraft): Predicate {
  // What another test asked is nothing to this one.
  const kept = op === origin.op ? origin : NO_CONDITION;
  if (op === "") return { ...kept, op };
  return {
    ...kept,
    op,
    dimension,
    ...(hasValues(op) ? { values: text === origin.values.join("\n") ? origin.values : linesOf(text) } : {}),
    ...(hasRange(op) ? { from: typed(from, origin.from), to: typed(to, origin.to) } : {}),
  };
}

const typed = (text: string, before: string): string => (text === before ? text : text.trim());

/** The lines that say something: of an empty one, no row would ever be. */
export const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter((line) => line !== "");

export function newTest(dimension: string): TestDraft {
  return { type: "test", op: "is", not: false, dimension, text: "", from: "", to: "", origin: NO_CONDITION };
}

/** One more condition in a group; beside a test it makes the group, in which both must hold. */
export function withPart(draft: ConditionDraft, part: ConditionDraft): GroupDraft {
  if (draft.type === "group") return { ...draft, of: [...draft.of, part] };
  return { type: "group", op: "all", of: [draft, part], origin: NO_CONDITION };
}

/** A part in the place of another, or none; a group of one that must hold is that one. */
export function replacePart(group: GroupDraft, place: number, part: ConditionDraft | null): ConditionDraft {
  const of = part ? group.of.map((each, at) => (at === place ? part : each)) : group.of.filter((_, at) => at !== place);
  const [only] = of;
  return part === null && of.length === 1 && only && group.op !== "none" ? only : { ...group, of };
}

/** A value more, or one less, of a text with one value a line. */
export function withValue(text: string, value: string): string {
  const lines = linesOf(text);
  const others = lines.filter((line) => line !== value);
  return (others.length < lines.length ? others : [...lines, value]).join("\n");
}
