import "./over-time.css";

import type { ComponentChildren } from "preact";
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { number, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { Plan, Series, SeriesReport } from "../../protocol";
import { noValueName, valueName } from "../../state/row-names";
import { formatAmount } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { rich, t } from "../../text/text";
import { Amount } from "../amount";
import { sheetTable } from "../sheet-tools";
import { itemAt, useWhyOf, Why } from "../why-figure";
import { COLORS, type GroupColors } from "./colors";
import { columnsOf, type Frame, labelEvery } from "./columns";
import { Figure } from "./figure";

interface OverTimeProps {
  readonly report: SeriesReport;
  /** Of the level that is drawn apart; "" if the split has none. */
  readonly dimension: string;
  readonly scale: number;
  readonly currency: string;
  readonly masked: boolean;
  readonly busy: boolean;
  readonly colors: GroupColors;
  readonly period: "month" | "day";
  readonly onPeriod: (period: "month" | "day") => void;
  readonly onInto: (name: string | null) => void;
  /** Gives the figures away, beside their table. */
  readonly tools: ComponentChildren;
}

const HEIGHT = 340;
const AXIS = 24;
const LABEL = { month: 64, day: 56 } as const;

/** How it moved: the largest groups as stacked columns, a period each. */
export function OverTime(props: OverTimeProps) {
  const { report, dimension, scale, currency, period, busy, onPeriod, tools } = props;
  const id = useId();
  return (
    <Figure
      testid="over-time"
      finding={finding(report, scale, currency)}
      controls={
        <fieldset class="plan-field basis">
          <legend class="unseen">{t("time.period")}</legend>
          {(["month", "day"] as const).map((each) => (
            <label class="choice" key={each}>
              <input type="radio" name={id} checked={period === each} onChange={() => onPeriod(each)} />
              {t(`time.${each}`)}
            </label>
          ))}
        </fieldset>
      }
      drawing={
        <div aria-busy={busy} class="over-time">
          <Drawing {...props} />
        </div>
      }
      table={
        <>
          <PeriodsTable report={report} dimension={dimension} scale={scale} />
          {tools}
        </>
      }
    />
  );
}

function finding(report: SeriesReport, scale: number, currency: string) {
  const dated = report.periods.findIndex((each) => each !== null);
  if (dated < 0) return t("time.no_dates");
  const top = report.largest;
  const total = (
    <Why place="total">
      <Amount exact={report.total} scale={scale} currency={currency} />
    </Why>
  );
  if (report.periods.length === 1) {
    return rich("time.finding_one", { period: <strong>{report.periods[0]}</strong>, total });
  }
  return rich("time.finding", {
    period: <strong>{report.periods[top] ?? t("novalue.date")}</strong>,
    amount: (
      <Why place={`totals/${top}`}>
        <Amount exact={report.totals[top] ?? "0"} scale={scale} currency={currency} />
      </Why>
    ),
    total,
  });
}

/** Which group and period a figure is of; undefined where it is below one. */
export function seriesFigureAt(report: SeriesReport, dimension: string, place: string): string | undefined {
  const [list, at, field, period, below] = place.split("/");
  if (below !== undefined) return undefined;
  const periodName = (number: string | undefined) => itemAt(report.periods, number) ?? t("novalue.date");
  if (list === "totals") return t("figure.of", { word: t("table.total"), name: periodName(at) });
  const series = list === "series" ? itemAt(report.series, at) : undefined;
  if (!series) return undefined;
  const word = seriesName(series, dimension);
  return field === "amounts" ? t("figure.of", { word, name: periodName(period) }) : word;
}

function seriesName({ kind, name, groups }: Series, dimension: string): string {
  if (kind === "others") return t("time.others", { n: groups });
  if (name !== null) return valueName(dimension, name);
  return kind === "total" ? t("table.total") : noValueName(dimension);
}

function Drawing(props: OverTimeProps) {
  const { report, dimension, scale, masked, colors, period, onInto } = props;
  const pattern = useId();
  const onWhy = useWhyOf();
  const frameElement = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  const [at, setAt] = useState<number | null>(null);
  const [lit, setLit] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = frameElement.current!;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const sized = new ResizeObserver(measure);
    sized.observe(element);
    return () => sized.disconnect();
  }, []);

  const longest = report.totals.reduce((most, total) => Math.max(most, total.split(".")[0]!.length), 4);
  const frame: Frame = {
    left: longest * 8 + 24,
    top: 12,
    width: Math.max(40, width - longest * 8 - 32),
    height: HEIGHT - AXIS - 12,
  };
  const columns = columnsOf(report, frame);
  const every = labelEvery(report.periods.length, frame.width, LABEL[period]);
  const named = report.series.filter(({ kind, name }) => kind === "group" && name !== null);
  const slots = colors.assign(
    dimension,
    named.slice(0, COLORS).map(({ name }) => name!),
  );
  const fillOf = ({ kind, name }: Series) => {
    if (kind === "others") return "var(--group-others)";
    if (kind === "total") return "var(--accent)";
    if (kind === "unassigned" || name === null) return `url(#${pattern})`;
    return `var(--group-${slots.get(name) ?? "others"})`;
  };
  const periodName = (place: number) => report.periods[place] ?? t("novalue.date");

  // What is drawn under the pointer, a group in its period, or the period.
  const whyAt = (x: number, y: number) => {
    const period = columns.periods.findIndex(({ left, width: wide }) => x >= left && x < left + wide);
    if (period < 0) return;
    const under = columns.segments.find(
      (segment) => segment.period === period && y >= segment.top && y < segment.top + segment.height,
    );
    onWhy?.(under ? `series/${under.series}/amounts/${period}` : `totals/${period}`);
  };
  const walk = (event: KeyboardEvent) => {
    const last = report.periods.length - 1;
    const now = at ?? (event.key === "ArrowLeft" ? last + 1 : -1);
    const next = { ArrowRight: now + 1, ArrowLeft: now - 1, Home: 0, End: last }[event.key];
    if (event.key === "Escape") setAt(null);
    if (event.key === "Enter") onWhy?.(at === null ? "total" : `totals/${at}`);
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(last, next)));
  };
  const said =
    at === null
      ? t("time.whole")
      : t("time.said", {
          period: periodName(at),
          amount: masked ? t("amount.hidden") : formatAmount(report.totals[at] ?? "0", { scale }),
        });

  return (
    <>
      <div class="over-time-drawing" ref={frameElement}>
        <svg width={width} height={HEIGHT} role="img" aria-label={t("time.name", { n: report.periods.length })}>
          <defs>
            <pattern id={pattern} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect width="5" height="5" class="hatch-ground" />
              <line x1="0" y1="0" x2="0" y2="5" class="hatch-line" />
            </pattern>
          </defs>
          {columns.ticks.map(({ y, label }) => (
            <g key={label}>
              <line class="grid" x1={frame.left} x2={frame.left + frame.width} y1={y} y2={y} />
              <text class="tick" x={frame.left - 8} y={y} dy="0.32em" text-anchor="end">
                {masked ? "" : formatAmount(label)}
              </text>
            </g>
          ))}
          {at !== null && columns.periods[at] && (
            <rect
              class="under"
              x={columns.periods[at].left}
              width={columns.periods[at].width}
              y={frame.top}
              height={frame.height}
            />
          )}
          {columns.segments.map(({ series, period: column, left, top, width: wide, height }) => (
            <rect
              key={`${series} ${column}`}
              class={`segment${lit !== null && lit !== series ? " dim" : ""}`}
              x={left}
              y={top}
              width={wide}
              height={Math.max(0.5, height - (height > 2 ? 1 : 0))}
              style={{ fill: fillOf(report.series[series]!) }}
            />
          ))}
          <line class="zero" x1={frame.left} x2={frame.left + frame.width} y1={columns.zero} y2={columns.zero} />
          {report.periods.map((_, place) =>
            place % every === 0 ? (
              <text
                key={place}
                class={`tick${place === at ? " now" : ""}`}
                x={columns.periods[place]!.left + columns.periods[place]!.width / 2}
                y={HEIGHT - 6}
                text-anchor="middle"
              >
                {shortPeriod(periodName(place), period)}
              </text>
            ) : null,
          )}
        </svg>
        <div
          class="reader"
          role="slider"
          tabIndex={0}
          aria-label={t("time.reader")}
          aria-valuemin={0}
          aria-valuemax={report.periods.length}
          aria-valuenow={at === null ? 0 : at + 1}
          aria-valuetext={said}
          onKeyDown={walk}
          onPointerMove={(event) => {
            const x = event.offsetX;
            const under = columns.periods.findIndex(({ left, width: wide }) => x >= left && x < left + wide);
            setAt(under < 0 ? null : under);
          }}
          onPointerLeave={() => setAt(null)}
          onClick={(event) => whyAt(event.offsetX, event.offsetY)}
          onBlur={() => setAt(null)}
        />
      </div>
      <div class="legend">
        <div class="legend-head">
          <span>{at === null ? t("time.all_periods") : periodName(at)}</span>
          <Why place={at === null ? "total" : `totals/${at}`}>
            <Amount exact={at === null ? report.total : (report.totals[at] ?? "0")} scale={scale} />
          </Why>
        </div>
        <ul role="list">
          {report.series.map((series, place) => (
            <li
              key={`${series.kind} ${series.name}`}
              onPointerEnter={() => setLit(place)}
              onPointerLeave={() => setLit(null)}
            >
              <button
                type="button"
                class="legend-item"
                disabled={series.kind === "others" || dimension === ""}
                onFocus={() => setLit(place)}
                onBlur={() => setLit(null)}
                onClick={() => onInto(series.name)}
              >
                <svg class="swatch" width="12" height="12" aria-hidden="true">
                  <rect width="12" height="12" style={{ fill: fillOf(series) }} />
                </svg>
                <span class="legend-name">{seriesName(series, dimension)}</span>
                <Amount exact={at === null ? series.total : (series.amounts[at] ?? "0")} scale={scale} />
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** "2025-04-11" -> "04-11" where days stand side by side. */
function shortPeriod(name: string, period: "month" | "day"): string {
  return period === "day" && /^\d{4}-\d{2}-\d{2}$/.test(name) ? name.slice(5) : name;
}

/** At the grain of the drawing: a row a group, a column a period. */
export function periodsTable(plan: Plan, report: SeriesReport, dimension: string, currency: string): Table {
  const total = currency === "" ? t("table.total") : t("table.amount_in", { measure: t("table.total"), currency });
  const periods = report.periods.map((period) => period ?? t("novalue.date"));
  const row = (name: string, amounts: readonly string[], whole: string) => [
    text(name),
    ...[...amounts, whole].map(number),
  ];
  const header = [dimension === "" ? t("time.period") : dimensionName(dimension), ...periods, total];
  const rows = report.series.map((series) => row(seriesName(series, dimension), series.amounts, series.total));
  return sheetTable({
    sheet: { header, rows: [...rows, row(t("table.total"), report.totals, report.total)] },
    plan,
    result: report,
    sums: [[t("table.total"), report.total]],
  });
}

function PeriodsTable({ report, dimension, scale }: { report: SeriesReport; dimension: string; scale: number }) {
  return (
    <table class="ledger">
      <thead>
        <tr>
          <th scope="col">{dimension === "" ? t("time.period") : dimensionName(dimension)}</th>
          {report.periods.map((period) => (
            <th scope="col" class="number" key={period}>
              {period ?? t("novalue.date")}
            </th>
          ))}
          <th scope="col" class="number">
            {t("table.total")}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.series.map((series, at) => (
          <tr key={`${series.kind} ${series.name}`}>
            <th scope="row">{seriesName(series, dimension)}</th>
            {series.amounts.map((amount, place) => (
              <td class="number" key={place}>
                <Why place={`series/${at}/amounts/${place}`}>
                  <Amount exact={amount} scale={scale} />
                </Why>
              </td>
            ))}
            <td class="number">
              <Why place={`series/${at}/total`}>
                <Amount exact={series.total} scale={scale} />
              </Why>
            </td>
          </tr>
        ))}
        <tr class="total">
          <th scope="row">{t("table.total")}</th>
          {report.totals.map((amount, place) => (
            <td class="number" key={place}>
              <Why place={`totals/${place}`}>
                <Amount exact={amount} scale={scale} />
              </Why>
            </td>
          ))}
          <td class="number">
            <Why place="total">
              <Amount exact={report.total} scale={scale} />
            </Why>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
