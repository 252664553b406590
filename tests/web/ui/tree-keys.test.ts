import { describe, expect, it, test } from "vitest";

import { deedOf, type Place, type TreeShape } from "../../../web/src/ui/split/tree-keys";

const shape: TreeShape = { lines: 100, cells: 4, page: 10, expandable: true, open: false, level: 2 };
const row = (line: number): Place => ({ line, cell: null });
const press = (key: string, at: Place, more: Partial<TreeShape> = {}, keys: { ctrl?: boolean; shift?: boolean } = {}) =>
  deedOf({ key, ctrl: false, shift: false, ...keys }, at, { ...shape, ...more });
const move = (line: number, cell: number | null = null) => ({ type: "move", place: { line, cell } });

describe("on a row", () => {
  test.each([
    ["ArrowDown", 5, 6],
    ["ArrowUp", 5, 4],
    ["ArrowUp", 0, 0],
    ["ArrowDown", 99, 99],
    ["PageDown", 5, 15],
    ["PageUp", 5, 0],
    ["Home", 5, 0],
    ["End", 5, 99],
  ])("%s from row %i goes to row %i", (key, from, to) => {
    expect(press(key, row(from))).toEqual(move(to));
  });

  it("right opens a closed group, then goes into the cells", () => {
    expect(press("ArrowRight", row(5))).toEqual({ type: "toggle" });
    expect(press("ArrowRight", row(5), { open: true })).toEqual(move(5, 0));
    expect(press("ArrowRight", row(5), { expandable: false })).toEqual(move(5, 0));
  });

  it("left closes an open group, then goes to its parent", () => {
    expect(press("ArrowLeft", row(5), { open: true })).toEqual({ type: "toggle" });
    expect(press("ArrowLeft", row(5))).toEqual({ type: "parent" });
    expect(press("ArrowLeft", row(5), { level: 1 })).toBeUndefined();
  });

  it("Enter asks why", () => {
    expect(press("Enter", row(5))).toEqual({ type: "why" });
  });

  it("the menu key and Shift+F10 open the row's menu", () => {
    expect(press("ContextMenu", row(5))).toEqual({ type: "menu" });
    expect(press("F10", row(5), {}, { shift: true })).toEqual({ type: "menu" });
    expect(press("F10", row(5))).toBeUndefined();
  });
});

describe("in a cell", () => {
  it("left and right walk the cells, left of the first one is the row", () => {
    expect(press("ArrowRight", { line: 5, cell: 0 })).toEqual(move(5, 1));
    expect(press("ArrowRight", { line: 5, cell: 3 })).toEqual(move(5, 3));
    expect(press("ArrowLeft", { line: 5, cell: 1 })).toEqual(move(5, 0));
    expect(press("ArrowLeft", { line: 5, cell: 0 })).toEqual(move(5));
  });

  it("up and down stay in the column", () => {
    expect(press("ArrowDown", { line: 5, cell: 2 })).toEqual(move(6, 2));
  });

  it("Home and End are the row's ends, with Ctrl the table's", () => {
    expect(press("Home", { line: 5, cell: 2 })).toEqual(move(5, 0));
    expect(press("End", { line: 5, cell: 2 })).toEqual(move(5, 3));
    expect(press("Home", { line: 5, cell: 2 }, {}, { ctrl: true })).toEqual(move(0, 2));
    expect(press("End", { line: 5, cell: 2 }, {}, { ctrl: true })).toEqual(move(99, 2));
  });

  it("Enter does what the cell is for", () => {
    expect(press("Enter", { line: 5, cell: 1 })).toEqual({ type: "activate" });
  });
});

it("leaves other keys and the browser's shortcuts alone", () => {
  expect(press("x", row(5))).toBeUndefined();
  expect(press("Tab", row(5))).toBeUndefined();
  expect(press("ArrowRight", row(5), {}, { ctrl: true })).toBeUndefined();
});
