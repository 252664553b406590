import "./findings.css";

import { useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { LintFinding, LintReport, Plan } from "../../protocol";
import { withCurrency } from "../../state/plan";
import { withOneName, withoutLines, withShareOfUnnamed } from "../../state/remedies";
import { partitionsAtFirst } from "../../state/shared-rules";
import type { ActionName, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";
import { Amount } from "../amount";
import { Trouble } from "../consolidated";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { inspect } from "../unsaved";

/** Opens what should be looked at before the figures are believed. */
export function LintButton({ store }: { readonly store: Store }) {
  const open = () => {
    inspect(store, {
      type: "panel",
      title: () => t("lint.title"),
      Content: () => <LintPanel store={store} />,
      wide: true,
    });
  };
  return (
    <button type="button" class="button" data-testid="lint" onClick={open}>
      {t("lint.title")}
    </button>
  );
}

function LintPanel({ store }: { readonly store: Store }) {
  const { plan } = store.wanted.value;
  const { answer, failure } = useAnswer(store, "lint", { plan });
  if (failure) return <Trouble failure={failure} />;
  if (!answer) return <p class="muted">{t("lint.asking")}</p>;
  return (
    <div class="findings" data-testid="lint-panel">
      <p class="muted">{t("lint.looked", { n: answer.rows })}</p>
      {answer.findings.length === 0 && <p class="ok">✔ {t("lint.nothing")}</p>}
      <ExplainedFigures inside store={store} plan={plan} view="lint" nameOf={(place) => findingAt(answer, place)}>
        <ul class="finding-list" role="list">
          {answer.findings.map((finding, place) => (
            <li key={place} data-concern={finding.concern} data-dimension={finding.dimension}>
              <Finding store={store} plan={plan} report={answer} finding={finding} place={place} />
            </li>
          ))}
        </ul>
      </ExplainedFigures>
      {answer.findings.length > 0 && (
        <p>
          <SheetTools store={store} name="lint" table={async () => tableOf(plan, answer)} />
        </p>
      )}
      {answer.unknown.map((concern) => (
        <p class="muted" key={concern}>
          {t("lint.unknown", { concern: concernName(concern) })}
        </p>
      ))}
    </div>
  );
}

/** A finding's amount is called by what was found. */
function findingAt({ findings }: LintReport, place: string): string | undefined {
  const finding = findings.find((_, at) => place === `findings/${at}/amount`);
  return finding && concernName(finding.concern);
}

interface FindingProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly report: LintReport;
  readonly finding: LintFinding;
}

function Finding({ store, plan, report, finding, place }: FindingProps & { readonly place: number }) {
  const lines = lineNames(finding);
  return (
    <>
      <p class="finding-head">
        <strong>⚠ {concernName(finding.concern)}</strong>
        {finding.amount !== "" && (
          <Why place={`findings/${place}/amount`}>
            <Amount exact={finding.amount} testid="finding-amount" />
          </Why>
        )}
      </p>
      <p class="finding-words">{findingWords(finding)}</p>
      {lines.length > 0 && (
        <p class="muted">{t(lines.length === 1 ? "lint.line" : "lint.lines", { lines: lines.join(", ") })}</p>
      )}
      <Remedy store={store} plan={plan} report={report} finding={finding} />
    </>
  );
}

/** "12", or "2:12" of the second file. */
function lineNames({ lines }: LintFinding): readonly string[] {
  return lines.map(({ file, line }) => (file === 0 ? String(line) : `${file + 1}:${line}`));
}

/** What is to be put right, for whoever sends the bill; a line may be in several findings, so there is no sum. */
function tableOf(plan: Plan, report: LintReport): Table {
  const amount = report.currency === "" ? report.measure : `${report.measure} (${report.currency})`;
  const sheet: Sheet = {
    header: [t("lint.concern"), t("lint.what"), amount, t("table.lines"), t("lint.where")],
    rows: report.findings.map((finding) => [
      text(concernName(finding.concern)),
      text(findingWords(finding)),
      finding.amount === "" ? text("") : number(finding.amount),
      number(String(finding.rows)),
      text(lineNames(finding).join("; ")),
    ]),
  };
  return sheetTable({ sheet, plan, result: report });
}

function concernName(concern: string): string {
  const key = `lint.${concern}`;
  return isKey(key) ? say(key, {}) : concern;
}

function findingWords({ concern, dimension, values, rows }: LintFinding): string {
  const key = `lint.${concern}.words`;
  if (!isKey(key)) return values.join(", ");
  const [first = "", second = "", ...others] = values;
  return say(key, {
    n: rows,
    dimension: dimensionName(dimension),
    values: values.map((value) => (value === "" ? t("lint.no_currency") : `“${value}”`)).join(", "),
    days: values.join(", "),
    first,
    second,
    others: [second, ...others].map((value) => `“${value}”`).join(", "),
  });
}

/** What one click does about it; nothing for what only the bill's sender can put right. */
function Remedy({ store, plan, report, finding }: FindingProps) {
  const [busy, setBusy] = useState(false);
  const change = (name: ActionName, next: Plan) => store.change(name, next);
  const { concern, dimension } = finding;
  const button = (words: string, run: () => void) => (
    <button type="button" class="button" disabled={busy} data-testid={`remedy-${concern}`} onClick={run}>
      {words}
    </button>
  );
  if (concern === "duplicate_lines" || concern === "overlapping_periods") {
    const next = withoutLines(plan, finding);
    const done = () => t(concern === "duplicate_lines" ? "did.duplicates" : "did.overlapping");
    return next && button(t("lint.leave_out"), () => change(done, next));
  }
  if (concern === "without_value") {
    const share = () =>
      change(
        () => t("did.share_unnamed", { dimension: dimensionName(dimension) }),
        withShareOfUnnamed(
          plan,
          finding,
          t("lint.rule_name", { dimension: dimensionName(dimension) }),
          partitionsAtFirst(store.dimensions.value?.answer),
        ),
      );
    return button(t("lint.share"), share);
  }
  if (concern === "several_currencies") {
    const { currency } = report;
    return button(t("lint.choose", { currency }), () =>
      change(() => t("did.currency_chosen", { currency }), withCurrency(plan, currency)),
    );
  }
  if (concern === "alike_values") {
    const merge = async () => {
      setBusy(true);
      const all = { plan: { ...plan, filters: [] }, dimension, find: "", limit: MOST_VALUES };
      const { values, found } = await store.ask("values", all);
      setBusy(false);
      if (found > MOST_VALUES) return;
      const named = values.flatMap(({ value }) => (value === null ? [] : [value]));
      const name = t("lint.list_name", { dimension: dimensionName(dimension) });
      change(() => t("did.merged", { name: finding.values[0] ?? "" }), withOneName(plan, finding, named, name));
    };
    return button(t("lint.merge", { name: finding.values[0] ?? "" }), () => void merge());
  }
  return null;
}

/** A list names every value of its dimension. */
const MOST_VALUES = 5000;
