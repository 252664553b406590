import { useState } from "preact/hooks";

import { orderPlan } from "../../state/schedule";
import { t } from "../../text/text";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";
import { type NamedStep, WaterfallTable } from "./waterfall";

const STEPS = ["opening", "purchases", "residuals", "amortized", "refunds", "closing"] as const;
const LEVELS: readonly string[] = ["opening", "closing"];
/** Steps that the formula takes away: drawn against the sign that the core gives them. */
const TAKEN: readonly string[] = ["amortized", "refunds"];

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
  const steps = answer
    ? STEPS.map((id): NamedStep => ({
        id,
        name: t(`schedule.waterfall.${id}`),
        kind: LEVELS.includes(id) ? "level" : "step",
        amount: TAKEN.includes(id) ? negated(answer.total[id]) : answer.total[id],
      }))
    : [];
  return (
    <section class="period-waterfall">
      <WaterfallTable
        caption={whole ? t("schedule.waterfall.whole") : t("schedule.waterfall", { month })}
        steps={steps}
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

/** The sign of a decimal string turned: a letter, no arithmetic. */
function negated(exact: string): string {
  if (/^-/.test(exact)) return exact.slice(1);
  return /^0*(\.0*)?$/.test(exact) ? exact : `-${exact}`;
}
