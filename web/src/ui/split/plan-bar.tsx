import "./plan-bar.css";

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

import type { Plan } from "../../protocol";
import { t } from "../../text/text";
import { Popover } from "../popover";

interface PlanBarProps {
  readonly plan: Plan;
  readonly basis: ComponentChildren;
  readonly onGrain: (grain: string) => void;
  readonly onBlankWords: (words: readonly string[]) => void;
}

const GRAINS = ["file", "month", "day", "line"] as const;
/** Words that bills use for "nothing here". */
const BLANK_WORDS = ["-", "--", "null", "NULL", "N/A", "none", "未分配", "无"];

/** What is measured: on which basis, in which period grain, and which words count as no value. */
export function PlanBar(props: PlanBarProps) {
  const { plan, basis } = props;
  const id = useId();
  return (
    <div class="plan-bar">
      {basis}
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
