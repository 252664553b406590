import "./menu.css";

import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";

import { Popover } from "./popover";

export interface MenuItem {
  readonly label: string;
  readonly detail?: ComponentChildren;
  /** A key that does the same while the thing itself has the focus. */
  readonly key?: string;
  readonly disabled?: boolean;
  readonly run: () => void;
}

interface MenuProps {
  readonly anchor: RefObject<HTMLElement>;
  readonly label: string;
  readonly items: readonly (MenuItem | "rule")[];
  readonly onClose: () => void;
  /** What stands above the items, for the eye; the items say all that can be done. */
  readonly head?: ComponentChildren;
}

/** A list of deeds beside what they are done to. Arrow keys walk it, a letter finds its item, Tab and Escape leave it. */
export function Menu({ anchor, label, items, onClose, head }: MenuProps) {
  const list = useRef<HTMLDivElement>(null);
  const all = () => [...(list.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? [])];

  const walk = (event: KeyboardEvent) => {
    const entries = all();
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const next = nextEntry(event.key, at, entries);
    if (event.key === "Tab") {
      event.preventDefault();
      onClose();
    } else if (next !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      entries[next]?.focus();
    }
  };

  return (
    <Popover anchor={anchor} onClose={onClose} class="menu">
      {head && <div class="menu-head">{head}</div>}
      <div role="menu" aria-label={label} ref={list} onKeyDown={walk}>
        {items.map((item, place) =>
          item === "rule" ? (
            <div role="separator" class="menu-rule" key={place} />
          ) : (
            <button
              type="button"
              role="menuitem"
              tabIndex={-1}
              autofocus={place === 0}
              class="menu-item"
              key={place}
              aria-disabled={item.disabled ? "true" : undefined}
              onClick={() => {
                if (item.disabled) return;
                onClose();
                item.run();
              }}
            >
              <span>{item.label}</span>
              {item.detail && <span class="menu-detail">{item.detail}</span>}
              {item.key && (
                <kbd class="menu-key" aria-hidden="true">
                  {item.key}
                </kbd>
              )}
            </button>
          ),
        )}
      </div>
    </Popover>
  );
}

function nextEntry(key: string, at: number, entries: readonly HTMLElement[]): number | undefined {
  const count = entries.length;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at - 1 + count) % count;
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
  if (key.length !== 1 || key === " ") return undefined;
  const begins = (entry: HTMLElement) => entry.textContent?.trim().toLowerCase().startsWith(key.toLowerCase());
  for (let step = 1; step <= count; step += 1) {
    const place = (at + step) % count;
    if (begins(entries[place]!)) return place;
  }
  return undefined;
}
