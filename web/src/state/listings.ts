import { EMPTY_PLAN, type Failure, type Plan, type ValueList } from "../protocol";
import { renamed } from "./categories";
import { pageFailure } from "./errors";
import { withItem } from "./plan";

// What a plan holds of an account list or a list of owners that is written, gets another name or goes.

const levelOf = (list: string): string => `list:${list}`;

/** Why a list cannot be read under this name, of this dimension; null: it can. `former`: the list that is edited. */
export function faultOfList(plan: Plan, name: string, dimension: string, former: ValueList | null): Failure | null {
  if (dimension === "") return pageFailure("list_without_dimension");
  const isTaken = name !== former?.name && plan.lists.some((list) => list.name === name);
  return isTaken ? pageFailure("list_exists", { list: name }) : null;
}

/** The same plan for a list under its new name, which the core then reads into its place. */
export function withListName(plan: Plan, former: ValueList, name: string): Plan {
  if (former.name === name) return plan;
  const lists = plan.lists.map((list) => (list === former ? { ...list, name } : list));
  return renamed({ ...plan, lists }, levelOf(former.name), levelOf(name));
}

/** As the core reads it again without taking its first entry for names of columns. */
export function textOfList({ entries }: ValueList): string {
  const lines = entries.map(({ value, owner }) => JSON.stringify({ value, owner }));
  return `[\n${lines.join(",\n")}\n]`;
}

/** A list that goes takes its level and its filter along. */
export function withoutList(plan: Plan, place: number): Plan {
  const level = levelOf(plan.lists[place]?.name ?? "");
  return withoutLevels({ ...plan, lists: withItem(plan.lists, place, null) }, (name) => name === level);
}

export function withoutRoster(plan: Plan): Plan {
  return withoutLevels({ ...plan, roster: EMPTY_PLAN.roster }, (name) => name.startsWith("ou:"));
}

function withoutLevels(plan: Plan, isGone: (level: string) => boolean): Plan {
  return {
    ...plan,
    by: plan.by.filter((level) => !isGone(level)),
    filters: plan.filters.filter(({ dimension }) => !isGone(dimension)),
  };
}
