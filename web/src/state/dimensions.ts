import type { DimensionInfo } from "../protocol";

const DEFINED: readonly string[] = ["category", "roster", "list"];

/**
 * What a person is offered to group by: what has values or is yet to be read. A column of amounts is summed; what a rule
 * defines of columns that this bill lacks cannot be read.
 */
export function splittable(dimensions: readonly DimensionInfo[]): readonly DimensionInfo[] {
  return dimensions.filter(({ amounts, kind, stored }) => !amounts && (stored || !DEFINED.includes(kind)));
}

/** Columns of amounts: what a condition may ask for a range of. */
export function summed(dimensions: readonly DimensionInfo[]): readonly DimensionInfo[] {
  return dimensions.filter(({ amounts }) => amounts);
}

/** What `splittable` gives, for a choice of whom figures are for: no months or days, nothing that is known to be empty. */
export function ownersAmong(dimensions: readonly DimensionInfo[]): readonly DimensionInfo[] {
  return splittable(dimensions).filter(({ kind, stored, values }) => kind !== "period" && (!stored || values > 0));
}
