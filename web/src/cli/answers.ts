import type { BillReport, SplitReport } from "../protocol";
import { type Cell, csv } from "./csv";

// The answers in the forms that scripts rely on: JSON with its keys in a fixed order, CSV with the same columns.

export interface Answer {
  readonly json: () => string;
  readonly csv: (options: { readonly raw: boolean }) => string;
}

export function infoAnswer(report: BillReport): Answer {
  const [first] = report.files;
  const about = {
    profile: report.profile,
    encoding: first?.encoding ?? "",
    delimiter: first?.delimiter ?? "",
    header_line: first?.header_line ?? 0,
    rows: report.rows,
  };
  const rejected = report.rejected_lines.map(({ line, column, reason, text }) => ({ line, column, reason, text }));
  const columns = report.columns.map(({ name }) => name);
  const totals = report.measures.map(({ name, total }) => [name, total] as const);
  const currency = report.currencies.flatMap(({ code }) => (code === null ? [] : [code]));
  return {
    json: () =>
      object([
        ...Object.entries(about).map(([key, value]) => [key, JSON.stringify(value)] as const),
        ["rejected", JSON.stringify(rejected)],
        ["columns", JSON.stringify(columns)],
        ["measures", object(totals.map(([name, total]) => [name, JSON.stringify(total)]))],
        ["default_measure", JSON.stringify(report.default_measure)],
        ["currency", JSON.stringify(currency)],
      ]),
    csv: (options) =>
      csv(
        [
          ["what", "name", "value"],
          ...Object.entries(about).map(([key, value]) => [key, "", value]),
          ...rejected.map(({ line, column, reason, text }) => [`rejected`, `line ${line}, ${column}: ${reason}`, text]),
          ...columns.map((name) => ["column", name, ""]),
          ...totals.map(([name, total]): Cell[] => ["measure", name, { amount: total }]),
          ["default_measure", report.default_measure, ""],
          ...currency.map((code) => ["currency", code, ""]),
        ],
        options,
      ),
  };
}

export function splitAnswer({ measure, total, rows, rejected, by, leaves, difference }: SplitReport): Answer {
  return {
    json: () => JSON.stringify({ measure, total, rows, rejected, by, leaves, difference }),
    csv: (options) =>
      csv(
        [
          [...by, "amount", "rows"],
          ...leaves.map((leaf): Cell[] => [
            ...leaf.key.map((value) => value ?? ""),
            { amount: leaf.amount },
            leaf.rows,
          ]),
        ],
        options,
      ),
  };
}

// An object of our own would put keys that look like numbers first, and knows names such as __proto__.
function object(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}
