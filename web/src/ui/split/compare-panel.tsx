import "./findings.css";

import { useEffect, useId, useState } from "preact/hooks";

import { type Cell, number, numberOrNone, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import {
  type CompareReason,
  type CompareReport,
  type CompareRequest,
  EMPTY_PLAN,
  type Plan,
  type Questions,
} from "../../protocol";
import { ownersAmong } from "../../state/dimensions";
import { saved } from "../../state/library";
import { askedByRulesOf, ruleCount, rulesOf } from "../../state/plan";
import { noValueName } from "../../state/row-names";
import type { Store } from "../../state/store";
import { isZero, NOT_APPLICABLE } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { isKey, rich, say, t } from "../../text/text";
import { Amount } from "../amount";
import { Trouble } from "../consolidated";
import { Choose } from "../schedule/schedule-tools";
import { sheetTable, SheetTools } from "../sheet-tools";
import { ScrollAcross } from "../scroll-across";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, itemAt, Why } from "../why-figure";
import { inspect } from "../unsaved";
import { AcrossNotice } from "./sharing-notices";

/** Opens what moved between two months, or by the rules, and why. */
export function CompareButton({ store }: { readonly store: Store }) {
  const open = () => {
    inspect(store, {
      type: "panel",
      title: () => t("compare.title"),
      Content: () => <ComparePanel store={store} />,
      wide: true,
    });
  };
  return (
    <button type="button" class="button" data-testid="compare" onClick={open}>
      {t("compare.title")}
    </button>
  );
}

const MONTHS = "months";
const NO_RULES = "no_rules";

function ComparePanel({ store }: { readonly store: Store }) {
  const id = useId();
  const { plan } = store.wanted.value;
  const months = useMonths(store, plan);
  const [wanted, setWanted] = useState<string | null>(null);
  const [span, setSpan] = useState<{ before: string; after: string } | null>(null);
  const [item, setItem] = useState("");
  const [showsLargest, showLargest] = useState(false);
  const library = saved.value;
  const hasMonths = (months?.length ?? 0) > 1;
  const what = wanted ?? (hasMonths || ruleCount(plan) === 0 ? MONTHS : NO_RULES);
  const before = useOtherPlan(store, plan, what);
  const { before: first, after: last } = span ?? { before: months?.at(-2) ?? "", after: months?.at(-1) ?? "" };
  const request = requestOf(plan, what, before, { before: first, after: last, item });
  const { answer, failure, pending } = useAnswer(store, "compare", request);
  const choices = (months ?? []).map((each) => [each, each] as const);
  const columns = store.dimensions.value?.answer.dimensions ?? [];
  return (
    <div class="findings" data-testid="compare-panel" aria-busy={pending}>
      <div class="split-bar">
        <Choose
          id={`${id}-what`}
          label={t("compare.what")}
          testid="compare-what"
          value={what}
          choices={[
            [MONTHS, t("compare.months")],
            [NO_RULES, t("compare.no_rules")],
            ...library.map(({ name }) => [`saved:${name}`, t("compare.saved", { name })] as const),
          ]}
          onChoose={setWanted}
        />
        {what === MONTHS && hasMonths && (
          <>
            <Choose
              id={`${id}-before`}
              label={t("compare.before")}
              testid="compare-before"
              value={first}
              choices={choices}
              onChoose={(before) => setSpan({ before, after: last })}
            />
            <Choose
              id={`${id}-after`}
              label={t("compare.after")}
              testid="compare-after"
              value={last}
              choices={choices}
              onChoose={(after) => setSpan({ before: first, after })}
            />
            <Choose
              id={`${id}-item`}
              label={t("compare.item")}
              testid="compare-item"
              value={item}
              choices={[
                ["", t("compare.item.finest")],
                ...ownersAmong(columns).map(({ name }) => [name, dimensionName(name)] as const),
              ]}
              onChoose={setItem}
            />
          </>
        )}
      </div>
      {what === MONTHS && months && !hasMonths && <p class="muted">{t("compare.one_month")}</p>}
      {what === MONTHS && hasMonths && <AcrossNotice store={store} period="month" />}
      {failure && <Trouble failure={failure} />}
      {answer && request && (
        <ExplainedFigures
          inside
          store={store}
          view="compare"
          {...request}
          nameOf={(place) => figureAt(answer, plan.by[0] ?? "", place)}
        >
          <Compared
            store={store}
            plan={plan}
            report={answer}
            byMonth={what === MONTHS}
            showsLargest={showsLargest}
            onLargest={showLargest}
          />
        </ExplainedFigures>
      )}
    </div>
  );
}

function requestOf(
  plan: Plan,
  what: string,
  before: Plan | null,
  span: { readonly before: string; readonly after: string; readonly item: string },
): CompareRequest | null {
  if (what !== MONTHS) return before && { plan, before: "", after: "", item: "", before_plan: before };
  return span.after === "" || span.before === "" ? null : { plan, ...span, before_plan: null };
}

/** The bill's months, in their order; undefined while they are asked for. */
function useMonths(store: Store, plan: Plan): readonly string[] | undefined {
  const series: Questions["series"]["request"] = {
    plan: { ...plan, by: [], shared: [], filters: plan.filters.filter(({ dimension }) => dimension !== "month") },
    root: [],
    grain: "month",
    top: 1,
  };
  const { answer, failure } = useAnswer(store, "series", series);
  return failure ? [] : answer?.periods.flatMap((period) => (period === null ? [] : [period]));
}

/** The plan to compare with: without any rules, or one that was saved. */
function useOtherPlan(store: Store, plan: Plan, what: string): Plan | null {
  const [read, setRead] = useState<{ readonly what: string; readonly plan: Plan } | null>(null);
  const kept = saved.value.find(({ name }) => what === `saved:${name}`)?.text;
  useEffect(() => {
    if (kept === undefined) return;
    store.readRules(kept).then(
      (rules) => setRead({ what, plan: rules.plan }),
      () => setRead(null),
    );
  }, [kept, what]);
  if (what === NO_RULES) return askedByRulesOf(plan, { ...plan, ...rulesOf(EMPTY_PLAN) });
  return read?.what === what ? askedByRulesOf(plan, read.plan) : null;
}

interface ComparedProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly report: CompareReport;
  readonly byMonth: boolean;
  /** Whether the largest changes are open: an explanation takes the place of all this, and gives it back as it was. */
  readonly showsLargest: boolean;
  readonly onLargest: (shows: boolean) => void;
}

function Compared({ store, plan, report, byMonth, showsLargest, onLargest }: ComparedProps) {
  const { scale, groups, reasons, moves, items, difference } = report;
  const cell = (exact: string | undefined, place?: string) =>
    exact === undefined ? (
      NOT_APPLICABLE
    ) : (
      <Why place={place}>
        <Amount exact={exact} scale={scale} />
      </Why>
    );
  const itemName = report.item === "" ? "" : dimensionName(report.item);
  return (
    <>
      <p class="finding-head">
        <span>{t("compare.of", { measure: report.measure })}</span>
        <Why place="change">
          <Amount exact={report.change} scale={scale} currency={report.currency} testid="compare-change" />
        </Why>
      </p>
      <ScrollAcross label={t("compare.title")} look="figures">
        <table class="ledger" data-testid="compare-table">
          <thead>
            <tr>
              <th scope="col">{report.dimension === "" ? t("table.total") : dimensionName(report.dimension)}</th>
              <th scope="col" class="number">
                {t("compare.before")}
              </th>
              <th scope="col" class="number">
                {t("compare.after")}
              </th>
              <th scope="col" class="number">
                {t("compare.change")}
              </th>
              {reasons.map((reason) => (
                <th scope="col" class="number" key={keyOf(reason)}>
                  {reasonName(reason)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.slice(0, MOST).map((group, at) => (
              <tr key={group.value ?? ""} data-group={group.value ?? ""}>
                <th scope="row">{groupWords(group.value, report.dimension)}</th>
                <td class="number">{cell(group.before, `groups/${at}/before`)}</td>
                <td class="number">{cell(group.after, `groups/${at}/after`)}</td>
                <td class="number">{cell(group.change, `groups/${at}/change`)}</td>
                {reasons.map((reason) => (
                  <td class="number" key={keyOf(reason)}>
                    {cell(
                      amountOf(group.reasons, reason),
                      `groups/${at}/reasons/${placeOf(group.reasons, reason)}/amount`,
                    )}
                  </td>
                ))}
              </tr>
            ))}
            <tr class="total">
              <th scope="row">{t("table.total")}</th>
              <td class="number">{cell(report.before, "before")}</td>
              <td class="number">{cell(report.after, "after")}</td>
              <td class="number">{cell(report.change, "change")}</td>
              {reasons.map((reason, at) => (
                <td class="number" key={keyOf(reason)}>
                  {cell(reason.amount, `reasons/${at}/amount`)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </ScrollAcross>
      {groups.length > MOST && <p class="muted">{t("compare.more", { n: groups.length - MOST })}</p>}
      <p class={isZero(difference) ? "ok" : "bad"} data-testid="compare-check" data-exact={difference}>
        {isZero(difference) ? "✔ " : "✖ "}
        {isZero(difference)
          ? t("compare.adds_up")
          : rich("why.differs", { difference: <Amount exact={difference} scale={scale} /> })}
      </p>
      <p class="muted">
        {byMonth
          ? itemName === ""
            ? t("compare.known_by_group")
            : t("compare.known_by", { item: itemName })
          : t("compare.known_by_line")}
      </p>
      <p>
        <SheetTools store={store} name="compare" table={async () => tableOf(plan, report)} />
      </p>
      {moves.length > 0 && (
        <>
          <h3>{t("compare.moves")}</h3>
          <ul class="finding-list" role="list" data-testid="compare-moves">
            {moves.slice(0, MOST).map(({ from, to, amount, items: count }, place) => (
              <li key={place} class="finding-head">
                <span>
                  {groupWords(from, plan.by[0] ?? "")} → {groupWords(to, report.dimension)}{" "}
                  <span class="muted">{byMonth ? t("compare.items", { n: count }) : t("rows", { n: count })}</span>
                </span>
                {cell(amount, `moves/${place}/amount`)}
              </li>
            ))}
          </ul>
        </>
      )}
      {items.length > 0 && (
        <details
          data-testid="compare-largest"
          open={showsLargest}
          onToggle={(event) => onLargest(event.currentTarget.open)}
        >
          <summary>{t("compare.largest", { item: itemName })}</summary>
          <ul class="finding-list" role="list">
            {items.slice(0, MOST_ITEMS).map((each, place) => (
              <li key={place} class="finding-head">
                <span>
                  {each.item} <span class="muted">{groupWords(each.group, report.dimension)}</span>{" "}
                  {reasonName({ reason: each.reason, rule: "" })}
                </span>
                {cell(each.amount, `items/${place}/amount`)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** Groups on the screen; all are in the copied table. */
const MOST = 200;
const MOST_ITEMS = 50;

type Reason = Pick<CompareReason, "reason" | "rule">;

const keyOf = ({ reason, rule }: Reason): string => `${reason} ${rule}`;

const placeOf = (reasons: readonly CompareReason[], wanted: Reason): number =>
  reasons.findIndex((each) => keyOf(each) === keyOf(wanted));

const amountOf = (reasons: readonly CompareReason[], wanted: Reason): string | undefined =>
  reasons[placeOf(reasons, wanted)]?.amount;

function reasonName({ reason, rule }: Reason): string {
  if (rule !== "") return t("compare.by_rule", { rule });
  const key = `compare.reason.${reason}`;
  return isKey(key) ? say(key, {}) : reason;
}

function groupWords(value: string | null, dimension: string): string {
  if (value !== null) return value;
  return dimension === "" ? t("table.total") : noValueName(dimension);
}

const SIDES = ["before", "after", "change"] as const;

function sideName(part: string | undefined): string | undefined {
  const side = SIDES.find((each) => each === part);
  return side && t(`compare.${side}`);
}

/** Which group and reason a figure is of; undefined where it is below one. */
function figureAt(report: CompareReport, movedFrom: string, place: string): string | undefined {
  const [list, number, field, which, last, ...below] = place.split("/");
  if (below.length > 0 || (last !== undefined && last !== "amount")) return undefined;
  if (number === undefined) return sideName(list);
  const group = list === "groups" ? itemAt(report.groups, number) : undefined;
  if (group) {
    const name = groupWords(group.value, report.dimension);
    const reason = field === "reasons" ? itemAt(group.reasons, which) : undefined;
    if (reason) return t("figure.of", { word: reasonName(reason), name });
    const word = which === undefined ? sideName(field) : undefined;
    return word && t("figure.of", { word, name });
  }
  if (field !== "amount") return undefined;
  const reason = list === "reasons" ? itemAt(report.reasons, number) : undefined;
  if (reason) return reasonName(reason);
  const move = list === "moves" ? itemAt(report.moves, number) : undefined;
  if (move) return `${groupWords(move.from, movedFrom)} → ${groupWords(move.to, report.dimension)}`;
  const item = list === "items" ? itemAt(report.items, number) : undefined;
  if (!item) return undefined;
  const word = reasonName({ reason: item.reason, rule: "" });
  return t("figure.of", { word, name: `${item.item ?? ""} · ${groupWords(item.group, report.dimension)}` });
}

function tableOf(plan: Plan, report: CompareReport): Table {
  const { before, after, change, difference } = report;
  const sums = [
    [t("compare.before"), before],
    [t("compare.after"), after],
    [t("compare.change"), change],
  ] as const;
  return sheetTable({ sheet: sheetOf(report), plan, result: report, sums, difference });
}

/** As it stands on the screen, all of its groups. */
export function sheetOf({ dimension, groups, reasons, before, after, change }: CompareReport): Sheet {
  const cells = (given: readonly CompareReason[]): Cell[] =>
    reasons.map((reason) => numberOrNone(amountOf(given, reason) ?? null));
  return {
    header: [
      dimension === "" ? t("table.total") : dimensionName(dimension),
      t("compare.before"),
      t("compare.after"),
      t("compare.change"),
      ...reasons.map(reasonName),
    ],
    rows: [
      ...groups.map((group) => [
        text(groupWords(group.value, dimension)),
        number(group.before),
        number(group.after),
        number(group.change),
        ...cells(group.reasons),
      ]),
      [text(t("table.total")), number(before), number(after), number(change), ...cells(reasons)],
    ],
  };
}
