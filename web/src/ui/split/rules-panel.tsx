import "./rules-panel.css";

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import {
  type Category,
  type DimensionInfo,
  type Failure,
  type Plan,
  type SharedRule,
  type SharedRuleInfo,
} from "../../protocol";
import { NEW_CATEGORY, withCategory, withoutCategory } from "../../state/categories";
import { NO_CONDITION } from "../../state/conditions";
import { splittable, summed } from "../../state/dimensions";
import { failureOf } from "../../state/engine-port";
import { movedUp, ruleCount, withItem } from "../../state/plan";
import { byEqualParts, partitionsAtFirst } from "../../state/shared-rules";
import { faultOfOwn, TRIAL } from "../../state/own-dimensions";
import type { ActionName, Store } from "../../state/store";
import { FIRST_VIEW, viewRequest } from "../../state/view";
import { t } from "../../text/text";
import { IconButton } from "../button";
import { Amount } from "../amount";
import { CategoryForm } from "./category-form";
import type { ConditionDimensions } from "./condition-form";
import { conditionWords } from "./condition-words";
import { Listings } from "./listings";
import { RuleCount, useCounts } from "./rule-counts";
import { CannotRun, Refused } from "./rule-form";
import { RulesText } from "./rules-text";
import { SharedForm } from "./shared-form";
import { AbsentWords, KeptWords, sharedWords } from "./shared-words";
import { FairShare, Matrix } from "./sharing-tables";
import { inspect } from "../unsaved";
import { ExplainedFigures, Why } from "../why-figure";

/** Opens the rules in the drawer, or one of shared costs in its form. */
export function openRules(store: Store, shared: number | null = null): void {
  inspect(store, {
    type: "panel",
    title: () => t("rules.title"),
    Content: () => <RulesPanel store={store} shared={shared} />,
    wide: true,
  });
}

/** Opens the rules beside the split. */
export function RulesButton({ store }: { readonly store: Store }) {
  const count = ruleCount(store.wanted.value.plan);
  return (
    <button type="button" class="button" data-testid="rules" onClick={() => openRules(store)}>
      {count === 0 ? t("rules.title") : t("rules.open", { n: count })}
    </button>
  );
}

type Editing = { readonly kind: "shared" | "category"; readonly place: number } | null;

interface RulesPanelProps {
  readonly store: Store;
  /** The rule of shared costs whose form is open at first; null: none. */
  readonly shared: number | null;
}

/** The rules of the plan: shared costs and categories as lists, and everything as text. */
function RulesPanel({ store, shared }: RulesPanelProps) {
  const { plan } = store.wanted.value;
  const [editing, setEditing] = useState<Editing>(shared === null ? null : { kind: "shared", place: shared });
  const [refused, setRefused] = useState<Failure | null>(null);
  const offered = store.dimensions.value?.answer.dimensions ?? [];
  const dimensions: ConditionDimensions = {
    names: splittable(offered).map(nameOf),
    amounts: summed(offered).map(nameOf),
  };
  const close = () => setEditing(null);

  /** A change that the core can run is made; any other is refused with the core's reason, and nothing changes. */
  const changed = async (name: ActionName, part: Partial<Plan>): Promise<Failure | null> => {
    const next = { ...plan, ...part };
    try {
      await store.ask("view", viewRequest({ plan: next, view: FIRST_VIEW }, TRIAL));
    } catch (reason) {
      return failureOf(reason);
    }
    // What no level asks for is tried, too; what did not run before either may be for another bill.
    const fault = await faultOfOwn(store, next, part, plan);
    if (fault) return fault;
    store.change(name, next);
    setRefused(null);
    return null;
  };
  const apply = async (name: ActionName, part: Partial<Plan>): Promise<Failure | null> => {
    const fault = await changed(name, part);
    if (!fault) close();
    return fault;
  };
  /** The same from the list, which has no form to say why not. */
  const change = (part: Partial<Plan>) => void apply(() => t("did.rules"), part).then(setRefused);

  return (
    <div class="rules" data-testid="rules-panel">
      {refused && <Refused failure={refused} />}
      <section>
        <h3>{t("rules.shared")}</h3>
        <p class="muted">{t("rules.shared.why")}</p>
        {plan.shared.length === 0 && <p class="muted">{t("rules.shared.none")}</p>}
        <SharedList
          {...{ store, plan, dimensions, change }}
          editing={editing?.kind === "shared" ? editing.place : null}
          onEdit={(place) => setEditing({ kind: "shared", place })}
          onCancel={close}
          onSave={(place, rule) =>
            apply(() => t("did.share", { name: rule.name }), { shared: withItem(plan.shared, place, rule) })
          }
        />
        {plan.shared.length > 0 && <Matrix store={store} plan={plan} />}
      </section>
      <section>
        <h3>{t("rules.categories")}</h3>
        <p class="muted">{t("rules.categories.why")}</p>
        {plan.categories.length === 0 && <p class="muted">{t("rules.categories.none")}</p>}
        <CategoryList
          {...{ store, plan, dimensions, change }}
          editing={editing?.kind === "category" ? editing.place : null}
          onEdit={(place) => setEditing({ kind: "category", place })}
          onCancel={close}
          onSave={(place, category) =>
            apply(() => t("did.category", { name: category.name }), withCategory(plan, place, category))
          }
        />
      </section>
      <Listings store={store} plan={plan} dimensions={dimensions.names} onChange={changed} />
      <RulesText store={store} plan={plan} onSave={(part) => apply(() => t("did.rules"), part)} />
    </div>
  );
}

const nameOf = ({ name }: DimensionInfo): string => name;

interface ListProps<Rule> {
  readonly store: Store;
  readonly plan: Plan;
  readonly dimensions: ConditionDimensions;
  /** The rule whose form is open; that behind the last is a new one. */
  readonly editing: number | null;
  readonly change: (part: Partial<Plan>) => void;
  readonly onEdit: (place: number) => void;
  readonly onCancel: () => void;
  readonly onSave: (place: number, rule: Rule) => Promise<Failure | null>;
}

function SharedList(props: ListProps<SharedRule>) {
  const { store, plan, dimensions, editing, change, onEdit, onCancel, onSave } = props;
  const rules = plan.shared;
  const did = store.view.value?.answer.shared ?? [];
  const partitions = partitionsAtFirst(store.dimensions.value?.answer);
  const form = (rule: SharedRule, place: number) => (
    <SharedForm {...{ store, plan, place, rule, dimensions, onCancel }} onSave={(next) => onSave(place, next)} />
  );
  return (
    <>
      <ol class="rule-list">
        {rules.map((rule, place) => (
          <li key={rule.name}>
            {editing === place ? (
              form(rule, place)
            ) : (
              <RuleHead
                name={rule.name}
                onEdit={() => onEdit(place)}
                onUp={place === 0 ? null : () => change({ shared: movedUp(rules, place) })}
                onDown={place === rules.length - 1 ? null : () => change({ shared: movedUp(rules, place + 1) })}
                onRemove={() => change({ shared: withItem(rules, place, null) })}
              >
                <SharedDeed
                  {...{ store, plan, place, rule }}
                  info={did.find(({ name }) => name === rule.name)}
                  onReplace={(next) => change({ shared: withItem(rules, place, next) })}
                />
                <FairShare store={store} plan={plan} rule={rule} />
              </RuleHead>
            )}
          </li>
        ))}
      </ol>
      {editing === rules.length ? (
        form(newShared(plan, dimensions, partitions), rules.length)
      ) : (
        <button type="button" class="button" data-testid="add-shared" onClick={() => onEdit(rules.length)}>
          {t("rules.add_shared")}
        </button>
      )}
    </>
  );
}

function CategoryList(props: ListProps<Category>) {
  const { store, plan, dimensions, editing, change, onEdit, onCancel, onSave } = props;
  const { categories } = plan;
  const form = (category: Category, place: number) => (
    <CategoryForm {...{ store, plan, place, category, dimensions, onCancel }} onSave={(next) => onSave(place, next)} />
  );
  return (
    <>
      <ul class="rule-list" role="list">
        {categories.map((category, place) => (
          <li key={category.name}>
            {editing === place ? (
              form(category, place)
            ) : (
              <RuleHead
                name={category.name}
                onEdit={() => onEdit(place)}
                onUp={place === 0 ? null : () => change({ categories: movedUp(categories, place) })}
                onDown={
                  place === categories.length - 1 ? null : () => change({ categories: movedUp(categories, place + 1) })
                }
                onRemove={() => change(withoutCategory(plan, place))}
              >
                <CategoryCounts store={store} plan={plan} category={category} />
              </RuleHead>
            )}
          </li>
        ))}
      </ul>
      {editing === categories.length ? (
        form(NEW_CATEGORY, categories.length)
      ) : (
        <button type="button" class="button" data-testid="add-category" onClick={() => onEdit(categories.length)}>
          {t("rules.add_category")}
        </button>
      )}
    </>
  );
}

/** A view of one row is enough to try a plan. */
/** Begins with what is most likely: one value of the outermost level, for the others there. */
function newShared(plan: Plan, { names }: ConditionDimensions, partitions: readonly string[]): SharedRule {
  const dimension = plan.by[0] ?? names[0] ?? "";
  return {
    name: "",
    source: { ...NO_CONDITION, op: "is", dimension },
    dimension,
    targets: [],
    except: [],
    method: "even",
    measure: "",
    weighed: NO_CONDITION,
    usage: [],
    partitions,
  };
}

// ---- a rule in the list

interface RuleHeadProps {
  readonly name: string;
  readonly onEdit: () => void;
  /** Null at the ends. */
  readonly onUp: (() => void) | null;
  readonly onDown: (() => void) | null;
  readonly onRemove: () => void;
  readonly children: ComponentChildren;
}

function RuleHead({ name, onEdit, onUp, onDown, onRemove, children }: RuleHeadProps) {
  return (
    <div class="rule" data-rule={name}>
      <div class="rule-head">
        <strong>{name}</strong>
        <span class="rule-deeds">
          <IconButton icon="up" label={t("rules.up", { name })} onClick={() => onUp?.()} disabled={!onUp} />
          <IconButton icon="down" label={t("rules.down", { name })} onClick={() => onDown?.()} disabled={!onDown} />
          <IconButton icon="edit" label={t("rules.edit", { name })} onClick={onEdit} />
          <IconButton icon="close" label={t("rules.remove", { name })} onClick={onRemove} />
        </span>
      </div>
      {children}
    </div>
  );
}

interface SharedDeedProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly place: number;
  readonly rule: SharedRule;
  readonly info: SharedRuleInfo | undefined;
  readonly onReplace: (rule: SharedRule) => void;
}

function SharedDeed({ store, plan, place, rule, info, onReplace }: SharedDeedProps) {
  const even = byEqualParts(rule, info?.reason ?? "");
  return (
    <ExplainedFigures inside store={store} plan={plan} view="matrix">
      <p class="rule-words">
        {sharedWords(rule)}
        {info && (
          <>
            {" · "}
            <Why place={`rules/${place}/handed`}>
              <Amount exact={info.handed} testid="rule-handed" />
            </Why>{" "}
            {t("rules.handed")}
            <KeptWords info={info} place={place} {...(even && { onEven: () => onReplace(even) })} />
            <AbsentWords info={info} place={place} />
          </>
        )}
      </p>
    </ExplainedFigures>
  );
}

interface CategoryCountsProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly category: Category;
}

/** How many rows and how much each rule takes, first come first served. */
function CategoryCounts({ store, plan, category }: CategoryCountsProps) {
  const counts = useCounts(store, plan, category);
  const rest = { value: category.otherwise, words: t("rules.rest") };
  const rules = category.rules.map(({ value, when }) => ({ value, words: conditionWords(when) }));
  return (
    <ExplainedFigures inside {...{ store, plan, view: "category_rules", category: category.name }}>
      <ol class="rule-counts">
        {[...rules, rest].map(({ value, words }, place) => (
          <li key={place}>
            <span>
              <strong>{value || "–"}</strong>: {words}
            </span>
            <RuleCount store={store} plan={plan} category={category} place={place} counts={counts} />
          </li>
        ))}
      </ol>
      {counts.failure && <CannotRun failure={counts.failure} />}
    </ExplainedFigures>
  );
}
