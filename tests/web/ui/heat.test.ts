import { expect, it } from "vitest";

import { heatStep } from "../../../web/src/ui/schedule/heat";

it("the strongest day has the fifth step, nothing has none, the least has the first", () => {
  expect(heatStep(1)).toBe(5);
  expect(heatStep(2 / 3.5)).toBe(3);
  expect(heatStep(0.000001)).toBe(1);
  expect(heatStep(0)).toBe(0);
});

it("a negative day has the other hue, as strong as its size", () => {
  expect(heatStep(-1)).toBe(-5);
  expect(heatStep(-0.025)).toBe(-1);
});
