import {
  type DimensionInfo,
  type DimensionsReport,
  type DimensionsRequest,
  EMPTY_PLAN,
  type NamesRequest,
  type Path,
  type Plan,
  type SeriesRequest,
  type ViewRequest,
} from "../protocol";
import { type ConsolidatedLook, FIRST_CONSOLIDATED } from "./consolidated";
import { splitPlan } from "./plan";
import { FIRST_SCHEDULE, type ScheduleLook } from "./schedule";

// How the split is looked at: not a rule of the plan, so it is no step of undo, is in no export of the rules and
// survives every change of the plan.

export type Lens = "table" | "treemap" | "time";
export type Sort = "amount" | "name" | "rows";

/** A group by what its lines have in common, whatever the order of the levels is by now. Outermost first. */
export type Group = readonly Member[];
export interface Member {
  readonly dimension: string;
  readonly value: string | null;
}

export interface View {
  readonly lens: Lens;
  /** The group that is looked into; empty: the whole split. */
  readonly root: Group;
  readonly open: readonly Group[];
  readonly openAll: boolean;
  /** With openAll: groups that are collapsed all the same. */
  readonly closed: readonly Group[];
  /** Groups whose "Others" is opened. */
  readonly others: readonly Group[];
  /** Children shown before the rest goes to Others; 0: all. */
  readonly top: number;
  readonly sort: Sort;
  readonly ascending: boolean;
  readonly find: string;
  readonly period: "month" | "day";
  readonly schedule: ScheduleLook;
  readonly consolidated: ConsolidatedLook;
}

export const FIRST_VIEW: View = {
  lens: "table",
  root: [],
  open: [],
  openAll: false,
  closed: [],
  others: [],
  top: 10,
  sort: "amount",
  ascending: false,
  find: "",
  period: "month",
  schedule: FIRST_SCHEDULE,
  consolidated: FIRST_CONSOLIDATED,
};

/** How a bill is looked at first: one of a single month moves by the day. */
export function firstView({ dimensions }: DimensionsReport): View {
  const valuesOf = (name: string) => dimensions.find((each) => each.name === name)?.values ?? 0;
  return { ...FIRST_VIEW, period: valuesOf("month") <= 1 && valuesOf("day") > 1 ? "day" : "month" };
}

/** What an amount is made of where costs are shared. */
export const SHARED = ["direct", "shared_in", "shared_out"] as const;

/** The part of the flat tree that is on the screen, with some rows around it. */
export interface Window {
  readonly offset: number;
  readonly limit: number;
}

export const FIRST_WINDOW: Window = { offset: 0, limit: 200 };

/** What the user wants to see. */
export interface Wanted {
  readonly plan: Plan;
  readonly view: View;
}

export function viewRequest({ plan, view }: Wanted, window: Window): ViewRequest {
  const { openAll, top, sort, ascending, find } = view;
  const levels = levelsOf(plan);
  return {
    plan: splitPlan(plan),
    root: rootPath({ plan, view }),
    open: pathsIn(levels, view.open),
    open_all: openAll,
    closed: pathsIn(levels, view.closed),
    others: pathsIn(levels, view.others),
    top,
    sort,
    ascending,
    find,
    ...window,
  };
}

/** Dimensions and advice depend on what is measured, not on how it is split. */
export function dimensionsRequest({ plan }: Wanted): DimensionsRequest {
  return { plan: { ...splitPlan(plan), by: EMPTY_PLAN.by, filters: EMPTY_PLAN.filters, grain: EMPTY_PLAN.grain } };
}

/** Names are wanted for what it is split and filtered by; null where none of it has any. */
export function namesRequest({ plan }: Wanted, known: readonly DimensionInfo[]): NamesRequest | null {
  const named = new Set(known.filter((each) => each.named).map(({ name }) => name));
  const wanted = [...plan.by, ...plan.filters.map(({ dimension }) => dimension)].filter((name) => named.has(name));
  if (wanted.length === 0) return null;
  return { plan: { ...EMPTY_PLAN, basis: plan.basis }, dimensions: [...new Set(wanted)] };
}

/** Null while the lens that needs it is not looked through. */
export function seriesRequest({ plan, view }: Wanted): SeriesRequest | null {
  if (view.lens !== "time") return null;
  return { plan: splitPlan(plan), root: rootPath({ plan, view }), grain: view.period, top: 8 };
}

// ---- groups and paths: a path counts on the order of the levels, a group does not, so that what was open stays open
// when a level moves and comes back when a level comes back

/** The levels of the tree: the stack, and the period grain as one more. */
export function levelsOf(plan: Plan): readonly string[] {
  return plan.grain === "file" || plan.by.includes(plan.grain) ? plan.by : [...plan.by, plan.grain];
}

export function groupOf(levels: readonly string[], path: Path): Group {
  return path.map((value, level) => ({ dimension: levels[level] ?? "", value }));
}

/** Where the group stands in a tree with these levels; undefined if it is no group there. */
export function pathIn(levels: readonly string[], group: Group): Path | undefined {
  const path: (string | null)[] = [];
  for (const dimension of levels.slice(0, group.length)) {
    const member = group.find((each) => each.dimension === dimension);
    if (!member) return undefined;
    path.push(member.value);
  }
  return path.length === group.length ? path : undefined;
}

function pathsIn(levels: readonly string[], groups: readonly Group[]): readonly Path[] {
  return groups.map((group) => pathIn(levels, group)).filter((path) => path !== undefined);
}

/** The path that is looked into; the whole split while the levels of the chosen group are not the outer ones. */
export function rootPath({ plan, view }: Wanted): Path {
  return pathIn(levelsOf(plan), view.root) ?? [];
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((value, level) => value === b[level]);
}

export function sameGroup(a: Group, b: Group): boolean {
  return (
    a.length === b.length &&
    a.every((one) => b.some((other) => one.dimension === other.dimension && one.value === other.value))
  );
}

/** Adds the group if it is not there, takes it out if it is. */
export function toggled(groups: readonly Group[], group: Group): readonly Group[] {
  const others = groups.filter((each) => !sameGroup(each, group));
  return others.length === groups.length ? [...groups, group] : others;
}

/** Opens or closes one group; what else is open stays. */
export function withOpen(view: View, group: Group, open: boolean): Pick<View, "open" | "closed"> {
  const without = (groups: readonly Group[]) => groups.filter((each) => !sameGroup(each, group));
  const [openGroups, closedGroups] = [without(view.open), without(view.closed)];
  return {
    open: open ? [...openGroups, group] : openGroups,
    closed: open || !view.openAll ? closedGroups : [...closedGroups, group],
  };
}
