import { useState } from "preact/hooks";

import type { Category, Failure, Plan } from "../../protocol";
import {
  type CategoryDraft,
  categoryDraftOf,
  categoryOf,
  type CategoryRuleDraft,
  withCategory,
  withRule,
} from "../../state/categories";
import { newTest } from "../../state/conditions";
import { movedUp, withItem } from "../../state/plan";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { IconButton } from "../button";
import { useLater } from "../use-later";
import { ExplainedFigures } from "../why-figure";
import { type ConditionDimensions, ConditionForm, isSaidBeside } from "./condition-form";
import { RuleCount, useCountsWhileWritten } from "./rule-counts";
import { CannotRun, Form, TextField } from "./rule-form";

interface CategoryFormProps {
  readonly store: Store;
  readonly plan: Plan;
  /** Its place among the categories; that behind the last is of a new one. */
  readonly place: number;
  readonly category: Category;
  readonly dimensions: ConditionDimensions;
  readonly onSave: (category: Category) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

/** A category: rules in order, with what each takes of the open bill as they are now. */
export function CategoryForm({ store, plan, place, category, dimensions, onSave, onCancel }: CategoryFormProps) {
  const [draft, setDraft] = useState<CategoryDraft>(() => begun(category, dimensions));
  const { rules } = draft;
  const set = (part: Partial<CategoryDraft>) => setDraft({ ...draft, ...part });
  const tried = useLater(named(categoryOf(draft)));
  const trial = withCategory(plan, place, tried);
  const counts = useCountsWhileWritten(store, trial, tried);
  const fault = counts.failure;
  const isAtFault = (at: number) => fault?.values["field"]?.startsWith(`${pathOf(at)}.`) ?? false;
  const countOf = (at: number) => (
    <ExplainedFigures inside {...{ store, plan: trial, view: "category_rules", category: tried.name }}>
      <p class="rule-takes">
        {isAtFault(at) ? (
          <span class="muted" data-testid="rule-not-counted">
            {t("rules.not_counted")}
          </span>
        ) : (
          <RuleCount store={store} plan={trial} category={tried} place={at} counts={counts} overlaps />
        )}
      </p>
    </ExplainedFigures>
  );
  return (
    <Form onSave={() => onSave(categoryOf(draft))} onCancel={onCancel}>
      <TextField label={t("rules.name")} autofocus value={draft.name} onInput={(name) => set({ name })} />
      <ol class="category-rules">
        {rules.map((rule, at) => (
          <li key={rule.id}>
            <CategoryRuleForm
              {...{ store, plan, dimensions, rule, fault, path: pathOf(at), n: at + 1 }}
              onChange={(next) => set({ rules: withItem(rules, at, next) })}
              onUp={at === 0 ? null : () => set({ rules: movedUp(rules, at) })}
              onDown={at === rules.length - 1 ? null : () => set({ rules: movedUp(rules, at + 1) })}
              onRemove={() => set({ rules: withItem(rules, at, null) })}
            />
            {countOf(at)}
          </li>
        ))}
      </ol>
      <p>
        <button
          type="button"
          class="button"
          data-testid="add-rule"
          onClick={() => setDraft(withRule(draft, newTest(firstDimension(dimensions))))}
        >
          {t("rules.add_rule")}
        </button>
      </p>
      <TextField label={t("rules.otherwise")} value={draft.otherwise} onInput={(otherwise) => set({ otherwise })} />
      {countOf(rules.length)}
      {fault && fault.error !== "incomplete_rule" && !isSaidBeside(fault) && <CannotRun failure={fault} />}
    </Form>
  );
}

/** Of a rule's condition, as the core names it. */
const pathOf = (at: number): string => `rules[${at}].when`;

const firstDimension = ({ names }: ConditionDimensions): string => names[0] ?? "";

/** A new category begins with a test to fill in. */
function begun(category: Category, dimensions: ConditionDimensions): CategoryDraft {
  const draft = categoryDraftOf(category);
  return category.rules.length === 0 ? withRule(draft, newTest(firstDimension(dimensions))) : draft;
}

/** What has no name yet is counted all the same. */
const named = (category: Category): Category => (category.name === "" ? { ...category, name: " " } : category);

interface CategoryRuleFormProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly dimensions: ConditionDimensions;
  readonly rule: CategoryRuleDraft;
  readonly fault: Failure | null;
  readonly path: string;
  readonly n: number;
  readonly onChange: (rule: CategoryRuleDraft) => void;
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
  readonly onRemove: () => void;
}

function CategoryRuleForm(props: CategoryRuleFormProps) {
  const { store, plan, dimensions, rule, fault, path, n, onChange, onUp, onDown, onRemove } = props;
  return (
    <>
      <div class="rule-head">
        <label class="category-value">
          <span>{t("rules.value", { n })}</span>
          <input
            class="field"
            autocomplete="off"
            value={rule.value}
            onInput={(event) => onChange({ ...rule, value: event.currentTarget.value })}
          />
        </label>
        <span class="rule-deeds">
          <IconButton icon="up" label={t("rules.rule_up", { n })} onClick={() => onUp?.()} disabled={!onUp} />
          <IconButton icon="down" label={t("rules.rule_down", { n })} onClick={() => onDown?.()} disabled={!onDown} />
          <IconButton icon="close" label={t("rules.remove_rule", { n })} onClick={onRemove} />
        </span>
      </div>
      <div class="condition-where">
        <span class="muted">{t("rules.where")}</span>
        <ConditionForm
          {...{ store, plan, dimensions, fault, path }}
          name={t("rules.when", { n })}
          draft={rule.when}
          every
          onChange={(when) => onChange({ ...rule, when })}
        />
      </div>
    </>
  );
}
