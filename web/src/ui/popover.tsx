import "./popover.css";

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

export interface PopoverProps {
  /** What it hangs below, or above where there is no room. */
  readonly anchor: RefObject<HTMLElement>;
  readonly onClose: () => void;
  readonly class?: string;
  /** Its name for readers; without one it has no role and its content has. */
  readonly label?: string;
  readonly children: ComponentChildren;
}

const GAP = 4;
const EDGE = 8;

/**
 * A surface above the page, beside what opened it, in the browser's top layer so that nothing clips it. What is marked
 * autofocus in it gets the focus. Escape, a press elsewhere and leaving it with Tab close it; focus goes back to what opened it unless it has been put elsewhere.
 */
export function Popover({ anchor, onClose, class: more = "", label, children }: PopoverProps) {
  const surface = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    const element = surface.current;
    const opener = anchor.current;
    if (!element) return;
    element.showPopover?.();
    const place = () => placeBeside(element, opener);
    place();
    const sized = new ResizeObserver(place);
    sized.observe(element);
    addEventListener("resize", place);
    addEventListener("scroll", place, { capture: true, passive: true });
    return () => {
      sized.disconnect();
      removeEventListener("resize", place);
      removeEventListener("scroll", place, { capture: true });
      const focused = document.activeElement;
      if (focused === document.body || focused === null || element.contains(focused)) opener?.focus();
    };
  }, []);

  useEffect(() => {
    const pressed = (event: PointerEvent) => {
      const target = event.target as Node;
      if (!surface.current?.contains(target) && !anchor.current?.contains(target)) close.current();
    };
    addEventListener("pointerdown", pressed, { capture: true });
    return () => removeEventListener("pointerdown", pressed, { capture: true });
  }, []);

  return (
    <div
      ref={surface}
      popover="manual"
      class={`popover ${more}`}
      role={label === undefined ? undefined : "dialog"}
      aria-label={label}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        onClose();
      }}
      onFocusOut={(event) => {
        const next = event.relatedTarget as Node | null;
        if (next && !surface.current?.contains(next) && !anchor.current?.contains(next)) onClose();
      }}
    >
      {children}
    </div>
  );
}

/** Below the anchor and flush with its start; above it, and moved in, where the window ends. */
export function placeBeside(element: HTMLElement, opener: Element | null): void {
  const { width, height } = element.getBoundingClientRect();
  const at = opener?.getBoundingClientRect() ?? new DOMRect();
  const roomBelow = innerHeight - at.bottom - GAP - EDGE;
  const below = height <= roomBelow || roomBelow >= at.top - GAP - EDGE;
  const top = below ? at.bottom + GAP : Math.max(EDGE, at.top - GAP - height);
  const left = Math.max(EDGE, Math.min(at.left, innerWidth - width - EDGE));
  element.style.setProperty("left", `${left}px`);
  element.style.setProperty("top", `${top}px`);
  element.style.setProperty("--room", `${Math.max(160, below ? roomBelow : at.top - GAP - EDGE)}px`);
}
