// A table as it is given away: to the clipboard, as CSV, in a workbook.

export type Cell =
  | { readonly type: "text"; readonly text: string }
  /** An exact decimal, taken for a number by whoever opens it. */
  | { readonly type: "number"; readonly exact: string };

export interface Sheet {
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

export const text = (value: string): Cell => ({ type: "text", text: value });
export const number = (exact: string): Cell => ({ type: "number", exact });
