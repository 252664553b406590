import "./findings.css";

import { useId, useState } from "preact/hooks";

import { type Cell, number, numberOrNone, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { FairShareReport, MatrixReport, MatrixSource, Plan, SharedRule } from "../../protocol";
import { noValueName } from "../../state/row-names";
import type { Store } from "../../state/store";
import { isNegative, isZero, NOT_APPLICABLE, scaleOfAll, unsigned } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";
import { Amount } from "../amount";
import { Trouble } from "../consolidated";
import { Choose } from "../schedule/schedule-tools";
import { sheetTable, SheetTools } from "../sheet-tools";
import { ScrollAcross } from "../scroll-across";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";

interface MatrixProps {
  readonly store: Store;
  readonly plan: Plan;
}

/** From source to target: what every source gave to whom, and by which weight. */
export function Matrix({ store, plan }: MatrixProps) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="matrix">
      <summary>{t("matrix.title")}</summary>
      {open && <MatrixTables store={store} plan={plan} />}
    </details>
  );
}

function MatrixTables({ store, plan }: MatrixProps) {
  // Kept here: an explanation takes the place of all that is within, and gives it back.
  const [weights, showWeights] = useState(false);
  const { answer, failure } = useAnswer(store, "matrix", { plan, by_source: true });
  if (failure) return <Trouble failure={failure} />;
  if (!answer) return null;
  if (answer.cells.length === 0) return <p class="muted">{t("matrix.nothing")}</p>;
  return (
    <>
      <ExplainedFigures inside store={store} plan={plan} view="matrix">
        <SourceTable report={answer} />
        <p>
          <SheetTools store={store} name="matrix" table={async () => matrixTable(plan, answer)} />
        </p>
        <details
          data-testid="matrix-weights"
          open={weights}
          onToggle={(event) => showWeights(event.currentTarget.open)}
        >
          <summary>{t("matrix.weights_title")}</summary>
          <WeightTable report={answer} />
          <p>
            <SheetTools store={store} name="weights" table={async () => weightsTable(plan, answer)} />
          </p>
        </details>
      </ExplainedFigures>
    </>
  );
}

const targetsOf = ({ targets = [] }: MatrixReport): readonly string[] => {
  const several = new Set(targets.map(({ dimension }) => dimension)).size > 1;
  return targets.map(({ dimension, target }) => (several ? `${dimensionName(dimension)}: ${target}` : target));
};

const sourceWords = ({ source, sources, dimensions }: MatrixSource): string => {
  if (sources > 1) return t("matrix.others", { n: sources });
  if (source.length === 0) return t("rules.op.every");
  return source.map((value, at) => value ?? noValueName(dimensions[at] ?? "")).join(" / ");
};

const isPartitioned = ({ cells }: MatrixReport): boolean => cells.some(({ partition }) => partition.length > 0);

/** A row a source, a column a target; both add up. */
function SourceTable({ report }: { readonly report: MatrixReport }) {
  const { sources = [], targets = [], total = "0" } = report;
  const partitioned = isPartitioned(report);
  const shown = sources.slice(0, MOST);
  const columns = targets.slice(0, MOST_COLUMNS);
  const scale = scaleOfAll([
    ...targets.map(({ amount }) => amount),
    ...sources.flatMap(({ amount, shares }) => [amount, ...shares.map((share) => share.amount)]),
  ]);
  const figure = (place: string, exact: string) => (
    <Why place={place}>
      <Amount exact={exact} scale={scale} />
    </Why>
  );
  const names = targetsOf(report);
  return (
    <>
      <ScrollAcross label={t("matrix.title")} look="figures">
        <table class="ledger" data-testid="matrix-table">
          <thead>
            <tr>
              <th scope="col">{t("matrix.rule")}</th>
              {partitioned && <th scope="col">{t("matrix.partition")}</th>}
              <th scope="col">{t("matrix.source")}</th>
              {columns.map((_, column) => (
                <th scope="col" class="number" key={column}>
                  {names[column]}
                </th>
              ))}
              <th scope="col" class="number">
                {t("matrix.gave")}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((source, row) => (
              <tr key={row} data-source={source.source.join(" / ")}>
                <td>{source.rule}</td>
                {partitioned && <td>{partitionWords(source.partition)}</td>}
                <th scope="row">{sourceWords(source)}</th>
                {columns.map((_, column) => {
                  const at = source.shares.findIndex((share) => share.column === column);
                  const share = source.shares[at];
                  return (
                    <td class="number" key={column}>
                      {share ? figure(`sources/${row}/shares/${at}/amount`, share.amount) : NOT_APPLICABLE}
                    </td>
                  );
                })}
                <td class="number">{figure(`sources/${row}/amount`, source.amount)}</td>
              </tr>
            ))}
            <tr class="total">
              <th scope="row" colSpan={partitioned ? 3 : 2}>
                {t("matrix.got")}
              </th>
              {columns.map(({ amount }, column) => (
                <td class="number" key={column}>
                  {figure(`targets/${column}/amount`, amount)}
                </td>
              ))}
              <td class="number">{figure("total", total)}</td>
            </tr>
          </tbody>
        </table>
      </ScrollAcross>
      {sources.length > MOST && <p class="muted">{t("compare.more", { n: sources.length - MOST })}</p>}
      {targets.length > MOST_COLUMNS && (
        <p class="muted">{t("matrix.more_targets", { n: targets.length - MOST_COLUMNS })}</p>
      )}
      <p class="muted">{t("matrix.why")}</p>
    </>
  );
}

function WeightTable({ report }: { readonly report: MatrixReport }) {
  const { cells } = report;
  const partitioned = isPartitioned(report);
  const scales = Object.fromEntries(
    FIGURES.map((field) => [field, scaleOfAll(cells.map((cell) => cell[field]))] as const),
  );
  return (
    <>
      <ScrollAcross label={t("matrix.weights_title")} look="figures">
        <table class="ledger">
          <thead>
            <tr>
              <th scope="col">{t("matrix.rule")}</th>
              {partitioned && <th scope="col">{t("matrix.partition")}</th>}
              <th scope="col">{t("matrix.target")}</th>
              {FIGURES.map((field) => (
                <th scope="col" class="number" key={field}>
                  {figureName(field)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.slice(0, MOST).map((cell, place) => (
              <tr key={place} data-target={cell.target}>
                <th scope="row">{cell.rule}</th>
                {partitioned && <td>{partitionWords(cell.partition)}</td>}
                <td>{cell.target}</td>
                {FIGURES.map((field) => (
                  <td class="number" key={field}>
                    <Why place={`cells/${place}/${field}`}>
                      <Amount exact={cell[field]} scale={scales[field] ?? 0} />
                    </Why>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
      {cells.length > MOST && <p class="muted">{t("compare.more", { n: cells.length - MOST })}</p>}
    </>
  );
}

const FIGURES = ["pool", "weight", "weights", "amount"] as const;

const figureName = (field: (typeof FIGURES)[number]): string =>
  t(field === "amount" ? "treemap.amount" : `matrix.${field}`);

/** Rows and columns on the screen; all are in the copied table. */
const MOST = 500;
const MOST_COLUMNS = 40;

const partitionWords = (partition: readonly (string | null)[]): string =>
  partition.map((value) => value ?? NOT_APPLICABLE).join(" / ");
const partitionText = (partition: readonly (string | null)[]): Cell =>
  text(partition.map((value) => value ?? "").join(" / "));

const sumsOf = (report: MatrixReport) => report.rules.map(({ name, handed }) => [name, handed] as const);

function matrixTable(plan: Plan, report: MatrixReport): Table {
  const { sources = [], targets = [], total = "0" } = report;
  const row = (source: MatrixSource): Cell[] => {
    const given = new Map(source.shares.map(({ column, amount }) => [column, amount]));
    return [
      text(source.rule),
      partitionText(source.partition),
      text(sourceWords(source)),
      ...targets.map((_, column) => numberOrNone(given.get(column) ?? null)),
      number(source.amount),
    ];
  };
  const sheet: Sheet = {
    header: [t("matrix.rule"), t("matrix.partition"), t("matrix.source"), ...targetsOf(report), t("matrix.gave")],
    rows: [
      ...sources.map(row),
      [text(t("matrix.got")), text(""), text(""), ...targets.map(({ amount }) => number(amount)), number(total)],
    ],
  };
  return sheetTable({ sheet, plan, result: report, sums: sumsOf(report) });
}

function weightsTable(plan: Plan, report: MatrixReport): Table {
  const sheet: Sheet = {
    header: [t("matrix.rule"), t("matrix.partition"), t("matrix.target"), ...FIGURES.map(figureName)],
    rows: report.cells.map((cell) => [
      text(cell.rule),
      partitionText(cell.partition),
      text(cell.target),
      ...FIGURES.map((field) => number(cell[field])),
    ]),
  };
  return sheetTable({ sheet, plan, result: report, sums: sumsOf(report) });
}

interface FairShareProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly rule: SharedRule;
}

/** What the targets of a rule would get by another method: who gains, who loses. */
export function FairShare({ store, plan, rule }: FairShareProps) {
  const [open, setOpen] = useState(false);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)} data-testid="fair-share">
      <summary>{t("fair.title")}</summary>
      {open && <Opinions store={store} plan={plan} rule={rule} />}
    </details>
  );
}

function Opinions({ store, plan, rule }: FairShareProps) {
  const id = useId();
  const [usage, setUsage] = useState("");
  const { answer, failure } = useAnswer(store, "fair_share", { plan, rule: rule.name, usage });
  const measures = store.bill.value?.handle.report.measures ?? [];
  return (
    <>
      <Choose
        id={`${id}-usage`}
        label={t("fair.usage_by")}
        testid="fair-usage"
        value={usage}
        choices={[["", t("fair.own_usage")], ...measures.map(({ name }) => [name, name] as const)]}
        onChoose={setUsage}
      />
      {failure && <Trouble failure={failure} />}
      {answer && (
        <ExplainedFigures inside store={store} plan={plan} view="fair_share" rule={rule.name} usage={usage}>
          <OpinionTable report={answer} />
        </ExplainedFigures>
      )}
    </>
  );
}

function OpinionTable({ report }: { readonly report: FairShareReport }) {
  const { targets, direct, opinions } = report;
  const scale = scaleOfAll([...direct, ...opinions.flatMap(({ amounts, changes }) => [...amounts, ...changes])]);
  return (
    <>
      <ScrollAcross label={t("fair.title")} look="figures">
        <table class="ledger" data-testid="fair-table">
          <thead>
            <tr>
              <th scope="col">{t("matrix.target")}</th>
              <th scope="col" class="number">
                {t("table.direct")}
              </th>
              {opinions.map(({ method }) => (
                <th scope="col" class="number" key={method}>
                  {opinionName(method)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {targets.slice(0, MOST).map((target, place) => (
              <tr key={target} data-target={target}>
                <th scope="row">{target}</th>
                <td class="number">
                  <Why place={`direct/${place}`}>
                    <Amount exact={direct[place] ?? "0"} scale={scale} />
                  </Why>
                </td>
                {opinions.map(({ method, amounts, changes, reason }, opinion) => (
                  <td class="number" key={method}>
                    {reason === "" || amounts[place] !== "0" ? (
                      <>
                        <Why place={`opinions/${opinion}/amounts/${place}`}>
                          <Amount exact={amounts[place] ?? "0"} scale={scale} />
                        </Why>
                        {method !== "now" && (
                          <Change
                            scale={scale}
                            exact={changes[place] ?? "0"}
                            place={`opinions/${opinion}/changes/${place}`}
                          />
                        )}
                      </>
                    ) : (
                      NOT_APPLICABLE
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
      {opinions.map(({ method, reason }) => {
        const key = `fair.reason.${reason}`;
        return (
          isKey(key) && (
            <p class="muted" key={method}>
              {opinionName(method)}: {say(key, {})}
            </p>
          )
        );
      })}
    </>
  );
}

interface ChangeProps {
  readonly exact: string;
  readonly scale: number;
  readonly place: string;
}

/** More than now is a loss to who pays it. */
function Change({ exact, scale, place }: ChangeProps) {
  if (isZero(exact)) return null;
  const pays = isNegative(exact) ? "fair.less" : "fair.more";
  return (
    <div class="muted">
      {t(pays)}{" "}
      <Why place={place}>
        <Amount exact={unsigned(exact)} scale={scale} />
      </Why>
    </div>
  );
}

function opinionName(method: string): string {
  const key = `fair.${method}`;
  return isKey(key) ? say(key, {}) : method;
}
