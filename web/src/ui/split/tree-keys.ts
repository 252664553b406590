// The keyboard of a treegrid: rows first, then the cells of a row. A key and a place give the next place or a deed;
// the table carries it out. (WAI-ARIA treegrid; rows first, so that a tree can be walked with four keys)

/** Where the focus is: a row, or with `cell` one of its cells. */
export interface Place {
  readonly line: number;
  readonly cell: number | null;
}

export interface TreeShape {
  readonly lines: number;
  readonly cells: number;
  readonly page: number;
  /** Of the row that has the focus. */
  readonly expandable: boolean;
  readonly open: boolean;
  readonly level: number;
}

export type Deed =
  | { readonly type: "move"; readonly place: Place }
  | { readonly type: "toggle" }
  | { readonly type: "parent" }
  | { readonly type: "why" }
  | { readonly type: "activate" }
  | { readonly type: "menu" };

export interface Stroke {
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
}

/** What a key does, or undefined if the table leaves it alone. */
export function deedOf(stroke: Stroke, at: Place, shape: TreeShape): Deed | undefined {
  const { key, ctrl, shift } = stroke;
  if (key === "ContextMenu" || (key === "F10" && shift)) return { type: "menu" };
  const vertical = lineAfter(key, ctrl, at, shape);
  if (vertical !== undefined) return { type: "move", place: { line: vertical, cell: at.cell } };
  if (ctrl) return undefined;
  return at.cell === null ? inRow(key, at, shape) : inCell(key, at, at.cell, shape);
}

function lineAfter(key: string, ctrl: boolean, at: Place, { lines, page }: TreeShape): number | undefined {
  const last = Math.max(0, lines - 1);
  const ends = ctrl || at.cell === null;
  if (key === "Home") return ends ? 0 : undefined;
  if (key === "End") return ends ? last : undefined;
  if (ctrl) return undefined;
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key];
  return step === undefined ? undefined : Math.max(0, Math.min(last, at.line + step));
}

function inRow(key: string, at: Place, shape: TreeShape): Deed | undefined {
  switch (key) {
    case "ArrowRight":
      return shape.expandable && !shape.open ? { type: "toggle" } : { type: "move", place: { ...at, cell: 0 } };
    case "ArrowLeft":
      if (shape.expandable && shape.open) return { type: "toggle" };
      return shape.level > 1 ? { type: "parent" } : undefined;
    case " ":
      return shape.expandable ? { type: "toggle" } : undefined;
    case "Enter":
      return { type: "why" };
    default:
      return undefined;
  }
}

function inCell(key: string, at: Place, cell: number, shape: TreeShape): Deed | undefined {
  switch (key) {
    case "ArrowRight":
      return { type: "move", place: { ...at, cell: Math.min(shape.cells - 1, cell + 1) } };
    case "ArrowLeft":
      return { type: "move", place: { ...at, cell: cell === 0 ? null : cell - 1 } };
    case "Home":
      return { type: "move", place: { ...at, cell: 0 } };
    case "End":
      return { type: "move", place: { ...at, cell: shape.cells - 1 } };
    case " ":
    case "Enter":
      return { type: "activate" };
    default:
      return undefined;
  }
}
