import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { byName } from "./words";

/** What rows can be: orders, or the values of whatever the bill can be split by. Each with its name. */
export function byChoices(store: Store): readonly (readonly [by: string, name: string])[] {
  const dimensions = (store.dimensions.value?.answer.dimensions ?? []).filter(
    ({ kind, name, values }) => kind !== "period" && name !== "order" && values > 0,
  );
  return [["order", byName("order")], ...dimensions.map(({ name }) => [name, dimensionName(name)] as const)];
}
