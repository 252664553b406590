import { expect, test } from "vitest";

import { stepWords } from "../../../web/src/ui/split/explain-panel";

test("amounts in the words of a step are written as amounts are everywhere", () => {
  const step = (what: string, values: Readonly<Record<string, string>>) =>
    stepWords({ what, values, rows: 1, amount: "0" }, { levels: [], path: [], scale: 0 });
  expect(step("given_by_rule", { change: "-19371.78218", rule: "G" })).toBe(
    "With \u221219,371.78218, taken by rule “G”",
  );
  // A name that looks like a number is a name.
  expect(step("received_by_rule", { change: "1000", rule: "2024" })).toBe("With 1,000 by rule “2024”");
});
