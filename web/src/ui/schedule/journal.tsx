import { useId, useState } from "preact/hooks";

import { type Cell, number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { JournalLine, JournalReport, Plan } from "../../protocol";
import { orderPlan } from "../../state/schedule";
import { isKey, say, t } from "../../text/text";
import { Amount } from "../amount";
import type { ScheduleParts } from "../schedule-view";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { byChoices } from "./by-choices";
import { FigureGrid, type GridCell, type GridColumn, type GridRow } from "./figure-grid";
import type { GridPlace } from "./grid-keys";
import { Verdict } from "./roll-forward";
import { Choose } from "./schedule-tools";

/** Balanced lines for the ledger: expense in debit, prepaid in credit, a month each. */
export function Journal(parts: ScheduleParts) {
  const { store, plan, look, report: overview, onLook } = parts;
  const id = useId();
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const [month, setMonth] = useState("");
  const { answer: report, pending } = useAnswer(store, "journal", {
    plan: orderPlan(plan),
    department: look.department,
    from: month,
    to: month,
  });
  if (!report) return <p class="muted">{t("schedule.asking")}</p>;
  const { scale } = overview;
  const departments = byChoices(store).filter(([value]) => value !== "order");
  const split = look.department !== "";
  const columns: readonly GridColumn[] = [
    { id: "date", name: t("schedule.journal.date") },
    { id: "account", name: t("schedule.journal.account") },
    ...(split ? [{ id: "department", name: t("schedule.journal.department") }] : []),
    { id: "debit", name: t("schedule.journal.debit"), number: true },
    { id: "credit", name: t("schedule.journal.credit"), number: true },
  ];
  return (
    <>
      <div class="split-bar">
        <Choose
          id={`${id}-month`}
          label={t("schedule.year")}
          testid="journal-month"
          value={month}
          choices={[["", t("schedule.year.all")], ...report.periods.map((each) => [each, each] as const)]}
          onChoose={setMonth}
        />
        <Choose
          id={`${id}-department`}
          label={t("schedule.journal.department")}
          testid="journal-department"
          value={look.department}
          choices={[["", t("schedule.journal.no_department")], ...departments]}
          onChoose={(department) => onLook({ department })}
        />
        <SheetTools store={store} name="journal" table={async () => tableOf(orderPlan(plan), report, split)} />
      </div>
      <FigureGrid
        label={t("schedule.journal.name")}
        testid="journal"
        columns={columns}
        lines={report.lines.length}
        offset={0}
        rows={report.lines.map((line) => cellsOf(line, split, scale))}
        foot={[
          { text: t("table.total") },
          { text: "" },
          ...(split ? [{ text: "" }] : []),
          { exact: report.debit, scale },
          { exact: report.credit, scale },
        ]}
        busy={pending}
        at={at}
        onPlace={setAt}
        nothing={t("schedule.journal.nothing")}
      />
      <ExplainedFigures
        {...{ store, plan: orderPlan(plan), view: "journal", department: look.department, from: month, to: month }}
      >
        <ChosenSide report={report} at={at} split={split} scale={scale} />
      </ExplainedFigures>
      <Verdict words={t("schedule.journal.balanced")} difference={report.difference} scale={scale} />
    </>
  );
}

interface ChosenSideProps {
  readonly report: JournalReport;
  readonly at: GridPlace;
  readonly split: boolean;
  readonly scale: number;
}

/** The amount that the grid stands on, which can be asked why it is what it is. */
function ChosenSide({ report, at, split, scale }: ChosenSideProps) {
  const side = (["debit", "credit"] as const)[at.column - (split ? 3 : 2)];
  const isTotal = at.row >= report.lines.length;
  const exact = side === undefined ? undefined : (isTotal ? report : report.lines[at.row])?.[side];
  if (side === undefined || exact === undefined || exact === "") return null;
  return (
    <p class="chosen-cell" data-testid="journal-chosen">
      <span class="muted">{t(`schedule.journal.${side}`)}</span>{" "}
      <Why place={isTotal ? side : `lines/${at.row}/${side}`}>
        <Amount exact={exact} scale={scale} />
      </Why>
    </p>
  );
}

function accountName(account: string): string {
  const key = `schedule.journal.account.${account}`;
  return isKey(key) ? say(key, {}) : account;
}

function cellsOf({ date, account, department, debit, credit }: JournalLine, split: boolean, scale: number): GridRow {
  const amount = (exact: string): GridCell => (exact === "" ? { text: "" } : { exact, scale });
  return [
    { text: date },
    { text: accountName(account) },
    ...(split ? [{ text: department ?? t("schedule.journal.unassigned") }] : []),
    amount(debit),
    amount(credit),
  ];
}

function tableOf(plan: Plan, report: JournalReport, split: boolean): Table {
  const { debit, credit, difference } = report;
  const sums = [
    [t("schedule.journal.debit"), debit],
    [t("schedule.journal.credit"), credit],
  ] as const;
  return sheetTable({ sheet: sheetOf(report, split), plan, result: report, sums, difference });
}

function sheetOf({ lines, debit, credit, currency }: JournalReport, split: boolean): Sheet {
  const amount = (exact: string): Cell => (exact === "" ? text("") : number(exact));
  const head = (name: string) => (currency === "" ? name : `${name} (${currency})`);
  const department = (value: string) => (split ? [text(value)] : []);
  return {
    header: [
      t("schedule.journal.date"),
      t("schedule.journal.account"),
      ...(split ? [t("schedule.journal.department")] : []),
      head(t("schedule.journal.debit")),
      head(t("schedule.journal.credit")),
    ],
    rows: [
      ...lines.map((line) => [
        text(line.date),
        text(accountName(line.account)),
        ...department(line.department ?? t("schedule.journal.unassigned")),
        amount(line.debit),
        amount(line.credit),
      ]),
      [text(t("table.total")), text(""), ...department(""), number(debit), number(credit)],
    ],
  };
}
