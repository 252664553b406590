import "./day-calendar.css";

import { useLayoutEffect, useRef } from "preact/hooks";

import { masked } from "../../state/settings";
import { formatAmount } from "../../text/amount";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { type Week, dayAfter, daysOf, monthOf, weeksOf } from "./civil-weeks";
import { eventGlyph, eventName } from "./events";
import { heatStep } from "./heat";

export interface CalendarDay {
  readonly day: string;
  readonly amount: string;
  /** To the strongest day of the month, with its sign. */
  readonly ratio: number;
  /** Their codes: tail, change, refund, expiry, ... */
  readonly events: readonly string[];
}

interface DayCalendarProps {
  readonly month: string;
  /** Those with an amount or an event; the others are outside of every term. */
  readonly days: readonly CalendarDay[];
  readonly scale: number;
  readonly name: string;
  readonly busy: boolean;
  /** The day that is looked at; null: none. */
  readonly chosen: string | null;
  readonly onChoose: (day: string) => void;
  readonly onWhy: (day: string) => void;
  /** A key led out of the month. */
  readonly onMonth: (month: string) => void;
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/** A month as a calendar: each day's amount in its place, deeper the larger, what happened as glyph and word. */
export function DayCalendar(props: DayCalendarProps) {
  const { month, days, scale, name, busy, chosen, onChoose, onWhy, onMonth } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const focusNext = useRef(false);
  const known = new Map(days.map((each) => [each.day, each]));
  const dates = daysOf(month);
  const at = chosen !== null && monthOf(chosen) === month ? chosen : dates[0]!;

  useLayoutEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    body.current?.querySelector<HTMLElement>(`[data-day="${at}"]`)?.focus();
  });
  const goTo = (day: string) => {
    focusNext.current = true;
    if (monthOf(day) !== month) onMonth(monthOf(day));
    onChoose(day);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || event.ctrlKey) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return onWhy(at);
    }
    const step = STEPS[event.key];
    const edge = { Home: dates[0], End: dates.at(-1) }[event.key];
    const next = step === undefined ? edge : dayAfter(at, step);
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
  };

  const longest = days.reduce((most, { amount }) => Math.max(most, formatAmount(amount, { scale }).length), 4);
  return (
    <table
      class={`day-calendar${longest > 7 ? " long" : ""}`}
      role="grid"
      aria-label={name}
      aria-busy={busy}
      data-testid="day-calendar"
      onKeyDown={onKey}
    >
      <thead>
        <tr role="row">
          {[0, 1, 2, 3, 4, 5, 6].map((weekday) => (
            <th role="columnheader" scope="col" key={weekday}>
              {weekdayName(weekday)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {weeksOf(month).map((week: Week, row) => (
          <tr role="row" key={row}>
            {week.map((day, weekday) =>
              day === null ? (
                <td role="gridcell" key={weekday} class="no-day" />
              ) : (
                <DayCell
                  key={weekday}
                  day={day}
                  known={known.get(day)}
                  scale={scale}
                  heat={heatStep(known.get(day)?.ratio ?? 0)}
                  current={day === at}
                  chosen={day === chosen}
                  onFocus={() => day !== chosen && onChoose(day)}
                  onPress={() => {
                    onChoose(day);
                    onWhy(day);
                  }}
                />
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WEEKDAYS = [
  "schedule.monday",
  "schedule.tuesday",
  "schedule.wednesday",
  "schedule.thursday",
  "schedule.friday",
  "schedule.saturday",
  "schedule.sunday",
] as const;

function weekdayName(weekday: number): string {
  return t(WEEKDAYS[weekday] ?? WEEKDAYS[0]);
}

interface DayCellProps {
  readonly day: string;
  readonly known: CalendarDay | undefined;
  readonly scale: number;
  readonly heat: number;
  readonly current: boolean;
  readonly chosen: boolean;
  readonly onFocus: () => void;
  readonly onPress: () => void;
}

function DayCell({ day, known, scale, heat, current, chosen, onFocus, onPress }: DayCellProps) {
  const events = known?.events ?? [];
  const words = events.map(eventName).join(", ");
  // The amount is not in the name while amounts are hidden.
  const amount = known ? (masked.value ? t("amount.hidden") : formatAmount(known.amount, { scale })) : "";
  const said = known
    ? [day, amount, words].filter((each) => each !== "").join(", ")
    : `${day}, ${t("schedule.outside")}`;
  const tone = heat === 0 ? "" : heat < 0 ? ` cold-${-heat}` : ` heat-${heat}`;
  return (
    <td
      role="gridcell"
      class={`day${tone}${known ? "" : " outside"}`}
      data-day={day}
      tabIndex={current ? 0 : -1}
      aria-selected={chosen}
      title={said}
      onFocus={onFocus}
      onClick={onPress}
    >
      <span class="day-number">
        {Number(day.slice(8))}
        {events.length > 0 && (
          <span class="day-glyphs" aria-hidden="true">
            {events.map(eventGlyph).join("")}
          </span>
        )}
      </span>
      {known && <Amount exact={known.amount} scale={scale} class="day-amount" />}
      <span class="unseen">{known ? words : t("schedule.outside")}</span>
    </td>
  );
}

/** The glyphs of a month and what they mean. */
export function EventLegend({ days }: { readonly days: readonly CalendarDay[] }) {
  const events = [...new Set(days.flatMap((each) => each.events))];
  if (events.length === 0) return null;
  return (
    <ul class="event-legend" role="list">
      {events.map((event) => (
        <li key={event}>
          <span aria-hidden="true">{eventGlyph(event)}</span> {eventName(event)}
        </li>
      ))}
    </ul>
  );
}
