import { type Cell, csv } from "../text/csv";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { type Content, type Proof, statementOf } from "./content";
import type { Sheet } from "./sheet";
import { sheetOf } from "./split-sheet";

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
      ...key.map((value) => ({ type: "text", text: value ?? "" }) as const),
      { type: "number", exact: amount } as const,
      { type: "number", exact: String(rows) } as const,
    ]),
  };
}

const amountName = (measure: string, currency: string): string =>
  currency ? t("table.amount_in", { measure, currency }) : measure;

const BOM = "\uFEFF"; // by which a spreadsheet knows UTF-8

/** CSV with the statement below the table, in rows of as many cells. */
export function csvFile(sheet: Sheet, statement: readonly string[]): string {
  const width = sheet.header.length;
  const filled = (first: string): Cell[] => [first, ...Array.from({ length: width - 1 }, () => "")];
  const rows: Cell[][] = sheet.rows.map((row) =>
    row.map((cell) => (cell.type === "number" ? { amount: cell.exact } : cell.text)),
  );
  return BOM + csv([[...sheet.header], ...rows, ...statement.map(filled)], { raw: false });
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
