import "./filter-picker.css";

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Filter, Plan, ValueInfo, ValuesReport, ValuesRequest } from "../../protocol";
import { Latest } from "../../state/latest";
import { noValueName, valueName } from "../../state/row-names";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Amount } from "../amount";

interface FilterPickerProps {
  readonly plan: Plan;
  readonly filter: Filter;
  readonly scale: number;
  readonly askValues: (request: ValuesRequest, signal: AbortSignal) => Promise<ValuesReport>;
  readonly onDone: (filter: Filter) => void;
  readonly onCancel: () => void;
}

const LIMIT = 100;

/** Which values of one dimension are kept, or left out; each with its amount under the other filters. */
export function FilterPicker({ plan, filter, scale, askValues, onDone, onCancel }: FilterPickerProps) {
  const id = useId();
  const { dimension } = filter;
  const [find, setFind] = useState("");
  const [report, setReport] = useState<ValuesReport | null>(null);
  const [failed, setFailed] = useState(false);
  const [values, setValues] = useState(filter.values);
  const [exclude, setExclude] = useState(filter.exclude);
  const input = useRef<HTMLInputElement>(null);
  const latest = useRef(new Latest());

  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    const runner = latest.current;
    runner
      .run((signal) => askValues({ plan, dimension, find, limit: LIMIT }, signal))
      .then((answer) => answer && setReport(answer))
      .catch(() => setFailed(true));
    return () => runner.stop();
  }, [dimension, find]);

  const toggle = (value: string | null) =>
    setValues(values.includes(value) ? values.filter((each) => each !== value) : [...values, value]);
  // What is chosen stays in sight, even if it is not among the values found.
  const listed = report?.values ?? [];
  const chosenElsewhere = find === "" ? values.filter((value) => !listed.some((each) => each.value === value)) : [];
  const row = (value: string | null, info: ValueInfo | undefined) => (
    <li key={value ?? ""} class={value === null ? "no-value" : undefined}>
      <label class="filter-value">
        <input type="checkbox" checked={values.includes(value)} onChange={() => toggle(value)} />
        <span class="filter-value-name">
          {value === null ? noValueName(dimension) : valueName(dimension, value, info?.name)}
        </span>
        {info && <Amount exact={info.amount} scale={scale} />}
      </label>
    </li>
  );

  return (
    <form
      class="filter-picker"
      onSubmit={(event) => {
        event.preventDefault();
        onDone({ dimension, values, exclude });
      }}
    >
      <div class="filter-head">
        <strong id={`${id}-name`}>{dimensionName(dimension)}</strong>
        <label class="choice">
          <input type="checkbox" checked={exclude} onChange={() => setExclude(!exclude)} />
          {t("filters.exclude")}
        </label>
      </div>
      <input
        ref={input}
        class="field"
        type="search"
        aria-label={t("filters.find")}
        placeholder={t("filters.find")}
        autocomplete="off"
        spellcheck={false}
        value={find}
        onInput={(event) => setFind(event.currentTarget.value)}
      />
      <ul role="list" class="filter-values" aria-labelledby={`${id}-name`}>
        {chosenElsewhere.map((value) => row(value, undefined))}
        {listed.map((info) => row(info.value, info))}
      </ul>
      {failed && <p class="bad">{t("filters.failed")}</p>}
      {report && listed.length === 0 && <p class="muted">{t("filters.nothing")}</p>}
      {report && report.found > listed.length && (
        <p class="muted">{t("filters.more", { shown: listed.length, n: report.found })}</p>
      )}
      <div class="filter-foot">
        <button type="submit" class="button primary" disabled={values.length === 0 && filter.values.length === 0}>
          {values.length > 0
            ? t("filters.apply", { n: values.length })
            : t(filter.values.length > 0 ? "filters.drop" : "filters.choose")}
        </button>
        <button type="button" class="button plain" onClick={onCancel}>
          {t("filters.cancel")}
        </button>
      </div>
    </form>
  );
}
