import type { DimensionsReport, Plan, SharedRule, SharedRuleInfo, SharedUsage } from "../protocol";
import { canonicalAmount, isNegative, isZero } from "../text/amount";
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
  const { name, source, dimension, except, method, measure, weighed, usage, partitions } = rule;
  return {
    name,
    source: draftOf(source),
    dimension,
    targets: targetsShown(rule),
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

/** Whether parts are by its list of use. */
export const goesByUsage = ({ method, weighedBy }: SharedDraft): boolean =>
  method === "proportional" && weighedBy === "usage";

/** A list that parts are not by names targets at most: where others are named, or all, none is left. */
const usageLeft = ({ method, origin }: SharedDraft, namesTheSame: boolean): SharedRule["usage"] =>
  namesTheSame && method !== "proportional" ? origin.usage : [];

/** `read`: what the core read of the list of use, where its text is another than the rule's. */
export function sharedRuleOf(draft: SharedDraft, read: readonly SharedUsage[] | null): SharedRule {
  const { origin, targets, except, weighed } = draft;
  const namesTheSame =
    draft.method === origin.method && JSON.stringify(targets) === JSON.stringify(targetsShown(origin));
  return {
    ...origin,
    name: draft.name === origin.name ? origin.name : draft.name.trim(),
    source: conditionOf(draft.source),
    dimension: draft.dimension,
    // A line that nobody filled in is none.
    targets: namesTheSame ? origin.targets : targets.filter(({ value }) => value !== ""),
    except: except === origin.except.join("\n") ? origin.except : linesOf(except),
    method: draft.method,
    measure: draft.measure,
    weighed: weighed ? conditionOf(weighed) : origin.weighed.op === "" ? origin.weighed : NO_CONDITION,
    usage: !goesByUsage(draft) ? usageLeft(draft, namesTheSame) : isUsageRead(draft) ? origin.usage : (read ?? []),
    partitions:
      draft.partitions === origin.partitions ? origin.partitions : draft.partitions.filter((name) => name !== ""),
  };
}

/**
 * Whom a rule names: a list of use does so even where the rule goes by something else, and then nothing but its targets is
 * left of it.
 */
export function targetsShown({ method, targets, usage }: SharedRule): SharedRule["targets"] {
  return method === "proportional" || targets.length > 0 ? targets : targetsOf(usage);
}

export const targetsOf = (usage: readonly SharedUsage[]): SharedRule["targets"] =>
  [...new Set(usage.map(({ value }) => value))].map((value) => ({ value, weight: "" }));

/**
 * The rule by equal parts, among the same targets; null where as much would stay at the source. `reason`: why something
 * stays there now.
 */
export function byEqualParts(rule: SharedRule, reason: string): SharedRule | null {
  const weighs = reason === "zero_weights" || reason === "mixed_weights";
  if (!weighs || rule.method === "even") return null;
  const targets = rule.targets.length > 0 ? rule.targets : targetsOf(rule.usage);
  const weights = targets
    .filter(({ value }) => !rule.except.includes(value))
    .map(({ weight }) => canonicalAmount(weight || "1") ?? weight)
    .filter((weight) => !isZero(weight));
  const below = weights.filter(isNegative).length;
  const helps = targets.length === 0 || (weights.length > 0 && (below === 0 || below === weights.length));
  return helps ? { ...rule, method: "even", targets, usage: [] } : null;
}

/** Whether the list of use is the rule's own, so that there is nothing to read. */
export const isUsageRead = ({ usage, origin }: SharedDraft): boolean => usage === usageText(origin.usage);

/** A list of use as columns that a spreadsheet gives and takes. */
export function usageText(usage: readonly SharedUsage[]): string {
  return usage.map(({ value, amount }) => `${cell(value)}\t${cell(amount)}`).join("\n");
}

const cell = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

// ---- several months
// A rule shares over the whole file unless it is told to stay within each month, and what a group has in one month is then
// made of what others had in another. A filter or a level changes nothing of that; only a partition does.

export type Period = "month" | "day";

/** How many of it the bill has. */
function countOf(report: DimensionsReport | undefined, period: Period): number {
  return report?.dimensions.find(({ name }) => name === period)?.values ?? 0;
}

/** The period by which a plan asks for figures, the finer of two; null: it asks for the whole file. */
export function periodAsked({ by, grain, filters }: Plan): Period | null {
  const asked = [...by, grain, ...filters.map(({ dimension }) => dimension)];
  return (["day", "month"] as const).find((period) => asked.includes(period)) ?? null;
}

/** What a new rule stays within: in a bill of several months each of them. */
export function partitionsAtFirst(report: DimensionsReport | undefined): readonly string[] {
  return countOf(report, "month") > 1 ? ["month"] : [];
}

const staysWithin = ({ partitions }: SharedRule, period: Period): boolean =>
  partitions.includes(period) || partitions.includes("day");

/** The rules whose figures of one period have cost of others in them; `did`: what each handed out. */
export function rulesAcross(
  { shared }: Plan,
  period: Period,
  report: DimensionsReport | undefined,
  did: readonly SharedRuleInfo[],
): readonly string[] {
  if (countOf(report, period) < 2) return [];
  const handsOut = new Set(did.filter(({ handed }) => !isZero(handed)).map(({ name }) => name));
  return shared.filter((rule) => handsOut.has(rule.name) && !staysWithin(rule, period)).map(({ name }) => name);
}

/** These rules stay within each period. */
export function withinPeriod(plan: Plan, rules: readonly string[], period: Period): Plan {
  const shared = plan.shared.map((rule) =>
    rules.includes(rule.name) ? { ...rule, partitions: [...rule.partitions, period] } : rule,
  );
  return { ...plan, shared };
}
