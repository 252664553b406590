import { useState } from "preact/hooks";

import type { Plan } from "../../protocol";
import { linesOf, withValue } from "../../state/conditions";
import { valueName } from "../../state/row-names";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { useAnswer } from "../use-answer";

interface ValuesFieldProps {
  readonly store: Store;
  readonly plan: Plan;
  /** Whose values can be chosen from; "" of none. */
  readonly dimension: string;
  readonly label: string;
  /** What the values are for, for the name of the choice. */
  readonly of: string;
  readonly text: string;
  /** The id of what says that the text is wrong; undefined where nothing does. */
  readonly wrong?: string | undefined;
  readonly onChange: (text: string) => void;
}

const LONGEST = 8;
const LIMIT = 50;

/** Values as text, one a line, so that a column of a spreadsheet can be pasted; or chosen from those of the bill. */
export function ValuesField({ store, plan, dimension, label, of, text, wrong, onChange }: ValuesFieldProps) {
  const [open, setOpen] = useState(false);
  return (
    <div class="values-field">
      <textarea
        class="field"
        rows={Math.min(LONGEST, text.split("\n").length)}
        aria-label={label}
        placeholder={t("condition.one_a_line")}
        spellcheck={false}
        aria-invalid={wrong !== undefined}
        aria-describedby={wrong}
        value={text}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
      {dimension !== "" && (
        <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary aria-label={t("condition.choose_of", { of })}>{t("condition.choose")}</summary>
          {open && (
            <ValueChoices store={store} plan={plan} dimension={dimension} of={of} text={text} onChange={onChange} />
          )}
        </details>
      )}
    </div>
  );
}

function ValueChoices({ store, plan, dimension, of, text, onChange }: Omit<ValuesFieldProps, "label" | "wrong">) {
  const [find, setFind] = useState("");
  const { answer } = useAnswer(store, "values", {
    plan: { ...plan, filters: [], shared: [] },
    dimension,
    find,
    limit: LIMIT,
  });
  const chosen = linesOf(text);
  const values = (answer?.values ?? []).flatMap(({ value, name, amount }) =>
    value === null || /[\r\n]/.test(value) ? [] : [{ value, name, amount }],
  );
  return (
    <div class="value-choices">
      <input
        class="field"
        type="search"
        aria-label={t("condition.find_of", { of })}
        placeholder={t("filters.find")}
        autocomplete="off"
        spellcheck={false}
        value={find}
        onInput={(event) => setFind(event.currentTarget.value)}
      />
      <ul role="list">
        {values.map(({ value, name, amount }) => (
          <li key={value}>
            <label class="choice">
              <input
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={() => onChange(withValue(text, value))}
              />
              <span>{valueName(dimension, value, name)}</span>
              <Amount exact={amount} />
            </label>
          </li>
        ))}
      </ul>
      {answer && values.length === 0 && <p class="muted">{t("filters.nothing")}</p>}
      {answer && answer.found > answer.values.length && (
        <p class="muted">{t("filters.more", { shown: answer.values.length, n: answer.found })}</p>
      )}
    </div>
  );
}
