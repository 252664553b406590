import type { DimensionInfo } from "../../protocol";
import { splittable } from "../../state/dimensions";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import type { Choice } from "../picker";

/** What a level or a filter can be of, each with how much of the cost carries it and how many values it has. */
export interface DimensionChoices {
  readonly list: readonly Choice[];
  without(names: readonly string[]): DimensionChoices;
}

export function dimensionChoices(dimensions: readonly DimensionInfo[]): DimensionChoices {
  return {
    get list() {
      return splittable(dimensions).map(choiceOf);
    },
    without: (names) => dimensionChoices(dimensions.filter((dimension) => !names.includes(dimension.name))),
  };
}

function choiceOf({ name, column, stored, values, coverage }: DimensionInfo): Choice {
  const shown = dimensionName(name);
  return {
    id: name,
    name: shown,
    words: `${name} ${column}`,
    // The file's own header, where it is not the name already.
    ...(column !== "" && column !== shown ? { under: column } : {}),
    beside: !stored ? (
      t("dimensions.unread")
    ) : (
      <>
        <span class="choice-coverage">{t("dimensions.coverage", { percent: coverage })}</span>
        <br />
        {t("dimensions.values", { n: values })}
      </>
    ),
  };
}
