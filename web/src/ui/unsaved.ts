import { useLayoutEffect, useRef } from "preact/hooks";

import type { Inspector, Store } from "../state/store";

// What is written in the drawer and not applied yet. Whoever is about to take the drawer away asks here first; a page
// that is left is asked about by the browser.

type Hold = () => boolean;
const forms = new Set<Hold>();

/**
 * While `written`, `hold` is called before the form is taken away: it says so to the person, and gives whether that has
 * to wait.
 */
export function useUnsaved(written: boolean, hold: Hold): void {
  const last = useRef(hold);
  last.current = hold;
  // At once: the key that closes may follow the letter within the same frame.
  useLayoutEffect(() => {
    if (!written) return;
    const ask = () => last.current();
    const leave = (event: BeforeUnloadEvent) => event.preventDefault();
    forms.add(ask);
    addEventListener("beforeunload", leave);
    return () => {
      forms.delete(ask);
      removeEventListener("beforeunload", leave);
    };
  }, [written]);
}

/** Puts something else, or nothing, into the drawer. What is written there is not lost to the first press, but to the second. */
export function inspect(store: Store, what: Inspector | null): void {
  if (!holdsBack()) store.inspector.value = what;
}

/** Whether something written has to be thought of first; asked again it gives way. */
function holdsBack(): boolean {
  return [...forms].map((hold) => hold()).includes(true);
}
