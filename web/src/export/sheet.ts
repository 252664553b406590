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
/** Of what may have no value. */
export const numberOrNone = (exact: string | null): Cell => (exact === null ? text("") : number(exact));

/** With sentences below its rows, each in the first of as many cells: files and the clipboard carry them so. */
export function withStatement({ header, rows }: Sheet, statement: readonly string[]): Sheet {
  const filled = (line: string) => header.map((_, column) => text(column === 0 ? line : ""));
  return { header, rows: [...rows, ...statement.map(filled)] };
}
