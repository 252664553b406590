import type { AnomaliesReport, DayInfo } from "../../protocol";
import { isKey, say, t } from "../../text/text";
import { Figure as Exact } from "../consolidated";
import { type FigureColumn, FigureTable } from "../figure-table";
import { Figure } from "../split/figure";

const WIDTH = 720;
const HEIGHT = 140;
const FOOT = 20; // for the days' names
const NAMES = 10; // at most so many stand under the bars

/** Every day of the whole, what it cost and what was expected of it. Heights draw; the figures are in the table. */
export function DaysChart({ report, busy }: { report: AnomaliesReport; busy: boolean }) {
  if (report.total.length === 0) return null;
  return (
    <Figure
      testid="days-chart"
      finding={t("anomalies.chart")}
      drawing={
        <div aria-busy={busy}>
          <Drawing days={report.total} />
        </div>
      }
      table={<Days report={report} />}
    />
  );
}

function Drawing({ days }: { days: readonly DayInfo[] }) {
  const step = WIDTH / days.length;
  const every = Math.ceil(days.length / NAMES);
  const y = (ratio: number) => HEIGHT - Math.max(0, Math.min(1, ratio)) * HEIGHT;
  return (
    <svg class="budget-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT + FOOT}`} role="img" aria-label={t("anomalies.chart")}>
      {days.map(({ day, judgement, ratio, expected, expected_ratio }, place) => (
        <g key={day}>
          <rect
            class={`day-bar ${judgement === "moved" ? "unusual" : judgement}`}
            x={place * step + step * 0.1}
            y={y(ratio)}
            width={step * 0.8}
            height={HEIGHT - y(ratio)}
          />
          {expected !== "" && (
            <line
              class="day-expected"
              x1={place * step}
              x2={(place + 1) * step}
              y1={y(expected_ratio)}
              y2={y(expected_ratio)}
            />
          )}
          {place % every === 0 && (
            <text class="budget-word" x={place * step} y={HEIGHT + 15}>
              {day.slice(5)}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}

function Days({ report }: { report: AnomaliesReport }) {
  const columns: readonly FigureColumn<DayInfo>[] = [
    { id: "day", name: t("field.day"), cell: ({ day }) => day },
    {
      id: "amount",
      name: t("budgets.that_day"),
      number: true,
      cell: ({ amount }, at) => <Exact exact={amount} scale={report.scale} place={`${at}/amount`} />,
    },
    {
      id: "expected",
      name: t("anomalies.usual"),
      number: true,
      cell: ({ expected }, at) =>
        expected === "" ? "" : <Exact exact={expected} scale={report.scale} place={`${at}/expected`} />,
    },
    { id: "judgement", name: t("budgets.status"), cell: ({ judgement }) => judgementName(judgement) },
  ];
  return (
    <FigureTable
      label={t("anomalies.chart")}
      testid="days-table"
      columns={columns}
      rows={report.total}
      place="total"
      nothing={t("consolidated.nothing")}
    />
  );
}

export function judgementName(judgement: string): string {
  const key = `anomalies.judgement.${judgement}`;
  return isKey(key) ? say(key, {}) : judgement;
}
