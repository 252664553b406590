import { useId, useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { Plan, RollForwardReport, RollForwardRow } from "../../protocol";
import { orderPlan } from "../../state/schedule";
import { FIRST_WINDOW, type Window } from "../../state/view";
import { isZero } from "../../text/amount";
import { t } from "../../text/text";
import { Amount } from "../amount";
import type { ScheduleParts } from "../schedule-view";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { byChoices } from "./by-choices";
import { FigureGrid, type GridRow } from "./figure-grid";
import type { GridPlace } from "./grid-keys";
import { Choose } from "./schedule-tools";
import { byName, rowTitle } from "./words";

const FIGURES = ["opening", "purchases", "residuals", "additions", "amortized", "refunds", "closing"] as const;

/** What was prepaid before, what came, what went, what is left: an order or a value of a dimension a row. */
export function RollForward(parts: ScheduleParts) {
  const { store, plan, look, report: overview, onLook } = parts;
  const id = useId();
  const [span, setSpan] = useState({ from: "", to: "" });
  const [window, setWindow] = useState<Window>(FIRST_WINDOW);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const request = { plan: orderPlan(plan), by: look.by, ...span };
  const { answer: report, pending } = useAnswer(store, "roll_forward", { ...request, ...window });
  if (!report) return <p class="muted">{t("schedule.asking")}</p>;

  // What was chosen counts before it is answered: the second choice does not take the first one back.
  const from = span.from || report.from;
  const to = span.to || report.to;
  const months = overview.periods.map((each) => [each, each] as const);
  const all = async (): Promise<Table> => {
    const rows: RollForwardRow[] = [];
    for (;;) {
      const next = await store.ask("roll_forward", { ...request, offset: rows.length, limit: 2000 });
      rows.push(...next.rows);
      if (next.rows.length === 0 || rows.length >= next.found)
        return tableOf(request.plan, look.by, { ...next, offset: 0, rows });
    }
  };
  const name = t("schedule.roll.name", { by: byName(look.by), from: report.from, to: report.to });
  return (
    <>
      <div class="split-bar">
        <Choose
          id={`${id}-from`}
          label={t("schedule.roll.from")}
          testid="roll-from"
          value={from}
          choices={months}
          onChoose={(first) => setSpan({ from: first, to: first > to ? first : to })}
        />
        <Choose
          id={`${id}-to`}
          label={t("schedule.roll.to")}
          testid="roll-to"
          value={to}
          choices={months}
          onChoose={(last) => setSpan({ from: last < from ? last : from, to: last })}
        />
        <Choose
          id={`${id}-by`}
          label={t("schedule.rows")}
          testid="roll-by"
          value={look.by}
          choices={byChoices(store)}
          onChoose={(by) => onLook({ by, order: null })}
        />
        <SheetTools store={store} name="roll-forward" table={all} />
      </div>
      <FigureGrid
        label={name}
        testid="roll-forward"
        columns={[
          { id: "name", name: byName(look.by) },
          ...FIGURES.map((each) => ({ id: each, name: t(`schedule.roll.${each}`), number: true })),
        ]}
        lines={report.found}
        offset={report.offset}
        rows={report.rows.map((row) => cellsOf(rowTitle(look.by, row.name), row, report.scale))}
        foot={cellsOf(t("table.total"), report.total, report.scale)}
        busy={pending}
        at={at}
        onPlace={setAt}
        onWindow={setWindow}
        nothing={t("schedule.nothing")}
      />
      <ExplainedFigures {...{ store, plan: request.plan, view: "roll_forward", by: look.by, from, to }}>
        <ChosenFigure report={report} at={at} />
      </ExplainedFigures>
      <Verdict words={t("schedule.roll.formula")} difference={report.difference} scale={report.scale} />
    </>
  );
}

/** The figure that the grid stands on, which can be asked why it is what it is. */
function ChosenFigure({ report, at }: { readonly report: RollForwardReport; readonly at: GridPlace }) {
  const field = FIGURES[at.column - 1];
  const isTotal = at.row >= report.found;
  const row = isTotal ? report.total : report.rows[at.row - report.offset];
  if (field === undefined || row === undefined) return null;
  const list = isTotal ? "total" : `rows/${at.row}`;
  return (
    <p class="chosen-cell" data-testid="roll-chosen">
      <span class="muted">{t(`schedule.roll.${field}`)}</span>{" "}
      <Why place={`${list}/${field}`}>
        <Amount exact={row[field]} scale={report.scale} />
      </Why>
    </p>
  );
}

function cellsOf(name: string, row: RollForwardRow, scale: number): GridRow {
  return [{ text: name }, ...FIGURES.map((each) => ({ exact: row[each], scale }))];
}

function tableOf(plan: Plan, by: string, report: RollForwardReport): Table {
  const { total, difference } = report;
  const sums = FIGURES.map((each) => [t(`schedule.roll.${each}`), total[each]] as const);
  return sheetTable({ sheet: sheetOf(by, report), plan, result: report, sums, difference });
}

function sheetOf(by: string, { rows, total, currency }: RollForwardReport): Sheet {
  const line = (name: string, row: RollForwardRow) => [text(name), ...FIGURES.map((each) => number(row[each]))];
  const head = (each: (typeof FIGURES)[number]) =>
    t(`schedule.roll.${each}`) + (currency === "" ? "" : ` (${currency})`);
  return {
    header: [byName(by), ...FIGURES.map(head)],
    rows: [...rows.map((row) => line(rowTitle(by, row.name), row)), line(t("table.total"), total)],
  };
}

/** What must hold, and whether the core says that it does. */
export function Verdict({ words, difference, scale }: { words: string; difference: string; scale: number }) {
  const holds = isZero(difference);
  return (
    <p class={holds ? "ok" : "bad"} data-testid="schedule-verdict" data-exact={difference}>
      {holds ? "✔" : "✖"} {words}, {t("schedule.difference")} <Amount exact={difference} scale={scale} />
    </p>
  );
}
