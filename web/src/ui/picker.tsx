import "./picker.css";

import type { ComponentChildren } from "preact";
import { useId, useRef, useState } from "preact/hooks";

export interface Choice {
  readonly id: string;
  readonly name: string;
  /** More words by which it is found. */
  readonly words?: string;
  readonly under?: ComponentChildren;
  readonly beside?: ComponentChildren;
  readonly disabled?: boolean;
}

interface PickerProps {
  /** What is chosen, for readers and as the placeholder of the search. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly none: string;
  readonly onChoose: (id: string) => void;
}

/** A searchable list of which one is chosen: typing narrows it, arrows walk it, Enter takes the marked one. */
export function Picker({ label, choices, none, onChoose }: PickerProps) {
  const id = useId();
  const [find, setFind] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);

  const found = choices.filter((choice) => matches(choice, find));
  const marked = Math.min(at, found.length - 1);
  const mark = (place: number) => {
    setAt(place);
    list.current?.children[place]?.scrollIntoView({ block: "nearest" });
  };
  const choose = (choice: Choice | undefined) => {
    if (choice && !choice.disabled) onChoose(choice.id);
  };
  const walk = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined && found.length > 0) {
      event.preventDefault();
      mark(Math.max(0, Math.min(found.length - 1, marked + step)));
    } else if (event.key === "Enter") {
      event.preventDefault();
      choose(found[marked]);
    }
  };

  return (
    <div class="picker">
      <input
        autofocus
        class="field picker-find"
        type="text"
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={found.length > 0 ? `${id}-${marked}` : undefined}
        placeholder={label}
        autocomplete="off"
        spellcheck={false}
        value={find}
        onInput={(event) => {
          setFind(event.currentTarget.value);
          mark(0);
        }}
        onKeyDown={walk}
      />
      <ul role="listbox" id={`${id}-list`} aria-label={label} class="picker-list" ref={list}>
        {found.map((choice, place) => (
          <li
            role="option"
            id={`${id}-${place}`}
            key={choice.id}
            class="picker-choice"
            aria-selected={place === marked}
            aria-disabled={choice.disabled ? "true" : undefined}
            onPointerMove={() => setAt(place)}
            onClick={() => choose(choice)}
          >
            <span class="picker-name">
              <span>{choice.name}</span>
              {choice.under && <span class="picker-under">{choice.under}</span>}
            </span>
            {choice.beside && <span class="picker-beside">{choice.beside}</span>}
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="picker-none muted">{none}</p>}
    </div>
  );
}

function matches(choice: Choice, find: string): boolean {
  const words = `${choice.name} ${choice.words ?? ""}`.toLowerCase();
  return find
    .toLowerCase()
    .split(/\s+/)
    .every((word) => words.includes(word));
}
