import { describe, expect, it } from "vitest";

import {
  type Geometry,
  MAX_HEIGHT,
  MAX_ROWS,
  pageOf,
  scrollToReveal,
  sliceAt,
  spaceHeight,
  topLine,
} from "../../../web/src/ui/split/virtual-window";

const small: Geometry = { lines: 1000, rowHeight: 28, viewport: 560 };
const million: Geometry = { lines: 1_000_000, rowHeight: 28, viewport: 560 };

/** Where a row of the slice is drawn, in pixels below the upper edge of what is seen. */
function drawnAt(geometry: Geometry, scrollTop: number, line: number): number {
  const { first, before } = sliceAt(geometry, scrollTop);
  return before + (line - first) * geometry.rowHeight - scrollTop;
}

describe("up to the height that browsers bear", () => {
  it("a row lies where its number says", () => {
    expect(spaceHeight(small)).toBe(28_000);
    expect(drawnAt(small, 2_814, 100)).toBeCloseTo(100 * 28 - 2_814);
    expect(topLine(small, 2_814)).toBeCloseTo(2_814 / 28);
  });

  it("the spaces and the rows together are as high as all rows", () => {
    for (const scrollTop of [0, 13, 2_814, 20_000, 28_000 - 560]) {
      const { before, count, after } = sliceAt(small, scrollTop);
      expect(before + count * 28 + after).toBeCloseTo(28_000);
    }
  });

  it("a table that fits is wholly there", () => {
    expect(sliceAt({ lines: 7, rowHeight: 28, viewport: 560 }, 0)).toEqual({ first: 0, count: 7, before: 0, after: 0 });
    expect(sliceAt({ lines: 0, rowHeight: 28, viewport: 560 }, 0)).toEqual({ first: 0, count: 0, before: 0, after: 0 });
  });
});

describe("above the height that browsers bear", () => {
  it("the scrollbar stands for the rows in proportion, from the first to the last", () => {
    expect(spaceHeight(million)).toBe(MAX_HEIGHT);
    expect(topLine(million, 0)).toBe(0);
    expect(drawnAt(million, 0, 0)).toBeCloseTo(0);
    const end = MAX_HEIGHT - 560;
    expect(topLine(million, end)).toBeCloseTo(1_000_000 - 20);
    expect(drawnAt(million, end, 999_999)).toBeCloseTo(560 - 28);
  });

  it("what is seen is covered by rows at every place", () => {
    for (let scrollTop = 0; scrollTop <= MAX_HEIGHT - 560; scrollTop += 77_777) {
      const { first, count } = sliceAt(million, scrollTop);
      expect(drawnAt(million, scrollTop, first)).toBeLessThanOrEqual(0.001);
      const end = first + count === 1_000_000 ? 560 : drawnAt(million, scrollTop, first + count);
      expect(end).toBeGreaterThanOrEqual(559.999);
    }
  });
});

it("there are never more rows in the document than the limit", () => {
  for (const viewport of [100, 560, 1_400]) {
    for (const lines of [3, 61, 1_000_000]) {
      for (const scrollTop of [0, 500, 5_000_000]) {
        expect(sliceAt({ lines, rowHeight: 28, viewport }, scrollTop).count).toBeLessThanOrEqual(MAX_ROWS);
      }
    }
  }
});

describe("revealing a row", () => {
  it("leaves the scrollbar alone where the row is seen", () => {
    expect(scrollToReveal(small, 280, 15)).toBe(280);
  });

  it("brings a row above to the upper edge and one below to the lower edge", () => {
    expect(scrollToReveal(small, 2_800, 50)).toBeCloseTo(50 * 28);
    expect(drawnAt(small, scrollToReveal(small, 0, 500), 500)).toBeCloseTo(560 - 28);
  });

  it("reaches the last of a million rows", () => {
    expect(drawnAt(million, scrollToReveal(million, 0, 999_999), 999_999)).toBeCloseTo(560 - 28);
  });
});

it("a page of the keyboard keeps one row of the page before", () => {
  expect(pageOf(small)).toBe(19);
  expect(pageOf({ ...small, viewport: 20 })).toBe(1);
});
