import { useMemo } from "preact/hooks";

import type { OrderDaysReport, ScheduleReport, ScheduleRow } from "../../protocol";
import { orderPlan, scheduleRequest } from "../../state/schedule";
import type { Store } from "../../state/store";
import { rich, t } from "../../text/text";
import { Amount } from "../amount";
import { Button } from "../button";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";
import { daysOf, monthAfter, monthOf } from "./civil-weeks";
import { type CalendarDay, DayCalendar, EventLegend } from "./day-calendar";
import { type Asked, useWhy } from "./why-amortized";
import { rowTitle, typeName } from "./words";
import { inspect } from "../unsaved";

/** A month day by day: of the order that is chosen, with its changes and refunds, or of all orders together. */
export function OrderCalendar(parts: ScheduleParts & { readonly month: string }) {
  const { store, plan, look, month, onLook } = parts;
  const openWhy = useWhy(parts);
  const dates = daysOf(month || "1970-01");
  const of = useAnswer(
    store,
    "order_days",
    look.order === null ? null : { plan: orderPlan(plan), row: look.order, family: true },
  );
  const order = look.order === null || of.failure ? null : of.answer;
  const span = { from: dates[0]!, to: dates.at(-1)! };
  // One row is asked for, and not used: the totals are what is wanted.
  const sum = useAnswer(
    store,
    "schedule",
    order === null && month !== ""
      ? scheduleRequest(plan, { by: "order", find: "" }, "day", span, { offset: 0, limit: 1 })
      : null,
  );
  const days = useMemo(() => daysIn(month, order, sum.answer), [month, order, sum.answer]);
  const scale = order?.scale ?? sum.answer?.scale ?? parts.report.scale;
  const first = order?.orders[0];
  const name = first ? rowTitle("order", first.name) : t("schedule.all");
  const why = (day: string) => {
    const parts = partsOf(order, day);
    if (parts.length > 1)
      return openFamily(store, day, days.find((each) => each.day === day)?.amount ?? "0", parts, scale, openWhy);
    openWhy({ row: parts[0]?.row ?? first ?? null, by: "order", grain: "day", period: day });
  };
  const chosen = days.find(({ day }) => day === look.day);
  return (
    <section class="calendar" aria-labelledby="calendar-heading">
      <header class="calendar-head">
        <h2 id="calendar-heading">
          {t("schedule.calendar")}: {name}
        </h2>
        {look.order !== null && (
          <Button look="link" onClick={() => onLook({ order: null })} testid="calendar-sum">
            {t("schedule.calendar.sum")}
          </Button>
        )}
        <span class="calendar-steps">
          <button
            type="button"
            class="button icon"
            aria-label={t("schedule.calendar.earlier")}
            disabled={month <= (parts.report.periods[0] ?? "")}
            onClick={() => onLook({ month: monthAfter(month, -1), day: null })}
          >
            ‹
          </button>
          <strong>{month}</strong>
          <button
            type="button"
            class="button icon"
            aria-label={t("schedule.calendar.later")}
            disabled={month >= (parts.report.periods.at(-1) ?? "")}
            onClick={() => onLook({ month: monthAfter(month, 1), day: null })}
          >
            ›
          </button>
        </span>
      </header>
      <DayCalendar
        month={month}
        days={days}
        scale={scale}
        name={t("schedule.calendar.name", { name, month })}
        busy={of.pending || sum.pending}
        chosen={look.day}
        onChoose={(day) => onLook({ day, month: monthOf(day) })}
        onWhy={why}
        onMonth={(next) => parts.report.periods.includes(next) && onLook({ month: next })}
      />
      <EventLegend days={days} />
      <p class="chosen-day" data-testid="chosen-day">
        {chosen
          ? rich("schedule.calendar.day", {
              day: <strong>{chosen.day}</strong>,
              amount: <Amount exact={chosen.amount} scale={scale} />,
            })
          : look.day !== null && monthOf(look.day) === month && t("schedule.calendar.nothing", { day: look.day })}
      </p>
      {order && order.orders.length > 1 && <Family report={order} />}
    </section>
  );
}

/** The days of a month that carry something, of the order or of the sum. */
function daysIn(
  month: string,
  order: OrderDaysReport | null | undefined,
  sum: ScheduleReport | undefined,
): readonly CalendarDay[] {
  if (order) {
    return order.days
      .filter(({ day }) => monthOf(day) === month)
      .map(({ day, amount, ratio, marks }) => ({ day, amount, ratio, events: marks }));
  }
  return (sum?.totals ?? []).flatMap(({ period, amount, marks }, place) => {
    const day = sum?.periods[period];
    if (day === undefined || monthOf(day) !== month) return [];
    return [{ day, amount, ratio: sum?.ratios[place] ?? 0, events: marks }];
  });
}

interface FamilyPart {
  readonly row: ScheduleRow;
  readonly amount: string;
}

/** What each order of a family gives to a day. */
function partsOf(order: OrderDaysReport | null | undefined, day: string): readonly FamilyPart[] {
  const parts = order?.days.find((each) => each.day === day)?.parts ?? [];
  return parts.flatMap((part) => {
    const row = order?.orders.find((each) => each.row === part.row);
    return row ? [{ row, amount: part.amount }] : [];
  });
}

/** A day of several orders: what each of them gives, and the way to why. */
function openFamily(
  store: Store,
  day: string,
  amount: string,
  parts: readonly FamilyPart[],
  scale: number,
  openWhy: (asked: Asked) => void,
): void {
  const Content = () => (
    <div class="explain" data-testid="why-family">
      <p class="explain-what">{day}</p>
      <p class="explain-amount">
        <Amount exact={amount} scale={scale} testid="explained" />
      </p>
      <h3>{t("schedule.why.parts")}</h3>
      <table class="ledger explain-steps">
        <tbody>
          {parts.map(({ row, amount: part }) => (
            <tr key={row.row}>
              <th scope="row">
                <Button look="link" onClick={() => openWhy({ row, by: "order", grain: "day", period: day })}>
                  {rowTitle("order", row.name)}
                </Button>{" "}
                <span class="muted">{typeName(row.type)}</span>
              </th>
              <td class="number">
                <Amount exact={part} scale={scale} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
  inspect(store, { type: "panel", title: () => t("inspector.why"), Content });
}

/** The orders that the calendar is the sum of, and their sum. */
function Family({ report }: { report: OrderDaysReport }) {
  const { orders, total, scale } = report;
  return (
    <p class="muted family">
      {orders.map((each) => (
        <span key={each.row}>
          {rowTitle("order", each.name)} <Amount exact={each.total} scale={scale} /> ·{" "}
        </span>
      ))}
      {t("schedule.total")} <Amount exact={total} scale={scale} testid="family-total" />
    </p>
  );
}
