import { useEffect } from "preact/hooks";

import { shortcuts } from "../state/settings";
import { isField } from "./drop-zone";

interface KeyboardActions {
  readonly onOpen: () => void;
  readonly onHelp: () => void;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  /** Closes the topmost thing that is open; whether there was one. */
  readonly onEscape: () => boolean;
  readonly onTab: (place: number) => void;
  /** Whether there is something to print. */
  readonly onPrint: () => boolean;
}

/**
 * Keys of the whole page; each view has its own besides. Single letters count only while no field and no dialog has the
 * focus, and can be switched off.
 */
export function useKeyboard(actions: KeyboardActions): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
      const taken = event.key === "Escape" ? actions.onEscape() : !isField(event.target) && act(event, actions);
      if (taken) event.preventDefault();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [actions]);
}

/** Whether the key meant something. */
function act(event: KeyboardEvent, { onOpen, onHelp, onUndo, onRedo, onTab, onPrint }: KeyboardActions): boolean {
  const { key, shiftKey, altKey } = event;
  if (altKey) return false;
  if (event.ctrlKey || event.metaKey) {
    const letter = key.toLowerCase();
    if (letter === "y" || (letter === "z" && shiftKey)) onRedo();
    else if (letter === "z") onUndo();
    else if (letter === "p") return onPrint();
    else return false;
    return true;
  }
  if (!shortcuts.value) return false;
  if (key === "o") onOpen();
  else if (key === "?") onHelp();
  else if (/^[1-9]$/.test(key)) onTab(Number(key) - 1);
  else return false;
  return true;
}
