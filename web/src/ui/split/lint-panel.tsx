import "./findings.css";

import { useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { LintFinding, LintReport, LintSum, Plan } from "../../protocol";
import { NO_CURRENCY, withCurrency } from "../../state/plan";
import {
  ofEachCurrency,
  shareOfUnnamed,
  withOneName,
  withoutCharged,
  withoutMonths,
  withShareOfUnnamed,
} from "../../state/remedies";
import { partitionsAtFirst } from "../../state/shared-rules";
import type { ActionName, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { isKey, rich, say, t } from "../../text/text";
import { Amount } from "../amount";
import { Trouble } from "../consolidated";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { inspect } from "../unsaved";
import { fileWords, linesWords } from "./omitted-pills";

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
              <Finding store={store} plan={plan} finding={finding} place={place} />
            </li>
          ))}
        </ul>
      </ExplainedFigures>
      <SetRight store={store} plan={plan} report={answer} />
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

/** A finding's amount is called by what was found, a sum of one currency by that, too. */
function findingAt({ findings }: LintReport, place: string): string | undefined {
  const at = findings.findIndex((_, number) => place.startsWith(`findings/${number}/`));
  const finding = findings[at];
  if (!finding) return undefined;
  const sum = finding.sums.find((_, number) => place === `findings/${at}/sums/${number}/amount`);
  const name = concernName(finding.concern);
  if (sum && finding.concern === "missing_days") return t("figure.usual_day");
  return sum && sum.code !== "" ? `${name}: ${sum.code}` : name;
}

/** What the plan has set right, so that what is not found any more is not thought to be overlooked. */
function SetRight({ store, plan, report }: Pick<FindingProps, "store" | "plan" | "report">) {
  const left = (dimension: string) =>
    report.findings.some((finding) => finding.concern === "without_value" && finding.dimension === dimension);
  const shared = plan.shared.flatMap(({ name, source: { op, dimension } }) =>
    op === "empty" && !left(dimension)
      ? [t("lint.shared_by", { dimension: dimensionName(dimension), rule: name })]
      : [],
  );
  const currencies = store.bill.value?.handle.report.currencies.length ?? 0;
  const done = [
    ...(plan.omitted.lines.length > 0 ? [linesWords(plan.omitted.lines)] : []),
    ...plan.omitted.files.map((file) => fileWords(store, file)),
    ...shared,
    ...(plan.currency !== "" && currencies > 1
      ? [t("lint.currency_chosen", { currency: currencyName(plan.currency), n: currencies })]
      : []),
  ];
  if (done.length === 0) return null;
  return (
    <ul class="finding-list" role="list" data-testid="lint-set-right">
      {done.map((words) => (
        <li key={words} class="ok">
          ✔ {words}
        </li>
      ))}
    </ul>
  );
}

interface FindingProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly report: LintReport;
  readonly finding: LintFinding;
}

function Finding({ store, plan, finding, place }: Omit<FindingProps, "report"> & { readonly place: number }) {
  const { concern } = finding;
  const lines = lineNames(finding);
  return (
    <>
      <p class="finding-head">
        <strong>⚠ {concernName(concern)}</strong>
        {finding.day !== "" && finding.amount !== "" && <span class="muted">{t("lint.estimate")}</span>}
        {finding.amount !== "" && (
          <Why place={`findings/${place}/amount`}>
            <Amount exact={finding.amount} testid="finding-amount" />
          </Why>
        )}
      </p>
      <p class="finding-words">
        <Words finding={finding} place={place} />
      </p>
      {hasCurrencies(finding) && <Currencies store={store} plan={plan} finding={finding} place={place} />}
      {lines.length > 0 && (
        <p class="muted">{t(lines.length === 1 ? "lint.line" : "lint.lines", { lines: lines.join(", ") })}</p>
      )}
      <Remedy store={store} plan={plan} finding={finding} />
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
      text(wordsInTable(finding)),
      finding.amount === "" ? text("") : number(finding.amount),
      number(String(finding.rows)),
      text(lineNames(finding).join("; ")),
    ]),
  };
  return sheetTable({ sheet, plan, result: report });
}

/** The sums of the currencies stand beside the words on the page, and in the table among them. */
function wordsInTable(finding: LintFinding): string {
  const words = findingWords(finding);
  const [usual] = finding.sums;
  if (finding.day !== "" && usual) return `${words} ${t("lint.days_estimate", usualDay(finding, usual.amount))}`;
  return hasCurrencies(finding) ? `${words} ${sumsWords(finding.sums)}` : words;
}

/** Each with its sum: those that are not shown, or that are written in two ways. */
function hasCurrencies({ concern, sums }: LintFinding): boolean {
  return concern === "several_currencies" || (concern === "alike_values" && sums.length > 0);
}

function usualDay<Usual>({ day, rows }: LintFinding, usual: Usual) {
  return { day, usual, n: rows };
}

function concernName(concern: string): string {
  const key = `lint.${concern}`;
  return isKey(key) ? say(key, {}) : concern;
}

/** A total that does not fit says all of its figures, which are hidden while amounts are masked. */
function Words({ finding, place }: { readonly finding: LintFinding; readonly place: number }) {
  const { concern, values, rows, sums } = finding;
  if (concern === "missing_days") return <MissingDays finding={finding} place={place} />;
  if (concern !== "total_disagrees") return <>{findingWords(finding)}</>;
  const [first = "", says = "", difference = ""] = values;
  const total = sums.map((sum, at) => (
    <span key={sum.code}>
      {at > 0 && ", "}
      {sum.code}{" "}
      <Why place={`findings/${place}/sums/${at}/amount`}>
        <Amount exact={sum.amount} testid="finding-sum" />
      </Why>
    </span>
  ));
  const file = <bdi>{first}</bdi>;
  const said = <Amount exact={says} testid="finding-says" />;
  if (sums.length > 1) return <>{rich("lint.total_of_several", { file, says: said, n: rows, sums: total })}</>;
  const lacking = <Amount exact={difference} />;
  return <>{rich("lint.total_disagrees.words", { file, says: said, n: rows, sum: total, difference: lacking })}</>;
}

/** What the missing days may cost is an estimate, and says from what. */
function MissingDays({ finding, place }: { readonly finding: LintFinding; readonly place: number }) {
  const [usual] = finding.sums;
  if (!usual) return <>{findingWords(finding)}</>;
  const cost = (
    <Why place={`findings/${place}/sums/0/amount`}>
      <Amount exact={usual.amount} testid="finding-sum" />
    </Why>
  );
  return (
    <>
      {findingWords(finding)} {rich("lint.days_estimate", usualDay(finding, cost))}
    </>
  );
}

/** Each currency on its own, and the way to it. */
function Currencies({ store, plan, finding, place }: Omit<FindingProps, "report"> & { readonly place: number }) {
  const choose = (currency: string) =>
    store.change(
      () => t("did.currency_chosen", { currency: currencyName(currency) }),
      withCurrency(plan, currency || NO_CURRENCY),
    );
  return (
    <table class="ledger finding-sums">
      <tbody>
        {finding.sums.map((sum, at) => (
          <tr key={sum.code} data-currency={sum.code}>
            <th scope="row">{currencyName(sum.code)}</th>
            <td class="number">
              <Why place={`findings/${place}/sums/${at}/amount`}>
                <Amount exact={sum.amount} testid="finding-sum" />
              </Why>
            </td>
            <td class="number">{t("rows", { n: sum.rows })}</td>
            <td>
              <button
                type="button"
                class="button"
                data-testid="remedy-several_currencies"
                onClick={() => choose(sum.code)}
              >
                {sum.code === "" ? t("lint.choose_none") : t("lint.choose", { currency: sum.code })}
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function currencyName(code: string): string {
  return code === "" || code === NO_CURRENCY ? t("currency.none") : code;
}

/** "CNY 3 (2 rows), USD 5 (1 row)". */
function sumsWords(sums: readonly LintSum[]): string {
  return sums.map((sum) => `${currencyName(sum.code)} ${sum.amount} (${t("rows", { n: sum.rows })})`).join(", ");
}

function findingWords({ concern, dimension, values, rows, sums }: LintFinding): string {
  const key = `lint.${concern}.words`;
  if (!isKey(key)) return values.join(", ");
  const [first = "", second = "", ...others] = values;
  if (concern === "total_disagrees") {
    const said = { file: first, says: second, n: rows };
    const [sum] = sums;
    return sum && sums.length === 1
      ? t("lint.total_disagrees.words", { ...said, sum: sum.amount, difference: others[0] ?? "" })
      : t("lint.total_of_several", { ...said, sums: sumsWords(sums) });
  }
  return say(key, {
    n: rows,
    dimension: dimensionName(dimension),
    sums: sumsWords(sums),
    days: values.join(", "),
    first,
    second,
    others: [second, ...others].map((value) => `“${value}”`).join(", "),
  });
}

const DID_LEAVE_OUT = {
  duplicate_lines: "did.duplicates",
  overlapping_periods: "did.overlapping",
  overlapping_files: "did.overlapping_files",
} as const;

function isChargedTwice(concern: string): concern is keyof typeof DID_LEAVE_OUT {
  return Object.hasOwn(DID_LEAVE_OUT, concern);
}

/** What one click does about it, or words where only the bill's sender can put it right. */
function Remedy({ store, plan, finding }: Omit<FindingProps, "report">) {
  const [busy, setBusy] = useState(false);
  const [tooMany, setTooMany] = useState(false);
  const change = (name: ActionName, next: Plan) => store.change(name, next);
  const { concern, dimension } = finding;
  const button = (words: string, run: () => void) => (
    <button type="button" class="button" disabled={busy} data-testid={`remedy-${concern}`} onClick={run}>
      {words}
    </button>
  );
  const only = (words: string) => <p class="muted">{words}</p>;
  if (isChargedTwice(concern)) {
    const next = withoutCharged(plan, finding);
    if (!next) return only(t("lint.leave_out_by_filter"));
    const [, file = ""] = finding.values;
    const words = finding.remedy.files.length > 0 ? t("lint.leave_file_out", { file }) : t("lint.leave_out");
    return button(words, () => change(() => t(DID_LEAVE_OUT[concern]), next));
  }
  if (concern === "without_value") {
    const rule = shareOfUnnamed(plan, dimension);
    if (rule) return only(t("lint.rule_leaves", { rule: rule.name }));
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
  if (concern === "missing_days") {
    const show = () => {
      store.look({ lens: "time", period: "day" });
      inspect(store, null);
    };
    const months = finding.months.join(", ");
    const leaveOut = () => change(() => t("did.months_out", { months }), withoutMonths(plan, finding));
    return (
      <>
        {only(t("lint.days_advice"))}
        {months !== "" && button(t("lint.months_out", { months }), leaveOut)}
        <button type="button" class="button" data-testid="show-missing_days" onClick={show}>
          {t("lint.days_show")}
        </button>
      </>
    );
  }
  if (concern === "total_disagrees") {
    const next = withoutCharged(plan, finding);
    return (
      <>
        {only(t("lint.total_advice"))}
        {next && button(t("lint.total_wrong"), () => change(() => t("did.total_wrong"), next))}
      </>
    );
  }
  if (hasCurrencies(finding)) return concern === "alike_values" ? only(t("lint.currency_spelling")) : null;
  if (concern === "alike_values") {
    const [first = ""] = finding.values;
    const merge = async () => {
      setBusy(true);
      const named = await valuesOf(store, plan, dimension);
      setBusy(false);
      setTooMany(named === null);
      if (named === null) return;
      const name = t("lint.list_name", { dimension: dimensionName(dimension) });
      change(() => t("did.merged", { name: first }), withOneName(plan, finding, named, name));
    };
    return (
      <>
        {button(t("lint.merge", { name: first }), () => void merge())}
        {only(t("lint.merge_others"))}
        {tooMany && (
          <p class="warn" role="status">
            {t("lint.merge_too_many", { n: MOST_VALUES, dimension: dimensionName(dimension) })}
          </p>
        )}
      </>
    );
  }
  return null;
}

/** All values of a dimension, in whatever currency its lines are; null: too many. */
async function valuesOf(store: Store, plan: Plan, dimension: string): Promise<readonly string[] | null> {
  const codes = store.bill.value?.handle.report.currencies.flatMap(({ code }) => code ?? []) ?? [];
  const named = new Set<string>();
  for (const each of ofEachCurrency(plan, codes)) {
    const { values } = await store.ask("values", { plan: each, dimension, find: "", limit: MOST_VALUES + 1 });
    for (const { value } of values) if (value !== null) named.add(value);
  }
  return named.size > MOST_VALUES ? null : [...named];
}

/** A list names every value of its dimension; one with more is not looked at for what is alike (split/lint.h). */
const MOST_VALUES = 50_000;
