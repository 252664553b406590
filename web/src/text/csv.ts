// CSV as RFC 4180 has it. A text that a spreadsheet would take for a formula gets an apostrophe before it; amounts and
// counts, which are ours, never do, or credits would become text.

export type Cell = string | number | { readonly amount: string };

// OWASP's list with the full-width forms, behind blanks and quotes too.
const FORMULA = /^[\s"']*[=+\-@\0＝＋－＠]|^[\t\r\n\0]/;

export function csv(rows: readonly (readonly Cell[])[], { raw }: { readonly raw: boolean }): string {
  return rows.map((row) => `${row.map((cell) => written(cell, raw)).join(",")}\r\n`).join("");
}

function written(cell: Cell, raw: boolean): string {
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "object") return cell.amount;
  const text = raw ? cell : guarded(cell);
  return text !== cell || /[",\r\n]/.test(text) ? quoted(text) : text;
}

/** A text that begins like a formula gets the apostrophe by which spreadsheets know text. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
