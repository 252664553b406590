import type { Failure, Mapping } from "../protocol";

// What the page needs of the engine; tests put a few lines in its place.
export type { Engine, OpenBill, ReadOptions, ReadProgress, Recognised, SourceRecord } from "../engine/engine";

/** The failure that an engine's error carries; anything else is a defect of ours and is shown as one. */
export function failureOf(reason: unknown): Failure {
  if (typeof reason === "object" && reason !== null && "failure" in reason) return reason.failure as Failure;
  const message = reason instanceof Error ? reason.message : String(reason);
  return { error: "defect", message, values: { message }, line: 0, column: 0 };
}

export const NO_MAPPING: Mapping = {
  profile: "",
  fields: [],
  delimiter: "",
  decimal_mark: "",
  date_order: "",
  header_line: 0,
};
