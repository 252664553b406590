import { useId } from "preact/hooks";

import type { Failure, Plan } from "../../protocol";
import {
  type ConditionDraft,
  conditionOf,
  type GroupDraft,
  hasRange,
  hasValues,
  type Join,
  JOINS,
  newTest,
  NO_CONDITION,
  replacePart,
  type TestDraft,
  type TestOp,
  TESTS,
  withPart,
} from "../../state/conditions";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { IconButton } from "../button";
import { wordsOf } from "../error-panel";
import { conditionWords, opName } from "./condition-words";
import { DimensionSelect } from "./rule-form";
import { ValuesField } from "./values-field";

/** Dimensions of which a condition can be; those of columns of amounts are apart. */
export interface ConditionDimensions {
  readonly names: readonly string[];
  readonly amounts: readonly string[];
}

interface ConditionFormProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly dimensions: ConditionDimensions;
  /** What the condition is for: every control's name begins with it. */
  readonly name: string;
  readonly draft: ConditionDraft;
  /** Whether it may hold of every row. */
  readonly every?: boolean;
  /** What the core finds wrong in the rule, and the condition's place in it: "rules[0].when". */
  readonly fault?: Failure | null;
  readonly path?: string;
  readonly onChange: (draft: ConditionDraft) => void;
}

/** What is wrong with what was written in a field is said beside it; what is not written yet is no fault there. */
const SAID_BESIDE = ["bad_bound", "empty_range", "bad_pattern"];
export const isSaidBeside = ({ error }: Failure): boolean => SAID_BESIDE.includes(error);

/** A condition: one test, or tests in groups within groups. */
export function ConditionForm(props: ConditionFormProps) {
  const { draft, plan, dimensions, onChange } = props;
  const test = newTest(plan.by[0] ?? dimensions.names[0] ?? "");
  return (
    <div class="condition">
      <Part {...props} at="" depth={0} onRemove={null} />
      {draft.type !== "group" && (draft.type === "own" || draft.op !== "") && (
        <AddButtons name={props.name} depth={0} test={test} onAdd={(part) => onChange(withPart(draft, part))} />
      )}
    </div>
  );
}

interface PartProps extends ConditionFormProps {
  /** Its place among the parts, "1.2"; of the whole "". */
  readonly at: string;
  readonly depth: number;
  readonly onRemove: (() => void) | null;
}

function Part(props: PartProps) {
  const { draft, onRemove } = props;
  const label = labelOf(props);
  switch (draft.type) {
    case "group":
      return <Group {...props} draft={draft} label={label} />;
    case "test":
      return <Test {...props} draft={draft} label={label} />;
    case "own":
      return (
        <div class="condition-test" role="group" aria-label={label}>
          <span>
            {conditionWords(conditionOf(draft))} <span class="muted">({t("rules.own_condition")})</span>
          </span>
          {onRemove && <IconButton icon="close" label={t("condition.remove", { of: label })} onClick={onRemove} />}
        </div>
      );
  }
}

const labelOf = ({ name, at }: PartProps): string => (at === "" ? name : t("condition.at", { name, at }));

/** Deeper there is no room on a phone; what is deeper is shown all the same. */
const MOST_DEPTH = 4;

function Group(props: PartProps & { readonly draft: GroupDraft; readonly label: string }) {
  const { draft, label, at, depth, plan, dimensions, path = "", onChange, onRemove } = props;
  const set = (place: number, part: ConditionDraft | null) => onChange(replacePart(draft, place, part));
  const test = newTest(plan.by[0] ?? dimensions.names[0] ?? "");
  return (
    <div class="condition-group" role="group" aria-label={label}>
      <div class="condition-head">
        <select
          class="field"
          aria-label={t("condition.join", { of: label })}
          value={draft.op}
          onChange={(event) => onChange({ ...draft, op: event.currentTarget.value as Join })}
        >
          {JOINS.map((join) => (
            <option key={join} value={join}>
              {t(`condition.join.${join}`)}
            </option>
          ))}
        </select>
        {onRemove && <IconButton icon="close" label={t("condition.remove", { of: label })} onClick={onRemove} />}
      </div>
      <ul role="list" class="condition-parts">
        {draft.of.map((part, place) => (
          <li key={place}>
            <Part
              {...props}
              draft={part}
              at={at === "" ? String(place + 1) : `${at}.${place + 1}`}
              path={`${path}.of[${place}]`}
              depth={depth + 1}
              every={false}
              onChange={(next) => set(place, next)}
              onRemove={() => set(place, null)}
            />
          </li>
        ))}
      </ul>
      <AddButtons name={label} depth={depth} test={test} onAdd={(part) => onChange(withPart(draft, part))} />
    </div>
  );
}

interface AddButtonsProps {
  readonly name: string;
  readonly depth: number;
  readonly test: TestDraft;
  readonly onAdd: (part: ConditionDraft) => void;
}

/** A further test, or a group of tests. */
function AddButtons({ name, depth, test, onAdd }: AddButtonsProps) {
  const group: GroupDraft = { type: "group", op: "any", of: [test, test], origin: NO_CONDITION };
  return (
    <p class="condition-add">
      <button
        type="button"
        class="button link"
        aria-label={t("condition.add_to", { of: name })}
        onClick={() => onAdd(test)}
      >
        {t("condition.add")}
      </button>
      {depth < MOST_DEPTH && (
        <button
          type="button"
          class="button link"
          aria-label={t("condition.add_group_to", { of: name })}
          onClick={() => onAdd(group)}
        >
          {t("condition.add_group")}
        </button>
      )}
    </p>
  );
}

function Test(props: PartProps & { readonly draft: TestDraft; readonly label: string }) {
  const { draft, label, store, plan, dimensions, every, fault, path = "", onChange, onRemove } = props;
  const { op, not, dimension, text, from, to } = draft;
  const id = useId();
  // A test that must not hold stands in a group of its own.
  const own = not && op !== "" ? `${path}.of[0]` : path;
  const wrongField =
    fault && isSaidBeside(fault)
      ? ["from", "to", "values"].find((name) => fault.values["field"] === `${own}.${name}`)
      : undefined;
  const set = (part: Partial<TestDraft>) => onChange({ ...draft, ...part });
  return (
    <div class="condition-test" role="group" aria-label={label}>
      <div class="condition-fields">
        {op !== "" && (
          <DimensionSelect
            label={t("condition.dimension", { of: label })}
            value={dimension}
            dimensions={dimensions.names}
            amounts={dimensions.amounts}
            onChange={(name) => set({ dimension: name })}
          />
        )}
        <select
          class="field"
          aria-label={t("condition.test", { of: label })}
          value={`${not ? "not" : ""}:${op}`}
          onChange={(event) => {
            const [negation, asked] = event.currentTarget.value.split(":");
            set({ not: negation !== "", op: asked as TestOp });
          }}
        >
          {TESTS.flatMap((each) => {
            if (each === "" && !every && op !== "") return [];
            const names = each === "" ? [false] : [false, true];
            return names.map((negated) => (
              <option key={`${each}${negated}`} value={`${negated ? "not" : ""}:${each}`}>
                {opName(each, negated)}
              </option>
            ));
          })}
        </select>
        {hasValues(op) && (
          <ValuesField
            store={store}
            plan={plan}
            dimension={op === "is" ? dimension : ""}
            label={t("condition.values", { of: label })}
            of={label}
            text={text}
            wrong={wrongField === "values" ? id : undefined}
            onChange={(lines) => set({ text: lines })}
          />
        )}
        {hasRange(op) && (
          <span class="condition-range">
            {(["from", "to"] as const).map((end) => (
              <label key={end}>
                <span aria-hidden="true">{t(`condition.${end}`)}</span>
                <input
                  class="field"
                  aria-label={t(`condition.${end}_of`, { of: label })}
                  inputMode={op === "number" ? "decimal" : "text"}
                  placeholder={op === "date" ? "2025-04-30" : undefined}
                  autocomplete="off"
                  aria-invalid={wrongField === end}
                  aria-describedby={wrongField === end ? id : undefined}
                  value={end === "from" ? from : to}
                  onInput={(event) => set({ [end]: event.currentTarget.value })}
                />
              </label>
            ))}
            <span class="muted">{t(op === "date" ? "condition.date_hint" : "condition.number_hint")}</span>
          </span>
        )}
        {fault && wrongField !== undefined && (
          <p class="warn condition-fault" id={id} data-testid="condition-fault" data-error={fault.error}>
            ⚠ {t("rules.reason_here", { what: wordsOf(fault).what, fix: wordsOf(fault).fix })}
          </p>
        )}
      </div>
      {onRemove && <IconButton icon="close" label={t("condition.remove", { of: label })} onClick={onRemove} />}
    </div>
  );
}
