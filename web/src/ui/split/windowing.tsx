import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useState } from "preact/hooks";

import type { Slice } from "./virtual-window";

// What tables have in common of which only a window of rows is in the document.

/** Stands for the rows that are not in the document. */
export function Space({ height }: { height: number }) {
  return (
    <tr role="presentation" aria-hidden="true" class="space">
      <td role="presentation" style={{ height: `${height}px` }} />
    </tr>
  );
}

/** The rows that the core has given so far, of all lines there are. */
export interface Loaded {
  readonly offset: number;
  readonly rows: number;
  readonly lines: number;
}

export interface InDocument {
  readonly before: readonly number[];
  readonly spaceBefore: number;
  readonly within: readonly number[];
  readonly spaceAfter: number;
  readonly after: readonly number[];
}

/** The lines of the slice and the line that has the focus; on paper all lines that are loaded. */
export function inDocument(
  slice: Slice,
  { offset, rows, lines }: Loaded,
  printing: boolean,
  focused: number,
  rowHeight: number,
): InDocument {
  if (printing) {
    return { before: [], spaceBefore: 0, within: count(offset, offset + rows), spaceAfter: 0, after: [] };
  }
  const first = Math.min(slice.first, lines);
  const end = Math.min(slice.first + slice.count, lines);
  const before = focused < first;
  const after = focused >= end && focused < lines;
  return {
    before: before ? [focused] : [],
    spaceBefore: Math.max(0, slice.before - (before ? rowHeight : 0)),
    within: count(first, end),
    spaceAfter: Math.max(0, slice.after - (after ? rowHeight : 0)),
    after: after ? [focused] : [],
  };
}

function count(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
}

/** What stands above the table on the page: with the rest of the window it is so high that its total is in sight. */
export function useHeightAbove(element: RefObject<HTMLElement>): number {
  const [above, setAbove] = useState(0);
  useLayoutEffect(() => {
    const top = (element.current?.getBoundingClientRect().top ?? 0) + scrollY;
    setAbove(Math.round(top));
  });
  return above;
}

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => setPrinting(true);
    const end = () => setPrinting(false);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", end);
    };
  }, []);
  return printing;
}
