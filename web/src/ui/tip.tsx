import "./tip.css";

import type { ComponentChildren, RefObject } from "preact";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { placeBeside } from "./popover";

interface TipsProps {
  /** Where the figures are. */
  readonly within: RefObject<HTMLElement>;
  /** Which elements in it have a tip: a selector. */
  readonly of: string;
  /** What is said of one; null: nothing. */
  readonly children: (figure: Element) => ComponentChildren | null;
}

const SHOWN_AFTER = 500; // milliseconds of resting on it
const GONE_AFTER = 200; // milliseconds in which the pointer can get to the tip itself

/**
 * A few lines about the figure under the pointer, or under the focus of the keyboard. It can be pointed at, stays until
 * it is left, and goes with Escape. (WCAG 1.4.13)
 */
export function Tips({ within, of, children }: TipsProps) {
  const [figure, setFigure] = useState<Element | null>(null);
  const tip = useRef<HTMLDivElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const id = useId();

  const later = (next: Element | null, after: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setFigure(next), after);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setFigure(null);
  };

  useEffect(() => {
    const place = within.current;
    if (!place) return;
    const figureOf = (target: EventTarget | null) => (target instanceof Element ? target.closest(of) : null);
    const over = (event: PointerEvent) => {
      if (event.pointerType === "touch") return;
      const next = figureOf(event.target);
      later(next, next ? SHOWN_AFTER : GONE_AFTER);
    };
    const out = (event: PointerEvent) => {
      if (!place.contains(event.relatedTarget as Node | null)) later(null, GONE_AFTER);
    };
    const focused = (event: FocusEvent) => {
      const next = figureOf(event.target);
      if (next?.matches(":focus-visible")) later(next, SHOWN_AFTER);
      else hide();
    };
    const listeners: readonly (readonly [string, (event: never) => void])[] = [
      ["pointerover", over],
      ["pointerout", out],
      ["pointerdown", hide],
      ["focusin", focused],
      ["focusout", hide],
    ];
    for (const [name, listener] of listeners) place.addEventListener(name, listener as EventListener);
    return () => {
      clearTimeout(timer.current);
      for (const [name, listener] of listeners) place.removeEventListener(name, listener as EventListener);
    };
  }, [of]);

  const content = figure?.isConnected ? children(figure) : null;
  const shown = content === null ? null : figure;
  useLayoutEffect(() => {
    const element = tip.current;
    if (!shown || !element) return;
    element.showPopover?.();
    placeBeside(element, shown);
    shown.setAttribute("aria-describedby", id);
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") {
        event.preventDefault();
        event.stopPropagation();
      }
      hide();
    };
    addEventListener("keydown", pressed, { capture: true });
    addEventListener("scroll", hide, { capture: true, passive: true });
    return () => {
      shown.removeAttribute("aria-describedby");
      removeEventListener("keydown", pressed, { capture: true });
      removeEventListener("scroll", hide, { capture: true });
    };
  }, [shown]);

  if (!shown) return null;
  return (
    <div
      ref={tip}
      id={id}
      popover="manual"
      class="tip"
      role="tooltip"
      data-testid="tip"
      onPointerEnter={() => clearTimeout(timer.current)}
      onPointerLeave={() => later(null, GONE_AFTER)}
    >
      {content}
    </div>
  );
}
