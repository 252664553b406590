import { useEffect, useState } from "preact/hooks";

import type { BillReport, LinePlace, ScheduleRow, WhyAmortizedReport, WhyStep } from "../../protocol";
import { orderPlan } from "../../state/schedule";
import type { SourceRecord } from "../../state/engine-port";
import type { Store } from "../../state/store";
import { formatAmount, isZero } from "../../text/amount";
import { isKey, say, t } from "../../text/text";
import { masked } from "../../state/settings";
import { Amount, withoutDigits } from "../amount";
import { wordsOf } from "../error-panel";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";
import { lineName } from "./place-name";
import { rowTitle, typeName } from "./words";
import { inspect } from "../unsaved";

/** A figure of the schedule: an order's or a group's (null: all orders), in a period or, with "", in all of them. */
export interface Asked {
  readonly row: ScheduleRow | null;
  readonly by: string;
  readonly grain: "month" | "day";
  readonly period: string;
}

/** Opens the drawer that says why a figure is what it is. */
export function useWhy({ store, report: { scale } }: ScheduleParts): (asked: Asked) => void {
  return (asked) => {
    const Content = () => <WhyAmortized store={store} asked={asked} scale={scale} />;
    inspect(store, { type: "panel", title: () => t("inspector.why"), Content });
  };
}

/** Steps that the balance below them says. */
const BALANCE = ["opening", "this_period", "left", "total"];

function WhyAmortized({ store, asked, scale }: { store: Store; asked: Asked; scale: number }) {
  const { row, by, grain, period } = asked;
  const ofOrder = row?.row != null;
  const { answer, failure, pending } = useAnswer(store, "why_amortized", {
    plan: orderPlan(store.wanted.value.plan),
    grain,
    period,
    row: row?.row ?? null,
    by: ofOrder || row === null ? "" : by,
    name: ofOrder || row === null ? null : row.name,
  });
  const [showsLines, setShowsLines] = useState(false);
  const bill = store.bill.value;
  if (failure) return <p class="bad">{wordsOf(failure).what}</p>;
  if (!answer || !bill) return <p class="muted">{t("why.asking")}</p>;
  const how = answer.steps.filter(({ what }) => !BALANCE.includes(what));
  const name = row ? rowTitle(ofOrder ? "order" : by, row.name) : t("schedule.all");
  const balanced = isZero(answer.difference);
  return (
    <div class="explain" data-testid="why-amortized" aria-busy={pending}>
      <p class="explain-what">
        {period === "" ? t("schedule.why.whole", { name }) : t("schedule.why.cell", { name, period })}
      </p>
      <p class="explain-amount">
        <Amount exact={answer.amount} scale={scale} testid="explained" />
      </p>
      {how.length > 0 && (
        <>
          <h3>{t("schedule.why.how")}</h3>
          <Steps steps={how} scale={scale} />
        </>
      )}
      {how.length === 0 && answer.parts.length > 0 && <Parts bill={bill.handle.report} report={answer} scale={scale} />}
      <h3>{t("schedule.why.balance")}</h3>
      <dl class="why-balance">
        {(["opening", "amount", "left", "total"] as const).map((part) => (
          <div key={part} class={part === "total" ? "total" : ""}>
            <dt>{t(`schedule.${part}`)}</dt>
            <dd class="number">
              <Amount exact={answer[part]} scale={scale} testid={`why-${part}`} />
            </dd>
          </div>
        ))}
      </dl>
      <p class={balanced ? "ok" : "bad"} data-testid="why-check">
        {balanced
          ? `✔ ${t("schedule.why.adds_up", { amount: shown(answer.amount, scale) })}`
          : `✖ ${t("schedule.why.differs", { difference: shown(answer.difference, scale) })}`}
      </p>
      <div class="explain-deeds">
        <button
          type="button"
          class="button primary"
          aria-expanded={showsLines}
          onClick={() => setShowsLines(!showsLines)}
          data-testid="why-lines"
        >
          {t("why.show_lines", { n: answer.lines.length })}
        </button>
      </div>
      {showsLines && <Lines store={store} bill={bill.handle.report} places={answer.lines} />}
    </div>
  );
}

function shown(exact: string, scale: number): string {
  return masked.value ? t("amount.hidden") : formatAmount(exact, { scale });
}

/** Values that are amounts: grouped as everywhere, hidden with the others. */
const AMOUNTS = ["amount", "daily", "total", "before"];

/** The arithmetic, a sentence a step. */
export function Steps({ steps, scale }: { steps: readonly WhyStep[]; scale: number }) {
  return (
    <ol class="why-steps">
      {steps.map(({ what, values }, place) => {
        const key = `schedule.step.${what}`;
        const given = Object.entries(values).map(
          ([name, value]) => [name, AMOUNTS.includes(name) ? shown(value, scale) : value] as const,
        );
        return (
          <li key={place} data-step={what}>
            {isKey(key) ? say(key, Object.fromEntries(given)) : `${what} ${Object.values(values).join(" ")}`}
          </li>
        );
      })}
    </ol>
  );
}

function Parts({ bill, report, scale }: { bill: BillReport; report: WhyAmortizedReport; scale: number }) {
  return (
    <>
      <h3>{t("schedule.why.parts")}</h3>
      <table class="ledger explain-steps">
        <thead class="unseen">
          <tr>
            <th scope="col">{t("schedule.order")}</th>
            <th scope="col">{t("schedule.errors.line")}</th>
            <th scope="col">{t("treemap.amount")}</th>
          </tr>
        </thead>
        <tbody>
          {report.parts.map(({ row, order, type, place, amount }) => (
            <tr key={row}>
              <th scope="row">
                {rowTitle("order", order)} <span class="muted">{typeName(type)}</span>
              </th>
              <td class="muted">{lineName(bill, place)}</td>
              <td class="number">
                <Amount exact={amount} scale={scale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {report.orders > report.parts.length && (
        <p class="muted">{t("schedule.why.more", { n: report.orders - report.parts.length })}</p>
      )}
    </>
  );
}

const LINES = 200;

/** The lines as they stand in their files, to the letter. */
function Lines({ store, bill, places }: { store: Store; bill: BillReport; places: readonly LinePlace[] }) {
  const [records, setRecords] = useState<readonly SourceRecord[] | null>(null);
  const [failed, setFailed] = useState(false);
  const wanted = places.slice(0, LINES);
  useEffect(() => {
    let gone = false;
    store.sourceCells(wanted.map((place) => ({ ...place, row: 0, amount: "0", rejected: "" }))).then(
      (read) => !gone && setRecords(read),
      () => !gone && setFailed(true),
    );
    return () => void (gone = true);
  }, [JSON.stringify(wanted)]);
  if (failed) return <p class="bad">{t("lines.failed")}</p>;
  if (!records) return <p class="muted">{t("why.asking")}</p>;
  return (
    <ol class="why-lines" role="list" data-testid="why-source">
      {records.map(({ line, text }, place) => (
        <li key={place} data-source-line={line}>
          <span class="muted">{lineName(bill, wanted[place] ?? { file: 0, line, begin: 0, end: 0 })}</span>
          <pre tabIndex={0}>{withoutDigits(text)}</pre>
        </li>
      ))}
      {places.length > LINES && <li class="muted">{t("schedule.errors.more", { n: places.length - LINES })}</li>}
    </ol>
  );
}
