import type { PreviewOrder, PreviewUse } from "../../protocol";
import type { Tried } from "../../state/schedule";

// Rows of orders or deductions as they are pasted from a spreadsheet: a header as in our own files of them, cells apart by
// tabs or commas. They are taken as text; what they mean, the core says.

/** The columns of the Orders file and what they fill. */
export const COLUMNS: readonly (readonly [header: string, field: keyof PreviewOrder])[] = [
  ["OrderNo", "order"],
  ["OriginalOrderNo", "original"],
  ["AmortizedType", "type"],
  ["BeginTime", "begin"],
  ["EndTime", "end"],
  ["PayableAmount", "amount"],
  ["PackQuantity", "quantity"],
];

/** The columns of the Deductions file. */
export const USE_COLUMNS: readonly (readonly [header: string, field: keyof PreviewUse])[] = [
  ["OrderNo", "order"],
  ["Date", "date"],
  ["Quantity", "quantity"],
  ["Settlement", "settlement"],
];

export const NO_ORDER: PreviewOrder = {
  order: "",
  original: "",
  type: "",
  begin: "",
  end: "",
  amount: "",
  quantity: "",
};

export const NO_USE: PreviewUse = { order: "", date: "", quantity: "", settlement: "daily" };

/** The orders or deductions of a pasted table; none if its first line names none of the columns. */
export function triedIn(pasted: string): readonly Tried[] {
  const [head, ...lines] = pasted
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  if (head === undefined) return [];
  const delimiter = head.includes("\t") ? "\t" : ",";
  const names = cellsOf(head, delimiter);
  const rows = lines.map((line) => cellsOf(line, delimiter));
  const uses = fieldsOf(names, USE_COLUMNS);
  const orders = fieldsOf(names, COLUMNS);
  if (uses.includes("date")) return rows.map((cells) => filled(NO_USE, uses, cells));
  return orders.every((field) => field === undefined) ? [] : rows.map((cells) => filled(NO_ORDER, orders, cells));
}

function fieldsOf<Field>(
  names: readonly string[],
  columns: readonly (readonly [header: string, field: Field])[],
): readonly (Field | undefined)[] {
  return names.map((name) => columns.find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1]);
}

function filled<Row extends Tried>(
  blank: Row,
  fields: readonly (keyof Row | undefined)[],
  cells: readonly string[],
): Row {
  const entries = cells.flatMap((cell, place) => (fields[place] === undefined ? [] : [[fields[place], cell] as const]));
  return { ...blank, ...Object.fromEntries(entries) };
}

/** Cells of one line; a quoted one may hold the delimiter. */
function cellsOf(line: string, delimiter: "\t" | ","): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let quoted = false;
  for (const letter of line) {
    if (letter === '"') quoted = !quoted;
    else if (letter === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += letter;
  }
  return [...cells, cell.trim()];
}
