import { split as english } from "../en/split";
import { translationOf } from "../message";

export const split = translationOf(english)({
  "tab.split": "分账",
});
