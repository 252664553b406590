import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";

import type { Failure } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { isKey, t } from "../../text/text";
import { wordsOf } from "../error-panel";
import { FileButton } from "../file-button";
import { useUnsaved } from "../unsaved";

/** What was refused, why, and what to do. */
function reasonOf(failure: Failure): string {
  if (!isKey(`error.${failure.error}`)) return failure.message;
  const { what, cause, fix } = wordsOf(failure);
  return t("rules.reason", { what, cause, fix });
}

/** The core's reason for refusing a change; what was there before stays. */
export function Refused({ failure }: { readonly failure: Failure }) {
  return (
    <p class="bad" role="alert" data-testid="rule-error" data-error={failure.error}>
      ✖ {reasonOf(failure)}
    </p>
  );
}

/** Why rules as they are now, saved or still being written, take nothing of the open bill. */
export function CannotRun({ failure }: { readonly failure: Failure }) {
  return (
    <p class="warn" data-testid="rule-cannot-run" data-error={failure.error}>
      {reasonOf(failure)}
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
  const [written, setWritten] = useState(false);
  const [held, setHeld] = useState(false);
  const said = useRef<HTMLParagraphElement>(null);
  useUnsaved(written, () => {
    setHeld(true);
    return !held;
  });
  useEffect(() => {
    if (held) said.current?.scrollIntoView({ block: "nearest" });
  }, [held]);
  return (
    <form
      class="rule-form"
      onInput={() => {
        setWritten(true);
        setHeld(false);
      }}
      onSubmit={(event) => {
        event.preventDefault();
        void onSave().then((refused) => {
          setFailure(refused);
          if (!refused) setWritten(false);
        });
      }}
    >
      {children}
      {failure && <Refused failure={failure} />}
      <p class="warn" role="status" ref={said}>
        {held && t("rules.unsaved")}
      </p>
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
  /** Columns of amounts, where they can be chosen too. */
  readonly amounts?: readonly string[];
  readonly onChange: (dimension: string) => void;
}

export function DimensionSelect({ label, value, dimensions, amounts = [], onChange }: DimensionSelectProps) {
  const isKnown = value === "" || dimensions.includes(value) || amounts.includes(value);
  const option = (name: string) => (
    <option key={name} value={name}>
      {dimensionName(name)}
    </option>
  );
  return (
    <select class="field" aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      <option value="" />
      {!isKnown && option(value)}
      {dimensions.map(option)}
      {amounts.length > 0 && <optgroup label={t("condition.amounts")}>{amounts.map(option)}</optgroup>}
    </select>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  readonly autofocus?: boolean;
  /** Values that can be chosen instead of typed. */
  readonly choices?: readonly string[];
}

/** A line of text under its label. */
export function TextField({ label, value, onInput, autofocus, choices = [] }: TextFieldProps) {
  const id = useId();
  return (
    <div class="text-field">
      <label for={id}>{label}</label>
      <input
        id={id}
        class="field"
        autofocus={autofocus}
        autocomplete="off"
        list={choices.length > 0 ? `${id}-choices` : undefined}
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      {choices.length > 0 && (
        <datalist id={`${id}-choices`}>
          {choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </div>
  );
}

interface PasteFieldProps {
  readonly store: Store;
  readonly label: string;
  /** Of the fields, with -text and -file behind it. */
  readonly testid: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
}

/** Columns of text that are pasted, or come from a file. */
export function PasteField({ store, label, testid, text, onChange }: PasteFieldProps) {
  const id = useId();
  const [failure, setFailure] = useState<Failure | null>(null);
  const put = (given: string) => {
    setFailure(null);
    onChange(given);
  };
  const read = (file: File) => store.readText(file).then(put, (reason: unknown) => setFailure(failureOf(reason)));
  return (
    <div>
      <label for={`${id}-text`}>{label}</label>
      <textarea
        id={`${id}-text`}
        class="field rules-text"
        data-testid={`${testid}-text`}
        rows={6}
        spellcheck={false}
        value={text}
        onInput={(event) => put(event.currentTarget.value)}
      />
      <p>
        <FileButton accept=".csv,.tsv,.txt,.json" testid={`${testid}-file`} onFile={(file) => void read(file)}>
          {t("listing.file")}
        </FileButton>
      </p>
      {failure && <Refused failure={failure} />}
    </div>
  );
}
