import type { Filter, Plan } from "../../protocol";
import { withFilter, withoutFilter } from "../../state/plan";
import type { ActionName, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { filterWords } from "./filter-words";

/** What the pills of a view do to the plan, each named for undo. */
export function filterDeeds(store: Store) {
  const change = (name: ActionName, to: (plan: Plan) => Plan) => store.change(name, to(store.wanted.peek().plan));
  const removed = (dimension: string) => t("did.unfilter", { name: dimensionName(dimension) });
  return {
    onFilter: (filter: Filter) =>
      change(
        () => (filter.values.length === 0 ? removed(filter.dimension) : filterWords(filter)),
        (plan) => withFilter(plan, filter),
      ),
    onRemove: (dimension: string) =>
      change(
        () => removed(dimension),
        (plan) => withoutFilter(plan, dimension),
      ),
  };
}
