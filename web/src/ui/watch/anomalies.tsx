import { useId, useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type {
  AnomaliesReport,
  AnomalyInfo,
  AnomalySettings,
  DayInfo,
  ExpectedDay,
  MoverInfo,
  Plan,
} from "../../protocol";
import type { Store } from "../../state/store";
import { isNegative } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { isKey, rich, say, t } from "../../text/text";
import { Asking, By, type ConsolidatedParts, Figure, openLines, Percent, Trouble, valueName } from "../consolidated";
import { DraftField } from "../draft-field";
import { type FigureColumn, FigureTable } from "../figure-table";
import { Choose } from "../schedule/schedule-tools";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { DaysChart, judgementName } from "./days-chart";

const METHODS = ["robust", "leave_one_out", "rolling"] as const;
/** The usual thresholds of each. */
const USUAL: Readonly<Record<string, string>> = { robust: "3.5", leave_one_out: "3", rolling: "2" };
const SHOWN = 50;

/** Days unlike those before them, what is over, and what moved. */
export function Anomalies({ store, plan, look, onLook }: ConsolidatedParts) {
  const dimensions = store.dimensions.value?.answer.dimensions ?? [];
  const usual = ["product", "model", "unit", "usage_type", "owner"].find((name) =>
    dimensions.some((each) => each.name === name && each.values > 1),
  );
  const asked = { plan, dimension: look.anomaliesBy, explain_by: look.explainBy || usual || "" };
  const { answer, failure, pending } = useAnswer(store, "anomalies", asked);
  const [all, showAll] = useState(false);
  const expected = answer?.anomalies.filter(isExpected).length ?? 0;
  if (failure?.error === "unknown_dimension" || failure?.error === "no_amount_column")
    return <p class="muted">{t("budgets.needs")}</p>;
  return (
    <>
      <Settings store={store} look={look} onLook={onLook} plan={plan} explainBy={asked.explain_by} />
      {failure && <Trouble failure={failure} />}
      {!failure && !answer && <Asking />}
      {answer && !failure && (
        <ExplainedFigures store={store} view="anomalies" {...asked}>
          <Limit report={answer} />
          <p class="finding" data-testid="anomalies-finding">
            {t("anomalies.finding", { n: answer.anomalies.length - expected })}{" "}
            {expected > 0 && <>{t("anomalies.finding.expected", { n: expected })} </>}
            {t("anomalies.days", { judged: String(answer.days_judged), without: String(answer.days_without_history) })}
          </p>
          {answer.anomalies.length > 0 && (
            <div class="split-bar">
              <SheetTools store={store} name="anomalies" table={async () => tableOf(plan, answer)} />
            </div>
          )}
          <DaysChart report={answer} busy={pending} />
          <ul class="anomalies" role="list">
            {answer.anomalies.slice(0, all ? undefined : SHOWN).map((anomaly, at) => (
              <Anomaly
                key={`${anomaly.day.day} ${anomaly.kind} ${anomaly.value}`}
                report={answer}
                anomaly={anomaly}
                place={`anomalies/${at}`}
                onLines={() => openDay(store, plan, answer, anomaly)}
                onExpected={() => toggleExpected(store, answer, anomaly)}
              />
            ))}
          </ul>
          {!all && answer.anomalies.length > SHOWN && (
            <button type="button" class="button" onClick={() => showAll(true)}>
              {t("anomalies.all", { n: answer.anomalies.length })}
            </button>
          )}
        </ExplainedFigures>
      )}
    </>
  );
}

type SettingsProps = ConsolidatedParts & { readonly explainBy: string };

function Settings({ store, plan, look, onLook, explainBy }: SettingsProps) {
  const id = useId();
  const whole = store.wanted.value.plan;
  const { anomalies } = plan.watch;
  const put = (part: Partial<AnomalySettings>) =>
    store.change(() => t("did.anomalies"), {
      ...whole,
      watch: { ...whole.watch, anomalies: { ...anomalies, ...part } },
    });
  return (
    <div class="split-bar">
      <By
        store={store}
        label={t("anomalies.over")}
        testid="anomalies-by"
        value={look.anomaliesBy}
        none={t("budgets.whole")}
        onChoose={(anomaliesBy) => onLook({ anomaliesBy })}
      />
      <By
        store={store}
        label={t("anomalies.explained_by")}
        testid="anomalies-explain"
        value={explainBy}
        onChoose={(by) => onLook({ explainBy: by })}
      />
      <Choose
        id={`${id}-method`}
        label={t("anomalies.method")}
        testid="anomalies-method"
        value={anomalies.method}
        choices={METHODS.map((method) => [method, t(`anomalies.method.${method}`)] as const)}
        onChoose={(method) => put({ method, threshold: USUAL[method] ?? anomalies.threshold })}
      />
      <div class="plan-field">
        <label for={`${id}-window`}>{t("anomalies.window")}</label>
        <DraftField
          id={`${id}-window`}
          class="field anomalies-number"
          type="number"
          min={3}
          max={90}
          data-testid="anomalies-window"
          value={String(anomalies.window)}
          onWritten={(written) => {
            const days = Math.trunc(Number(written));
            const isOne = days >= 3 && days <= 90;
            if (isOne) put({ window: days });
            return isOne;
          }}
        />
      </div>
      <div class="plan-field">
        <label for={`${id}-threshold`}>{t("anomalies.threshold")}</label>
        <DraftField
          id={`${id}-threshold`}
          class="field anomalies-number"
          inputMode="decimal"
          data-testid="anomalies-threshold"
          value={anomalies.threshold}
          onWritten={(text) => {
            put({ threshold: text.trim() });
            return true;
          }}
        />
      </div>
    </div>
  );
}

/** Which days the window has, and where a score cannot go. */
function Limit({ report }: { report: AnomaliesReport }) {
  const key = `anomalies.rule.${report.method}`;
  const rule = isKey(key) ? say(key, { window: String(report.window) }) : "";
  return (
    <>
      <p class="muted" data-testid="anomalies-rule">
        {rule}
      </p>
      {report.highest_score !== null && (
        <p class={report.can_fire ? "muted" : "warn"} data-testid="anomalies-limit">
          {!report.can_fire && <span aria-hidden="true">⚠ </span>}
          {rich(report.can_fire ? "anomalies.limit" : "anomalies.limit.never", {
            highest: <Why place="highest_score">{report.highest_score}</Why>,
            threshold: report.threshold,
          })}
        </p>
      )}
    </>
  );
}

function subjectOf(report: AnomaliesReport, { kind, value }: AnomalyInfo): string {
  return kind === "total" ? t("budgets.whole") : valueName(report.dimension, value);
}

const isExpected = ({ day }: AnomalyInfo): boolean => day.judgement === "expected";

/** That people know the reason of a day is kept in the plan; said twice, it is taken back. */
function toggleExpected(store: Store, report: AnomaliesReport, anomaly: AnomalyInfo): void {
  const { kind, value, day } = anomaly;
  const whole = store.wanted.peek().plan;
  const marked: ExpectedDay = { dimension: kind === "total" ? "" : report.dimension, value, day: day.day };
  const others = whole.watch.expected.filter((each) => !isSameDay(each, marked));
  const expected = isExpected(anomaly) ? others : [...others, marked];
  const name = t(isExpected(anomaly) ? "did.unexpected" : "did.expected", {
    day: day.day,
    what: subjectOf(report, anomaly),
  });
  store.change(() => name, { ...whole, watch: { ...whole.watch, expected } });
}

function isSameDay(a: ExpectedDay, b: ExpectedDay): boolean {
  return a.dimension === b.dimension && a.value === b.value && a.day === b.day;
}

interface AnomalyProps {
  readonly report: AnomaliesReport;
  readonly anomaly: AnomalyInfo;
  readonly place: string;
  readonly onLines: () => void;
  readonly onExpected: () => void;
}

function Anomaly({ report, anomaly, place, onLines, onExpected }: AnomalyProps) {
  const expected = isExpected(anomaly);
  const { day, movers } = anomaly;
  const amount = (field: "amount" | "expected" | "over") => (
    <Figure exact={day[field]} scale={report.scale} currency={report.currency} place={`${place}/day/${field}`} />
  );
  return (
    <li
      class={expected ? "anomaly expected" : "anomaly"}
      data-testid="anomaly"
      data-day={day.day}
      data-judgement={day.judgement}
    >
      <h2>
        <span aria-hidden="true">{expected ? "✔" : isNegative(day.over) ? "▼" : "▲"} </span>
        {day.day} · {subjectOf(report, anomaly)}
        {expected && <span class="muted"> · {t("anomalies.judgement.expected")}</span>}
      </h2>
      <p>
        {rich(isNegative(day.over) ? "anomalies.under" : "anomalies.overspent", {
          amount: amount("amount"),
          expected: amount("expected"),
          over: <strong>{amount("over")}</strong>,
        })}
      </p>
      <p class="muted">
        {scoreWords(report, day, `${place}/day/score`)}
        {anomaly.explained !== null && (
          <>
            {" · "}
            {rich("anomalies.explained", {
              n: movers.length,
              percent: <Percent percent={anomaly.explained} place={`${place}/explained`} />,
            })}
          </>
        )}
      </p>
      {movers.length > 0 && (
        <Movers
          report={report}
          movers={movers}
          place={`${place}/movers`}
          of={`${day.day} · ${subjectOf(report, anomaly)}`}
        />
      )}
      <div>
        <button type="button" class="button" onClick={onLines} data-testid="anomaly-lines">
          {t("anomalies.lines")}
        </button>{" "}
        <button
          type="button"
          class="button"
          aria-pressed={expected}
          onClick={onExpected}
          data-testid="anomaly-expected"
        >
          {t("anomalies.mark_expected")}
        </button>
      </div>
    </li>
  );
}

function scoreWords(report: AnomaliesReport, day: DayInfo, place: string) {
  const key = `anomalies.window.${report.method}`;
  const window = isKey(key) ? say(key, { window: String(report.window) }) : "";
  return (
    <>
      {window}{" "}
      {day.score === null
        ? t("anomalies.no_score")
        : rich("anomalies.score", { score: <Why place={place}>{day.score}</Why> })}
    </>
  );
}

interface MoversProps {
  readonly report: AnomaliesReport;
  readonly movers: readonly MoverInfo[];
  readonly place: string;
  /** What has moved so. */
  readonly of: string;
}

function Movers({ report, movers, place, of }: MoversProps) {
  const amount = (field: "before" | "amount" | "change") => (mover: MoverInfo, at?: string) => (
    <Figure exact={mover[field]} scale={report.scale} place={`${at}/${field}`} />
  );
  const columns: readonly FigureColumn<MoverInfo>[] = [
    { id: "value", name: dimensionName(report.explain_by), cell: ({ value }) => valueName(report.explain_by, value) },
    { id: "before", name: t("anomalies.usual"), number: true, cell: amount("before") },
    { id: "amount", name: t("budgets.that_day"), number: true, cell: amount("amount") },
    { id: "change", name: t("anomalies.change"), number: true, cell: amount("change") },
  ];
  return (
    <FigureTable
      label={`${t("anomalies.moved")}: ${of}`}
      testid="movers"
      columns={columns}
      rows={movers}
      place={place}
      nothing={t("consolidated.nothing")}
    />
  );
}

/** The lines of that day, as they stand in the file. */
function openDay(store: Store, plan: Plan, report: AnomaliesReport, anomaly: AnomalyInfo): void {
  const { kind, value, day } = anomaly;
  const title = () => `${day.day} · ${subjectOf(report, anomaly)}`;
  if (kind === "total") openLines(store, { ...plan, by: ["day"] }, [day.day], title);
  else openLines(store, { ...plan, by: [report.dimension, "day"] }, [value, day.day], title);
}

/** Its rows are unusual days, not parts of a sum. */
function tableOf(plan: Plan, report: AnomaliesReport): Table {
  return sheetTable({ sheet: sheetOf(report), plan, result: report });
}

function sheetOf(report: AnomaliesReport): Sheet {
  const head = (name: string) => (report.currency === "" ? name : `${name} (${report.currency})`);
  return {
    header: [
      t("field.day"),
      t("anomalies.what"),
      head(t("budgets.that_day")),
      head(t("anomalies.usual")),
      head(t("anomalies.over_expected")),
      t("anomalies.score.short"),
      t("anomalies.moved"),
      t("anomalies.judgement"),
    ],
    rows: report.anomalies.map((anomaly) => [
      text(anomaly.day.day),
      text(subjectOf(report, anomaly)),
      number(anomaly.day.amount),
      number(anomaly.day.expected),
      number(anomaly.day.over),
      anomaly.day.score === null ? text("") : number(anomaly.day.score),
      text(anomaly.movers.map(({ value, change }) => `${valueName(report.explain_by, value)} ${change}`).join("; ")),
      text(judgementName(anomaly.day.judgement)),
    ]),
  };
}
