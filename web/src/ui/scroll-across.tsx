import "./scroll-across.css";

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

interface ScrollAcrossProps {
  /** What the region is called; it can be scrolled with the keys. */
  readonly label: string;
  readonly look?: string;
  readonly children: ComponentChildren;
}

/** What is wider than the page scrolls by itself. */
export function ScrollAcross({ label, look = "", children }: ScrollAcrossProps) {
  const box = useRef<HTMLDivElement>(null);
  useScrollEdges(box);
  return (
    <div class={`scroll-across ${look}`} ref={box} tabIndex={0} role="region" aria-label={label}>
      {children}
    </div>
  );
}

/** Marks on which sides of a scroller there is more; on a phone no bar says so. */
export function useScrollEdges(box: RefObject<HTMLElement>): void {
  useEffect(() => {
    const scroller = box.current;
    if (!scroller) return undefined;
    const mark = () => {
      const { scrollLeft, scrollWidth, clientWidth } = scroller;
      const before = scrollLeft > 1;
      const after = scrollLeft + clientWidth < scrollWidth - 1;
      const more = before && after ? "both" : before ? "before" : after ? "after" : "";
      if (scroller.dataset["more"] !== more) scroller.dataset["more"] = more;
    };
    const sizes = new ResizeObserver(mark);
    sizes.observe(scroller);
    // What is wide in it.
    for (const inside of scroller.children) sizes.observe(inside);
    scroller.addEventListener("scroll", mark, { passive: true });
    return () => {
      sizes.disconnect();
      scroller.removeEventListener("scroll", mark);
    };
  }, []);
}
