import { signal } from "@preact/signals";

import type { Rules } from "../protocol";
import { failureOf } from "./engine-port";
import { pageFailure } from "./errors";
import { holdsRules } from "./plan";
import { isLink, rulesOf, textOf, withoutChoices, withoutLiterals } from "./rules";
import { forgetText, keepText, keptText } from "./settings";
import type { Store } from "./store";

// Rules that come in from outside: by a link, which somebody else wrote and which is asked about before anything of it
// is used, and from this browser's last visit.

/** From a link; waits for the person's word. */
export const received = signal<Rules | null>(null);

const LAST = "last";

/** Takes a link's rules out of the address, so that it holds them no longer, and has the core read them. */
export async function takeLink(store: Store, location: Location, history: History): Promise<void> {
  const { hash, pathname, search } = location;
  if (!isLink(hash)) return;
  history.replaceState(null, "", pathname + search);
  const text = await textOf(hash);
  if (text === null) {
    store.refuse(pageFailure("bad_link"));
    return;
  }
  try {
    received.value = await store.readRules(text);
  } catch (reason) {
    store.refuse(failureOf(reason));
  }
}

/** The rules of the last visit are for the next bill. */
export async function takeLast(store: Store): Promise<void> {
  const text = keptText(LAST);
  if (text === null) return;
  try {
    const rules = await store.readRules(text);
    if (store.bill.peek() || store.reading.peek() || store.given.peek()) return;
    store.given.value = { rules, fromLastTime: true };
  } catch {
    // Written by another version, or by something else on this origin.
  }
}

// Storage holds some 5 million letters for everything together.
const MOST_LETTERS = 1_000_000;

/** Rules of the last visit are not for this visit, nor for another. */
export function forgetLast(store: Store): void {
  store.given.value = null;
  forgetText(LAST);
}

/**
 * Called after a person changed the rules; those that wait for a bill which they fit outlive the levels of one that they do
 * not. Of more than there is room for the levels are kept alone.
 */
export function keepLast(store: Store): void {
  const { plan } = store.wanted.peek();
  if (store.given.peek()?.fromLastTime && !holdsRules(plan)) return;
  const rules = rulesOf(store.wanted.peek(), store.bill.peek()?.options.mapping, "");
  const text = JSON.stringify(withoutChoices(rules));
  keepText(LAST, text.length <= MOST_LETTERS ? text : JSON.stringify(withoutLiterals(rules)));
}
