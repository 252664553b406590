// The keyboard of a grid, cell by cell (WAI-ARIA grid): a key and a place give the next place. The table carries it out.

export interface GridPlace {
  readonly row: number;
  readonly column: number;
}

export interface GridShape {
  readonly rows: number;
  readonly columns: number;
  /** Rows that a page is. */
  readonly page: number;
}

/** Where a key leads, or undefined if the grid leaves it alone. */
export function placeAfter(key: string, ctrl: boolean, at: GridPlace, shape: GridShape): GridPlace | undefined {
  const [lastRow, lastColumn] = [Math.max(0, shape.rows - 1), Math.max(0, shape.columns - 1)];
  const within = (row: number, column: number): GridPlace => ({
    row: Math.max(0, Math.min(lastRow, row)),
    column: Math.max(0, Math.min(lastColumn, column)),
  });
  switch (key) {
    case "ArrowUp":
      return within(ctrl ? 0 : at.row - 1, at.column);
    case "ArrowDown":
      return within(ctrl ? lastRow : at.row + 1, at.column);
    case "ArrowLeft":
      return within(at.row, ctrl ? 0 : at.column - 1);
    case "ArrowRight":
      return within(at.row, ctrl ? lastColumn : at.column + 1);
    case "PageUp":
      return within(at.row - shape.page, at.column);
    case "PageDown":
      return within(at.row + shape.page, at.column);
    case "Home":
      return within(ctrl ? 0 : at.row, 0);
    case "End":
      return within(ctrl ? lastRow : at.row, lastColumn);
    default:
      return undefined;
  }
}
