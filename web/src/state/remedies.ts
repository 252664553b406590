import { EMPTY_PLAN, type LintFinding, type Omitted, type Plan, type SharedRule, type ValueList } from "../protocol";
import { omitsAny, withExcluded, withLevel } from "./plan";

// What one click does about a finding of core/split/lint.h: a change of the plan, which undo takes back.

/**
 * Leaves out what is charged twice, before anything is shared, or names a total as wrong; null where no remedy is of just
 * that.
 */
export function withoutCharged(plan: Plan, { remedy }: LintFinding): Plan | null {
  if (!omitsAny(remedy)) return null;
  const { lines, files } = plan.omitted;
  const omitted: Omitted = {
    lines: [...new Set([...lines, ...remedy.lines])],
    files: [...new Set([...files, ...remedy.files])],
  };
  return { ...plan, omitted };
}

/** Only months that lack no day are left. */
export function withoutMonths(plan: Plan, { months }: LintFinding): Plan {
  return months.reduce((left, month) => withExcluded(left, "month", month), plan);
}

/** The rule that shares out what has no value of the dimension, if the plan has one. */
export function shareOfUnnamed(plan: Plan, dimension: string): SharedRule | undefined {
  return plan.shared.find(({ source }) => source.op === "empty" && source.dimension === dimension);
}

/** What nobody is named for goes to those who are, in proportion to what they cost. */
export function withShareOfUnnamed(
  plan: Plan,
  { dimension }: LintFinding,
  name: string,
  partitions: readonly string[],
): Plan {
  const nothing = { op: "", dimension: "", values: [], from: "", to: "", of: [] };
  const rule: SharedRule = {
    name: freeName(
      name,
      plan.shared.map((each) => each.name),
    ),
    source: { ...nothing, op: "empty", dimension },
    dimension,
    targets: [],
    except: [],
    method: "proportional",
    measure: "",
    weighed: nothing,
    usage: [],
    partitions,
  };
  return { ...plan, shared: [...plan.shared, rule] };
}

/**
 * One name for values that are alike, by a list: what costs most gives its name. `values` are all of the dimension, in every
 * currency, and keep theirs: what a list does not name has no value there. The list takes the dimension's place among the
 * levels.
 */
export function withOneName(plan: Plan, finding: LintFinding, values: readonly string[], name: string): Plan {
  const { dimension } = finding;
  const [first = "", ...others] = finding.values;
  const place = plan.lists.findIndex((list) => list.dimension === dimension && list.name === name);
  // What the list names already may be of another month.
  const owners = new Map(values.map((value) => [value, value]));
  for (const { value, owner } of plan.lists[place]?.entries ?? []) owners.set(value, owner);
  const owner = owners.get(first) ?? first;
  const former = new Set(others.map((value) => owners.get(value) ?? value));
  const entries = [...owners].map(([value, of]) => ({ value, owner: former.has(of) ? owner : of }));
  const list: ValueList = { name, dimension, entries };
  const lists = place < 0 ? [...plan.lists, list] : plan.lists.map((each, at) => (at === place ? list : each));
  const at = plan.by.indexOf(dimension);
  const by = at < 0 ? plan.by : plan.by.filter((level) => level !== dimension);
  return withLevel({ ...plan, by, lists }, `list:${name}`, at < 0 ? by.length : at);
}

/** The plans that together ask of all lines of a bill: one for each of its currencies, the one that is shown first. */
export function ofEachCurrency(plan: Plan, codes: readonly string[]): readonly Plan[] {
  const whole: Plan = { ...plan, filters: [], shared: [], omitted: EMPTY_PLAN.omitted };
  return [...new Set([plan.currency, ...codes])].map((currency) => ({ ...whole, currency }));
}

function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  let n = 2;
  while (taken.includes(`${name} ${n}`)) n++;
  return `${name} ${n}`;
}
