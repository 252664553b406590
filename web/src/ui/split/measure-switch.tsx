import { useId } from "preact/hooks";

import type { MeasureChoice } from "../../protocol";
import { roleName } from "../../text/names";
import { t } from "../../text/text";

interface MeasureSwitchProps {
  readonly measures: readonly MeasureChoice[];
  readonly measure: string;
  readonly onMeasure: (measure: string) => void;
}

/** Which amount is shown: the bases of the bill's lines first, then what is a part of an amount, then other numbers. */
export function MeasureSwitch({ measures, measure, onMeasure }: MeasureSwitchProps) {
  const id = useId();
  // A column of prices or ratios has no sum that means anything.
  const summable = measures.filter(({ role }) => role !== "price" && role !== "ratio");
  const options = (keep: (choice: MeasureChoice) => boolean) =>
    summable.filter(keep).map((each) => (
      <option key={each.name} value={each.name}>
        {measureName(each)}
      </option>
    ));
  const parts = options(({ money, basis }) => money && !basis);
  const others = options(({ money }) => !money);
  return (
    <div class="plan-field">
      <label for={`${id}-measure`}>{t("plan.amount")}</label>
      <select
        id={`${id}-measure`}
        class="field"
        data-testid="measure"
        value={measure}
        onChange={(event) => onMeasure(event.currentTarget.value)}
      >
        {options(({ money, basis }) => money && basis)}
        {parts.length > 0 && <optgroup label={t("plan.parts")}>{parts}</optgroup>}
        {others.length > 0 && <optgroup label={t("plan.other_numbers")}>{others}</optgroup>}
      </select>
    </div>
  );
}

/** "Payable · 应付金额": the role where it is known, and the file's own header. */
export function measureName({ name, role }: Pick<MeasureChoice, "name" | "role">): string {
  const named = roleName(role);
  return named === null || named === name ? name : t("plan.measure", { role: named, name });
}
