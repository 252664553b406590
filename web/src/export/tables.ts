import { FOCUS } from "../protocol";
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

const TAG = "tag:";

/** FOCUS ends a period with the moment after it. */
function dayAfter(day: string): string {
  const next = new Date(`${day}T00:00:00Z`);
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

/** The method's name in AllocatedMethodId: another way of splitting takes another name. */
export const METHOD = "billfold-split-v1";

/**
 * The split in the columns of FOCUS 1.4: a row an allocated charge, the whole bill being the origin charge. A level that
 * FOCUS has a column for stands in it, tags in Tags, all of them in AllocatedTags. The ratio stands in
 * AllocatedMethodDetails, where FOCUS has it, and once more in a column of its own for spreadsheets. Columns whose values
 * a split does not know (ChargeCategory, ServiceCategory and the like) are not made up: they are left out.
 */
export function focusFile(content: Content, statement: readonly string[]): string | null {
  const { allocation, levels, role, days } = content;
  if (allocation === null) return null;
  const placed = levels.map((level) => ({ level, column: FOCUS[level] })).filter(({ column }) => column !== undefined);
  const tagged = levels.filter((level) => level.startsWith(TAG));
  const header = [
    role === null ? "x_Amount" : (FOCUS[role] ?? FOCUS["billed"]!),
    "BillingCurrency",
    "ChargePeriodStart",
    "ChargePeriodEnd",
    ...placed.map(({ column }) => column!),
    ...(tagged.length > 0 ? ["Tags"] : []),
    "AllocatedMethodId",
    "AllocatedMethodDetails",
    "AllocatedResourceId",
    "AllocatedResourceName",
    "AllocatedTags",
    "x_AllocatedRatio",
    "x_Rows",
    "x_Statement",
  ];
  const rows = allocation.leaves.map(({ key, amount, rows: count, ratio }, place): Cell[] => {
    const values = new Map(key.map((value, level) => [levels[level] ?? "", value]));
    const tags = Object.fromEntries(values);
    const own = tagged
      .filter((level) => values.get(level) != null)
      .map((level) => [level.slice(TAG.length), values.get(level)]);
    return [
      { amount },
      allocation.currency,
      days === null ? "" : `${days.first}T00:00:00Z`,
      days === null ? "" : `${dayAfter(days.last)}T00:00:00Z`,
      ...placed.map(({ level }) => values.get(level) ?? ""),
      ...(tagged.length > 0 ? [JSON.stringify(Object.fromEntries(own))] : []),
      METHOD,
      // Written by hand: a number of 12 digits must not pass through a double.
      `{"Elements":[{"AllocatedRatio":${ratio},"UsageUnit":${JSON.stringify(allocation.measure)},"UsageQuantity":${amount}}]}`,
      JSON.stringify(key),
      key.map((value) => value ?? "").join(" / "),
      JSON.stringify(tags),
      { amount: ratio },
      count,
      place < statement.length ? statement[place]! : "",
    ];
  });
  return csv([header, ...rows], { raw: false });
}
