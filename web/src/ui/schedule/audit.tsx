import "./audit.css";

import { useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { AuditLine, AuditReport, BillReport, Plan } from "../../protocol";
import { orderPlan } from "../../state/schedule";
import { FIRST_WINDOW, type Window } from "../../state/view";
import { formatCount, isZero } from "../../text/amount";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { wordsOf } from "../error-panel";
import { FileButton } from "../file-button";
import type { ScheduleParts } from "../schedule-view";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { FigureGrid, type GridCell, type GridRow } from "./figure-grid";
import type { GridPlace } from "./grid-keys";
import { lineName } from "./place-name";
import { Steps } from "./why-amortized";
import { auditKind, auditWhat, typeName } from "./words";
import { inspect } from "../unsaved";

const COST_BILL = "cost_bill";

/** The vendor's cost bill beside the orders: every amount of it worked out again, what differs listed. */
export function Audit({ store, bill, plan, report: overview }: ScheduleParts) {
  const [all, setAll] = useState(false);
  const [window, setWindow] = useState<Window>(FIRST_WINDOW);
  const [at, setAt] = useState<GridPlace>({ row: 0, column: 0 });
  const request = { plan: orderPlan(plan), all };
  const { answer: report, failure, pending } = useAnswer(store, "audit", { ...request, ...window });
  const { scale } = overview;
  // Beside the files that are open, which are read again with it; in the place of the cost bill that was there.
  const load = (file: File) => {
    const replaced = bill.handle.report.beside.filter(({ role }) => role === COST_BILL).flatMap(({ files }) => files);
    const kept = bill.files.filter(({ name }) => name !== file.name && replaced.every((each) => each.name !== name));
    const roles = { ...bill.options.roles, [file.name]: COST_BILL };
    void store.open([...kept, file], { ...bill.options, roles }, bill.sample);
  };
  if (failure) return <p class="bad">{wordsOf(failure).what}</p>;
  if (!report) return <p class="muted">{t("schedule.asking")}</p>;
  if (!report.has_cost_bill) {
    return (
      <div class="panel audit-load" data-testid="audit-load">
        <p>{t("schedule.audit.explain")}</p>
        <LoadCostBill again={false} onFile={load} />
      </div>
    );
  }
  const openLine = (line: number | null) => {
    const row = line === null ? undefined : report.rows[line - report.offset];
    if (!row) return;
    const Content = () => <BothFormulas bill={bill.handle.report} row={row} scale={scale} />;
    inspect(store, { type: "panel", title: () => t("schedule.audit.title"), Content });
  };
  const table = async (): Promise<Table> => {
    const rows: AuditLine[] = [];
    for (;;) {
      const next = await store.ask("audit", { ...request, offset: rows.length, limit: 2000 });
      rows.push(...next.rows);
      if (next.rows.length === 0 || rows.length >= next.found)
        return tableOf(request.plan, { ...next, offset: 0, rows });
    }
  };
  return (
    <>
      <AuditFinding report={report} scale={scale} />
      <div class="split-bar">
        <label class="choice">
          <input type="checkbox" checked={all} onChange={() => setAll(!all)} data-testid="audit-all" />
          {t("schedule.audit.all")}
        </label>
        <LoadCostBill again onFile={load} />
        <SheetTools store={store} name="audit" table={table} />
      </div>
      <FigureGrid
        label={t("schedule.audit.name")}
        testid="audit"
        columns={[
          { id: "order", name: t("schedule.order") },
          { id: "kind", name: t("schedule.audit.kind") },
          { id: "type", name: t("schedule.type") },
          { id: "period", name: t("schedule.audit.period") },
          { id: "column", name: t("schedule.audit.column") },
          { id: "vendor", name: t("schedule.audit.vendor"), number: true },
          { id: "computed", name: t("schedule.audit.computed"), number: true },
          { id: "difference", name: t("schedule.audit.difference"), number: true },
        ]}
        lines={report.found}
        offset={report.offset}
        rows={report.rows.map((row) => cellsOf(row, scale))}
        busy={pending}
        at={at}
        onPlace={setAt}
        onActivate={openLine}
        onWindow={setWindow}
        nothing={t("schedule.audit.nothing")}
      />
    </>
  );
}

function LoadCostBill({ again, onFile }: { again: boolean; onFile: (file: File) => void }) {
  return (
    <FileButton look={again ? "plain" : "primary"} testid="audit-input" buttonTestid="audit-choose" onFile={onFile}>
      {t(again ? "schedule.audit.another" : "schedule.audit.load")}
    </FileButton>
  );
}

function AuditFinding({ report, scale }: { report: AuditReport; scale: number }) {
  const { compared, agree, differ, unknown, missing, identities, identities_broken: broken } = report;
  const clean = differ === 0 && unknown === 0 && missing === 0 && broken === 0;
  const figures = [
    ["compared", formatCount(compared)],
    ["agree", formatCount(agree)],
    ["differ", formatCount(differ)],
    ["unknown", formatCount(unknown)],
    ["missing", formatCount(missing)],
    ["identities", t("schedule.audit.identity_of", { ok: identities - broken, n: identities })],
  ] as const;
  return (
    <div class="audit-finding" data-testid="audit-finding">
      <p class={`finding ${clean ? "ok" : "warn"}`}>
        {clean
          ? `✔ ${t("schedule.audit.agrees", { n: compared })}`
          : `⚠ ${t("schedule.audit.differs", { differ, n: compared })}`}
      </p>
      <dl class="audit-figures">
        {figures.map(([id, figure]) => (
          <div key={id} data-figure={id}>
            <dt>{t(`schedule.audit.${id}`)}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
        <div>
          <dt>{t("schedule.audit.vendor")}</dt>
          <dd>
            <Amount exact={report.vendor_total} scale={scale} />
          </dd>
        </div>
        <div>
          <dt>{t("schedule.audit.computed")}</dt>
          <dd>
            <Amount exact={report.computed_total} scale={scale} />
          </dd>
        </div>
        <div>
          <dt>{t("schedule.audit.difference")}</dt>
          <dd class={isZero(report.difference) ? "ok" : "bad"}>
            <Amount exact={report.difference} scale={scale} testid="audit-difference" />
          </dd>
        </div>
      </dl>
    </div>
  );
}

function cellsOf(row: AuditLine, scale: number): GridRow {
  const amount = (exact: string): GridCell => (exact === "" ? { text: "—", tone: "muted" } : { exact, scale });
  return [
    { text: row.order },
    { text: auditKind(row.kind), ...(row.kind === "agrees" ? {} : { mark: "✖", markName: "" }) },
    { text: typeName(row.type), tone: "muted" },
    { text: row.period },
    { text: row.column === "" ? auditWhat(row.what) : row.column, tone: "muted" },
    amount(row.vendor),
    amount(row.computed),
    { ...amount(row.difference), ...(row.kind === "agrees" ? {} : { tone: "bad" as const }) },
  ];
}

function tableOf(plan: Plan, report: AuditReport): Table {
  const { rows, vendor_total, computed_total, difference } = report;
  const sums = [
    [t("schedule.audit.vendor"), vendor_total],
    [t("schedule.audit.computed"), computed_total],
  ] as const;
  return sheetTable({ sheet: sheetOf(rows), plan, result: report, sums, difference });
}

function sheetOf(rows: readonly AuditLine[]): Sheet {
  const amount = (exact: string) => (exact === "" ? text("") : number(exact));
  return {
    header: [
      t("schedule.order"),
      t("schedule.audit.kind"),
      t("schedule.type"),
      t("schedule.audit.period"),
      t("schedule.audit.column"),
      t("schedule.audit.vendor"),
      t("schedule.audit.computed"),
      t("schedule.audit.difference"),
    ],
    rows: rows.map((row) => [
      text(row.order),
      text(auditKind(row.kind)),
      text(typeName(row.type)),
      text(row.period),
      text(row.column === "" ? auditWhat(row.what) : row.column),
      amount(row.vendor),
      amount(row.computed),
      amount(row.difference),
    ]),
  };
}

/** The vendor's arithmetic and ours, one beneath the other. */
function BothFormulas({ bill, row, scale }: { bill: BillReport; row: AuditLine; scale: number }) {
  return (
    <div class="explain" data-testid="audit-why">
      <p class="explain-what">
        {row.order} · {row.period} · {row.column === "" ? auditWhat(row.what) : row.column}
      </p>
      <p>
        {auditKind(row.kind)}
        {row.place && <span class="muted"> · {lineName(bill, row.place)}</span>}
      </p>
      <h3>{t("schedule.audit.vendor_steps")}</h3>
      <Steps steps={row.vendor_steps} scale={scale} />
      <h3>{t("schedule.audit.computed_steps")}</h3>
      <Steps steps={row.computed_steps} scale={scale} />
      <dl class="why-balance">
        {(["vendor", "computed", "difference"] as const).map((each) => (
          <div key={each} class={each === "difference" ? "total" : ""}>
            <dt>{t(`schedule.audit.${each}`)}</dt>
            <dd class="number">{row[each] === "" ? "—" : <Amount exact={row[each]} scale={scale} />}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
