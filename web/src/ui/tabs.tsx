import "./tabs.css";

import { useRef } from "preact/hooks";

import { type Key, say, t } from "../text/text";

interface TabsProps {
  readonly tabs: readonly { readonly id: string; readonly name: Key }[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

/** Arrows move between tabs and choose; only the chosen one is in the tab order. */
export function Tabs({ tabs, chosen, onChoose }: TabsProps) {
  const list = useRef<HTMLDivElement>(null);
  const step = (event: KeyboardEvent) => {
    const at = tabs.findIndex(({ id }) => id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChoose(next.id);
    list.current?.querySelector<HTMLElement>(`#tab-${next.id}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={t("views.label")} ref={list} onKeyDown={step}>
      {tabs.map(({ id, name }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={id === chosen}
          aria-controls="view"
          tabIndex={id === chosen ? 0 : -1}
          onClick={() => onChoose(id)}
          data-testid={`tab-${id}`}
        >
          {say(name, {})}
        </button>
      ))}
    </div>
  );
}
