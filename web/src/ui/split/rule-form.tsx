import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { Failure } from "../../protocol";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";

/** The core's reason for refusing a change; what was there before stays. */
function Refused({ failure }: { readonly failure: Failure }) {
  const words = (part: string) => {
    const key = `error.${failure.error}${part}`;
    return isKey(key) ? say(key, failure.values) : failure.message;
  };
  return (
    <p class="bad" role="alert" data-testid="rule-error" data-error={failure.error}>
      ✖ {words("")}. {words(".cause")} {words(".fix")}
    </p>
  );
}

interface FormProps {
  readonly onSave: () => Promise<Failure | null>;
  readonly onCancel?: () => void;
  readonly children: ComponentChildren;
}

export function Form({ onSave, onCancel, children }: FormProps) {
  const [failure, setFailure] = useState<Failure | null>(null);
  return (
    <form
      class="rule-form"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave().then(setFailure);
      }}
    >
      {children}
      {failure && <Refused failure={failure} />}
      <div class="rule-form-deeds">
        <button type="submit" class="button primary">
          {t("rules.save")}
        </button>
        {onCancel && (
          <button type="button" class="button" onClick={onCancel}>
            {t("rules.cancel")}
          </button>
        )}
      </div>
    </form>
  );
}

interface DimensionSelectProps {
  readonly label: string;
  readonly value: string;
  readonly dimensions: readonly string[];
  readonly onChange: (dimension: string) => void;
}

export function DimensionSelect({ label, value, dimensions, onChange }: DimensionSelectProps) {
  const known = dimensions.includes(value) || value === "" ? dimensions : [value, ...dimensions];
  return (
    <select class="field" aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="" />
      {known.map((name) => (
        <option key={name} value={name}>
          {dimensionName(name)}
        </option>
      ))}
    </select>
  );
}
