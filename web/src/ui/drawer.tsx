import "./drawer.css";

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text/text";
import { IconButton } from "./button";

interface DrawerProps {
  readonly title: string;
  /** For a table with the columns of a file. */
  readonly wide?: boolean;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/**
 * The one secondary surface, at the right of the view or, where there is no room, over it. Focus goes to its heading and
 * back to where it came from; Esc closes it (ui/keyboard.ts).
 */
export function Drawer({ title, wide = false, children, onClose }: DrawerProps) {
  const drawer = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    return () => {
      const focused = document.activeElement;
      // What closes it by itself takes the focus from nobody who has gone on.
      const isLost = focused === null || focused === document.body || drawer.current?.contains(focused);
      if (isLost && opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  // Again when it comes to hold something else: what was pressed for that is gone.
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <aside ref={drawer} class={`drawer${wide ? " wide" : ""}`} aria-labelledby="drawer-heading" data-testid="inspector">
      <header class="drawer-head">
        <h2 id="drawer-heading" ref={heading} tabIndex={-1}>
          {title}
        </h2>
        <IconButton icon="close" label={t("close")} onClick={onClose} testid="inspector-close" />
      </header>
      <div class="drawer-body">{children}</div>
    </aside>
  );
}
