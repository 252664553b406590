import { useEffect } from "preact/hooks";

import { type Command, command } from "../state/commands";
import { shortcuts } from "../state/settings";
import { isField } from "./drop-zone";

const LETTERS: Readonly<Record<string, Command>> = {
  "?": "help",
  o: "open",
  "/": "find",
  g: "addLevel",
  w: "why",
  s: "lines",
  c: "copy",
};

interface KeyboardActions {
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** Closes the topmost thing that is open; whether there was one. */
  readonly onEscape: () => boolean;
  readonly onTab: (place: number) => void;
}

/** Keys of the whole page. Letters alone count only while no field and no dialog has the focus, and can be switched off. */
export function useKeyboard({ onUndo, onRedo, onEscape, onTab }: KeyboardActions): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      const inField = isField(event.target);
      if (event.key === "Escape") {
        if (onEscape()) event.preventDefault();
        return;
      }
      if (inField) return;
      if (event.ctrlKey || event.metaKey) {
        const letter = event.key.toLowerCase();
        if (event.altKey || (letter !== "z" && letter !== "y")) return;
        event.preventDefault();
        if (letter === "y" || event.shiftKey) onRedo();
        else onUndo();
        return;
      }
      if (event.altKey || !shortcuts.value) return;
      const name = LETTERS[event.key];
      if (name !== undefined) {
        if (command(name)) event.preventDefault();
      } else if (/^[1-9]$/.test(event.key)) {
        onTab(Number(event.key) - 1);
      }
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [onUndo, onRedo, onEscape, onTab]);
}
