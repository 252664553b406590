import "./filter-pills.css";

import { useRef, useState } from "preact/hooks";

import type { Filter, Plan, ValuesReport, ValuesRequest } from "../../protocol";
import { t } from "../../text/text";
import { Picker } from "../picker";
import { Popover } from "../popover";
import type { DimensionChoices } from "./dimension-choices";
import { FilterPicker } from "./filter-picker";
import { filterWords } from "./filter-words";

interface FilterPillsProps {
  readonly plan: Plan;
  readonly scale: number;
  readonly choices: DimensionChoices;
  readonly askValues: (request: ValuesRequest, signal: AbortSignal) => Promise<ValuesReport>;
  readonly onFilter: (filter: Filter) => void;
  readonly onRemove: (dimension: string) => void;
}

/** What is kept or left out, a pill a dimension, and the way to one more. */
export function FilterPills({ plan, scale, choices, askValues, onFilter, onRemove }: FilterPillsProps) {
  const adder = useRef<HTMLButtonElement>(null);
  const [adding, setAdding] = useState(false);
  const [chosen, setChosen] = useState<string | null>(null);
  const close = () => {
    setAdding(false);
    setChosen(null);
  };
  const free = choices.without(plan.filters.map((filter) => filter.dimension));
  return (
    <div class="filters" role="group" aria-label={t("filters.title")}>
      {plan.filters.map((filter) => (
        <FilterPill
          key={filter.dimension}
          filter={filter}
          plan={plan}
          scale={scale}
          askValues={askValues}
          onFilter={onFilter}
          onRemove={() => {
            onRemove(filter.dimension);
            adder.current?.focus();
          }}
        />
      ))}
      <button
        type="button"
        ref={adder}
        class="button filter-add"
        data-testid="add-filter"
        aria-haspopup="dialog"
        aria-expanded={adding}
        onClick={() => (adding ? close() : setAdding(true))}
      >
        <span aria-hidden="true">+</span> {t("filters.add")}
      </button>
      {adding && (
        <Popover anchor={adder} label={t("filters.add")} onClose={close}>
          {chosen === null ? (
            <Picker label={t("dimensions.find")} none={t("dimensions.none")} choices={free.list} onChoose={setChosen} />
          ) : (
            <FilterPicker
              plan={plan}
              filter={{ dimension: chosen, values: [], exclude: false }}
              scale={scale}
              askValues={askValues}
              onCancel={close}
              onDone={(filter) => {
                close();
                onFilter(filter);
              }}
            />
          )}
        </Popover>
      )}
    </div>
  );
}

interface FilterPillProps {
  readonly filter: Filter;
  readonly plan: Plan;
  readonly scale: number;
  readonly askValues: FilterPillsProps["askValues"];
  readonly onFilter: (filter: Filter) => void;
  readonly onRemove: () => void;
}

function FilterPill({ filter, plan, scale, askValues, onFilter, onRemove }: FilterPillProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  const words = filterWords(filter);
  return (
    <div class={`pill${filter.exclude ? " exclude" : ""}`}>
      <button
        type="button"
        ref={button}
        class="pill-words"
        aria-haspopup="dialog"
        aria-expanded={editing}
        onClick={() => setEditing(!editing)}
      >
        {words}
      </button>
      <button
        type="button"
        class="pill-remove"
        title={t("filters.remove", { filter: words })}
        aria-label={t("filters.remove", { filter: words })}
        onClick={onRemove}
      >
        <span aria-hidden="true">×</span>
      </button>
      {editing && (
        <Popover anchor={button} label={words} onClose={() => setEditing(false)}>
          <FilterPicker
            plan={plan}
            filter={filter}
            scale={scale}
            askValues={askValues}
            onCancel={() => setEditing(false)}
            onDone={(changed) => {
              setEditing(false);
              onFilter(changed);
            }}
          />
        </Popover>
      )}
    </div>
  );
}
