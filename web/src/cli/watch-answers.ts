import type {
  AnomaliesReport,
  BudgetsReport,
  CommitmentsReport,
  CommitmentUsage,
  DiscountsReport,
  TagsReport,
} from "../protocol";
import { type Cell, csv } from "../text/csv";
import type { Answer } from "./answers";

// Discounts, commitments and what is watched, in the forms that scripts rely on: JSON is core's report as it stands,
// without the numbers that only draw; CSV is its main table.

export function discountsAnswer(report: DiscountsReport): Answer {
  return answer(report, [
    ["value", "rows", "from", "to", "change", "list", "paid", "discount", "percent", "left_out", "left_out_rows"],
    ...report.rows.map((row): Cell[] => [
      row.value ?? "",
      row.rows,
      ...amounts(row.from, row.to, row.change, row.list, row.paid, row.discount),
      ...amounts(row.percent ?? "", row.left_out),
      row.left_out_rows,
    ]),
  ]);
}

export function commitmentsAnswer(report: CommitmentsReport): Answer {
  return answer(report, [
    ["kind", "id", "purchaser", "used", "unused", "committed", "utilization", "alarm"],
    ...report.commitments.map((one): Cell[] => [
      one.kind,
      one.id ?? "",
      one.purchaser ?? "",
      ...usageCells(one.usage),
      String(one.alarm),
    ]),
  ]);
}

export function budgetAnswer(report: BudgetsReport): Answer {
  return answer(report, [
    ["name", "dimension", "value", "month", "state", "limit", "actual", "forecast", "left", "forecast_left", "used"],
    ...report.budgets.map((one): Cell[] => [
      one.name,
      one.dimension,
      one.value ?? "",
      report.month,
      one.state,
      ...amounts(one.limit, one.actual, one.forecast, one.left, one.forecast_left, one.used),
    ]),
  ]);
}

export function anomaliesAnswer(report: AnomaliesReport): Answer {
  return answer(report, [
    ["day", "kind", "value", "amount", "expected", "over", "score", "moved", "judgement"],
    ...report.anomalies.map(({ kind, value, day, movers }): Cell[] => [
      day.day,
      kind,
      value ?? "",
      ...amounts(day.amount, day.expected, day.over, day.score ?? ""),
      movers.map((mover) => `${mover.value ?? ""} ${mover.change}`).join("; "),
      day.judgement,
    ]),
  ]);
}

export function tagsAnswer(report: TagsReport): Answer {
  return answer(report, [
    [...report.show, "missing", "bad", "amount", "rows"],
    ...report.to_fix.map((one): Cell[] => [
      ...one.shown.map((value) => value ?? ""),
      one.missing.join("; "),
      Object.entries(one.bad)
        .map(([key, value]) => `${key}=${value}`)
        .join("; "),
      { amount: one.amount },
      one.rows,
    ]),
  ]);
}

function usageCells({ used, unused, committed, utilization }: CommitmentUsage): Cell[] {
  return amounts(used, unused, committed, utilization ?? "");
}

function amounts(...texts: readonly string[]): Cell[] {
  return texts.map((amount) => ({ amount }));
}

function answer(report: object, table: readonly (readonly Cell[])[]): Answer {
  return { json: () => JSON.stringify(report, withoutRatios), csv: (options) => csv(table, options) };
}

function withoutRatios(key: string, value: unknown): unknown {
  return key === "ratio" || key.endsWith("_ratio") ? undefined : value;
}
