import { EMPTY_PLAN, type Category, type Plan, type Predicate, type SharedRule } from "../../web/src/protocol";
import type { Chance } from "./chance";

// Random rules that the core can run, over the dimensions that are given.

export interface RandomDimension {
  readonly name: string;
  readonly values: readonly string[];
  /** What its values are, for ranges; most are only texts. */
  readonly kind?: "number" | "date";
}

export const NO_CONDITION: Predicate = { op: "", dimension: "", values: [], from: "", to: "", of: [] };

export function randomCondition(chance: Chance, dimensions: readonly RandomDimension[], depth = 2): Predicate {
  if (depth > 0 && chance.oneIn(3)) {
    const of = chance.several(1, 3, () => randomCondition(chance, dimensions, depth - 1));
    return { ...NO_CONDITION, op: chance.pick(["all", "any", "none"]), of };
  }
  const { name, values, kind } = chance.pick(dimensions);
  if (kind !== undefined && chance.oneIn(2)) {
    const bound = () => chance.pick(values.filter((value) => value !== ""));
    // A range that ends before it begins is refused.
    const both = [bound(), bound()].sort((a, b) => (kind === "number" ? Number(a) - Number(b) : a < b ? -1 : 1));
    const [from = "", to = ""] = chance.pick([[bound(), ""], ["", bound()], both]);
    return { ...NO_CONDITION, op: kind, dimension: name, from, to };
  }
  const op = chance.pick(["is", "is", "starts", "ends", "contains", "matches", "empty"]);
  if (op === "empty") return { ...NO_CONDITION, op, dimension: name };
  const texts = chance.several(1, 3, () => chance.pick(values)).filter((value) => value !== "");
  const parts = texts.map((text) => (op === "is" || op === "matches" ? text : text.slice(0, 1 + chance.below(2))));
  return { ...NO_CONDITION, op, dimension: name, values: parts.length > 0 ? parts : ["a"] };
}

export function randomCategory(chance: Chance, name: string, dimensions: readonly RandomDimension[]): Category {
  return {
    name,
    rules: chance.several(0, 4, () => ({
      value: chance.pick(["core", "far", "rest", ""]),
      when: chance.oneIn(8) ? NO_CONDITION : randomCondition(chance, dimensions),
    })),
    otherwise: chance.pick(["", "rest", "else"]),
  };
}

/** A later rule takes a later value, so that few of them are a cycle. */
export function randomShared(
  chance: Chance,
  place: number,
  dimensions: readonly RandomDimension[],
  measures: readonly string[],
): SharedRule {
  const { name: dimension, values } = chance.pick(dimensions.filter(({ kind }) => kind === undefined));
  const named = [...new Set(values.filter((value) => value !== ""))];
  const method = chance.pick(["even", "fixed", "proportional"]);
  const source: Predicate = { ...NO_CONDITION, op: "is", dimension, values: [named[place % named.length]!] };
  const others = named.slice(place + 1);
  return {
    name: `rule ${place + 1}`,
    source: chance.oneIn(3)
      ? { ...NO_CONDITION, op: "all", of: [source, randomCondition(chance, dimensions, 1)] }
      : source,
    dimension,
    targets:
      method === "fixed"
        ? [
            { value: others[0] ?? "new", weight: "33.3" },
            { value: "newer", weight: "66.7" },
          ]
        : chance.oneIn(2)
          ? []
          : others.map((value) => ({ value, weight: chance.pick(["", "2", "0.5"]) })),
    // Percentages are of those that get something: here of all.
    except: chance.oneIn(4) && method !== "fixed" ? [chance.pick(named)] : [],
    method,
    measure: method === "proportional" && chance.oneIn(3) ? chance.pick(measures) : "",
    weighed: method === "proportional" && chance.oneIn(3) ? randomCondition(chance, dimensions, 1) : NO_CONDITION,
    usage:
      method === "proportional" && chance.oneIn(4)
        ? others.map((value) => ({ value, amount: chance.pick(["1.5", "2", "0.25"]) }))
        : [],
    partitions: chance.oneIn(3) ? [chance.pick(dimensions).name] : [],
  };
}

/** Categories, one of them built on the first, and shared costs that may be of a category's values. */
export function randomPlan(chance: Chance, dimensions: readonly RandomDimension[], measures: readonly string[]): Plan {
  const kind = { name: "category:Kind", values: ["core", "far", "rest", "else"] };
  const both = [...dimensions, kind];
  const categories = [
    randomCategory(chance, "Kind", dimensions),
    ...chance.several(0, 1, () => randomCategory(chance, "Above", both)),
  ];
  const levels = [...both.map(({ name }) => name), ...(categories.length > 1 ? ["category:Above"] : [])];
  return {
    ...EMPTY_PLAN,
    by: [...new Set(chance.several(0, 2, () => chance.pick(levels)))],
    categories,
    shared: chance.several(1, 3, (place) => randomShared(chance, place, both, measures)),
  };
}
