import "./plan-bar.css";

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

import type { MeasureChoice, Plan } from "../../protocol";
import { roleName } from "../../text/names";
import { t } from "../../text/text";
import { Popover } from "../popover";

interface PlanBarProps {
  readonly measures: readonly MeasureChoice[];
  readonly plan: Plan;
  /** The plan's, or the bill's default. */
  readonly measure: string;
  readonly basis: ComponentChildren;
  readonly onMeasure: (measure: string) => void;
  readonly onGrain: (grain: string) => void;
  readonly onBlankWords: (words: readonly string[]) => void;
}

const GRAINS = ["file", "month", "day", "line"] as const;
/** Words that bills use for "nothing here". */
const BLANK_WORDS = ["-", "--", "null", "NULL", "N/A", "none", "未分配", "无"];

/** What is measured: basis, amount column, period grain, and which words count as no value. */
export function PlanBar(props: PlanBarProps) {
  const { plan, measure, basis } = props;
  const id = useId();
  const groups = measureGroups(props.measures);
  return (
    <div class="plan-bar">
      {basis}
      <div class="plan-field">
        <label for={`${id}-measure`}>{t("plan.amount")}</label>
        <select
          id={`${id}-measure`}
          class="field"
          data-testid="measure"
          value={measure}
          onChange={(event) => props.onMeasure(event.currentTarget.value)}
        >
          {groups.money.map((each) => (
            <option key={each.name} value={each.name}>
              {measureName(each)}
            </option>
          ))}
          {groups.other.length > 0 && (
            <optgroup label={t("plan.other_numbers")}>
              {groups.other.map((each) => (
                <option key={each.name} value={each.name}>
                  {measureName(each)}
                </option>
              ))}
            </optgroup>
          )}
        </select>
      </div>
      <div class="plan-field">
        <label for={`${id}-grain`}>{t("plan.grain")}</label>
        <select
          id={`${id}-grain`}
          class="field"
          data-testid="grain"
          value={plan.grain}
          onChange={(event) => props.onGrain(event.currentTarget.value)}
        >
          {GRAINS.map((grain) => (
            <option key={grain} value={grain}>
              {t(`plan.grain.${grain}`)}
            </option>
          ))}
        </select>
      </div>
      <BlankWords words={plan.blank_words} onWords={props.onBlankWords} />
    </div>
  );
}

/** "Payable · 应付金额": the role where it is known, and the file's own header. */
export function measureName({ name, role }: Pick<MeasureChoice, "name" | "role">): string {
  const named = roleName(role);
  return named === null || named === name ? name : t("plan.measure", { role: named, name });
}

/** Columns whose sum is money first; a column of prices or ratios has no sum that means anything. */
function measureGroups(measures: readonly MeasureChoice[]) {
  const summable = measures.filter(({ role }) => role !== "price" && role !== "ratio");
  return { money: summable.filter(({ money }) => money), other: summable.filter(({ money }) => !money) };
}

// ---- words that count as no value

function BlankWords({ words, onWords }: { words: readonly string[]; onWords: (words: readonly string[]) => void }) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [own, setOwn] = useState("");
  const listed = [...BLANK_WORDS, ...words.filter((word) => !BLANK_WORDS.includes(word))];
  return (
    <div class="plan-field">
      <button
        type="button"
        ref={button}
        class="button plain blank-button"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {words.length === 0 ? t("blank.none") : t("blank.some", { n: words.length })}
        <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <Popover anchor={button} label={t("blank.title")} onClose={() => setOpen(false)} class="blank-words">
          <p id={`${id}-why`}>{t("blank.why")}</p>
          <ul role="list" class="blank-list" aria-labelledby={`${id}-why`}>
            {listed.map((word) => (
              <li key={word}>
                <label class="choice">
                  <input
                    type="checkbox"
                    checked={words.includes(word)}
                    onChange={() =>
                      onWords(words.includes(word) ? words.filter((each) => each !== word) : [...words, word])
                    }
                  />
                  <code>{word}</code>
                </label>
              </li>
            ))}
          </ul>
          <form
            class="blank-own"
            onSubmit={(event) => {
              event.preventDefault();
              if (own !== "") onWords([...words, own]);
              setOwn("");
            }}
          >
            <input
              class="field"
              aria-label={t("blank.own")}
              placeholder={t("blank.own")}
              value={own}
              onInput={(event) => setOwn(event.currentTarget.value)}
            />
            <button type="submit" class="button">
              {t("blank.add")}
            </button>
          </form>
        </Popover>
      )}
    </div>
  );
}
