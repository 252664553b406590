import type { Category, CategoryRuleInfo, Failure, Plan } from "../../protocol";
import { aloneOf, withCategory } from "../../state/categories";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { type Answered, useAnswer } from "../use-answer";
import { Why } from "../why-figure";

export interface Counts {
  /** One a rule, and the rest; nothing while the core cannot run them. */
  readonly rules: readonly CategoryRuleInfo[];
  readonly pending: boolean;
  /** Why it cannot. */
  readonly failure: Failure | null;
}

/** How many rows and how much each rule of a category takes, first come first served. */
export function useCounts(store: Store, plan: Plan, category: Category): Counts {
  const asked = useAnswer(store, "category_rules", { plan, category: category.name });
  return { rules: unlessFailed(asked)?.rules ?? [], pending: asked.pending, failure: asked.failure ?? null };
}

/** The same of a category that is being written: while it cannot be counted, the counts before stay, as such. */
export function useCountsWhileWritten(store: Store, plan: Plan, category: Category): Counts {
  const { answer, failure = null, pending } = useAnswer(store, "category_rules", { plan, category: category.name });
  const rules = answer?.rules ?? [];
  const fits = rules.length === category.rules.length + 1;
  return { rules: failure && !fits ? [] : rules, pending: pending || failure !== null, failure };
}

const unlessFailed = <Answer,>({ answer, failure }: Answered<Answer>): Answer | undefined =>
  failure ? undefined : answer;

interface RuleCountProps {
  readonly store: Store;
  readonly plan: Plan;
  /** Of the plan. */
  readonly category: Category;
  readonly place: number;
  readonly counts: Counts;
  /** Whether to say of every rule what earlier ones take of it: a question each. */
  readonly overlaps?: boolean;
}

/** What the rule at `place` takes; of none, why. */
export function RuleCount({ store, plan, category, place, counts, overlaps = false }: RuleCountProps) {
  const info = counts.rules[place];
  if (!info) return <span class="muted">–</span>;
  const isRule = place < category.rules.length;
  return (
    <span class={counts.pending ? "rule-count pending" : "rule-count"} data-testid="rule-count" data-rows={info.rows}>
      <span class="muted">{t("rows", { n: info.rows })}</span>{" "}
      <Why place={counts.failure ? undefined : `rules/${place}/amount`}>
        <Amount exact={info.amount} />
      </Why>
      {isRule && !counts.failure && (info.rows === 0 || (overlaps && place > 0)) && (
        <EarlierRules store={store} plan={plan} category={category} place={place} taken={info.rows} />
      )}
    </span>
  );
}

interface EarlierRulesProps extends Omit<RuleCountProps, "counts" | "overlaps"> {
  readonly taken: number;
}

/** What earlier rules take of the rows that fit this one; or that none does. */
function EarlierRules({ store, plan, category, place, taken }: EarlierRulesProps) {
  const at = plan.categories.findIndex(({ name }) => name === category.name);
  const alone = aloneOf(category, place);
  const asked = useAnswer(store, "category_rules", {
    plan: withCategory(plan, at, alone),
    category: category.name,
  });
  const rows = unlessFailed(asked)?.rules[0]?.rows;
  if (rows === undefined || asked.pending || (taken > 0 && rows <= taken)) return null;
  if (taken > 0) {
    return (
      <span class="muted" data-testid="rule-overlap">
        {" · "}
        {t("rules.some_left", { n: rows - taken })}
      </span>
    );
  }
  return (
    <span class="warn" data-testid="rule-none">
      {" ⚠ "}
      {rows === 0 ? t("rules.none_fit") : t("rules.none_left", { n: rows })}
    </span>
  );
}
