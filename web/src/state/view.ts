import type { DimensionsRequest, Path, Plan, SeriesRequest, ViewRequest } from "../protocol";

// How the split is looked at: not a rule of the plan, so it is no step of undo, is in no export of the rules and
// survives every change of the plan.

export type Lens = "table" | "treemap" | "time";
export type Sort = "amount" | "name" | "rows";

export interface View {
  readonly lens: Lens;
  readonly open: readonly Path[];
  readonly openAll: boolean;
  /** Groups whose "Others" is opened, by the parent's path. */
  readonly others: readonly Path[];
  /** Children shown before the rest goes to Others; 0: all. */
  readonly top: number;
  readonly sort: Sort;
  readonly ascending: boolean;
  readonly find: string;
  readonly period: "month" | "day";
}

export const FIRST_VIEW: View = {
  lens: "table",
  open: [],
  openAll: false,
  others: [],
  top: 10,
  sort: "amount",
  ascending: false,
  find: "",
  period: "month",
};

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
  const { open, openAll, others, top, sort, ascending, find } = view;
  return { plan, open, open_all: openAll, others, top, sort, ascending, find, ...window };
}

/** Dimensions and advice depend on what is measured, not on how it is split. */
export function dimensionsRequest({ plan }: Wanted): DimensionsRequest {
  return { measure: plan.measure, currency: plan.currency, blank_words: plan.blank_words };
}

/** Null while the lens that needs it is not looked through. */
export function seriesRequest({ plan, view }: Wanted): SeriesRequest | null {
  return view.lens === "time" ? { plan, grain: view.period, top: 8 } : null;
}

export function samePath(a: Path, b: Path): boolean {
  return a.length === b.length && a.every((value, level) => value === b[level]);
}

export function isOpen(view: View, path: Path): boolean {
  return view.openAll || view.open.some((each) => samePath(each, path));
}

/** Opens what is closed and closes what is open. */
export function toggled(paths: readonly Path[], path: Path): readonly Path[] {
  const others = paths.filter((each) => !samePath(each, path));
  return others.length === paths.length ? [...paths, path] : others;
}
