// Failures that arise in the page itself, before any file is read. The core's and the engine's have their own lists;
// words for all of them are in web/src/text/en/errors.ts.

import type { Failure } from "../protocol";

export const PAGE_ERRORS = [
  "nothing_dropped",
  "nothing_pasted",
  "unknown_sample",
  "bad_link",
  "not_rules",
  "not_json",
  "list_exists",
  "list_without_dimension",
  "no_such_currency",
  "no_rows",
  "defect",
] as const;
export type PageError = (typeof PAGE_ERRORS)[number];

export function pageFailure(error: PageError, values: Readonly<Record<string, string>> = {}): Failure {
  return { error, message: error, values, line: 0, column: 0 };
}
