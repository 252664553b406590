import { discounts } from "./discounts";
import { errors } from "./errors";
import { fields } from "./fields";
import { figures } from "./figures";
import { metering } from "./metering";
import { passOn } from "./pass-on";
import { places } from "./places";
import { rules } from "./rules";
import { schedule } from "./schedule";
import { shell } from "./shell";
import { split } from "./split";
import { tags } from "./tags";
import { watch } from "./watch";

export const zh = {
  ...shell,
  ...errors,
  ...fields,
  ...figures,
  ...schedule,
  ...split,
  ...passOn,
  ...metering,
  ...discounts,
  ...tags,
  ...watch,
  ...rules,
  ...places,
} as const;
