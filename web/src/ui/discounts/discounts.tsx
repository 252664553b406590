import { useId } from "preact/hooks";

import { type Cell, number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { BasisInfo, BridgeStep, DiscountKind, DiscountRow, DiscountsReport, Plan } from "../../protocol";
import type { Store } from "../../state/store";
import { isZero } from "../../text/amount";
import { dimensionName, roleName } from "../../text/names";
import { rich, t } from "../../text/text";
import {
  AddsUp,
  Asking,
  By,
  type ConsolidatedParts,
  Figure,
  hasNoMoney,
  Linked,
  Needs,
  Percent,
  Trouble,
  valueName,
} from "../consolidated";
import { type FigureColumn, FigureTable, sheetOfColumns } from "../figure-table";
import { Choose } from "../schedule/schedule-tools";
import { type WaterfallStep, WaterfallTable } from "../schedule/waterfall";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures } from "../why-figure";

/** From the price without discounts to what was paid: as a waterfall, and by any dimension. */
export function Discounts({ store, plan, look, onLook }: ConsolidatedParts) {
  const id = useId();
  const { answer, failure, pending } = useAnswer(store, "discounts", {
    plan,
    by: look.discountsBy,
    from: look.from,
    to: "",
  });
  const needs = (
    <Needs store={store} heading={t("discounts.needs")}>
      {t("discounts.needs.what")}
    </Needs>
  );
  if (failure) return hasNoMoney(failure) ? needs : <Trouble failure={failure} />;
  if (!answer) return <Asking />;
  const bases = answer.bases.map(({ name, role }) => [name, basisName({ name, role })] as const);
  const total = answer.total;
  if (!total) return needs;
  return (
    <ExplainedFigures {...{ store, plan, view: "discounts", by: look.discountsBy, from: look.from }}>
      <div class="split-bar">
        <Choose
          id={`${id}-from`}
          label={t("discounts.from")}
          testid="discounts-from"
          value={answer.from}
          choices={bases}
          onChoose={(from) => onLook({ from })}
        />
        <By
          store={store}
          label={t("consolidated.by")}
          testid="discounts-by"
          value={answer.by}
          onChoose={(discountsBy) => onLook({ discountsBy })}
        />
        <SheetTools store={store} name="discounts" table={async () => tableOf(plan, answer, total, sheetOf(answer))} />
      </div>
      <Finding report={answer} total={total} />
      <div class="consolidated-pair">
        <WaterfallTable
          caption={t("discounts.waterfall", { from: basisOf(answer, answer.from), to: basisOf(answer, answer.to) })}
          steps={answer.steps.map((step, place) => namedStep(answer, step, place))}
          zero={answer.zero}
          scale={answer.scale}
          currency={answer.currency}
          difference={answer.difference}
          testid="discounts-waterfall"
        />
        <Bases store={store} plan={plan} report={answer} />
      </div>
      <ByValue store={store} plan={plan} report={answer} total={total} busy={pending} />
      {answer.kinds.length > 0 && (
        <ByKind store={store} plan={{ ...plan, measure: answer.to }} report={answer} total={total} busy={pending} />
      )}
      <AddsUp difference={answer.difference} scale={answer.scale} testid="discounts-difference" />
    </ExplainedFigures>
  );
}

function Finding({ report, total }: { report: DiscountsReport; total: DiscountRow }) {
  const amount = (field: "discount" | "list" | "left_out") => (
    <Figure exact={total[field]} scale={report.scale} currency={report.currency} place={`total/${field}`} />
  );
  return (
    <>
      <p class="finding" data-testid="discounts-finding">
        {rich("discounts.finding", {
          percent: (
            <strong data-testid="discount-percent">
              <Percent percent={total.percent} place="total/percent" />
            </strong>
          ),
          discount: amount("discount"),
          list: amount("list"),
        })}
      </p>
      {!isZero(total.left_out) && (
        <p class="muted" data-testid="discounts-left-out">
          {rich("discounts.left_out", { n: total.left_out_rows, amount: amount("left_out") }, total.left_out_rows)}
        </p>
      )}
    </>
  );
}

function basisName({ name, role }: Pick<BasisInfo, "name" | "role">): string {
  const named = roleName(role);
  return named === null || named === name ? name : t("plan.measure", { role: named, name });
}

function basisOf(report: DiscountsReport, name: string): string {
  const basis = report.bases.find((each) => each.name === name);
  return basis ? basisName(basis) : name;
}

function namedStep(report: DiscountsReport, step: BridgeStep, place: number): WaterfallStep {
  const { what, name, amount, from, to } = step;
  const level = what === "from" || what === "to";
  const words = () => {
    if (level) return basisOf(report, name ?? "");
    if (what === "rest") return t("discounts.rest");
    if (what === "column") return name ?? "";
    return valueName(report.by, name);
  };
  return {
    id: `${what}-${place}`,
    name: words(),
    kind: level ? "level" : "step",
    amount,
    from,
    to,
    place: `steps/${place}/amount`,
  };
}

/** Every basis that the bill has of the same lines, in the vendor's own word, with what each comes to. */
function Bases({ store, plan, report }: { store: Store; plan: Plan; report: DiscountsReport }) {
  const columns: readonly FigureColumn<BasisInfo>[] = [
    {
      id: "basis",
      name: t("discounts.basis"),
      cell: (basis) => basisName(basis),
      given: (basis) => text(basisName(basis)),
    },
    {
      id: "how",
      name: t("discounts.basis.how"),
      cell: ({ derived }) => t(derived ? "discounts.basis.derived" : "discounts.basis.column"),
      given: ({ derived }) => text(t(derived ? "discounts.basis.derived" : "discounts.basis.column")),
    },
    {
      id: "total",
      name: t("table.total"),
      number: true,
      cell: ({ total }, at) => <Figure exact={total} scale={report.scale} place={`${at}/total`} />,
      given: ({ total }) => number(total),
    },
  ];
  const table = (): Table =>
    sheetTable({
      sheet: sheetOfColumns(columns, report.bases, report.currency),
      plan,
      result: report,
    });
  return (
    <div>
      <FigureTable
        label={t("discounts.bases")}
        caption={t("discounts.bases")}
        testid="discounts-bases"
        columns={columns}
        rows={report.bases}
        place="bases"
        nothing=""
        tools={<SheetTools store={store} name="bases" table={async () => table()} />}
      />
      <p class="muted">{t("discounts.bases.note")}</p>
    </div>
  );
}

interface ByValueProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly report: DiscountsReport;
  readonly total: DiscountRow;
  readonly busy: boolean;
}

function ByValue({ store, plan, report, total, busy }: ByValueProps) {
  const linked = { ...plan, measure: report.to };
  const amount = (field: "list" | "paid" | "discount" | "left_out" | "to") => (row: DiscountRow, at?: string) => (
    <Figure exact={row[field]} scale={report.scale} place={`${at}/${field}`} />
  );
  const columns: readonly FigureColumn<DiscountRow>[] = [
    {
      id: "value",
      name: dimensionName(report.by),
      cell: (row) =>
        row === total ? (
          t("table.total")
        ) : (
          <Linked store={store} plan={linked} dimension={report.by} value={row.value} />
        ),
    },
    { id: "list", name: t("discounts.list"), number: true, cell: amount("list") },
    { id: "paid", name: t("discounts.paid"), number: true, cell: amount("paid") },
    { id: "discount", name: t("discounts.discount"), number: true, cell: amount("discount") },
    {
      id: "percent",
      name: "%",
      number: true,
      cell: ({ percent }, at) => <Percent percent={percent} place={`${at}/percent`} />,
    },
    { id: "left-out", name: t("discounts.beside"), number: true, cell: amount("left_out") },
    { id: "to", name: basisOf(report, report.to), number: true, cell: amount("to") },
  ];
  return (
    <FigureTable
      label={t("discounts.by", { dimension: dimensionName(report.by) })}
      caption={t("discounts.by", { dimension: dimensionName(report.by) })}
      testid="discounts-table"
      columns={columns}
      rows={report.rows}
      place="rows"
      total={total}
      busy={busy}
      nothing={t("consolidated.nothing")}
    />
  );
}

function kindName(report: DiscountsReport, { what, name }: DiscountKind): string {
  if (what === "rest") return t("discounts.rest");
  return what === "column" ? (name ?? "") : valueName(report.kinds_by, name);
}

/** The way from one basis to the other, a row a value and a column a kind of discount. */
function ByKind({ store, plan, report, total, busy }: ByValueProps) {
  const amount = (
    id: string,
    name: string,
    of: (row: DiscountRow) => string,
    place: string,
  ): FigureColumn<DiscountRow> => ({
    id,
    name,
    number: true,
    cell: (row, at) => <Figure exact={of(row)} scale={report.scale} place={`${at}/${place}`} />,
    given: (row) => number(of(row)),
  });
  const columns: readonly FigureColumn<DiscountRow>[] = [
    {
      id: "value",
      name: dimensionName(report.by),
      cell: (row) =>
        row === total ? t("table.total") : <Linked store={store} plan={plan} dimension={report.by} value={row.value} />,
      given: (row) => text(row === total ? t("table.total") : valueName(report.by, row.value)),
    },
    amount("from", basisOf(report, report.from), ({ from }) => from, "from"),
    ...report.kinds.map((kind, at) =>
      amount(`kind-${at}`, kindName(report, kind), ({ kinds }) => kinds[at] ?? "", `kinds/${at}`),
    ),
    amount("to", basisOf(report, report.to), ({ to }) => to, "to"),
  ];
  const table = () => tableOf(plan, report, total, sheetOfColumns(columns, report.rows, report.currency, total));
  const title = t("discounts.kinds", { dimension: dimensionName(report.by) });
  return (
    <>
      <FigureTable
        label={title}
        caption={title}
        testid="discount-kinds"
        columns={columns}
        rows={report.rows}
        place="rows"
        total={total}
        busy={busy}
        nothing=""
        tools={<SheetTools store={store} name="discount_kinds" table={async () => table()} />}
      />
      <p class="muted">{t("discounts.kinds.note")}</p>
    </>
  );
}

function tableOf(plan: Plan, report: DiscountsReport, total: DiscountRow, sheet: Sheet): Table {
  const sums = [
    [report.from, total.from],
    [report.to, total.to],
  ] as const;
  return sheetTable({ sheet, plan, result: report, sums, difference: report.difference });
}

function sheetOf(report: DiscountsReport): Sheet {
  const head = (name: string) => (report.currency === "" ? name : `${name} (${report.currency})`);
  const line = (name: string, row: DiscountRow): readonly Cell[] => [
    text(name),
    ...[row.from, row.list, row.paid, row.discount].map(number),
    row.percent === null ? text("") : number(row.percent),
    number(row.left_out),
    number(row.to),
  ];
  return {
    header: [
      dimensionName(report.by),
      head(report.from),
      head(t("discounts.list")),
      head(t("discounts.paid")),
      head(t("discounts.discount")),
      "%",
      head(t("discounts.beside")),
      head(report.to),
    ],
    rows: [
      ...report.rows.map((row) => line(valueName(report.by, row.value), row)),
      ...(report.total ? [line(t("table.total"), report.total)] : []),
    ],
  };
}
