import { useEffect, useId, useState } from "preact/hooks";

import type { Budget, Plan, Threshold, ValueInfo } from "../../protocol";
import type { Store } from "../../state/store";
import { canonicalAmount, isNegative, isZero } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Button } from "../button";
import { By, valueName } from "../consolidated";
import { Dialog } from "../dialog";

interface BudgetDialogProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly budget: Budget | null;
  readonly onDone: (budget: Budget | null) => void;
  readonly onClose: () => void;
}

const VALUES = 500;
const EMPTY: Budget = { name: "", dimension: "", value: null, limit: "", estimated: false, thresholds: [] };

/** A limit for a month of any part of the bill. */
export function BudgetDialog({ store, plan, budget, onDone, onClose }: BudgetDialogProps) {
  const id = useId();
  const [draft, setDraft] = useState<Budget>(budget ?? EMPTY);
  const [refused, refuse] = useState(false);
  const put = (part: Partial<Budget>) => {
    setDraft({ ...draft, ...part });
    refuse(false);
  };
  const values = useValues(store, plan, draft.dimension);
  const apply = () => {
    const limit = canonicalAmount(draft.limit);
    if (limit === null || isNegative(limit) || isZero(limit)) return refuse(true);
    onDone({ ...draft, limit, name: draft.name.trim() || nameOf(draft) });
  };
  return (
    <Dialog title={t(budget ? "budgets.change" : "budgets.add")} onClose={onClose} testid="budget-dialog">
      <form
        class="budget-form"
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
      >
        <By
          store={store}
          label={t("budgets.scope")}
          testid="budget-dimension"
          value={draft.dimension}
          none={t("budgets.whole")}
          onChoose={(dimension) => put({ dimension, value: null })}
        />
        {draft.dimension !== "" && (
          <div class="plan-field">
            <label for={`${id}-value`}>{dimensionName(draft.dimension)}</label>
            <select
              id={`${id}-value`}
              class="field"
              data-testid="budget-value"
              value={draft.value ?? ""}
              onChange={({ currentTarget: { value } }) => put({ value: value === "" ? null : value })}
            >
              <option value="">{valueName(draft.dimension, null)}</option>
              {withChosen(values, draft.value).map((value) => (
                <option key={value} value={value}>
                  {valueName(draft.dimension, value)}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="plan-field">
          <label for={`${id}-limit`}>{t("budgets.limit")}</label>
          <input
            id={`${id}-limit`}
            class="field"
            inputMode="decimal"
            autocomplete="off"
            data-testid="budget-limit"
            aria-invalid={refused}
            aria-describedby={refused ? `${id}-refused` : undefined}
            value={draft.limit}
            onInput={({ currentTarget }) => put({ limit: currentTarget.value })}
          />
          <label class="choice">
            <input
              type="checkbox"
              checked={draft.estimated}
              onChange={({ currentTarget }) => put({ estimated: currentTarget.checked })}
            />
            {t("budgets.estimated")}
          </label>
        </div>
        {refused && (
          <p id={`${id}-refused`} class="bad" role="alert">
            {t("budgets.limit.refused")}
          </p>
        )}
        <div class="plan-field">
          <label for={`${id}-name`}>{t("budgets.name")}</label>
          <input
            id={`${id}-name`}
            class="field"
            autocomplete="off"
            placeholder={nameOf(draft)}
            data-testid="budget-name"
            value={draft.name}
            onInput={({ currentTarget }) => put({ name: currentTarget.value })}
          />
        </div>
        <Thresholds thresholds={draft.thresholds} onThresholds={(thresholds) => put({ thresholds })} />
        <div class="dialog-end">
          {budget && (
            <Button onClick={() => onDone(null)} testid="budget-remove">
              {t("budgets.remove")}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
          <button type="submit" class="button primary" data-testid="budget-apply">
            {t("budgets.apply")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function nameOf({ dimension, value }: Budget): string {
  return dimension === "" ? t("budgets.whole") : valueName(dimension, value);
}

/** The values of the dimension, the costliest first. */
function useValues(store: Store, plan: Plan, dimension: string): readonly ValueInfo[] {
  const [values, setValues] = useState<readonly ValueInfo[]>([]);
  useEffect(() => {
    setValues([]);
    if (dimension === "") return undefined;
    const stop = new AbortController();
    store.ask("values", { plan, dimension, find: "", limit: VALUES }, stop.signal).then(
      (answer) => setValues(answer.values),
      () => {},
    );
    return () => stop.abort();
  }, [dimension]);
  return values;
}

/** What is chosen stays, even if it is not among those found. */
function withChosen(values: readonly ValueInfo[], chosen: string | null): readonly string[] {
  const names = values.map(({ value }) => value).filter((value) => value !== null);
  return chosen === null || names.includes(chosen) ? names : [chosen, ...names];
}

interface ThresholdsProps {
  readonly thresholds: readonly Threshold[];
  readonly onThresholds: (thresholds: readonly Threshold[]) => void;
}

const CHOICES: readonly Threshold[] = [70, 80, 90, 100].flatMap((percent) =>
  ["actual", "forecast"].map((kind) => ({ percent, kind })),
);

/** At which parts of the limit it speaks; none chosen: those that are usual for its scope. */
function Thresholds({ thresholds, onThresholds }: ThresholdsProps) {
  const has = (each: Threshold) =>
    thresholds.some(({ percent, kind }) => percent === each.percent && kind === each.kind);
  return (
    <fieldset class="budget-thresholds">
      <legend>{t("budgets.thresholds")}</legend>
      {CHOICES.map((each) => (
        <label class="choice" key={`${each.kind}${each.percent}`}>
          <input
            type="checkbox"
            checked={has(each)}
            onChange={() =>
              onThresholds(
                has(each)
                  ? thresholds.filter(({ percent, kind }) => percent !== each.percent || kind !== each.kind)
                  : [...thresholds, each],
              )
            }
          />
          {t(each.kind === "forecast" ? "budgets.threshold.forecast" : "budgets.threshold.actual", {
            percent: each.percent,
          })}
        </label>
      ))}
      <p class="muted">{t("budgets.thresholds.usual")}</p>
    </fieldset>
  );
}
