import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { type Geometry, scrollToReveal, type Slice, sliceAt } from "./virtual-window";

export interface Rows {
  /** The rows to have in the document now. */
  readonly slice: Slice;
  /** Sizes as they were measured last. */
  readonly geometry: () => Geometry;
  /** Scrolls as little as needed to see the row. */
  readonly reveal: (line: number) => void;
}

const NONE: Slice = { first: 0, count: 0, before: 0, after: 0 };
const UNMEASURED: Geometry = { lines: 0, rowHeight: 28, viewport: 560 };

/** Follows the scrolling of an element that holds a table of `lines` rows, each marked with data-line. */
export function useSlice(scroller: RefObject<HTMLElement>, lines: number): Rows {
  const geometry = useRef<Geometry>(UNMEASURED);
  const [slice, setSlice] = useState<Slice>(NONE);
  const look = () => {
    const element = scroller.current;
    if (!element) return;
    geometry.current = measured(element, lines);
    const next = sliceAt(geometry.current, element.scrollTop);
    setSlice((former) => (sameSlice(former, next) ? former : next));
  };
  // After each render: the first rows tell how high a row is, and a language or density can change that.
  useLayoutEffect(look);
  const latestLook = useRef(look);
  latestLook.current = look;
  useEffect(() => {
    const element = scroller.current!;
    let frame = 0;
    const soon = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        latestLook.current();
      });
    };
    const sized = new ResizeObserver(soon);
    sized.observe(element);
    element.addEventListener("scroll", soon, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      sized.disconnect();
      element.removeEventListener("scroll", soon);
    };
  }, []);
  return {
    slice,
    geometry: () => geometry.current,
    reveal: (line) => {
      const element = scroller.current;
      if (!element) return;
      element.scrollTop = scrollToReveal(geometry.current, element.scrollTop, line);
      look();
    },
  };
}

/** Heights as they are now: text size, density and pointer decide them. */
function measured(element: HTMLElement, lines: number): Geometry {
  const height = (selector: string) => element.querySelector(selector)?.getBoundingClientRect().height ?? 0;
  const rowHeight = height("tbody [data-line]") || UNMEASURED.rowHeight;
  const viewport = element.clientHeight - height("thead") - height("tfoot");
  return { lines, rowHeight, viewport: Math.max(rowHeight, viewport) };
}

function sameSlice(a: Slice, b: Slice): boolean {
  return a.first === b.first && a.count === b.count && a.before === b.before && a.after === b.after;
}
