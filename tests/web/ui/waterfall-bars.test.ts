import { describe, expect, it } from "vitest";

import { waterfallOf, type WaterfallStep } from "../../../web/src/ui/schedule/waterfall-bars";

// The change of rules 3: 62 and 36 bought, -18 for the old configuration, 80 amortized.
const level = (amount: string): WaterfallStep => ({ kind: "level", amount });
const step = (amount: string): WaterfallStep => ({ kind: "step", amount });
const CHANGE = [level("0"), step("98"), step("-18"), step("-80"), level("0")];

describe("a waterfall", () => {
  it("each step begins where the one before it ended", () => {
    const { bars } = waterfallOf(CHANGE, 980);
    expect(bars.map(({ left }) => left)).toEqual([0, 0, 800, 0, 0].map((place) => expect.closeTo(place)));
    expect(bars.map(({ width }) => width)).toEqual([0, 980, 180, 800, 0].map((size) => expect.closeTo(size)));
    expect(bars.map(({ end }) => end)).toEqual([0, 980, 800, 0, 0].map((place) => expect.closeTo(place)));
  });

  it("what is taken away is told apart", () => {
    expect(waterfallOf(CHANGE, 100).bars.map(({ negative }) => negative)).toEqual([false, false, true, true, false]);
  });

  it("what falls below zero is drawn left of it", () => {
    const { bars, zero } = waterfallOf([level("10"), step("-30"), level("-20")], 300);
    expect(zero).toBeCloseTo(200);
    expect(bars[1]).toMatchObject({ left: expect.closeTo(0), width: expect.closeTo(300), end: expect.closeTo(0) });
    expect(bars[2]).toMatchObject({ left: expect.closeTo(0), width: expect.closeTo(200) });
  });

  it("nothing but zeros has no width, and no division by zero", () => {
    const { bars, zero } = waterfallOf([level("0"), step("0.00"), level("0")], 300);
    expect(bars.every(({ width }) => width === 0)).toBe(true);
    expect(zero).toBe(0);
  });
});
