import type { Category, Filter, Plan, Predicate } from "../protocol";
import { type ConditionDraft, conditionOf, draftOf } from "./conditions";

// A category (core/plan/category.h) as a form has it, and what a plan holds of one that gets another name or goes.

export interface CategoryRuleDraft {
  /** Tells rules apart while they change places. */
  readonly id: number;
  readonly value: string;
  readonly when: ConditionDraft;
}
export interface CategoryDraft {
  readonly name: string;
  readonly rules: readonly CategoryRuleDraft[];
  readonly otherwise: string;
  readonly origin: Category;
}

export function categoryDraftOf(category: Category): CategoryDraft {
  const { name, rules, otherwise } = category;
  return {
    name,
    rules: rules.map(({ value, when }, id) => ({ id, value, when: draftOf(when) })),
    otherwise,
    origin: category,
  };
}

export function categoryOf({ name, rules, otherwise, origin }: CategoryDraft): Category {
  return {
    ...origin,
    name: name === origin.name ? name : name.trim(),
    rules: rules.map(({ value, when }) => ({ value, when: conditionOf(when) })),
    otherwise,
  };
}

/** One more rule, behind the last. */
export function withRule(draft: CategoryDraft, when: ConditionDraft): CategoryDraft {
  const id = Math.max(-1, ...draft.rules.map((rule) => rule.id)) + 1;
  return { ...draft, rules: [...draft.rules, { id, value: "", when }] };
}

/** The category with one of its rules alone: what the rule would take if no other came first. */
export function aloneOf(category: Category, place: number): Category {
  return { ...category, rules: category.rules.slice(place, place + 1) };
}

export const levelOf = (category: string): string => `category:${category}`;

/** Another category in the place of one, or behind the last; whatever asks it under its former name asks the new one. */
export function withCategory(plan: Plan, place: number, category: Category): Plan {
  const former = plan.categories[place];
  const categories = [...plan.categories.slice(0, place), category, ...plan.categories.slice(place + 1)];
  const next = { ...plan, categories };
  return former && former.name !== category.name ? renamed(next, levelOf(former.name), levelOf(category.name)) : next;
}

/** A category that goes takes its level and its filter along. */
export function withoutCategory(plan: Plan, place: number): Plan {
  const level = levelOf(plan.categories[place]?.name ?? "");
  return {
    ...plan,
    categories: plan.categories.filter((_, at) => at !== place),
    by: plan.by.filter((name) => name !== level),
    filters: plan.filters.filter(({ dimension }) => dimension !== level),
  };
}

/** Whatever asks the dimension `from` asks `to`. */
export function renamed(plan: Plan, from: string, to: string): Plan {
  const name = (dimension: string) => (dimension === from ? to : dimension);
  const filter = (each: Filter): Filter => ({ ...each, dimension: name(each.dimension) });
  const condition = (each: Predicate): Predicate => ({
    ...each,
    dimension: name(each.dimension),
    of: each.of.map(condition),
  });
  return {
    ...plan,
    by: plan.by.map(name),
    filters: plan.filters.map(filter),
    metered_by: name(plan.metered_by),
    watch: {
      ...plan.watch,
      budgets: plan.watch.budgets.map((budget) => ({ ...budget, dimension: name(budget.dimension) })),
    },
    categories: plan.categories.map((category) => ({
      ...category,
      rules: category.rules.map((rule) => ({ ...rule, when: condition(rule.when) })),
    })),
    roster: { ...plan.roster, dimension: name(plan.roster.dimension) },
    lists: plan.lists.map((list) => ({ ...list, dimension: name(list.dimension) })),
    shared: plan.shared.map((rule) => ({
      ...rule,
      source: condition(rule.source),
      dimension: name(rule.dimension),
      weighed: condition(rule.weighed),
      partitions: rule.partitions.map(name),
    })),
  };
}

export const NEW_CATEGORY: Category = { name: "", rules: [], otherwise: "" };
