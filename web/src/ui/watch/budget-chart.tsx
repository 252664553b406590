import "./budget-chart.css";

import type { BudgetDay, BudgetInfo, BudgetsReport } from "../../protocol";
import { rich, t } from "../../text/text";
import { Figure as Exact } from "../consolidated";
import { type FigureColumn, FigureTable } from "../figure-table";
import { Figure } from "../split/figure";

const WIDTH = 720;
const HEIGHT = 200;
const FOOT = 20; // for the days' names

/** What was spent by each day's end, against the limit, and what it will come to. Heights draw, figures are in words. */
interface BudgetChartProps {
  readonly report: BudgetsReport;
  readonly budget: BudgetInfo;
  /** Of the budget in the report. */
  readonly place: string;
}

export function BudgetChart({ report, budget, place }: BudgetChartProps) {
  const amount = (field: "actual" | "limit" | "forecast" | "daily_limit") => (
    <Exact exact={budget[field]} scale={2} currency={report.currency} place={`${place}/${field}`} />
  );
  const finding = rich("budgets.chart.finding", {
    name: budget.name,
    actual: amount("actual"),
    day: report.as_of,
    limit: amount("limit"),
    forecast: amount("forecast"),
  });
  const daily = rich("budgets.daily", { amount: amount("daily_limit") });
  return (
    <Figure
      testid="budget-chart"
      finding={
        <>
          {finding} <span class="muted">{daily}</span>
        </>
      }
      drawing={<Drawing report={report} budget={budget} />}
      table={<Days report={report} budget={budget} place={place} />}
    />
  );
}

function Drawing({ report, budget }: { report: BudgetsReport; budget: BudgetInfo }) {
  const x = (day: number) => (day / report.days) * WIDTH;
  const y = (ratio: number) => HEIGHT - Math.max(0, Math.min(1, ratio)) * (HEIGHT - 12);
  const points = budget.spent.map(({ ratio }, place) => [x(place + 1), y(ratio)] as const);
  const line = [`0,${HEIGHT}`, ...points.map(([left, top]) => `${left},${top}`)].join(" ");
  const last = points.at(-1) ?? ([0, HEIGHT] as const);
  const limit = y(budget.limit_ratio);
  return (
    <svg
      class="budget-chart"
      viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`}
      role="img"
      aria-label={t("budgets.chart.label", { name: budget.name })}
    >
      <line class="budget-ground" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
      <polygon class="budget-area" points={`${line} ${last[0]},${HEIGHT}`} />
      <polyline class="budget-line" points={line} />
      <line class="budget-forecast" x1={last[0]} y1={last[1]} x2={WIDTH} y2={y(budget.forecast_ratio)} />
      <line class="budget-limit" x1={0} x2={WIDTH} y1={limit} y2={limit} />
      <text class="budget-word" x={4} y={Math.max(12, limit - 4)}>
        {t("budgets.limit")}
        {budget.estimated && ` ${t("budgets.estimated.mark")}`}
      </text>
      {budget.spent
        .filter((_, place) => place % 7 === 0)
        .map(({ day }, place) => (
          <text class="budget-word" key={day} x={x(place * 7)} y={HEIGHT + 15}>
            {day.slice(5)}
          </text>
        ))}
    </svg>
  );
}

function Days({ report, budget, place }: BudgetChartProps) {
  const columns: readonly FigureColumn<BudgetDay>[] = [
    { id: "day", name: t("field.day"), cell: ({ day }) => day },
    {
      id: "amount",
      name: t("budgets.that_day"),
      number: true,
      cell: ({ amount }, at) => <Exact exact={amount} scale={2} place={`${at}/amount`} />,
    },
    {
      id: "reached",
      name: t("budgets.by_then"),
      number: true,
      cell: ({ reached }, at) => <Exact exact={reached} scale={2} place={`${at}/reached`} />,
    },
  ];
  return (
    <FigureTable
      label={t("budgets.chart.table", { month: report.month })}
      testid="budget-days"
      columns={columns}
      rows={budget.spent}
      place={`${place}/spent`}
      nothing={t("consolidated.nothing")}
    />
  );
}
