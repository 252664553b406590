import type { Failure, Plan } from "../protocol";
import { failureOf } from "./engine-port";
import type { Store } from "./store";
import { FIRST_VIEW, viewRequest, type Window } from "./view";

// Dimensions that a plan makes of others: categories, lists of owners, the account list. Whether the bill has what they
// ask is tried, also where no level asks for them.

type Asker = Pick<Store, "ask">;

/** A view that is asked for to see whether it can be answered. */
export const TRIAL: Window = { offset: 0, limit: 1 };

const faultOfCategory = (store: Asker, plan: Plan, category: string): Promise<Failure | null> =>
  store.ask("category_rules", { plan, category }).then(() => null, failureOf);

function faultOfDimension(store: Asker, plan: Plan, dimension: string): Promise<Failure | null> {
  const alone: Plan = { ...plan, by: [dimension], filters: [], shared: [] };
  return store.ask("view", viewRequest({ plan: alone, view: FIRST_VIEW }, TRIAL)).then(() => null, failureOf);
}

/** Why the core cannot make a dimension of `part` as `plan` has it; what `former` could not either may be for another bill. */
export async function faultOfOwn(
  store: Asker,
  plan: Plan,
  part: Partial<Plan>,
  former: Plan | null,
): Promise<Failure | null> {
  const tries = (part.categories ?? []).map(
    ({ name }) =>
      (of: Plan) =>
        faultOfCategory(store, of, name),
  );
  const made = (part.lists ?? []).map(({ name }) => `list:${name}`);
  if (part.roster && part.roster.accounts.length > 0) made.push("ou:name");
  tries.push(...made.map((dimension) => (of: Plan) => faultOfDimension(store, of, dimension)));
  for (const faultIn of tries) {
    const fault = await faultIn(plan);
    if (fault && JSON.stringify(fault) !== JSON.stringify(former && (await faultIn(former)))) return fault;
  }
  return null;
}
