import { useState } from "preact/hooks";

import { EMPTY_PLAN, type Failure, type Plan } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import { pageFailure } from "../../state/errors";
import { rulesOf } from "../../state/plan";
import type { Store } from "../../state/store";
import { jsonFault } from "../../text/json-fault";
import { t } from "../../text/text";
import { Form } from "./rule-form";

interface RulesTextProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly onSave: (part: Partial<Plan>) => Promise<Failure | null>;
}

/** All rules as JSON. The core reads what was written, so that nothing is missing in it that a form will ask for. */
export function RulesText({ store, plan, onSave }: RulesTextProps) {
  const written = JSON.stringify(rulesOf(plan), null, 2);
  const [text, setText] = useState<string | null>(null);
  const save = async (): Promise<Failure | null> => {
    const part = parsed(text ?? written);
    if ("error" in part) return part;
    try {
      // What is no object goes to the core as it is, which says so.
      const { plan: asked } = part;
      const isObject = typeof asked === "object" && asked !== null && !Array.isArray(asked);
      const none = rulesOf(EMPTY_PLAN);
      const others = isObject ? Object.keys(asked).filter((key) => !(key in none)) : [];
      // The core knows them, as parts of a plan that this form does not change.
      if (others.length > 0) return pageFailure("not_rules", { keys: others.join(", ") });
      const whole = isObject ? { ...none, ...asked } : asked;
      const read = await store.readRules(JSON.stringify({ version: 1, plan: whole }));
      const refused = await onSave(rulesOf(read.plan));
      if (!refused) setText(null);
      return refused;
    } catch (reason) {
      return inText(failureOf(reason));
    }
  };
  return (
    <details>
      <summary>{t("rules.text")}</summary>
      <p class="muted">{t("rules.text.why")}</p>
      <Form onSave={save}>
        <textarea
          class="field rules-text"
          data-testid="rules-text"
          aria-label={t("rules.text")}
          rows={16}
          spellcheck={false}
          value={text ?? written}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </Form>
    </details>
  );
}

/** The text is a part of the plan that the core read. */
function inText(failure: Failure): Failure {
  const { where } = failure.values;
  return where === undefined
    ? failure
    : { ...failure, values: { ...failure.values, where: where.replace(/^plan\./, "") } };
}

function parsed(text: string): { readonly plan: unknown } | Failure {
  const fault = jsonFault(text);
  if (!fault) return { plan: JSON.parse(text) as unknown };
  const { line, column, what } = fault;
  return pageFailure("not_json", { line: String(line), column: String(column), what });
}
