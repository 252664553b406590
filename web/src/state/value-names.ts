import { signal } from "@preact/signals";

import type { NamesReport } from "../protocol";

// The names of the open bill's values, where a dimension tells them apart by identifiers and the bill has names beside
// them. The core says which; whoever writes a value looks here.

export type ValueNames = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** By dimension and value. Set by the store. */
export const valueNames = signal<ValueNames>(new Map());

export function namesByDimension(report: NamesReport | undefined): ValueNames {
  const dimensions = report?.dimensions ?? [];
  return new Map(
    dimensions.map(({ dimension, values }) => [dimension, new Map(values.map(({ value, name }) => [value, name]))]),
  );
}

export function nameOf(dimension: string, value: string): string | undefined {
  return valueNames.value.get(dimension)?.get(value);
}
