import type { Filter } from "../../protocol";
import { noValueName, valueName } from "../../state/row-names";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";

const NAMED = 2;

/** "Project is rank-v2 or recall", "Region is none of 5". */
export function filterWords({ dimension, values, exclude }: Filter): string {
  const name = dimensionName(dimension);
  if (values.length > NAMED) {
    return t(exclude ? "filters.none_of" : "filters.one_of", { name, n: values.length });
  }
  const [first = null, second] = values.map((value) =>
    value === null ? noValueName(dimension) : valueName(dimension, value),
  );
  const list = second === undefined ? (first ?? "") : t("filters.or", { first: first ?? "", second });
  return t(exclude ? "filters.is_not" : "filters.is", { name, value: list });
}
