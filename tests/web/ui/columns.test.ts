import { describe, expect, it } from "vitest";

import type { SeriesReport } from "../../../web/src/protocol";
import { columnsOf, labelEvery } from "../../../web/src/ui/split/columns";

const report: SeriesReport = {
  periods: ["2025-01", "2025-02", null],
  totals: ["90", "60", "5"],
  largest: 0,
  total: "155",
  // Of 90, the height of the highest column.
  series: [
    {
      kind: "group",
      name: "a",
      groups: 1,
      amounts: ["60", "80", "5"],
      ratios: [60 / 90, 80 / 90, 5 / 90],
      total: "145",
    },
    { kind: "group", name: "refunds", groups: 1, amounts: ["0", "-20", "0"], ratios: [0, -20 / 90, 0], total: "-20" },
    { kind: "unassigned", name: null, groups: 1, amounts: ["30", "0", "0"], ratios: [30 / 90, 0, 0], total: "30" },
  ],
  ticks: [
    { amount: "0", ratio: 0 },
    { amount: "50", ratio: 50 / 90 },
  ],
};
const frame = { left: 50, top: 10, width: 300, height: 200 };
const { segments, zero, ticks, periods } = columnsOf(report, frame);
const segment = (series: number, period: number) =>
  segments.find((each) => each.series === series && each.period === period);

describe("stacked columns", () => {
  it("what is positive stands on the zero line, what is negative hangs from it", () => {
    expect(segment(0, 1)!.top + segment(0, 1)!.height).toBeCloseTo(zero);
    expect(segment(1, 1)!.top).toBeCloseTo(zero);
    expect(segment(1, 1)!.height).toBeGreaterThan(0);
  });

  it("one series stands on the other, heights in proportion", () => {
    expect(segment(2, 0)!.top + segment(2, 0)!.height).toBeCloseTo(segment(0, 0)!.top);
    expect(segment(0, 0)!.height / segment(2, 0)!.height).toBeCloseTo(2);
  });

  it("nothing is drawn for 0", () => {
    expect(segment(1, 0)).toBeUndefined();
  });

  it("all lies within the frame", () => {
    for (const { left, top, width, height } of segments) {
      expect(left).toBeGreaterThanOrEqual(50);
      expect(left + width).toBeLessThanOrEqual(350);
      expect(top).toBeGreaterThanOrEqual(10);
      expect(top + height).toBeLessThanOrEqual(210.001);
    }
  });

  it("each period has its own space, side by side", () => {
    expect(periods).toHaveLength(3);
    expect(periods[1]!.left).toBeCloseTo(periods[0]!.left + periods[0]!.width);
  });

  it("the axis says the core's amounts where columns of that height end", () => {
    expect(ticks.map(({ label }) => label)).toEqual(["0", "50"]);
    expect(ticks[0]!.y).toBeCloseTo(zero);
    // From -20 to 90 in 200 pixels.
    expect(zero).toBeCloseTo(10 + (200 * 90) / 110);
    expect(zero - ticks[1]!.y).toBeCloseTo((200 * 50) / 110);
    expect(segment(0, 0)!.height).toBeCloseTo((200 * 60) / 110);
  });

  it("nothing but refunds hang from the frame's upper edge", () => {
    const refunds = { ...report, series: [{ ...report.series[1]!, ratios: [0, -1, 0] }], ticks: [] };
    const drawn = columnsOf(refunds, frame);
    expect(drawn.zero).toBeCloseTo(10);
    expect(drawn.segments.map(({ height }) => height)).toEqual([expect.closeTo(200)]);
  });

  it("a bill of nothing but zeros still has its axis", () => {
    const zeros = { ...report, series: [{ ...report.series[0]!, amounts: ["0", "0", "0"], ratios: [0, 0, 0] }] };
    expect(columnsOf(zeros, frame).segments).toEqual([]);
    expect(columnsOf(zeros, frame).zero).toBeCloseTo(210);
  });
});

it("labels keep their distance", () => {
  expect(labelEvery(12, 800, 60)).toBe(1);
  expect(labelEvery(365, 800, 60)).toBe(28);
});
