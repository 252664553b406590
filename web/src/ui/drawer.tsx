import "./drawer.css";

import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { t } from "../text/text";
import { IconButton } from "./button";

interface DrawerProps {
  readonly title: string;
  readonly children: ComponentChildren;
  readonly onClose: () => void;
}

/**
 * The one secondary surface, at the right of the view or, where there is no room, over it. Focus goes to its heading and
 * back to where it came from; Esc closes it (ui/keyboard.ts).
 */
export function Drawer({ title, children, onClose }: DrawerProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    heading.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <aside class="drawer" aria-labelledby="drawer-heading" data-testid="inspector">
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
