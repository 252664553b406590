import { describe, expect, it } from "vitest";

import type { ViewRow } from "../../../web/src/protocol";
import { labelOf, tilesOf } from "../../../web/src/ui/split/treemap-tiles";

/** Of 70, the largest. */
function row(level: number, path: (string | null)[], amount: string, kind = "group"): ViewRow {
  return {
    kind,
    path,
    level,
    amount,
    share: "1.0",
    ratio: Math.abs(Number(amount)) / 70,
    rows: 1,
    children: 0,
    open: true,
    position: 1,
    siblings: 1,
  };
}

const size = { width: 800, height: 400 };
const rows = [
  row(1, ["search"], "70"),
  row(2, ["search", "rank"], "50"),
  row(2, ["search", "recall"], "40"),
  row(2, ["search", "refund"], "-20"),
  row(1, ["ads"], "30"),
  row(2, ["ads", "bid"], "30"),
  row(1, ["credit"], "-5"),
  row(1, [null], "10", "unassigned"),
];
const area = (name: string | null) => {
  const tile = tilesOf(rows, size).drawn.find((each) => each.row.path.at(-1) === name)!;
  return tile.width * tile.height;
};

describe("what is drawn", () => {
  it("areas are in proportion to positive amounts", () => {
    expect(area("rank") / area("recall")).toBeCloseTo(50 / 40, 0);
    expect(area("rank")).toBeGreaterThan(area("recall"));
  });

  it("a negative amount has no area and is listed, once, where it stands", () => {
    const { drawn, undrawn } = tilesOf(rows, size);
    expect(undrawn.map(({ path }) => path)).toEqual([["search", "refund"], ["credit"]]);
    expect(drawn.some(({ row: { amount } }) => amount.startsWith("-"))).toBe(false);
  });

  it("a group of nothing but credits is not drawn, its credits are listed", () => {
    const credits = [row(1, ["a"], "-3"), row(2, ["a", "x"], "-1"), row(2, ["a", "y"], "-2"), row(1, ["b"], "1")];
    const { drawn, undrawn } = tilesOf(credits, size);
    expect(drawn.map(({ row: { path } }) => path)).toEqual([["b"]]);
    expect(undrawn.map(({ amount }) => amount)).toEqual(["-1", "-2"]);
  });

  it("inner tiles lie within their outer one, below its name", () => {
    const { drawn } = tilesOf(rows, size);
    const outer = drawn.find(({ row: { path } }) => path.length === 1 && path[0] === "search")!;
    const inner = drawn.filter(({ parent }) => parent?.path[0] === "search");
    expect(inner).toHaveLength(2);
    for (const tile of inner) {
      expect(tile.top).toBeGreaterThanOrEqual(outer.top + 20);
      expect(tile.left + tile.width).toBeLessThanOrEqual(outer.left + outer.width);
    }
  });

  it("what has no value is the last tile", () => {
    expect(
      tilesOf(rows, size)
        .drawn.filter(({ parent }) => parent === null)
        .at(-1)?.row.kind,
    ).toBe("unassigned");
  });

  it("nothing positive, nothing drawn", () => {
    expect(tilesOf([row(1, ["a"], "-1"), row(1, ["b"], "0")], size).drawn).toEqual([]);
  });
});

describe("labels", () => {
  const tile = (width: number, height: number, outer = false) => ({
    ...tilesOf(rows, size).drawn[0]!,
    width,
    height,
    outer,
  });
  it("stand only where they fit; an amount is never cut", () => {
    expect(labelOf(tile(200, 60), "rank-v2", "431,022.77")).toEqual({ name: true, amount: true });
    expect(labelOf(tile(200, 30), "rank-v2", "431,022.77")).toEqual({ name: true, amount: false });
    expect(labelOf(tile(70, 60), "rank-v2", "431,022.77")).toEqual({ name: true, amount: false });
    expect(labelOf(tile(20, 60), "rank-v2", "431,022.77")).toEqual({ name: false, amount: false });
    expect(labelOf(tile(120, 60, true), "rank-v2", "431,022.77").amount).toBe(false);
  });
});
