import { EMPTY_PLAN, type Plan, type PreviewOrder, type PreviewUse, type ScheduleRequest } from "../protocol";
import type { Window } from "./view";

// How the schedule is looked at; what it is made of (measure, filters, decimals) is in the plan.

export type ScheduleLens = "table" | "roll" | "journal" | "audit" | "preview";
export type Part = "opening" | "amount" | "left";

export interface ScheduleLook {
  readonly lens: ScheduleLens;
  readonly grain: "month" | "day";
  /** order, or the name of a dimension. */
  readonly by: string;
  readonly find: string;
  /** The year whose months are columns, or ALL; "" until one is chosen. */
  readonly year: string;
  /** The month that calendar and waterfall are about; "" until one is chosen: the first. */
  readonly month: string;
  readonly day: string | null;
  /** The order whose calendar is shown, by its row; null: the sum of all. */
  readonly order: number | null;
  /** What of each period stands in the table. */
  readonly show: readonly Part[];
  /** The department of the journal; "" none. */
  readonly department: string;
}

export const FIRST_SCHEDULE: ScheduleLook = {
  lens: "table",
  grain: "month",
  by: "order",
  find: "",
  year: "",
  month: "",
  day: null,
  order: null,
  show: ["amount"],
  department: "",
};

/** What of the plan an order's schedule depends on: another stack or basis asks nothing anew. */
export function orderPlan(plan: Plan): Plan {
  return { ...plan, by: EMPTY_PLAN.by, grain: EMPTY_PLAN.grain, basis: EMPTY_PLAN.basis };
}

/** What is tried out beside the orders of the bill: an order, or the use of a pack. */
export type Tried = PreviewOrder | PreviewUse;

export const isUse = (tried: Tried): tried is PreviewUse => "date" in tried;

/** All years, beside the years there are. */
export const ALL = "all";

/** Periods, both counted; empty: the first, the last. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

export const WHOLE: Span = { from: "", to: "" };

export function scheduleRequest(
  plan: Plan,
  { by, find }: Pick<ScheduleLook, "by" | "find">,
  grain: "month" | "day",
  { from, to }: Span,
  window: Window,
): ScheduleRequest {
  return { plan: orderPlan(plan), grain, by, find, from, to, ...window };
}
