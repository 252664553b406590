import { guarded } from "../text/csv";
import { type Cell, type Sheet, withStatement } from "./sheet";

// What goes to the clipboard, in the two forms a spreadsheet takes: text with tabs, and a table in HTML. Amounts are the
// core's strings as they are: no grouping, ASCII minus. Text that a spreadsheet would run as a formula is guarded. What
// every export carries stands below the rows, as it does in a file.

/** Lines of cells apart by tabs; a cell with a tab, a quote or a line break is quoted as spreadsheets read it. */
export function toTabbed({ header, rows }: Sheet): string {
  const line = (cells: readonly string[]) => `${cells.map(quoted).join("\t")}\r\n`;
  return line(header.map(guarded)) + rows.map((row) => line(row.map(plain))).join("");
}

/** A table in which text is marked as text, so that an id of 16 digits keeps its last ones. */
export function toHtml({ header, rows }: Sheet): string {
  const head = header.map((name) => `<th${AS_TEXT}>${escaped(guarded(name))}</th>`).join("");
  const body = rows.map((row) => `<tr>${row.map(htmlCell).join("")}</tr>`).join("\n");
  return `<meta charset="utf-8"><table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody></table>`;
}

const AS_TEXT = ` x:str="" style="mso-number-format:'\\@'"`;

function htmlCell(cell: Cell): string {
  if (cell.type === "number") return `<td x:num="${escaped(cell.exact)}">${escaped(cell.exact)}</td>`;
  return `<td${AS_TEXT}>${escaped(guarded(cell.text))}</td>`;
}

function plain(cell: Cell): string {
  return cell.type === "number" ? cell.exact : guarded(cell.text);
}

function quoted(value: string): string {
  return /[\t"\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function escaped(value: string): string {
  return value
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\n", "<br>");
}

/**
 * Puts both forms on the clipboard. The copy event comes first, for it takes HTML as it is, where the newer interface
 * washes out how cells are marked; it needs the user's click to be a moment ago, else the newer one is asked.
 */
export async function copySheet(sheet: Sheet, statement: readonly string[]): Promise<void> {
  const whole = withStatement(sheet, statement);
  const [plainText, html] = [toTabbed(whole), toHtml(whole)];
  let taken = false;
  const fill = (event: ClipboardEvent) => {
    event.clipboardData?.setData("text/plain", plainText);
    event.clipboardData?.setData("text/html", html);
    event.preventDefault();
    event.stopImmediatePropagation();
    taken = event.clipboardData !== null;
  };
  document.addEventListener("copy", fill, { capture: true });
  try {
    if (document.execCommand("copy") && taken) return;
  } finally {
    document.removeEventListener("copy", fill, { capture: true });
  }
  const blob = (type: string, content: string) => new Blob([content], { type });
  await navigator.clipboard.write([
    new ClipboardItem({ "text/plain": blob("text/plain", plainText), "text/html": blob("text/html", html) }),
  ]);
}
