import "./month-by-month.css";

import { useEffect, useRef } from "preact/hooks";

import { scheduleRequest, WHOLE } from "../../state/schedule";
import { rich, t } from "../../text/text";
import { Amount } from "../amount";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";

/** Every month's sum and what is left after it: how the prepaid cost runs off, the months to come too. */
export function MonthByMonth({ store, plan, month, onLook }: ScheduleParts & { readonly month: string }) {
  const list = useRef<HTMLDivElement>(null);
  const { answer } = useAnswer(
    store,
    "schedule",
    scheduleRequest(plan, { by: "order", find: "" }, "month", WHOLE, { offset: 0, limit: 1 }),
  );
  useEffect(() => {
    const row = list.current?.querySelector<HTMLElement>('[aria-current="true"]');
    // Only the list is scrolled, not the page.
    if (row && list.current) list.current.scrollTop = row.offsetTop - list.current.clientHeight / 2;
  }, [month, answer]);
  if (!answer) return null;
  const { scale, currency, totals, ratios, periods } = answer;
  const at = totals.find(({ period }) => periods[period] === month);
  const after = totals.filter(({ period }) => (periods[period] ?? "") > month).length;
  return (
    <section class="months">
      <h2>{t("schedule.forward")}</h2>
      <p class="muted">
        {after === 0 || !at
          ? t("schedule.forward.end", { month })
          : rich(
              "schedule.forward.finding",
              { month, n: after, left: <Amount exact={at.left} scale={scale} currency={currency} /> },
              after,
            )}
      </p>
      <div class="months-list" ref={list} tabIndex={0} role="region" aria-label={t("schedule.forward")}>
        <table class="ledger" data-testid="months">
          <thead>
            <tr>
              <th scope="col">{t("schedule.audit.period")}</th>
              <th scope="col" class="number">
                {t("schedule.amount")}
              </th>
              <td />
              <th scope="col" class="number">
                {t("schedule.forward.left")}
              </th>
            </tr>
          </thead>
          <tbody>
            {totals.map(({ period, amount, left }, place) => {
              const name = periods[period] ?? "";
              const toCome = name > month;
              const ratio = ratios[place] ?? 0;
              return (
                <tr
                  key={name}
                  data-month={name}
                  aria-current={name === month ? "true" : undefined}
                  class={toCome ? "to-come" : undefined}
                >
                  <th scope="row">
                    <button type="button" class="button link" onClick={() => onLook({ month: name, day: null })}>
                      {name}
                    </button>
                    <span class="muted month-state">
                      {name === month ? t("schedule.forward.now") : toCome ? t("schedule.forward.to_come") : ""}
                    </span>
                  </th>
                  <td class="number">
                    <Amount exact={amount} scale={scale} />
                  </td>
                  <td aria-hidden="true" class="month-bar">
                    <span class={`month-fill${ratio < 0 ? " negative" : ""}`} style={{ "--ratio": Math.abs(ratio) }} />
                  </td>
                  <td class="number">
                    <Amount exact={left} scale={scale} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
