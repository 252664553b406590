import type { Cell, Sheet } from "./sheet";
import { zip } from "./zip";

// A workbook by hand: cells of text are text whatever they begin with, never formulas; an amount is a number where a
// double gives the decimal back as it was, and else text, of which is said how many there are.

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** So many significant digits come back from a double, and from a spreadsheet, as they were. */
const EXACT_DIGITS = 15;
/** What a cell of a spreadsheet holds. */
const LONGEST_TEXT = 32_767;

export function isExactInADouble(decimal: string): boolean {
  const digits = decimal.replace(/^-/, "").replace(".", "").replace(/^0+/, "");
  const significant = decimal.includes(".") ? digits.replace(/0+$/, "") : digits;
  return significant.length <= EXACT_DIGITS;
}

/** Cells that hold a number as text. */
export function textNumbersIn(sheet: Sheet): number {
  return sheet.rows.flat().filter((cell) => cell.type === "number" && !isExactInADouble(cell.exact)).length;
}

export interface NamedSheet extends Sheet {
  readonly name: string;
}

export function workbook(sheets: readonly NamedSheet[]): Promise<Blob> {
  const numbered = sheets.map(({ name }, place) => ({ name, id: place + 1 }));
  const all = (each: (sheet: { name: string; id: number }) => string) => numbered.map(each).join("");
  return zip(
    [
      [
        "[Content_Types].xml",
        `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.main+xml"/>${all(({ id }) => `<Override PartName="/xl/worksheets/sheet${id}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`)}</Types>`,
      ],
      [
        "_rels/.rels",
        `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
      ],
      [
        "xl/workbook.xml",
        `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships"><sheets>${all(({ name, id }) => `<sheet name="${escaped(name)}" sheetId="${id}" r:id="r${id}"/>`)}</sheets></workbook>`,
      ],
      [
        "xl/_rels/workbook.xml.rels",
        `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all(({ id }) => `<Relationship Id="r${id}" Type="${OFFICE}/relationships/worksheet" Target="worksheets/sheet${id}.xml"/>`)}</Relationships>`,
      ],
      ...sheets.map((sheet, place) => [`xl/worksheets/sheet${place + 1}.xml`, sheetXml(sheet)] as const),
    ],
    TYPE,
  );
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const FORMATS = "http://schemas.openxmlformats.org";
const MAIN = `${FORMATS}/spreadsheetml/2006/main`;
const PACKAGE = `${FORMATS}/package/2006`;
const OFFICE = `${FORMATS}/officeDocument/2006`;

function sheetXml({ header, rows }: Sheet): string {
  const head = header.map((text): Cell => ({ type: "text", text }));
  const body = [head, ...rows].map((cells, row) => rowXml(cells, row + 1)).join("");
  return `${XML}<worksheet xmlns="${MAIN}"><sheetData>${body}</sheetData></worksheet>`;
}

function rowXml(cells: readonly Cell[], row: number): string {
  return `<row r="${row}">${cells.map((cell, column) => cellXml(cell, columnName(column) + row)).join("")}</row>`;
}

/** 0 -> "A", 25 -> "Z", 26 -> "AA". */
function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}

function cellXml(cell: Cell, address: string): string {
  if (cell.type === "number" && isExactInADouble(cell.exact)) return `<c r="${address}"><v>${cell.exact}</v></c>`;
  const text = cell.type === "number" ? cell.exact : cell.text;
  return `<c r="${address}" t="inlineStr"><is><t xml:space="preserve">${escaped(shortened(text))}</t></is></c>`;
}

const shortened = (text: string): string => (text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text);

/** XML has no control characters and no halves of a letter: they are shown as what can not be shown. */
export function escaped(text: string): string {
  return text
    .replaceAll(
      /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      "\ufffd",
    )
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
