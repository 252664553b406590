import { describe, expect, it } from "vitest";

import { type GridPlace, placeAfter } from "../../../web/src/ui/schedule/grid-keys";

const SHAPE = { rows: 40, columns: 14, page: 10 };
const at = (row: number, column: number): GridPlace => ({ row, column });

describe("the keyboard of a grid", () => {
  it.each([
    ["ArrowUp", false, at(4, 5)],
    ["ArrowDown", false, at(6, 5)],
    ["ArrowLeft", false, at(5, 4)],
    ["ArrowRight", false, at(5, 6)],
    ["PageUp", false, at(0, 5)],
    ["PageDown", false, at(15, 5)],
    ["Home", false, at(5, 0)],
    ["End", false, at(5, 13)],
    ["Home", true, at(0, 0)],
    ["End", true, at(39, 13)],
    ["ArrowUp", true, at(0, 5)],
    ["ArrowDown", true, at(39, 5)],
    ["ArrowLeft", true, at(5, 0)],
    ["ArrowRight", true, at(5, 13)],
  ] as const)("%s (ctrl %s) leads from row 5, column 5 to %o", (key, ctrl, to) => {
    expect(placeAfter(key, ctrl, at(5, 5), SHAPE)).toEqual(to);
  });

  it("stays within its ends", () => {
    expect(placeAfter("ArrowUp", false, at(0, 0), SHAPE)).toEqual(at(0, 0));
    expect(placeAfter("ArrowLeft", false, at(0, 0), SHAPE)).toEqual(at(0, 0));
    expect(placeAfter("PageDown", false, at(35, 13), SHAPE)).toEqual(at(39, 13));
    expect(placeAfter("ArrowRight", false, at(39, 13), SHAPE)).toEqual(at(39, 13));
  });

  it("a place that is gone is taken to what is left", () => {
    expect(placeAfter("ArrowDown", false, at(99, 99), SHAPE)).toEqual(at(39, 13));
  });

  it("leaves other keys alone", () => {
    for (const key of ["Enter", " ", "Tab", "a", "Escape"]) {
      expect(placeAfter(key, false, at(5, 5), SHAPE)).toBeUndefined();
    }
  });
});
