import type { Category, CategoryRule, Plan } from "../../protocol";

/** The category that a tag's values are put right in: as the tag says, but for what was meant otherwise. */
export function merged(plan: Plan, key: string, value: string, meant: string): Plan {
  const dimension = `tag:${key}`;
  const former = plan.categories.find(({ name }) => name === key) ?? { name: key, rules: [], otherwise: "" };
  const rules = withValue(withValue(former.rules, dimension, meant, meant), dimension, meant, value);
  const category: Category = { ...former, rules };
  const others = plan.categories.filter(({ name }) => name !== key);
  return { ...plan, categories: [...others, category] };
}

/** One rule for each allowed value; a value that it has already is not added again. */
function withValue(
  rules: readonly CategoryRule[],
  dimension: string,
  meant: string,
  value: string,
): readonly CategoryRule[] {
  const place = rules.findIndex((rule) => rule.value === meant && rule.when.dimension === dimension);
  const former = rules[place];
  if (former === undefined) {
    const when = { op: "is", dimension, values: [value], from: "", to: "", of: [] };
    return [...rules, { value: meant, when }];
  }
  if (former.when.values.includes(value)) return rules;
  const when = { ...former.when, values: [...former.when.values, value] };
  return [...rules.slice(0, place), { ...former, when }, ...rules.slice(place + 1)];
}
