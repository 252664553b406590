import { discounts } from "./discounts";
import { errors } from "./errors";
import { fields } from "./fields";
import { figures } from "./figures";
import { metering } from "./metering";
import { passOn } from "./pass-on";
import { places } from "./places";
import { schedule } from "./schedule";
import { rules } from "./rules";
import { shell } from "./shell";
import { split } from "./split";
import { tags } from "./tags";
import { watch } from "./watch";

/** Every message of the page; the other languages follow its keys and placeholders. */
export const en = {
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
