import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";

import {
  EMPTY_PLAN,
  type Failure,
  type Plan,
  type SharedRule,
  type SharedTarget,
  type SharedUsage,
} from "../../protocol";
import { newTest } from "../../state/conditions";
import { failureOf } from "../../state/engine-port";
import { withItem, withMeasure } from "../../state/plan";
import {
  goesByUsage,
  isUsageRead,
  type SharedDraft,
  sharedDraftOf,
  sharedRuleOf,
  targetsOf,
  type WeighedBy,
} from "../../state/shared-rules";
import type { Store } from "../../state/store";
import { FIRST_VIEW, viewRequest } from "../../state/view";
import { isZero, scaleOfAll } from "../../text/amount";
import { rich, t } from "../../text/text";
import { Button, IconButton } from "../button";
import { Amount } from "../amount";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { useLater } from "../use-later";
import { type ConditionDimensions, ConditionForm } from "./condition-form";
import { CannotRun, DimensionSelect, Form, PasteField, TextField } from "./rule-form";
import { AbsentWords, KeptWords, methodName } from "./shared-words";
import { ValuesField } from "./values-field";

const METHODS = ["even", "fixed", "proportional"] as const;
const WEIGHED_BY: readonly WeighedBy[] = ["amount", "usage"];

interface SharedFormProps {
  readonly store: Store;
  readonly plan: Plan;
  /** Its place among the rules; that behind the last is of a new one. */
  readonly place: number;
  readonly rule: SharedRule;
  readonly dimensions: ConditionDimensions;
  readonly onSave: (rule: SharedRule) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

/** A rule of shared costs: whose cost, who gets it, by which parts; what few rules need stands apart. */
export function SharedForm({ store, plan, place, rule, dimensions, onSave, onCancel }: SharedFormProps) {
  const [draft, setDraft] = useState<SharedDraft>(() => sharedDraftOf(rule));
  const set = (part: Partial<SharedDraft>) => setDraft({ ...draft, ...part });
  const names = dimensions.names;
  // What is taken away there does not close it.
  const [more] = useState(draft.except !== "" || draft.partitions.length > 0);

  const save = async (): Promise<Failure | null> => {
    if (!goesByUsage(draft) || isUsageRead(draft)) return onSave(sharedRuleOf(draft, null));
    try {
      const { usage } = await store.ask("usage_list", { plan, text: draft.usage });
      return await onSave(sharedRuleOf(draft, usage));
    } catch (reason) {
      return failureOf(reason);
    }
  };

  /** Whom a list of use named is told by the list no more: they become targets that can be seen. */
  const setMethod = async (method: string) => {
    set({ method });
    if (!goesByUsage(draft) || draft.targets.length > 0) return;
    const usage = isUsageRead(draft) ? draft.origin.usage : await usageOf(store, plan, draft.usage);
    setDraft((now) => (goesByUsage(now) || now.targets.length > 0 ? now : { ...now, targets: targetsOf(usage) }));
  };

  return (
    <Form onSave={save} onCancel={onCancel}>
      <TextField label={t("rules.name")} autofocus value={draft.name} onInput={(name) => set({ name })} />
      <fieldset>
        <legend>{t("rules.source")}</legend>
        <ConditionForm
          {...{ store, plan, dimensions }}
          name={t("rules.source")}
          draft={draft.source}
          onChange={(source) => set({ source })}
        />
        <ReadySources store={store} plan={plan} names={names} onChoose={(source) => set({ source })} />
      </fieldset>
      <fieldset>
        <legend>{t("rules.handed_to")}</legend>
        <div class="rule-line">
          <Labelled label={t("rules.targets")}>
            {(label) => (
              <DimensionSelect
                label={label}
                value={draft.dimension}
                dimensions={names}
                onChange={(dimension) => set({ dimension })}
              />
            )}
          </Labelled>
          <Labelled label={t("rules.method")}>
            {(label) => (
              <select
                class="field"
                aria-label={label}
                value={draft.method}
                onChange={(event) => void setMethod(event.currentTarget.value)}
              >
                {METHODS.map((method) => (
                  <option key={method} value={method}>
                    {methodName(method)}
                  </option>
                ))}
              </select>
            )}
          </Labelled>
        </div>
        <Targets store={store} plan={plan} draft={draft} onChange={(targets) => set({ targets })} />
      </fieldset>
      {draft.method === "proportional" && (
        <Weighing store={store} plan={plan} draft={draft} dimensions={dimensions} onChange={set} />
      )}
      <details class="rule-more" open={more || undefined}>
        <summary>{t("rules.more")}</summary>
        <p>{t("rules.except")}</p>
        <ValuesField
          {...{ store, plan, dimension: draft.dimension, text: draft.except }}
          label={t("rules.except_label")}
          of={t("rules.except")}
          onChange={(except) => set({ except })}
        />
        <p>{t("rules.partitions")}</p>
        <Partitions names={names} partitions={draft.partitions} onChange={(partitions) => set({ partitions })} />
      </details>
      <Preview store={store} plan={plan} place={place} draft={draft} />
    </Form>
  );
}

/** What a list says; nothing where it cannot be read: it is refused where it counts. */
const usageOf = (store: Store, plan: Plan, text: string): Promise<readonly SharedUsage[]> =>
  store.ask("usage_list", { plan, text }).then(
    ({ usage }) => usage,
    () => [],
  );

interface LabelledProps {
  readonly label: string;
  readonly children: (label: string) => ComponentChildren;
}

/** A control that has its name before it. */
function Labelled({ label, children }: LabelledProps) {
  return (
    <span class="labelled">
      <span aria-hidden="true">{label}</span>
      {children(label)}
    </span>
  );
}

// ---- sources that are known

/** Rows that say what nobody used. */
interface Unused {
  readonly name: "rules.unused_commitment" | "rules.idle_capacity";
  readonly dimension: string;
  readonly values: readonly string[];
  /** The measure in which they cost just that; "" in any. */
  readonly measure: string;
}

/** What our own bill of usage calls what a cluster's nodes have and nobody is billed for. */
const IDLE: Unused = { name: "rules.idle_capacity", dimension: "MeteredFor", values: ["idle"], measure: "" };

interface ReadySourcesProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly names: readonly string[];
  readonly onChoose: (source: SharedDraft["source"]) => void;
}

function ReadySources({ store, plan, names, onChoose }: ReadySourcesProps) {
  const unused = store.dimensions.value?.answer.unused ?? [];
  const ready: readonly Unused[] = [
    ...unused.map((lines) => ({ name: "rules.unused_commitment" as const, ...lines })),
    IDLE,
  ];
  return (
    <>
      {ready
        .filter(({ dimension }) => names.includes(dimension))
        .map((source) => (
          <ReadySource key={source.dimension} store={store} plan={plan} source={source} onChoose={onChoose} />
        ))}
    </>
  );
}

interface ReadySourceProps extends Pick<ReadySourcesProps, "store" | "plan" | "onChoose"> {
  readonly source: Unused;
}

/** Takes the cost of what nobody used, where the bill tells it. */
function ReadySource({ store, plan, source: { name, dimension, values, measure }, onChoose }: ReadySourceProps) {
  const measures = store.dimensions.value?.answer.measures ?? [];
  const accrual = measures.find((each) => (measure === "" ? each.role === "effective" : each.name === measure));
  // A row that stands for a whole fee is not what nobody used of it.
  const fits = measure === "" || plan.measure === measure;
  const { answer: found } = useAnswer(store, "view", costOf(plan, dimension, values, plan.measure));
  // What nobody used is billed on no row of its own: on the cash basis it costs nothing, and there is nothing to share.
  const asks = accrual !== undefined && accrual.name !== plan.measure && found !== undefined && found.rows > 0;
  const isNeeded = asks && (!fits || isZero(found.total));
  const { answer: accrued } = useAnswer(store, "view", isNeeded ? costOf(plan, dimension, values, accrual.name) : null);
  if (!found || found.rows === 0) return null;
  const amountIn = (of: string, exact: string, words: (amount: ComponentChildren) => ComponentChildren) => (
    <ExplainedFigures
      inside
      {...{ store, plan: planOf(plan, dimension, values, of), view: "balance" }}
      nameOf={(place) => (place === COST ? t(name) : undefined)}
    >
      {words(
        <Why place={COST}>
          <Amount exact={exact} />
        </Why>,
      )}
    </ExplainedFigures>
  );
  return (
    <div class="ready-source">
      {fits &&
        amountIn(plan.measure, found.total, (amount) => (
          <span data-testid={`source-${dimension}-cost`}>
            <button
              type="button"
              class="button"
              data-testid={`source-${dimension}`}
              onClick={() => onChoose({ ...newTest(dimension), text: values.join("\n") })}
            >
              {t(name)}
            </button>{" "}
            {amount}
          </span>
        ))}
      {isNeeded &&
        accrued &&
        !isZero(accrued.total) &&
        amountIn(accrual.name, accrued.total, (amount) => (
          <span class="source-basis" data-testid={`source-${dimension}-accrual`}>
            {!fits && t(name)} {rich("rules.on_accrual", { amount, measure: accrual.name })}{" "}
            <Button
              look="link"
              testid={`source-${dimension}-measure`}
              onClick={() =>
                store.change(() => t("did.measure", { name: accrual.name }), withMeasure(plan, accrual.name))
              }
            >
              {t("rules.split_measure", { measure: accrual.name })}
            </Button>
          </span>
        ))}
    </div>
  );
}

/** Without levels all that the filters keep is allocated. */
const COST = "allocated";

/** What rows with one of these values cost by themselves. */
function planOf(plan: Plan, dimension: string, values: readonly string[], measure: string): Plan {
  return {
    ...plan,
    by: [],
    grain: EMPTY_PLAN.grain,
    shared: [],
    filters: [{ dimension, values: [...values], exclude: false }],
    measure,
  };
}

function costOf(plan: Plan, dimension: string, values: readonly string[], measure: string) {
  return viewRequest({ plan: planOf(plan, dimension, values, measure), view: FIRST_VIEW }, { offset: 0, limit: 1 });
}

// ---- targets

interface TargetsProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly draft: SharedDraft;
  readonly onChange: (targets: readonly SharedTarget[]) => void;
}

const MOST_CHOICES = 200;

/** Who gets how much; without any, every value of the dimension gets a part. */
function Targets({ store, plan, draft: { dimension, method, targets }, onChange }: TargetsProps) {
  const { answer } = useAnswer(
    store,
    "values",
    dimension === "" || targets.length === 0
      ? null
      : { plan: { ...plan, filters: [], shared: [] }, dimension, find: "", limit: MOST_CHOICES },
  );
  const choices = (answer?.values ?? []).flatMap(({ value }) => (value === null ? [] : [value]));
  const set = (place: number, part: Partial<SharedTarget>) =>
    onChange(targets.map((target, at) => (at === place ? { ...target, ...part } : target)));
  const isFixed = method === "fixed";
  return (
    <>
      {targets.length === 0 && <p class="muted">{t(isFixed ? "rules.needs_targets" : "rules.all_targets")}</p>}
      {targets.map((target, place) => {
        const n = place + 1;
        return (
          <div class="rule-line target" key={place}>
            <TextField
              label={t("rules.target", { n })}
              choices={choices}
              value={target.value}
              onInput={(value) => set(place, { value })}
            />
            <label class="text-field weight">
              <span>{t(isFixed ? "rules.percent" : "rules.weight", { n })}</span>
              <input
                class="field"
                inputMode="decimal"
                autocomplete="off"
                placeholder={isFixed ? undefined : "1"}
                value={target.weight}
                onInput={(event) => set(place, { weight: event.currentTarget.value })}
              />
            </label>
            <IconButton
              icon="close"
              label={t("rules.remove_target", { n })}
              onClick={() => onChange(withItem(targets, place, null))}
            />
          </div>
        );
      })}
      <p>
        <button
          type="button"
          class="button"
          data-testid="add-target"
          onClick={() => onChange([...targets, { value: "", weight: "" }])}
        >
          {t("rules.add_target")}
        </button>
      </p>
    </>
  );
}

// ---- what proportional parts go by

interface WeighingProps extends Omit<TargetsProps, "onChange"> {
  readonly dimensions: ConditionDimensions;
  readonly onChange: (part: Partial<SharedDraft>) => void;
}

function Weighing({ store, plan, draft, dimensions, onChange }: WeighingProps) {
  const id = useId();
  const measures = store.dimensions.value?.answer.measures ?? [];
  const names = measures.map(({ name }) => name);
  return (
    <fieldset>
      <legend>{t("rules.weighed_by")}</legend>
      {WEIGHED_BY.map((by) => (
        <label class="choice" key={by}>
          <input
            type="radio"
            name={`${id}-by`}
            checked={draft.weighedBy === by}
            onChange={() => onChange({ weighedBy: by })}
          />
          {t(`rules.weighed_by.${by}`)}
        </label>
      ))}
      {draft.weighedBy === "usage" ? (
        <PasteField
          store={store}
          label={t("rules.usage")}
          testid="usage"
          text={draft.usage}
          onChange={(usage) => onChange({ usage })}
        />
      ) : (
        <>
          <div class="rule-line">
            <Labelled label={t("rules.measure")}>
              {(label) => (
                <select
                  class="field"
                  aria-label={label}
                  value={draft.measure}
                  onChange={(event) => onChange({ measure: event.currentTarget.value })}
                >
                  <option value="">{t("rules.measure.own")}</option>
                  {(names.includes(draft.measure) || draft.measure === "" ? names : [draft.measure, ...names]).map(
                    (name) => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ),
                  )}
                </select>
              )}
            </Labelled>
          </div>
          <label class="choice">
            <input
              type="checkbox"
              checked={draft.weighed !== null}
              onChange={() => onChange({ weighed: draft.weighed ? null : newTest(dimensions.names[0] ?? "") })}
            />
            {t("rules.weighed")}
          </label>
          {draft.weighed && (
            <ConditionForm
              {...{ store, plan, dimensions }}
              name={t("rules.weighed")}
              draft={draft.weighed}
              onChange={(weighed) => onChange({ weighed })}
            />
          )}
        </>
      )}
    </fieldset>
  );
}

// ---- partitions

interface PartitionsProps {
  readonly names: readonly string[];
  readonly partitions: readonly string[];
  readonly onChange: (partitions: readonly string[]) => void;
}

function Partitions({ names, partitions, onChange }: PartitionsProps) {
  return (
    <>
      {partitions.map((name, place) => (
        <div class="rule-line" key={place}>
          <DimensionSelect
            label={t("rules.partition", { n: place + 1 })}
            value={name}
            dimensions={names}
            onChange={(next) => onChange(withItem(partitions, place, next))}
          />
          <IconButton
            icon="close"
            label={t("rules.remove_partition", { n: place + 1 })}
            onClick={() => onChange(withItem(partitions, place, null))}
          />
        </div>
      ))}
      <p>
        <button type="button" class="button" data-testid="add-partition" onClick={() => onChange([...partitions, ""])}>
          {t("rules.add_partition")}
        </button>
      </p>
    </>
  );
}

// ---- what it would do

const MOST_TARGETS = 12;
/** What is worth saying before the form is sent: it is no word that is still missing. */
const SAID_EARLY = ["percentages_missing", "percentages_over"];

interface PreviewProps extends Omit<TargetsProps, "onChange"> {
  readonly place: number;
}

/** What the rule would hand to whom, as the form has it now. */
function Preview({ store, plan, place, draft }: PreviewProps) {
  const tried = useLater(draft);
  const unread = goesByUsage(tried) && !isUsageRead(tried);
  const list = useAnswer(store, "usage_list", unread ? { plan, text: tried.usage } : null);
  const usage = unread ? list.answer?.usage : null;
  const rule = previewed(tried, usage ?? null);
  const trial = { ...plan, shared: withItem(plan.shared, place, rule) };
  const isRead = usage !== undefined && !(unread && list.failure);
  const { answer, failure, pending } = useAnswer(store, "matrix", isRead ? { plan: trial, by_source: false } : null);
  if (unread && list.failure && tried.usage.trim() !== "") return <CannotRun failure={list.failure} />;
  if (!isRead) return null;
  if (failure) {
    const missing = SAID_EARLY.includes(failure.error) && failure.values["rule"] === rule.name;
    return missing ? (
      <p class="muted" data-testid="shared-preview">
        {t("rules.percent_sum", { sum: failure.values["sum"] ?? "" })}
      </p>
    ) : null;
  }
  const at = answer?.rules.findIndex(({ name }) => name === rule.name) ?? -1;
  const info = answer?.rules[at];
  if (!answer || !info) return null;
  const cells = answer.cells.flatMap((cell, number) => (cell.rule === rule.name ? [{ ...cell, number }] : []));
  const scale = scaleOfAll([info.handed, ...cells.map(({ amount }) => amount)]);
  return (
    <div class={pending ? "shared-preview pending" : "shared-preview"} data-testid="shared-preview">
      <ExplainedFigures inside store={store} plan={trial} view="matrix">
        <p>
          {t("rules.preview")}{" "}
          <Why place={`rules/${at}/handed`}>
            <Amount exact={info.handed} scale={scale} />
          </Why>{" "}
          <KeptWords info={info} place={at} />
          <AbsentWords info={info} place={at} />
        </p>
        <ul class="plain-list">
          {cells.slice(0, MOST_TARGETS).map((cell) => (
            <li key={cell.number} class="rule-head">
              <span>{[...cell.partition.map((value) => value ?? "–"), cell.target].join(" / ")}</span>
              <Why place={`cells/${cell.number}/amount`}>
                <Amount exact={cell.amount} scale={scale} />
              </Why>
            </li>
          ))}
        </ul>
        {cells.length > MOST_TARGETS && <p class="muted">{t("compare.more", { n: cells.length - MOST_TARGETS })}</p>}
      </ExplainedFigures>
    </div>
  );
}

/** What has no name yet is tried all the same. */
function previewed(draft: SharedDraft, usage: readonly SharedUsage[] | null): SharedRule {
  const rule = sharedRuleOf(draft, usage);
  return rule.name === "" ? { ...rule, name: " " } : rule;
}
