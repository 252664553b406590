import { useMemo, useState } from "preact/hooks";

import { number, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { ScheduleCell, ScheduleReport, ScheduleRow } from "../../protocol";
import { ALL, orderPlan, type Part, type Span, scheduleRequest, WHOLE } from "../../state/schedule";
import { masked } from "../../state/settings";
import { FIRST_WINDOW, type Window } from "../../state/view";
import { isZero } from "../../text/amount";
import { language, t } from "../../text/text";
import { Amount } from "../amount";
import type { ScheduleParts } from "../schedule-view";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { daysOf, monthOf } from "./civil-weeks";
import { eventGlyph, eventName } from "./events";
import { FigureGrid, type GridCell, type GridColumn, type GridRow } from "./figure-grid";
import type { GridPlace } from "./grid-keys";
import { MonthByMonth } from "./month-by-month";
import { OrderCalendar } from "./order-calendar";
import { PeriodWaterfall } from "./period-waterfall";
import { ScheduleTools } from "./schedule-tools";
import { useWhy } from "./why-amortized";
import { byName, rowTitle, termOf, typeName } from "./words";

const PARTS: readonly Part[] = ["opening", "amount", "left"];
/** Marks that stand in a cell of a month; those of days are the calendar's. */
const MARKS = ["tail", "change", "refund", "expiry", "runs_out"];
/** So many months stand beside each other before the first year alone is shown. */
const WIDE = 18;

/** What every order takes in every period, as a table; beneath it the chosen order day by day and the period's flow. */
export function ScheduleTable(parts: ScheduleParts) {
  const { store, plan, look, report: overview, onLook } = parts;
  const months = overview.periods;
  const month = months.includes(look.month) ? look.month : (months[0] ?? "");
  const years = [...new Set(months.map((each) => each.slice(0, 4)))];
  const byDefault = months.length > WIDE ? (years[0] ?? ALL) : ALL;
  const year = years.includes(look.year) || look.year === ALL ? look.year : byDefault;
  const span = spanOf(look.grain, month, year);

  const [window, setWindow] = useState<Window>(FIRST_WINDOW);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const { answer: report, pending } = useAnswer(
    store,
    "schedule",
    scheduleRequest(plan, look, look.grain, span, window),
  );
  const openWhy = useWhy(parts);
  const table = useMemo(
    () => report && tableOf(report, span, look.show),
    [report, span.from, span.to, look.show, language.value],
  );
  if (!report || !table) return <p class="muted">{t("schedule.asking")}</p>;

  const rowAt = (line: number): ScheduleRow | undefined => report.rows[line - report.offset];
  const choose = (place: GridPlace) => {
    setAt(place);
    const row = rowAt(place.row);
    const period = table.columns[place.column]?.period;
    onLook({
      ...(row?.row == null ? { order: null } : { order: row.row }),
      ...(period === undefined ? {} : { month: monthOf(period) }),
      ...(period !== undefined && look.grain === "day" ? { day: period } : {}),
    });
  };
  const activate = (line: number | null, column: number) => {
    const row = line === null ? null : rowAt(line);
    if (row === undefined) return;
    const period = table.columns[column]?.period;
    if (period === undefined && table.columns[column]?.id !== "total") return;
    openWhy({ row, by: report.by, grain: look.grain, period: period ?? "" });
  };
  const chosenRow = rowAt(at.row);
  const chosenColumn = table.columns[at.column];
  const name = t("schedule.name", {
    by: byName(report.by),
    grain: t(`schedule.grain.${look.grain}`),
    measure: report.measure,
  });
  return (
    <>
      <div class="split-bar">
        <ScheduleTools {...parts} month={month} year={year} years={years} />
        <SheetTools store={store} name="schedule" table={() => wholeTable(parts, span)} />
      </div>
      <FigureGrid
        label={name}
        testid="schedule-table"
        columns={table.columns}
        lines={report.found}
        offset={report.offset}
        rows={table.rows}
        foot={table.foot}
        busy={pending}
        at={at}
        onPlace={choose}
        onActivate={activate}
        onWindow={setWindow}
        nothing={look.find === "" ? t("schedule.nothing") : t("schedule.nothing_found", { find: look.find })}
      />
      <ChosenCell
        report={report}
        row={at.row < report.found ? chosenRow : null}
        period={chosenColumn?.period}
        place={chosenColumn?.place}
      />
      <div class="schedule-pair">
        <OrderCalendar {...parts} month={month} />
        <PeriodWaterfall {...parts} month={month} />
      </div>
      <MonthByMonth {...parts} month={month} />
    </>
  );
}

function spanOf(grain: "month" | "day", month: string, year: string): Span {
  if (grain === "day" && month !== "") return { from: `${month}-01`, to: daysOf(month).at(-1) ?? "" };
  return year === ALL ? WHOLE : { from: `${year}-01`, to: `${year}-12` };
}

// ---- the core's rows as cells

interface ScheduleColumn extends GridColumn {
  readonly period?: string;
  /** Index into the report's periods. */
  readonly place?: number;
  readonly part?: Part;
}

function tableOf(report: ScheduleReport, { from, to }: Span, show: readonly Part[]) {
  const parts = PARTS.filter((part) => show.includes(part));
  const several = parts.length > 1;
  const periods = report.periods
    .map((period, place) => ({ period, place }))
    .filter(({ period }) => (from === "" || period >= from) && (to === "" || period <= to));
  const columns: readonly ScheduleColumn[] = [
    { id: "name", name: byName(report.by) },
    ...(report.by === "order"
      ? [
          { id: "type", name: t("schedule.type") },
          { id: "term", name: t("schedule.term") },
        ]
      : []),
    { id: "total", name: t("schedule.total"), number: true },
    ...periods.flatMap(({ period, place }) =>
      parts.map((part) => ({
        id: several ? `${period} ${part}` : period,
        name: several ? t(`schedule.${part}`) : shortPeriod(period, report.grain),
        ...(several ? { group: period } : {}),
        number: true,
        period,
        place,
        part,
      })),
    ),
  ];
  const scale = report.scale;
  const cellsOf = (cells: readonly ScheduleCell[]) => {
    const known = new Map(cells.map((cell) => [cell.period, cell]));
    return columns.flatMap(({ place, part }) =>
      place === undefined || part === undefined ? [] : [cellOf(known.get(place), part, scale)],
    );
  };
  const rows = report.rows.map((row): GridRow => {
    const words: readonly GridCell[] = [
      { text: rowTitle(report.by, row.name) },
      ...(report.by === "order"
        ? [
            { text: typeName(row.type), tone: "muted" as const },
            { text: termOf(row), tone: "muted" as const },
          ]
        : []),
    ];
    return [...words, { exact: row.total, scale }, ...cellsOf(row.cells)];
  });
  const blank: readonly GridCell[] = report.by === "order" ? [{ text: "" }, { text: "" }] : [];
  const foot: GridRow = [
    { text: t("table.total") },
    ...blank,
    { exact: report.total, scale },
    ...cellsOf(report.totals),
  ];
  return { columns, rows, foot };
}

/** "2023-02-28" -> "28": the days stand under their month's choice. */
function shortPeriod(period: string, grain: string): string {
  return grain === "day" ? period.slice(5) : period;
}

/** Where nothing can fall stands a dash, not a zero. */
function cellOf(cell: ScheduleCell | undefined, part: Part, scale: number): GridCell {
  if (!cell) return { text: "—", tone: "muted" };
  const marks = part === "amount" ? cell.marks.filter((mark) => MARKS.includes(mark)) : [];
  return {
    exact: cell[part],
    scale,
    ...(marks.length > 0 ? { mark: marks.map(eventGlyph).join(""), markName: marks.map(eventName).join(", ") } : {}),
  };
}

async function wholeTable({ store, plan, look }: ScheduleParts, span: Span): Promise<Table> {
  const ask = (window: Window) => store.ask("schedule", scheduleRequest(plan, look, look.grain, span, window));
  let report = await ask({ offset: 0, limit: 2000 });
  const rows = [...report.rows];
  while (rows.length < report.found) {
    report = await ask({ offset: rows.length, limit: 2000 });
    if (report.rows.length === 0) break;
    rows.push(...report.rows);
  }
  const whole = { ...report, offset: 0, rows };
  const { columns, rows: cells, foot } = tableOf(whole, span, look.show);
  const header = columns.map(({ name, group, period }) => (group ? `${group} ${name}` : (period ?? name)));
  const line = (row: GridRow) =>
    row.map((cell) =>
      cell.exact === undefined ? text(cell.text === "—" ? "" : (cell.text ?? "")) : number(cell.exact),
    );
  const sums = [[t("schedule.total"), report.total]] as const;
  const sheet = { header, rows: [...cells, foot].map(line) };
  return sheetTable({ sheet, plan: orderPlan(plan), result: whole, sums, difference: report.difference });
}

// ---- the chosen cell in a sentence

interface ChosenCellProps {
  readonly report: ScheduleReport;
  /** null: the total; undefined: not read yet. */
  readonly row: ScheduleRow | null | undefined;
  readonly period: string | undefined;
  readonly place: number | undefined;
}

function ChosenCell({ report, row, period, place }: ChosenCellProps) {
  const cells = row === null ? report.totals : (row?.cells ?? []);
  const cell = place === undefined ? undefined : cells.find((each) => each.period === place);
  const { scale } = report;
  if (!cell || period === undefined) {
    return <p class="chosen-cell muted">{t("schedule.cell.none")}</p>;
  }
  const name = row ? rowTitle(report.by, row.name) : t("schedule.all");
  const part = (key: "opening" | "amount" | "left" | "total", exact: string) => (
    <span>
      <span class="muted">{t(key === "total" ? "schedule.total" : `schedule.${key}`)}</span>{" "}
      <Amount exact={exact} scale={scale} testid={`chosen-${key}`} />
    </span>
  );
  return (
    <p class="chosen-cell" data-testid="chosen-cell" aria-live={masked.value ? "off" : "polite"}>
      <strong>{t("schedule.cell", { period, name })}</strong>
      {part("opening", cell.opening)}
      <span>
        {part("amount", cell.amount)}
        {cell.days > 0 && <span class="muted"> {t("schedule.cell.days", { n: cell.days })}</span>}
      </span>
      {part("left", cell.left)}
      {part("total", row ? row.total : report.total)}
      {isZero(report.difference) ? (
        <span class="ok" aria-hidden="true">
          ✔
        </span>
      ) : (
        <span class="bad">✖</span>
      )}
    </p>
  );
}
