import { useEffect, useId, useState } from "preact/hooks";

import { ALL, type Part } from "../../state/schedule";
import { t } from "../../text/text";
import type { ScheduleParts } from "../schedule-view";
import { byChoices } from "./by-choices";

const PARTS: readonly Part[] = ["opening", "amount", "left"];
const TYPED = 150; // milliseconds of rest before a search is asked

interface ScheduleToolsProps extends ScheduleParts {
  readonly month: string;
  readonly year: string;
  readonly years: readonly string[];
}

/** How the table is looked at: months or days, which rows, which of the three figures. */
export function ScheduleTools({ store, look, report, month, year, years, onLook }: ScheduleToolsProps) {
  const id = useId();
  const [find, setFind] = useState(look.find);
  useEffect(() => {
    if (find === look.find) return undefined;
    const later = setTimeout(() => onLook({ find }), TYPED);
    return () => clearTimeout(later);
  }, [find]);
  return (
    <>
      <fieldset class="plan-field basis">
        <legend>{t("schedule.grain")}</legend>
        {(["month", "day"] as const).map((each) => (
          <label class="choice" key={each}>
            <input
              type="radio"
              name={`${id}-grain`}
              data-testid={`schedule-grain-${each}`}
              checked={look.grain === each}
              onChange={() => onLook({ grain: each })}
            />
            {t(`schedule.grain.${each}`)}
          </label>
        ))}
      </fieldset>
      {look.grain === "day" ? (
        <Choose
          id={`${id}-month`}
          label={t("schedule.audit.period")}
          testid="schedule-month"
          value={month}
          choices={report.periods.map((each) => [each, each])}
          onChoose={(value) => onLook({ month: value, day: null })}
        />
      ) : (
        years.length > 1 && (
          <Choose
            id={`${id}-year`}
            label={t("schedule.year")}
            testid="schedule-year"
            value={year}
            choices={[[ALL, t("schedule.year.all")], ...years.map((each) => [each, each] as const)]}
            onChoose={(value) => onLook({ year: value })}
          />
        )
      )}
      <Choose
        id={`${id}-by`}
        label={t("schedule.rows")}
        testid="schedule-by"
        value={look.by}
        choices={byChoices(store)}
        onChoose={(by) => onLook({ by, order: null })}
      />
      <input
        class="field find"
        type="search"
        data-testid="schedule-find"
        aria-label={t("schedule.find")}
        placeholder={t("schedule.find")}
        autocomplete="off"
        spellcheck={false}
        value={find}
        onInput={(event) => setFind(event.currentTarget.value)}
      />
      <fieldset class="plan-field basis">
        <legend>{t("schedule.show")}</legend>
        {PARTS.map((part) => (
          <label class="choice" key={part}>
            <input
              type="checkbox"
              data-testid={`schedule-show-${part}`}
              checked={look.show.includes(part)}
              // One of them always stands.
              disabled={look.show.length === 1 && look.show.includes(part)}
              onChange={() =>
                onLook({
                  show: look.show.includes(part) ? look.show.filter((each) => each !== part) : [...look.show, part],
                })
              }
            />
            {t(`schedule.${part}`)}
          </label>
        ))}
      </fieldset>
    </>
  );
}

interface ChooseProps {
  readonly id: string;
  readonly label: string;
  readonly testid: string;
  readonly value: string;
  readonly choices: readonly (readonly [value: string, name: string])[];
  readonly onChoose: (value: string) => void;
}

/** One of a few, with its label before it. */
export function Choose({ id, label, testid, value, choices, onChoose }: ChooseProps) {
  return (
    <div class="plan-field">
      <label for={id}>{label}</label>
      <select
        id={id}
        class="field"
        data-testid={testid}
        value={value}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {choices.map(([each, name]) => (
          <option key={each} value={each}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}
