import { type Cell, csv } from "../text/csv";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { type Content, type Proof, statementOf } from "./content";
import { number, type Sheet, text, withStatement } from "./sheet";
import { sheetOf } from "./split-sheet";
import { type NamedSheet, textNumbersIn } from "./xlsx";

// The split as tables of text and exact decimals, and the files made of text.

/** The rows at the grain shown, as copying takes them; the total last. */
export function shownSheet({ shown, levels, measure }: Content): Sheet {
  return sheetOf(shown, levels, amountName(measure, shown.currency));
}

/** A row a leaf; its amounts add up to the total. */
export function longSheet({ leaves, levels, measure, shown }: Content): Sheet {
  return {
    header: [...levels.map(dimensionName), amountName(measure, shown.currency), t("table.lines")],
    rows: leaves.leaves.map(({ key, amount, rows }) => [
      ...key.map((value) => text(value ?? "")),
      number(amount),
      number(String(rows)),
    ]),
  };
}

const amountName = (measure: string, currency: string): string =>
  currency ? t("table.amount_in", { measure, currency }) : measure;

const BOM = "\uFEFF"; // by which a spreadsheet knows UTF-8

/** CSV with the statement below the table, in rows of as many cells. */
export function csvFile(sheet: Sheet, statement: readonly string[]): string {
  const { header, rows } = withStatement(sheet, statement);
  const cells = rows.map((row) =>
    row.map((cell): Cell => (cell.type === "number" ? { amount: cell.exact } : cell.text)),
  );
  return BOM + csv([[...header], ...cells], { raw: false });
}

/** Sheets for a workbook, the last one about the others: the statement, and how many of their numbers are text. */
export function withAbout(sheets: readonly NamedSheet[], title: string, statement: readonly string[]): NamedSheet[] {
  const n = sheets.reduce((sum, sheet) => sum + textNumbersIn(sheet), 0);
  const rows = [...statement, t("export.asText", { n })].map((line) => [text(line)]);
  return [...sheets, { name: t("export.sheetAbout"), header: [title], rows }];
}

export function jsonFile(content: Content, proof: Proof): string {
  const { bill, plan, levels, shown, leaves } = content;
  const { measure, currency, total, balance } = shown;
  return JSON.stringify(
    {
      statement: statementOf(content, proof),
      sha256: proof.whole,
      bill: { sha256: proof.files, rows: bill.rows, rejected: bill.rejected },
      plan,
      measure,
      currency,
      by: levels,
      total,
      balance,
      shown: shown.view.map(({ kind, path, level, amount, share, rows }) => ({
        kind,
        path,
        level,
        amount,
        share,
        rows,
      })),
      leaves: leaves.leaves,
    },
    null,
    1,
  );
}
