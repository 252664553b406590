import "./waterfall.css";

import { isNegative, isZero } from "../../text/amount";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { type WaterfallStep, waterfallOf } from "./waterfall-bars";

export interface NamedStep extends WaterfallStep {
  readonly id: string;
  readonly name: string;
}

interface WaterfallProps {
  readonly caption: string;
  readonly steps: readonly NamedStep[];
  readonly scale: number;
  readonly currency: string;
  /** The core's: opening and steps less closing. */
  readonly difference: string;
  readonly testid: string;
}

const WIDTH = 100; // percent of the bar's cell

/** From what was there to what is left: each step begins where the one before ended. It is a table, its bars a lens. */
export function WaterfallTable({ caption, steps, scale, currency, difference, testid }: WaterfallProps) {
  const { bars, zero } = waterfallOf(steps, WIDTH);
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
        {steps.map(({ id, name, kind, amount }, place) => {
          const bar = bars[place]!;
          return (
            <tr key={id} class={kind} data-step={id}>
              <th scope="row">{name}</th>
              <td class="waterfall-bar" aria-hidden="true">
                <span class="waterfall-zero" style={{ left: `${zero}%` }} />
                <span
                  class={`waterfall-fill${isNegative(amount) ? " negative" : ""}`}
                  style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
                />
              </td>
              <td class="number">
                <Amount exact={amount} scale={scale} currency={kind === "level" ? currency : null} />
              </td>
            </tr>
          );
        })}
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
