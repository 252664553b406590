// Which rows of a long table are in the document. Rows have one height; what lies before and after them is two empty
// spaces. Browsers cap the height of an element, so above MAX_HEIGHT the scrollbar stands for the rows in proportion.

/** Pixels that the rows' space is at most high; engines differ, the lowest cap is at some 17 million. */
export const MAX_HEIGHT = 8_000_000;
/** Rows in the document at most, at any size. */
export const MAX_ROWS = 60;

export interface Geometry {
  readonly lines: number;
  readonly rowHeight: number;
  /** Height in which rows are seen: without the sticky head and foot. */
  readonly viewport: number;
}

export interface Slice {
  readonly first: number;
  readonly count: number;
  /** Empty pixels before and after the rows. */
  readonly before: number;
  readonly after: number;
}

/** Height of all rows together, as the scrollbar has it. */
export function spaceHeight({ lines, rowHeight }: Geometry): number {
  return Math.min(lines * rowHeight, MAX_HEIGHT);
}

/** How far the rows can be scrolled, in pixels and in rows. */
function ranges(geometry: Geometry): { readonly pixels: number; readonly rows: number } {
  const pixels = Math.max(0, spaceHeight(geometry) - geometry.viewport);
  const rows = Math.max(0, geometry.lines - geometry.viewport / geometry.rowHeight);
  return { pixels, rows };
}

/** The row at the upper edge, fractions of a row included. */
export function topLine(geometry: Geometry, scrollTop: number): number {
  const { pixels, rows } = ranges(geometry);
  return pixels === 0 ? 0 : (Math.max(0, Math.min(scrollTop, pixels)) / pixels) * rows;
}

function scrollTopOf(geometry: Geometry, line: number): number {
  const { pixels, rows } = ranges(geometry);
  return rows === 0 ? 0 : (Math.max(0, Math.min(line, rows)) / rows) * pixels;
}

/** The rows to have in the document: those that are seen and a few around them. */
export function sliceAt(geometry: Geometry, scrollTop: number): Slice {
  const { lines, rowHeight, viewport } = geometry;
  const top = topLine(geometry, scrollTop);
  const seen = Math.ceil(viewport / rowHeight) + 1;
  const around = Math.max(0, Math.min(8, Math.floor((MAX_ROWS - seen) / 2)));
  const first = Math.max(0, Math.floor(top) - around);
  const count = Math.max(0, Math.min(lines - first, seen + 2 * around, MAX_ROWS));
  const height = spaceHeight(geometry);
  const { pixels } = ranges(geometry);
  const edge = Math.max(0, Math.min(scrollTop, pixels));
  const before = Math.max(0, Math.min(edge - (top - first) * rowHeight, height - count * rowHeight));
  return { first, count, before, after: Math.max(0, height - before - count * rowHeight) };
}

/** Where to scroll so that a row is wholly seen; unchanged if it is. */
export function scrollToReveal(geometry: Geometry, scrollTop: number, line: number): number {
  const seen = geometry.viewport / geometry.rowHeight;
  const top = topLine(geometry, scrollTop);
  if (line < top) return scrollTopOf(geometry, line);
  if (line + 1 > top + seen) return scrollTopOf(geometry, line + 1 - seen);
  return scrollTop;
}

/** Rows that one page of the keyboard moves by. */
export function pageOf({ viewport, rowHeight }: Geometry): number {
  return Math.max(1, Math.floor(viewport / rowHeight) - 1);
}
