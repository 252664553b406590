import { hierarchy, type HierarchyRectangularNode, treemap, treemapSquarify } from "d3-hierarchy";

import type { ViewRow } from "../../protocol";
import { textWidth } from "../../text/width";

// From rows of the split to tiles. An area can stand for an amount only where that is positive: what is negative is
// listed beside the drawing.

export interface Tile {
  readonly row: ViewRow;
  /** The tile of the group that it lies in; null: it lies in no other. */
  readonly parent: ViewRow | null;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Whether other tiles lie in it. */
  readonly outer: boolean;
}

export interface Tiles {
  /** Outer tiles before those that lie in them. */
  readonly drawn: readonly Tile[];
  /** Rows without an area: credits and refunds. */
  readonly undrawn: readonly ViewRow[];
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Height of the line in an outer tile that says its name. */
export const HEAD = 22;

interface Branch {
  readonly row: ViewRow | null;
  readonly children: Branch[];
}

/** Tiles of a tree laid flat, in its order (so that what has no value is last), two levels deep at most. */
export function tilesOf(rows: readonly ViewRow[], { width, height }: Size): Tiles {
  const whole = branchesOf(rows);
  const undrawn = rows.filter((row, place) => row.amount.startsWith("-") && !hasChildren(rows, place));
  const root = hierarchy<Branch>(whole).sum(({ row, children }) =>
    row === null || children.length > 0 || row.amount.startsWith("-") ? 0 : row.ratio,
  );
  const layout = treemap<Branch>()
    .tile(treemapSquarify.ratio(1.4))
    .size([width, height])
    .paddingInner(1)
    .paddingTop((node) => (node.depth === 1 && node.children ? HEAD : 0))
    .round(true);
  const drawn = layout(root)
    .descendants()
    .filter((node) => node.depth > 0 && (node.value ?? 0) > 0)
    .map(tileOf);
  return { drawn, undrawn };
}

function tileOf(node: HierarchyRectangularNode<Branch>): Tile {
  return {
    row: node.data.row!,
    parent: node.parent?.data.row ?? null,
    left: node.x0,
    top: node.y0,
    width: Math.max(0, node.x1 - node.x0),
    height: Math.max(0, node.y1 - node.y0),
    outer: node.children !== undefined,
  };
}

function branchesOf(rows: readonly ViewRow[]): Branch {
  const whole: Branch = { row: null, children: [] };
  const way: Branch[] = [whole];
  for (const row of rows) {
    const branch: Branch = { row, children: [] };
    way.length = row.level;
    (way[row.level - 1] ?? whole).children.push(branch);
    way[row.level] = branch;
  }
  return whole;
}

function hasChildren(rows: readonly ViewRow[], place: number): boolean {
  return (rows[place + 1]?.level ?? 0) > rows[place]!.level;
}

// ---- what fits on a tile

/** Which lines of a tile's label fit on it: a name may be cut, an amount never. */
export function labelOf(
  tile: Tile,
  name: string,
  amount: string,
): { readonly name: boolean; readonly amount: boolean } {
  const room = tile.width - 12;
  const weight = tile.outer ? 600 : 400;
  const [nameWidth, amountWidth] = [textWidth(name, weight), textWidth(amount, weight)];
  const fits = tile.height >= 20 && room >= Math.min(nameWidth, 56);
  if (tile.outer) return { name: fits, amount: fits && room >= nameWidth + amountWidth + 8 };
  return { name: fits, amount: fits && tile.height >= 38 && room >= amountWidth };
}
