import type { SharedRule, SharedUsage } from "../protocol";
import { type ConditionDraft, conditionOf, draftOf, linesOf, NO_CONDITION } from "./conditions";

// A rule of shared costs (core/plan/shared_rule.h) as a form has it. What nobody touched goes back as it came.

/** What proportional parts go by: the targets' cost or another of their amounts, or a list of what each used. */
export type WeighedBy = "amount" | "usage";

export interface SharedDraft {
  readonly name: string;
  readonly source: ConditionDraft;
  readonly dimension: string;
  readonly targets: SharedRule["targets"];
  /** Values that get nothing, one a line. */
  readonly except: string;
  readonly method: string;
  readonly weighedBy: WeighedBy;
  readonly measure: string;
  /** Which of the targets' rows count; null: all. */
  readonly weighed: ConditionDraft | null;
  /** The list of use as a table's text: a target and what it used, a line. */
  readonly usage: string;
  readonly partitions: readonly string[];
  readonly origin: SharedRule;
}

export function sharedDraftOf(rule: SharedRule): SharedDraft {
  const { name, source, dimension, targets, except, method, measure, weighed, usage, partitions } = rule;
  return {
    name,
    source: draftOf(source),
    dimension,
    targets,
    except: except.join("\n"),
    method,
    weighedBy: usage.length > 0 ? "usage" : "amount",
    measure,
    weighed: weighed.op === "" ? null : draftOf(weighed),
    usage: usageText(usage),
    partitions,
    origin: rule,
  };
}

/** `read`: what the core read of the list of use, where its text is another than the rule's. */
export function sharedRuleOf(draft: SharedDraft, read: readonly SharedUsage[] | null): SharedRule {
  const { origin, targets, except, weighed } = draft;
  return {
    ...origin,
    name: draft.name === origin.name ? origin.name : draft.name.trim(),
    source: conditionOf(draft.source),
    dimension: draft.dimension,
    // A line that nobody filled in is none.
    targets: targets === origin.targets ? targets : targets.filter(({ value }) => value !== ""),
    except: except === origin.except.join("\n") ? origin.except : linesOf(except),
    method: draft.method,
    measure: draft.measure,
    weighed: weighed ? conditionOf(weighed) : origin.weighed.op === "" ? origin.weighed : NO_CONDITION,
    usage: draft.weighedBy === "amount" ? [] : isUsageRead(draft) ? origin.usage : (read ?? []),
    partitions:
      draft.partitions === origin.partitions ? origin.partitions : draft.partitions.filter((name) => name !== ""),
  };
}

/** Whether the list of use is the rule's own, so that there is nothing to read. */
export const isUsageRead = ({ usage, origin }: SharedDraft): boolean => usage === usageText(origin.usage);

/** A list of use as columns that a spreadsheet gives and takes. */
export function usageText(usage: readonly SharedUsage[]): string {
  return usage.map(({ value, amount }) => `${cell(value)}\t${cell(amount)}`).join("\n");
}

const cell = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
