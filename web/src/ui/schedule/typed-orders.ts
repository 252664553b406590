import type { PreviewOrder } from "../../protocol";

// Rows of orders as they are pasted from a spreadsheet: a header as in our Orders file, cells apart by tabs or commas.
// They are taken as text; what they mean, the core says.

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

export const NO_ORDER: PreviewOrder = {
  order: "",
  original: "",
  type: "",
  begin: "",
  end: "",
  amount: "",
  quantity: "",
};

/** The orders of a pasted table; none if its first line names none of the columns. */
export function ordersIn(pasted: string): readonly PreviewOrder[] {
  const [head, ...lines] = pasted
    .replace(/^\ufeff/, "")
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "");
  if (head === undefined) return [];
  const delimiter = head.includes("\t") ? "\t" : ",";
  const fields = cellsOf(head, delimiter).map(
    (name) => COLUMNS.find(([header]) => header.toLowerCase() === name.toLowerCase())?.[1],
  );
  if (fields.every((field) => field === undefined)) return [];
  return lines.map((line) => {
    const order: Record<keyof PreviewOrder, string> = { ...NO_ORDER };
    cellsOf(line, delimiter).forEach((cell, place) => {
      const field = fields[place];
      if (field) order[field] = cell;
    });
    return order;
  });
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
