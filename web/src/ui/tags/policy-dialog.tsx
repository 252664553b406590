import type { Plan, TagRule } from "../../protocol";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { TextDialog } from "../text-dialog";

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

/** The policy as JSON; the core reads it and says what is wrong with it. */
export function PolicyDialog({ store, plan, rules, onRules, onClose }: PolicyDialogProps) {
  return (
    <TextDialog
      title={t("tags.policy")}
      explain={t("tags.policy.explain")}
      label={t("tags.policy.label")}
      use={t("tags.policy.apply")}
      begin={rules.length === 0 ? "" : written(rules)}
      rows={12}
      accept=".json,.txt"
      testid="policy"
      read={store.readText}
      example={{ name: t("tags.policy.example"), text: JSON.stringify(EXAMPLE, null, 2) }}
      onUse={async (policy) => {
        if (policy.trim() === "") return onRules([]);
        const read = await store.ask("tags", { plan, policy, show: [], offset: 0, limit: 0 });
        onRules(read.rules.map(({ rule }) => rule));
      }}
      onClose={onClose}
    />
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
