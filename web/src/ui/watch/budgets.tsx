import { useId, useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { Budget, BudgetInfo, BudgetsReport, Plan, ThresholdInfo } from "../../protocol";
import type { Store } from "../../state/store";
import { isZero } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { rich, t } from "../../text/text";
import { Button } from "../button";
import { Asking, type ConsolidatedParts, Figure, openLines, Percent, Trouble, valueName } from "../consolidated";
import { Bullet } from "../discounts/bullet";
import { type FigureColumn, FigureTable } from "../figure-table";
import { Choose } from "../schedule/schedule-tools";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures } from "../why-figure";
import { BudgetChart } from "./budget-chart";
import { BudgetDialog } from "./budget-dialog";

/** What says that the bill has no dates, no date in the month, no money. */
const NEEDS = ["unknown_dimension", "bad_request", "no_amount_column"];

/** What a month may cost, what it did, and what it will come to. */
export function Budgets({ store, plan, look, onLook }: ConsolidatedParts) {
  const id = useId();
  const { answer, failure, pending } = useAnswer(store, "budgets", { plan, month: look.month });
  const [editing, edit] = useState<number | "new" | null>(null);
  const [shown, show] = useState(0);
  if (failure && NEEDS.includes(failure.error)) {
    return <p class="muted">{t("budgets.needs")}</p>;
  }
  if (failure) return <Trouble failure={failure} />;
  if (!answer) return <Asking />;
  const budgets = store.wanted.value.plan.watch.budgets;
  const at = Math.min(shown, answer.budgets.length - 1);
  const chosen = answer.budgets[at];
  return (
    <ExplainedFigures {...{ store, plan, view: "budgets", month: look.month }}>
      <p class="finding" data-testid="budgets-month">
        {t("budgets.month", {
          month: answer.month,
          as_of: answer.as_of,
          elapsed: String(answer.elapsed),
          days: String(answer.days),
        })}
      </p>
      <div class="split-bar">
        {answer.months.length > 1 && (
          <Choose
            id={`${id}-month`}
            label={t("field.month")}
            testid="budgets-month-choice"
            value={answer.month}
            choices={answer.months.map((month) => [month, month] as const)}
            onChoose={(month) => onLook({ month })}
          />
        )}
        <Button look={budgets.length === 0 ? "primary" : "plain"} onClick={() => edit("new")} testid="budget-new">
          {t("budgets.add")}
        </Button>
        {budgets.length > 0 && <SheetTools store={store} name="budgets" table={async () => tableOf(plan, answer)} />}
      </div>
      {budgets.length === 0 ? (
        <p class="muted" data-testid="budgets-none">
          {t("budgets.none")}
        </p>
      ) : (
        <Table
          report={answer}
          busy={pending}
          onShow={show}
          onEdit={edit}
          onLines={(budget) => openMonth(store, plan, answer.month, budget)}
        />
      )}
      {chosen && <BudgetChart report={answer} budget={chosen} place={`budgets/${at}`} />}
      <p class="muted" data-testid="budgets-method">
        {t("budgets.method", { lead: String(answer.lead_days) })} {t(answer.early ? "budgets.early" : "budgets.late")}
      </p>
      {editing !== null && (
        <BudgetDialog
          store={store}
          plan={plan}
          budget={editing === "new" ? null : (budgets[editing] ?? null)}
          onDone={(budget) => {
            put(store, editing, budget);
            edit(null);
          }}
          onClose={() => edit(null)}
        />
      )}
    </ExplainedFigures>
  );
}

/** The lines of the month that the budget is for. */
function openMonth(store: Store, plan: Plan, month: string, budget: BudgetInfo): void {
  const { dimension, value, name } = budget;
  const title = () => `${name} · ${month}`;
  if (dimension === "") openLines(store, { ...plan, by: ["month"] }, [month], title);
  else openLines(store, { ...plan, by: [dimension, "month"] }, [value, month], title);
}

/** Null takes the budget away. */
function put(store: Store, place: number | "new", budget: Budget | null): void {
  const plan = store.wanted.peek().plan;
  const others = plan.watch.budgets.filter((_, at) => at !== place);
  const at = place === "new" ? others.length : place;
  const budgets = budget === null ? others : [...others.slice(0, at), budget, ...others.slice(at)];
  const name = budget ? t("did.budget", { name: budget.name }) : t("did.budget.removed");
  store.change(() => name, { ...plan, watch: { ...plan.watch, budgets } });
}

interface Row {
  readonly budget: BudgetInfo;
  readonly place: number;
}

interface TableProps {
  readonly report: BudgetsReport;
  readonly busy: boolean;
  readonly onShow: (place: number) => void;
  readonly onEdit: (place: number) => void;
  readonly onLines: (budget: BudgetInfo) => void;
}

function Table({ report, busy, onShow, onEdit, onLines }: TableProps) {
  const amount =
    (field: "actual" | "forecast") =>
    ({ budget }: Row, at?: string) => <Figure exact={budget[field]} scale={2} place={`${at}/${field}`} />;
  const columns: readonly FigureColumn<Row>[] = [
    {
      id: "name",
      name: t("budgets.name"),
      cell: ({ budget, place }) => (
        <button type="button" class="button link" onClick={() => onShow(place)} title={t("budgets.show")}>
          {budget.name}
        </button>
      ),
    },
    {
      id: "scope",
      name: t("budgets.scope"),
      cell: ({ budget }) => (
        <button type="button" class="button link" title={t("consolidated.lines")} onClick={() => onLines(budget)}>
          {scopeName(budget)}
        </button>
      ),
    },
    {
      id: "limit",
      name: t("budgets.limit"),
      number: true,
      cell: ({ budget }, at) => (
        <>
          <Figure exact={budget.limit} scale={2} place={`${at}/limit`} />
          {budget.estimated && <span class="muted"> {t("budgets.estimated.mark")}</span>}
        </>
      ),
    },
    { id: "actual", name: t("budgets.actual"), number: true, cell: amount("actual") },
    { id: "forecast", name: t("budgets.forecast"), number: true, cell: amount("forecast") },
    {
      id: "used",
      name: "%",
      number: true,
      cell: ({ budget }, at) => <Percent percent={budget.used || null} place={`${at}/used`} />,
    },
    {
      id: "bar",
      name: t("budgets.bar"),
      cell: ({ budget }) => (
        <Bullet
          ratio={budget.ratio}
          ahead={budget.forecast_ratio}
          mark={budget.limit_ratio}
          alarm={budget.state !== "within"}
        />
      ),
    },
    { id: "status", name: t("budgets.status"), cell: ({ budget }, at) => <Status budget={budget} place={at} /> },
    {
      id: "edit",
      name: t("budgets.change"),
      cell: ({ budget, place }) => (
        <button
          type="button"
          class="button link"
          aria-label={t("budgets.change.of", { name: budget.name })}
          onClick={() => onEdit(place)}
          data-testid="budget-edit"
        >
          {t("budgets.change")}
        </button>
      ),
    },
  ];
  return (
    <FigureTable
      label={t("watch.lens.budgets")}
      testid="budgets-table"
      columns={columns}
      rows={report.budgets.map((budget, place) => ({ budget, place }))}
      place="budgets"
      busy={busy}
      nothing={t("budgets.none")}
    />
  );
}

function scopeName({ dimension, value }: Pick<BudgetInfo, "dimension" | "value">): string {
  if (dimension === "") return t("budgets.whole");
  return t("budgets.scope.of", { dimension: dimensionName(dimension), value: valueName(dimension, value) });
}

const LOOKS: Readonly<Record<string, "ok" | "warn" | "bad">> = {
  within: "ok",
  warned: "warn",
  forecast_over: "warn",
  over: "bad",
};
const GLYPHS = { ok: "✔", warn: "⚠", bad: "✖" } as const;

function Status({ budget, place }: { budget: BudgetInfo; place: string | undefined }) {
  const look = LOOKS[budget.state] ?? "warn";
  const reached = budget.thresholds.filter((each) => each.reached);
  return (
    <span class={look} data-testid="budget-status" data-state={budget.state}>
      <span aria-hidden="true">{GLYPHS[look]}</span> {stateWords(budget, place)}
      {reached.length > 0 && <span class="muted"> · {reached.map(thresholdWords).join(" · ")}</span>}
    </span>
  );
}

function stateWords(budget: BudgetInfo, place: string | undefined) {
  const over = (field: "over_by" | "forecast_over_by") => (
    <Figure exact={budget[field]} scale={2} place={`${place}/${field}`} />
  );
  if (budget.state === "over") return rich("budgets.state.over", { amount: over("over_by") });
  if (budget.state === "forecast_over") {
    return rich("budgets.state.forecast_over", { amount: over("forecast_over_by") });
  }
  if (budget.state === "warned") return t("budgets.state.warned");
  return isZero(budget.actual) ? t("budgets.state.nothing") : t("budgets.state.within");
}

function thresholdWords({ percent, kind }: ThresholdInfo): string {
  return t(kind === "forecast" ? "budgets.threshold.forecast" : "budgets.threshold.actual", { percent });
}

/** Budgets may be for the same lines: they have no sum. */
function tableOf(plan: Plan, report: BudgetsReport): Table {
  return sheetTable({ sheet: sheetOf(report), plan, result: report });
}

function sheetOf(report: BudgetsReport): Sheet {
  const head = (name: string) => (report.currency === "" ? name : `${name} (${report.currency})`);
  return {
    header: [
      t("budgets.name"),
      t("budgets.scope"),
      t("field.month"),
      head(t("budgets.limit")),
      head(t("budgets.actual")),
      head(t("budgets.forecast")),
      head(t("budgets.left")),
      "%",
    ],
    rows: report.budgets.map((budget) => [
      text(budget.name),
      text(scopeName(budget)),
      text(report.month),
      number(budget.limit),
      number(budget.actual),
      number(budget.forecast),
      number(budget.left),
      budget.used === "" ? text("") : number(budget.used),
    ]),
  };
}
