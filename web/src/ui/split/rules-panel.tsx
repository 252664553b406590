import "./rules-panel.css";

import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

import {
  type Category,
  type CategoryRule,
  EMPTY_PLAN,
  type Failure,
  type Plan,
  type Predicate,
  type SharedRule,
  type SharedRuleInfo,
} from "../../protocol";
import { splittable } from "../../state/dimensions";
import { failureOf } from "../../state/engine-port";
import { movedUp, ruleCount, rulesOf, withItem } from "../../state/plan";
import type { ActionName, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";
import { Amount } from "../amount";
import { useAnswer } from "../use-answer";
import { Listings } from "./listings";
import { DimensionSelect, Form } from "./rule-form";
import { FairShare, Matrix } from "./sharing-tables";

/** Opens the rules beside the split. */
export function RulesButton({ store }: { readonly store: Store }) {
  const count = ruleCount(store.wanted.value.plan);
  const open = () => {
    store.inspector.value = {
      type: "panel",
      title: () => t("rules.title"),
      Content: () => <RulesPanel store={store} />,
      wide: true,
    };
  };
  return (
    <button type="button" class="button" data-testid="rules" onClick={open}>
      {count === 0 ? t("rules.title") : t("rules.open", { n: count })}
    </button>
  );
}

type Editing = { readonly kind: "shared" | "category"; readonly place: number } | null;

/** The rules of the plan: shared costs and categories as lists, and everything as text. */
function RulesPanel({ store }: { readonly store: Store }) {
  const { plan } = store.wanted.value;
  const [editing, setEditing] = useState<Editing>(null);
  const dimensions = splittable(store.dimensions.value?.answer.dimensions ?? []).map(({ name }) => name);
  const change = (name: ActionName, part: Partial<Plan>) => store.change(name, { ...plan, ...part });
  const close = () => setEditing(null);

  /** A change that the core can run is made; any other is refused with the core's reason, and nothing changes. */
  const apply = async (name: ActionName, part: Partial<Plan>): Promise<Failure | null> => {
    try {
      await store.ask("view", { ...TRIAL, plan: { ...plan, ...part } });
    } catch (reason) {
      return failureOf(reason);
    }
    change(name, part);
    close();
    return null;
  };

  const shared = store.view.value?.answer.shared ?? [];
  return (
    <div class="rules" data-testid="rules-panel">
      <section>
        <h3>{t("rules.shared")}</h3>
        <p class="muted">{t("rules.shared.why")}</p>
        {plan.shared.length === 0 && <p class="muted">{t("rules.shared.none")}</p>}
        <ol class="rule-list">
          {plan.shared.map((rule, place) => (
            <li key={rule.name}>
              {editing?.kind === "shared" && editing.place === place ? (
                <SharedForm
                  rule={rule}
                  dimensions={dimensions}
                  onCancel={close}
                  onSave={(next) =>
                    apply(() => t("did.share", { name: next.name }), { shared: withItem(plan.shared, place, next) })
                  }
                />
              ) : (
                <RuleHead
                  name={rule.name}
                  onEdit={() => setEditing({ kind: "shared", place })}
                  onUp={
                    place === 0 ? null : () => change(() => t("did.rules"), { shared: movedUp(plan.shared, place) })
                  }
                  onRemove={() => change(() => t("did.rules"), { shared: withItem(plan.shared, place, null) })}
                >
                  <SharedWords
                    rule={rule}
                    info={shared.find(({ name }) => name === rule.name)}
                    onEven={() =>
                      change(() => t("did.rules"), {
                        shared: withItem(plan.shared, place, { ...rule, method: "even" }),
                      })
                    }
                  />
                  <FairShare store={store} plan={plan} rule={rule} />
                </RuleHead>
              )}
            </li>
          ))}
        </ol>
        {editing?.kind === "shared" && editing.place === plan.shared.length ? (
          <SharedForm
            rule={{ ...NEW_SHARED, dimension: plan.by[0] ?? dimensions[0] ?? "" }}
            dimensions={dimensions}
            onCancel={close}
            onSave={(next) => apply(() => t("did.share", { name: next.name }), { shared: [...plan.shared, next] })}
          />
        ) : (
          <button
            type="button"
            class="button"
            data-testid="add-shared"
            onClick={() => setEditing({ kind: "shared", place: plan.shared.length })}
          >
            {t("rules.add_shared")}
          </button>
        )}
        {plan.shared.length > 0 && <Matrix store={store} plan={plan} />}
      </section>

      <section>
        <h3>{t("rules.categories")}</h3>
        <p class="muted">{t("rules.categories.why")}</p>
        {plan.categories.length === 0 && <p class="muted">{t("rules.categories.none")}</p>}
        <ul class="rule-list" role="list">
          {plan.categories.map((category, place) => (
            <li key={category.name}>
              {editing?.kind === "category" && editing.place === place ? (
                <CategoryForm
                  category={category}
                  dimensions={dimensions}
                  onCancel={close}
                  onSave={(next) =>
                    apply(() => t("did.category", { name: next.name }), {
                      categories: withItem(plan.categories, place, next),
                    })
                  }
                />
              ) : (
                <RuleHead
                  name={category.name}
                  onEdit={() => setEditing({ kind: "category", place })}
                  onUp={null}
                  onRemove={() => change(() => t("did.rules"), withoutCategory(plan, place))}
                >
                  <CategoryCounts store={store} plan={plan} category={category} />
                </RuleHead>
              )}
            </li>
          ))}
        </ul>
        {editing?.kind === "category" && editing.place === plan.categories.length ? (
          <CategoryForm
            category={NEW_CATEGORY}
            dimensions={dimensions}
            onCancel={close}
            onSave={(next) =>
              apply(() => t("did.category", { name: next.name }), { categories: [...plan.categories, next] })
            }
          />
        ) : (
          <button
            type="button"
            class="button"
            data-testid="add-category"
            onClick={() => setEditing({ kind: "category", place: plan.categories.length })}
          >
            {t("rules.add_category")}
          </button>
        )}
      </section>
      <Listings store={store} plan={plan} dimensions={dimensions} onChange={change} />
      <RulesText plan={plan} onSave={(part) => apply(() => t("did.rules"), part)} />
    </div>
  );
}

/** A view of one row is enough to try a plan. */
const TRIAL = {
  root: [],
  open: [],
  open_all: false,
  closed: [],
  others: [],
  top: 0,
  sort: "amount",
  ascending: false,
  find: "",
  offset: 0,
  limit: 1,
};

const NO_CONDITION: Predicate = { op: "", dimension: "", values: [], from: "", to: "", of: [] };
const NEW_SHARED: SharedRule = {
  name: "",
  source: { ...NO_CONDITION, op: "is" },
  dimension: "",
  targets: [],
  except: [],
  method: "even",
  measure: "",
  weighed: NO_CONDITION,
  usage: [],
  partitions: [],
};
const NEW_CATEGORY: Category = { name: "", rules: [{ value: "", when: NO_CONDITION }], otherwise: "" };
const METHODS = ["even", "fixed", "proportional"] as const;
const CONDITIONS = ["is", "starts", "ends", "contains", "matches", "empty"] as const;

/** A category that goes takes its level and its filter along. */
function withoutCategory(plan: Plan, place: number): Partial<Plan> {
  const dimension = `category:${plan.categories[place]?.name ?? ""}`;
  return {
    categories: withItem(plan.categories, place, null),
    by: plan.by.filter((name) => name !== dimension),
    filters: plan.filters.filter((filter) => filter.dimension !== dimension),
  };
}

// ---- a rule in the list

interface RuleHeadProps {
  readonly name: string;
  readonly onEdit: () => void;
  readonly onUp: (() => void) | null;
  readonly onRemove: () => void;
  readonly children: ComponentChildren;
}

function RuleHead({ name, onEdit, onUp, onRemove, children }: RuleHeadProps) {
  return (
    <div class="rule" data-rule={name}>
      <div class="rule-head">
        <strong>{name}</strong>
        <span class="rule-deeds">
          {onUp && (
            <button type="button" class="button plain" aria-label={t("rules.up", { name })} onClick={onUp}>
              ↑
            </button>
          )}
          <button type="button" class="button plain" aria-label={t("rules.edit", { name })} onClick={onEdit}>
            ✎
          </button>
          <button type="button" class="button plain" aria-label={t("rules.remove", { name })} onClick={onRemove}>
            ✕
          </button>
        </span>
      </div>
      {children}
    </div>
  );
}

interface SharedWordsProps {
  readonly rule: SharedRule;
  readonly info: SharedRuleInfo | undefined;
  readonly onEven: () => void;
}

function SharedWords({ rule, info, onEven }: SharedWordsProps) {
  const reason = info && `rules.kept.${info.reason}`;
  return (
    <p class="rule-words">
      {conditionWords(rule.source)} → {dimensionName(rule.dimension)}, {t("rules.method")} {methodWords(rule.method)}
      {info && (
        <>
          {" · "}
          <Amount exact={info.handed} testid="rule-handed" /> {t("rules.handed")}
        </>
      )}
      {info && reason && isKey(reason) && (
        <span class="warn">
          {" ⚠ "}
          <Amount exact={info.kept} /> {t("rules.kept", { reason: say(reason, {}) })}{" "}
          <button type="button" class="button link" onClick={onEven}>
            {t("rules.even_instead")}
          </button>
        </span>
      )}
    </p>
  );
}

function methodWords(method: string): string {
  const key = `rules.method.${method}`;
  return isKey(key) ? say(key, {}) : method;
}

function conditionWords({ op, dimension, values }: Predicate): string {
  const key = `rules.op.${op}`;
  if (!isKey(key)) return t("rules.own_condition");
  return `${dimensionName(dimension)} ${say(key, {})} ${values.join(", ")}`;
}

interface CategoryCountsProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly category: Category;
}

/** How many rows and how much each rule takes, first come first served. */
function CategoryCounts({ store, plan, category }: CategoryCountsProps) {
  const { answer } = useAnswer(store, "category_rules", { plan, category: category.name });
  return (
    <table class="ledger rule-counts">
      <thead class="unseen">
        <tr>
          <th scope="col">{t("rules.title")}</th>
          <th scope="col">{t("table.lines")}</th>
          <th scope="col">{t("treemap.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {(answer?.rules ?? []).map((rule, place) => {
          const when = category.rules[place]?.when;
          return (
            <tr key={place}>
              <th scope="row">
                {when ? `${rule.value}: ${conditionWords(when)}` : `${rule.value || "—"}: ${t("rules.rest")}`}
              </th>
              <td class="number muted">{t("rows", { n: rule.rows })}</td>
              <td class="number">
                <Amount exact={rule.amount} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

// ---- forms

interface SharedFormProps {
  readonly rule: SharedRule;
  readonly dimensions: readonly string[];
  readonly onSave: (rule: SharedRule) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

function SharedForm({ rule, dimensions, onSave, onCancel }: SharedFormProps) {
  const id = useId();
  const [draft, setDraft] = useState(rule);
  const set = (part: Partial<SharedRule>) => setDraft({ ...draft, ...part });
  const isSimple = draft.source.op === "is";
  const targets = draft.targets;
  return (
    <Form onSave={() => onSave({ ...draft, targets: targets.filter(({ value }) => value !== "") })} onCancel={onCancel}>
      <label for={`${id}-name`}>{t("rules.name")}</label>
      <input
        id={`${id}-name`}
        class="field"
        autofocus
        value={draft.name}
        onInput={(event) => set({ name: event.currentTarget.value })}
      />
      {isSimple ? (
        <div class="rule-line">
          <span>{t("rules.source")}</span>
          <DimensionSelect
            label={t("rules.source")}
            value={draft.source.dimension}
            dimensions={dimensions}
            onChange={(dimension) => set({ source: { ...draft.source, dimension } })}
          />
          <span>{t("rules.source_value")}</span>
          <input
            class="field"
            aria-label={t("rules.source_value")}
            value={draft.source.values.join("|")}
            onInput={(event) => set({ source: { ...draft.source, values: event.currentTarget.value.split("|") } })}
          />
        </div>
      ) : (
        <p class="muted">{t("rules.own_condition")}</p>
      )}
      <div class="rule-line">
        <span>{t("rules.targets")}</span>
        <DimensionSelect
          label={t("rules.targets")}
          value={draft.dimension}
          dimensions={dimensions}
          onChange={(dimension) => set({ dimension })}
        />
        <span>{t("rules.method")}</span>
        <select
          class="field"
          aria-label={t("rules.method")}
          value={draft.method}
          onChange={(event) => set({ method: event.currentTarget.value })}
        >
          {METHODS.map((method) => (
            <option key={method} value={method}>
              {methodWords(method)}
            </option>
          ))}
        </select>
      </div>
      {targets.map((target, place) => (
        <div class="rule-line" key={place}>
          <input
            class="field"
            aria-label={t("rules.target", { n: place + 1 })}
            value={target.value}
            onInput={(event) =>
              set({ targets: withItem(targets, place, { ...target, value: event.currentTarget.value }) })
            }
          />
          <input
            class="field weight"
            inputMode="decimal"
            aria-label={t("rules.weight", { n: place + 1 })}
            value={target.weight}
            onInput={(event) =>
              set({ targets: withItem(targets, place, { ...target, weight: event.currentTarget.value }) })
            }
          />
        </div>
      ))}
      <p>
        <button
          type="button"
          class="button"
          data-testid="add-target"
          onClick={() => set({ targets: [...targets, { value: "", weight: "" }] })}
        >
          {t("rules.add_target")}
        </button>{" "}
        {targets.length === 0 && <span class="muted">{t("rules.all_targets")}</span>}
      </p>
    </Form>
  );
}

interface CategoryFormProps {
  readonly category: Category;
  readonly dimensions: readonly string[];
  readonly onSave: (category: Category) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

function CategoryForm({ category, dimensions, onSave, onCancel }: CategoryFormProps) {
  const id = useId();
  const [draft, setDraft] = useState(category);
  const set = (part: Partial<Category>) => setDraft({ ...draft, ...part });
  const setRule = (place: number, rule: CategoryRule | null) => set({ rules: withItem(draft.rules, place, rule) });
  return (
    <Form onSave={() => onSave(draft)} onCancel={onCancel}>
      <label for={`${id}-name`}>{t("rules.name")}</label>
      <input
        id={`${id}-name`}
        class="field"
        autofocus
        value={draft.name}
        onInput={(event) => set({ name: event.currentTarget.value })}
      />
      {draft.rules.map((rule, place) => {
        const { when } = rule;
        const n = place + 1;
        const isOwn = when.of.length > 0 || when.op === "number" || when.op === "date";
        const setWhen = (part: Partial<Predicate>) => setRule(place, { ...rule, when: { ...when, ...part } });
        return (
          <div class="rule-line" key={place}>
            <input
              class="field"
              aria-label={t("rules.value", { n })}
              value={rule.value}
              onInput={(event) => setRule(place, { ...rule, value: event.currentTarget.value })}
            />
            {isOwn ? (
              <span class="muted">{t("rules.own_condition")}</span>
            ) : (
              <>
                <DimensionSelect
                  label={t("rules.when", { n })}
                  value={when.dimension}
                  dimensions={dimensions}
                  onChange={(dimension) => setWhen({ dimension, op: when.op || "is" })}
                />
                <select
                  class="field"
                  aria-label={t("rules.condition", { n })}
                  value={when.op || "is"}
                  onChange={(event) => setWhen({ op: event.currentTarget.value })}
                >
                  {CONDITIONS.map((op) => (
                    <option key={op} value={op}>
                      {t(`rules.op.${op}`)}
                    </option>
                  ))}
                </select>
                {when.op !== "empty" && (
                  <textarea
                    class="field"
                    rows={1}
                    aria-label={t("rules.values", { n })}
                    value={when.values.join("\n")}
                    onInput={(event) => setWhen({ values: event.currentTarget.value.split("\n") })}
                  />
                )}
              </>
            )}
            <button
              type="button"
              class="button plain"
              aria-label={t("rules.remove_rule", { n })}
              onClick={() => setRule(place, null)}
            >
              ✕
            </button>
          </div>
        );
      })}
      <p>
        <button
          type="button"
          class="button"
          onClick={() => set({ rules: [...draft.rules, { value: "", when: NO_CONDITION }] })}
        >
          {t("rules.add_rule")}
        </button>
      </p>
      <label for={`${id}-rest`}>{t("rules.otherwise")}</label>
      <input
        id={`${id}-rest`}
        class="field"
        value={draft.otherwise}
        onInput={(event) => set({ otherwise: event.currentTarget.value })}
      />
    </Form>
  );
}

// ---- everything as text

interface RulesTextProps {
  readonly plan: Plan;
  readonly onSave: (part: Partial<Plan>) => Promise<Failure | null>;
}

function RulesText({ plan, onSave }: RulesTextProps) {
  const written = JSON.stringify(rulesOf(plan), null, 2);
  const [text, setText] = useState<string | null>(null);
  const save = async () => {
    let part: Partial<Plan>;
    try {
      part = JSON.parse(text ?? written) as Partial<Plan>;
    } catch (reason) {
      const what = reason instanceof Error ? reason.message : String(reason);
      return { error: "", message: t("rules.text.broken", { what }), values: {}, line: 0, column: 0 };
    }
    const refused = await onSave({ ...rulesOf(EMPTY_PLAN), ...part });
    if (!refused) setText(null);
    return refused;
  };
  return (
    <details>
      <summary>{t("rules.text")}</summary>
      <p class="muted">{t("rules.text.why")}</p>
      <Form onSave={save}>
        <textarea
          class="field rules-text"
          data-testid="rules-text"
          aria-label={t("rules.text")}
          rows={16}
          spellcheck={false}
          value={text ?? written}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Form>
    </details>
  );
}
