import { ownersAmong } from "../../state/dimensions";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { byName } from "./words";

/** What rows can be: orders, or the values of whatever the bill can be split by. Each with its name. */
export function byChoices(store: Store): readonly (readonly [by: string, name: string])[] {
  const dimensions = ownersAmong(store.dimensions.value?.answer.dimensions ?? []).filter(
    ({ name }) => name !== "order",
  );
  return [["order", byName("order")], ...dimensions.map(({ name }) => [name, dimensionName(name)] as const)];
}
