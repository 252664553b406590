import { EMPTY_PLAN, type Filter, type Omitted, type Plan } from "../protocol";

// A plan is a value: each change gives a new one and leaves the old as it was, so that undo, saved plans and the
// difference between wanted and shown are comparisons of values. The JSON is core's own (core/plan/plan.h).

/** Adds a level, innermost unless a place is given; a level that is there already moves to that place. */
export function withLevel(plan: Plan, dimension: string, place = plan.by.length): Plan {
  const others = plan.by.filter((name) => name !== dimension);
  return { ...plan, by: [...others.slice(0, place), dimension, ...others.slice(place)] };
}

/** The level at `from` moves to `to`; places outside the stack mean its ends. */
export function moveLevel(plan: Plan, from: number, to: number): Plan {
  const moved = plan.by[from];
  if (moved === undefined) return plan;
  const place = Math.max(0, Math.min(plan.by.length - 1, to));
  return place === from ? plan : withLevel(plan, moved, place);
}

export function withoutLevel(plan: Plan, dimension: string): Plan {
  return { ...plan, by: plan.by.filter((name) => name !== dimension) };
}

/** Another dimension in the place of one; where it stands elsewhere in the stack it leaves that place. */
export function replaceLevel(plan: Plan, dimension: string, replacement: string): Plan {
  const place = plan.by.indexOf(dimension);
  if (place < 0 || dimension === replacement) return plan;
  const by = plan.by.filter((name, at) => at === place || name !== replacement);
  return { ...plan, by: by.map((name) => (name === dimension ? replacement : name)) };
}

export function withStack(plan: Plan, by: readonly string[]): Plan {
  return { ...plan, by: [...new Set(by)] };
}

/** One filter a dimension: the new one takes the place of that dimension's former filter. No values, no filter. */
export function withFilter(plan: Plan, filter: Filter): Plan {
  if (filter.values.length === 0) return withoutFilter(plan, filter.dimension);
  const place = plan.filters.findIndex(({ dimension }) => dimension === filter.dimension);
  const filters = [...plan.filters];
  filters.splice(place < 0 ? filters.length : place, place < 0 ? 0 : 1, filter);
  return { ...plan, filters };
}

/** Keep only the lines with this value. */
export function withOnly(plan: Plan, dimension: string, value: string | null): Plan {
  return withFilter(plan, { dimension, values: [value], exclude: false });
}

/** Leave the lines with this value out: one more value of an excluding filter, one less of a keeping one. */
export function withExcluded(plan: Plan, dimension: string, value: string | null): Plan {
  const former = plan.filters.find((filter) => filter.dimension === dimension);
  if (!former) return withFilter(plan, { dimension, values: [value], exclude: true });
  const others = former.values.filter((kept) => kept !== value);
  if (former.exclude) return withFilter(plan, { ...former, values: [...others, value] });
  // A keeping filter on this very value alone has nothing left to keep: it turns into its opposite.
  return others.length > 0
    ? withFilter(plan, { ...former, values: others })
    : withFilter(plan, { dimension, values: [value], exclude: true });
}

export function withoutFilter(plan: Plan, dimension: string): Plan {
  return { ...plan, filters: plan.filters.filter((filter) => filter.dimension !== dimension) };
}

export const omitsAny = ({ lines, files }: Omitted): boolean => lines.length + files.length > 0;

/** Lines that were left out as wrong count again; a whole file, where it is named. */
export function withPutBack(plan: Plan, file?: string): Plan {
  const { lines, files } = plan.omitted;
  const omitted = file === undefined ? { lines: [], files } : { lines, files: files.filter((each) => each !== file) };
  return { ...plan, omitted };
}

/** Lines are named by their numbers, which are those of other lines in other files: there, none is left out. */
export function forFiles(plan: Plan, former: readonly unknown[], files: readonly unknown[]): Plan {
  const areThere = former.length > 0 && former.every((file, at) => files[at] === file);
  return areThere ? plan : { ...plan, omitted: EMPTY_PLAN.omitted };
}

export function withMeasure(plan: Plan, measure: string): Plan {
  return { ...plan, measure };
}

/** What asks for the lines without a currency, where others have several: ISO 4217's code of none (core/money/currency.h). */
export const NO_CURRENCY = "XXX";

export function withCurrency(plan: Plan, currency: string): Plan {
  return { ...plan, currency };
}

export function withGrain(plan: Plan, grain: string): Plan {
  return { ...plan, grain };
}

export function withBlankWords(plan: Plan, words: readonly string[]): Plan {
  return { ...plan, blank_words: [...new Set(words)] };
}

const METERED = "metered";

/** Usage that has prices is asked for what it comes to; without, for its quantities. */
export function withPrices(plan: Plan, prices: string): Plan {
  return { ...plan, prices, basis: prices === "" ? EMPTY_PLAN.basis : METERED, measure: EMPTY_PLAN.measure };
}

export const isMetered = ({ basis }: Plan): boolean => basis === METERED;

/** "" as billed, "amortized": the orders spread over what they were for. */
export function withBasis(plan: Plan, basis: string): Plan {
  return { ...plan, basis };
}

/** Fraction digits to which a day's amount is cut. */
export function withAmortizationScale(plan: Plan, amortization_scale: string): Plan {
  return { ...plan, amortization_scale };
}

/** The part of a plan that is rules: what is edited as text, and what a level or filter may depend on. */
export type Rules = Pick<Plan, "categories" | "roster" | "lists" | "shared">;

export function rulesOf({ categories, roster, lists, shared }: Plan): Rules {
  return { categories, roster, lists, shared };
}

/**
 * The same question by the rules of another plan: by the level that is shown, so that groups of one dimension are compared.
 * Where only the plan's own rules give that level, nothing has a value of it under the other's.
 */
export function askedByRulesOf(plan: Plan, other: Plan): Plan {
  const { measure, currency, basis, amortization_scale } = plan;
  const by = plan.by.slice(0, 1).filter((level) => givesLevel(other, level));
  return { ...other, by, measure, currency, basis, amortization_scale };
}

function givesLevel({ categories, roster, lists }: Rules, level: string): boolean {
  const [kind = "", name = ""] = level.split(/:(.*)/s);
  if (kind === "category") return categories.some((each) => each.name === name);
  if (kind === "list") return lists.some((each) => each.name === name);
  return kind !== "ou" || roster.accounts.length > 0;
}

/** How many rules a person would count: categories, shared costs, lists and an account list. */
export function ruleCount({ categories, roster, lists, shared }: Plan): number {
  return categories.length + shared.length + lists.length + (roster.accounts.length > 0 ? 1 : 0);
}

/** Whether somebody would miss what is in the plan: rules, filters and what is watched, and not only levels and columns. */
export function holdsRules(plan: Plan): boolean {
  const { filters, blank_words, watch } = EMPTY_PLAN;
  return ruleCount(plan) > 0 || !samePlan(plan, { ...plan, filters, blank_words, watch });
}

/** The item at `place` replaced, or taken away, or a new one behind the last. */
export function withItem<Item>(items: readonly Item[], place: number, item: Item | null): readonly Item[] {
  return [...items.slice(0, place), ...(item === null ? [] : [item]), ...items.slice(place + 1)];
}

/** The item at `place` before the one above it. */
export function movedUp<Item>(items: readonly Item[], place: number): readonly Item[] {
  const moved = items[place];
  const above = items[place - 1];
  if (moved === undefined || above === undefined) return items;
  return [...items.slice(0, place - 1), moved, above, ...items.slice(place + 1)];
}

/** What of a plan the split depends on: what is watched asks nothing of it anew. */
export function splitPlan(plan: Plan): Plan {
  return { ...plan, watch: EMPTY_PLAN.watch };
}

/** Whether two plans ask the same: plans are JSON values with fields in one order. */
export function samePlan(a: Plan, b: Plan): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** Whether a plan is a stack and nothing else: its levels are all that has to be read for it. */
export function isStackOnly(plan: Plan): boolean {
  return samePlan(plan, { ...EMPTY_PLAN, by: plan.by });
}
