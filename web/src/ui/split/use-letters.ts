import { useEffect, useRef } from "preact/hooks";

import { shortcuts } from "../../state/settings";

const ELSEWHERE = "input, select, textarea, dialog, [role=dialog], [role=menu]";

/** Single letters that mean something while this part is on the page, nothing is typed and nothing else is open. */
export function useLetters(deeds: Readonly<Record<string, () => void>>): void {
  const latest = useRef(deeds);
  latest.current = deeds;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!shortcuts.value || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const deed = latest.current[event.key];
      if (!deed || (event.target as Element).closest(ELSEWHERE)) return;
      event.preventDefault();
      deed();
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  }, []);
}
