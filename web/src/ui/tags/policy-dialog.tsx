import { useRef, useState } from "preact/hooks";

import type { Plan, TagRule } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Button } from "../button";
import { Dialog } from "../dialog";
import { wordsOf } from "../error-panel";

interface PolicyDialogProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly rules: readonly TagRule[];
  readonly onRules: (rules: readonly TagRule[]) => void;
  readonly onClose: () => void;
}

/** The policy that the seed has. */
const EXAMPLE = {
  TagPolicy: {
    Environment: { Required: true, Values: ["Production", "Staging", "Development", "Test"] },
    Project: { Required: true, Pattern: "^[A-Z]{3}-[0-9]{4}$" },
    Owner: { Required: true, Type: "Email" },
    CostCenter: { Required: true, Pattern: "^CC-[0-9]{6}$" },
    DataClassification: { Required: false, Values: ["Public", "Internal", "Confidential", "Restricted"] },
  },
};

/** The policy as JSON, typed, pasted or taken from a file; the core reads it and says what is wrong with it. */
export function PolicyDialog({ store, plan, rules, onRules, onClose }: PolicyDialogProps) {
  const [text, setText] = useState(rules.length === 0 ? "" : written(rules));
  const [refused, refuse] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const put = (policy: string) => {
    setText(policy);
    refuse("");
  };
  const apply = () => {
    if (text.trim() === "") return onRules([]);
    store.ask("tags", { plan, policy: text, show: [], offset: 0, limit: 0 }).then(
      (answer) => onRules(answer.rules.map(({ rule }) => rule)),
      (reason: unknown) => {
        const { what, cause } = wordsOf(failureOf(reason));
        refuse(`${what}. ${cause}`);
      },
    );
  };
  return (
    <Dialog title={t("tags.policy")} onClose={onClose} testid="policy-dialog">
      <p id="policy-explain">{t("tags.policy.explain")}</p>
      <textarea
        class="field"
        rows={12}
        aria-label={t("tags.policy.label")}
        aria-describedby={refused === "" ? "policy-explain" : "policy-refused"}
        aria-invalid={refused !== ""}
        spellcheck={false}
        autocomplete="off"
        autofocus
        value={text}
        onInput={({ currentTarget }) => put(currentTarget.value)}
        data-testid="policy-text"
      />
      <p id="policy-refused" class="bad" role="alert">
        {refused}
      </p>
      <div class="dialog-end">
        <input
          ref={file}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-hidden="true"
          accept=".json,.txt"
          onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(put)}
        />
        <Button onClick={() => put(JSON.stringify(EXAMPLE, null, 2))} testid="policy-example">
          {t("tags.policy.example")}
        </Button>
        <Button onClick={() => file.current?.click()}>{t("metering.prices.file")}</Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" onClick={apply} testid="policy-apply">
          {t("tags.policy.apply")}
        </Button>
      </div>
    </Dialog>
  );
}

/** The rules in the form in which policies are published. */
function written(rules: readonly TagRule[]): string {
  const TagPolicy = Object.fromEntries(
    rules.map(({ key, required, values, pattern, type }) => [
      key,
      {
        Required: required,
        ...(values.length > 0 && { Values: values }),
        ...(pattern !== "" && { Pattern: pattern }),
        ...(type === "email" && { Type: "Email" }),
      },
    ]),
  );
  return JSON.stringify({ TagPolicy }, null, 2);
}
