import { useState } from "preact/hooks";

import { orderPlan } from "../../state/schedule";
import { isKey, say, t } from "../../text/text";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";
import { type WaterfallStep, WaterfallTable } from "./waterfall";

const LEVELS: readonly string[] = ["opening", "closing"];

/** What was left to amortize before the month, what came, what went, and what is left after it. */
export function PeriodWaterfall({ store, plan, month }: ScheduleParts & { readonly month: string }) {
  const [whole, setWhole] = useState(false);
  const span = whole ? { from: "", to: "" } : { from: month, to: month };
  const { answer } = useAnswer(store, "roll_forward", {
    plan: orderPlan(plan),
    by: "order",
    ...span,
    offset: 0,
    limit: 0,
  });
  const steps = (answer?.flow ?? []).map(({ what, ...step }): WaterfallStep => {
    const kind = LEVELS.includes(what) ? "level" : "step";
    return { ...step, id: what, name: flowName(what), kind };
  });
  return (
    <section class="period-waterfall">
      <WaterfallTable
        caption={whole ? t("schedule.waterfall.whole") : t("schedule.waterfall", { month })}
        steps={steps}
        zero={answer?.zero ?? 0}
        scale={answer?.scale ?? 2}
        currency={answer?.currency ?? ""}
        difference={answer?.difference ?? "0"}
        testid="waterfall"
      />
      <label class="choice">
        <input type="checkbox" checked={whole} onChange={() => setWhole(!whole)} data-testid="waterfall-whole" />
        {t("schedule.waterfall.whole_term")}
      </label>
    </section>
  );
}

function flowName(what: string): string {
  const key = `schedule.waterfall.${what}`;
  return isKey(key) ? say(key, {}) : what;
}
