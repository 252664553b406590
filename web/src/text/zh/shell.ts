import { shell as english } from "../en/shell";
import { translationOf } from "../message";

export const shell = translationOf(english)({
  "amount.hidden": "金额已隐藏",
  rows: "{n} 行",
});
