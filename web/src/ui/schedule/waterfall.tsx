import "./waterfall.css";

import { isNegative, isZero } from "../../text/amount";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { Why } from "../why-figure";

/** A level stands on zero, a step begins where the one before it ended. */
export interface WaterfallStep {
  readonly id: string;
  readonly name: string;
  readonly kind: "level" | "step";
  /** Exact, with its sign. */
  readonly amount: string;
  /** Where its bar begins and ends, from 0 to 1: the core's, and only drawn. */
  readonly from: number;
  readonly to: number;
  /** Where it stands in its report, where it can be asked why. */
  readonly place?: string;
}

interface WaterfallProps {
  readonly caption: string;
  readonly steps: readonly WaterfallStep[];
  /** Where zero stands, from 0 to 1. */
  readonly zero: number;
  readonly scale: number;
  readonly currency: string;
  /** The core's: opening and steps less closing. */
  readonly difference: string;
  readonly testid: string;
}

const percent = (ratio: number) => `${ratio * 100}%`;

/** From what was there to what is left: each step begins where the one before ended. It is a table, its bars a lens. */
export function WaterfallTable({ caption, steps, zero, scale, currency, difference, testid }: WaterfallProps) {
  const balanced = isZero(difference);
  return (
    <table class="ledger waterfall" data-testid={testid}>
      <caption>{caption}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">{t("schedule.step")}</th>
          <td />
          <th scope="col">{t("treemap.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ id, name, kind, amount, from, to, place }) => (
          <tr key={id} class={kind} data-step={id}>
            <th scope="row">{name}</th>
            <td class="waterfall-bar" aria-hidden="true">
              <span class="waterfall-zero" style={{ left: percent(zero) }} />
              <span
                class={`waterfall-fill${isNegative(amount) ? " negative" : ""}`}
                style={{ left: percent(Math.min(from, to)), width: percent(Math.abs(to - from)) }}
              />
            </td>
            <td class="number">
              <Why place={place}>
                <Amount exact={amount} scale={scale} currency={kind === "level" ? currency : null} />
              </Why>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} class={balanced ? "ok" : "bad"} data-testid={`${testid}-difference`} data-exact={difference}>
            {balanced ? "✔" : "✖"} {t("schedule.difference")} <Amount exact={difference} scale={scale} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
