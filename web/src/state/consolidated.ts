import { EMPTY_PLAN, type Plan, type WhatIfInputs } from "../protocol";

// How discounts, commitments and what is watched are looked at; budgets, thresholds and policies are in the plan.

export type DiscountsLens = "discounts" | "commitments" | "what_if";
export type WatchLens = "budgets" | "anomalies";
export type TagsLens = "policy" | "compliance" | "tree";

export interface ConsolidatedLook {
  readonly discounts: DiscountsLens;
  readonly watch: WatchLens;
  readonly tags: TagsLens;
  /** The basis that discounts are counted from; "": the price without any. They lead to the plan's measure. */
  readonly from: string;
  /** The dimensions that figures are shown by; "": the core's choice. */
  readonly discountsBy: string;
  readonly commitmentsBy: string;
  readonly anomaliesBy: string;
  readonly explainBy: string;
  /** What the sliders say; null: the bill's own use. */
  readonly whatIf: WhatIfInputs | null;
  /** The month of the budgets; "": the core's choice. */
  readonly month: string;
}

export const FIRST_CONSOLIDATED: ConsolidatedLook = {
  discounts: "discounts",
  watch: "budgets",
  tags: "policy",
  from: "",
  discountsBy: "",
  commitmentsBy: "",
  anomaliesBy: "",
  explainBy: "",
  whatIf: null,
  month: "",
};

/** What of the plan a question about consolidated billing depends on: another stack asks nothing anew. */
export function watchedPlan(plan: Plan): Plan {
  return { ...plan, by: EMPTY_PLAN.by, grain: EMPTY_PLAN.grain };
}
