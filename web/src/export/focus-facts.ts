import type { DimensionInfo, Plan } from "../protocol";
import type { Store } from "../state/store";
import type { Content } from "./content";
import { COSTS, FACTS, FOCUS_BILL, FOCUS_FACTS, type FocusFacts } from "./focus";

/** Distinct values of a column beyond which it is not asked what of them a row has: hardly any row would have one. */
const MOST_VALUES = 1000;

/** Asks the core what lines of each leaf have in common, and what else they cost. */
export async function factsOf(store: Store, content: Content): Promise<FocusFacts> {
  const { plan, bill, levels, allocation } = content;
  const known = await store.ask("dimensions", { plan });
  const keys = (allocation?.leaves ?? []).map(({ key }) => JSON.stringify(key));
  const wanted: readonly string[] = bill.profile === FOCUS_BILL ? [...FACTS, ...FOCUS_FACTS] : FACTS;
  const values = new Map<string, readonly (string | null | undefined)[]>();
  for (const info of known.dimensions) {
    if (!wanted.includes(info.name) || levels.includes(info.name) || !info.stored) continue;
    if (info.values <= MOST_VALUES) values.set(info.name, await valuesOf(store, plan, info, keys));
  }
  const costs = new Map<string, readonly string[]>();
  for (const role of COSTS) {
    const measure = known.measures.find((each) => each.money && each.role === role);
    if (!measure || role === content.role) continue;
    const amounts = await amountsOf(store, { ...plan, measure: measure.name }, keys);
    if (amounts) costs.set(role, amounts);
  }
  return { values, costs };
}

async function valuesOf(store: Store, plan: Plan, { name }: DimensionInfo, keys: readonly string[]) {
  const place = plan.by.length;
  const { leaves } = await store.ask("split", { plan: { ...plan, by: [...plan.by, name] } });
  const found = new Map<string, Set<string | null>>();
  for (const { key } of leaves) {
    const leaf = JSON.stringify(key.filter((_, level) => level !== place));
    found.set(leaf, (found.get(leaf) ?? new Set()).add(key[place] ?? null));
  }
  const all = new Set([...found.values()].flatMap((each) => [...each]));
  // Where costs are shared, a leaf has what others' lines cost.
  const shared = plan.shared.length > 0;
  return keys.map((leaf) => only(shared ? all : found.get(leaf)));
}

/** Undefined unless there is exactly one. */
function only(values: ReadonlySet<string | null> | undefined): string | null | undefined {
  return values?.size === 1 ? [...values][0] : undefined;
}

/** Undefined where not every leaf has its amount. */
async function amountsOf(store: Store, plan: Plan, keys: readonly string[]): Promise<readonly string[] | undefined> {
  const { leaves } = await store.ask("split", { plan });
  const amounts = new Map(leaves.map(({ key, amount }) => [JSON.stringify(key), amount]));
  const found = keys.map((key) => amounts.get(key));
  return found.every((amount) => amount !== undefined) ? found : undefined;
}
