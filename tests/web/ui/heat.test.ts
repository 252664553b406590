import { expect, it } from "vitest";

import { heatStep, strongestOf } from "../../../web/src/ui/schedule/heat";

it("the strongest day has the fifth step, nothing has none, the least has the first", () => {
  const strongest = strongestOf(["2.00", "3.50", "-1", "0"]);
  expect(strongest).toBe(3.5);
  expect(heatStep("3.50", strongest)).toBe(5);
  expect(heatStep("2.00", strongest)).toBe(3);
  expect(heatStep("0.000001", strongest)).toBe(1);
  expect(heatStep("0.00", strongest)).toBe(0);
});

it("a negative day has the other hue, as strong as its size", () => {
  expect(heatStep("-20", 20)).toBe(-5);
  expect(heatStep("-0.5", 20)).toBe(-1);
});

it("a month without amounts has no heat", () => {
  expect(heatStep("0", strongestOf([]))).toBe(0);
});
