import "./findings.css";

import { useId, useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { FairShareReport, MatrixReport, Plan, SharedRule } from "../../protocol";
import type { Store } from "../../state/store";
import { isZero, NOT_APPLICABLE } from "../../text/amount";
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

/** From source to target: what every rule handed to whom, and by which weight. */
export function Matrix({ store, plan }: MatrixProps) {
  const { answer } = useAnswer(store, "matrix", { plan });
  if (!answer || answer.cells.length === 0) return null;
  return (
    <details data-testid="matrix">
      <summary>{t("matrix.title")}</summary>
      <ExplainedFigures inside store={store} plan={plan} view="matrix">
        <MatrixTable report={answer} />
      </ExplainedFigures>
      {answer.cells.length > MOST && <p class="muted">{t("compare.more", { n: answer.cells.length - MOST })}</p>}
      <SheetTools store={store} name="matrix" table={async () => tableOf(plan, answer)} />
    </details>
  );
}

function MatrixTable({ report: { cells } }: { readonly report: MatrixReport }) {
  const partitioned = cells.some(({ partition }) => partition.length > 0);
  const figure = (place: number, field: "pool" | "weight" | "weights" | "amount", exact: string) => (
    <td class="number">
      <Why place={`cells/${place}/${field}`}>
        <Amount exact={exact} />
      </Why>
    </td>
  );
  return (
    <ScrollAcross label={t("matrix.title")} look="figures">
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">{t("matrix.rule")}</th>
            {partitioned && <th scope="col">{t("matrix.partition")}</th>}
            <th scope="col">{t("matrix.target")}</th>
            <th scope="col" class="number">
              {t("matrix.pool")}
            </th>
            <th scope="col" class="number">
              {t("matrix.weight")}
            </th>
            <th scope="col" class="number">
              {t("matrix.weights")}
            </th>
            <th scope="col" class="number">
              {t("treemap.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {cells.slice(0, MOST).map((cell, place) => (
            <tr key={place} data-target={cell.target}>
              <th scope="row">{cell.rule}</th>
              {partitioned && <td>{partitionWords(cell.partition)}</td>}
              <td>{cell.target}</td>
              {figure(place, "pool", cell.pool)}
              {figure(place, "weight", cell.weight)}
              {figure(place, "weights", cell.weights)}
              {figure(place, "amount", cell.amount)}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollAcross>
  );
}

/** Rows on the screen; all are in the copied table. */
const MOST = 500;

const partitionWords = (partition: readonly (string | null)[]): string =>
  partition.map((value) => value ?? NOT_APPLICABLE).join(" / ");

function tableOf(plan: Plan, report: MatrixReport): Table {
  const sums = report.rules.map(({ name, handed }) => [name, handed] as const);
  return sheetTable({ sheet: matrixSheet(report), plan, result: report, sums });
}

function matrixSheet({ cells }: MatrixReport): Sheet {
  return {
    header: [
      t("matrix.rule"),
      t("matrix.partition"),
      t("matrix.target"),
      t("matrix.pool"),
      t("matrix.weight"),
      t("matrix.weights"),
      t("treemap.amount"),
    ],
    rows: cells.map(({ rule, partition, target, pool, weight, weights, amount }) => [
      text(rule),
      text(partition.map((value) => value ?? "").join(" / ")),
      text(target),
      number(pool),
      number(weight),
      number(weights),
      number(amount),
    ]),
  };
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
                    <Amount exact={direct[place] ?? "0"} />
                  </Why>
                </td>
                {opinions.map(({ method, amounts, changes, reason }, opinion) => (
                  <td class="number" key={method}>
                    {reason === "" || amounts[place] !== "0" ? (
                      <>
                        <Why place={`opinions/${opinion}/amounts/${place}`}>
                          <Amount exact={amounts[place] ?? "0"} />
                        </Why>
                        {method !== "now" && (
                          <Change exact={changes[place] ?? "0"} place={`opinions/${opinion}/changes/${place}`} />
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

/** More than now is a loss to who pays it. */
function Change({ exact, place }: { readonly exact: string; readonly place: string }) {
  if (isZero(exact)) return null;
  const pays = exact.startsWith("-") ? "fair.less" : "fair.more";
  return (
    <div class="muted">
      {t(pays)}{" "}
      <Why place={place}>
        <Amount exact={exact} />
      </Why>
    </div>
  );
}

function opinionName(method: string): string {
  const key = `fair.${method}`;
  return isKey(key) ? say(key, {}) : method;
}
