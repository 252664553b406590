import { signal } from "@preact/signals";

import type { Rules } from "../protocol";
import { keptText, keepText } from "./settings";

// Rules that a person saved under a name, in this browser alone. They are kept as text and go through the core's reader
// when they are used, like rules from a link: another page on this origin could have written them.

export interface Saved {
  readonly name: string;
  /** JSON of Rules. */
  readonly text: string;
}

const PLACE = "rules";
const MOST = 100;
const LONGEST_NAME = 80;

export const saved = signal<readonly Saved[]>([]);

export function startLibrary(): void {
  saved.value = stored();
}

function stored(): readonly Saved[] {
  try {
    const found: unknown = JSON.parse(keptText(PLACE) ?? "[]");
    return Array.isArray(found) ? found.filter(isSaved) : [];
  } catch {
    return [];
  }
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== "object" || value === null) return false;
  const { name, text } = value as Partial<Saved>;
  return typeof name === "string" && typeof text === "string";
}

function keep(next: readonly Saved[]): void {
  saved.value = next;
  keepText(PLACE, JSON.stringify(next));
}

/** Under a name that is there already it takes that place. */
export function saveRules(name: string, rules: Rules): void {
  const short = name.trim().slice(0, LONGEST_NAME);
  if (short === "") return;
  const entry = { name: short, text: JSON.stringify(rules) };
  const others = saved.value.filter((each) => each.name !== short);
  keep([entry, ...others].slice(0, MOST));
}

export function renameRules(from: string, to: string): void {
  const short = to.trim().slice(0, LONGEST_NAME);
  if (short === "" || short === from) return;
  const renamed = saved.value.filter((each) => each.name !== short);
  keep(renamed.map((each) => (each.name === from ? { ...each, name: short } : each)));
}

export function removeRules(name: string): void {
  keep(saved.value.filter((each) => each.name !== name));
}

/** Places at which two rules differ, as JSON shows them: [["plan.by", "[…]", "[…]"]]. */
export function differences(a: Rules, b: Rules): readonly (readonly [place: string, a: string, b: string])[] {
  const places = new Map<string, [string, string]>();
  const note = (rules: Rules, side: 0 | 1) => {
    for (const [part, value] of Object.entries(rules)) {
      const fields: readonly (readonly [string, unknown])[] =
        typeof value === "object" && value !== null
          ? Object.entries(value as object).map(([name, each]) => [`${part}.${name}`, each])
          : [[part, value]];
      for (const [place, each] of fields) {
        const pair = places.get(place) ?? ["", ""];
        pair[side] = JSON.stringify(each);
        places.set(place, pair);
      }
    }
  };
  note(a, 0);
  note(b, 1);
  return [...places].filter(([, [x, y]]) => x !== y).map(([place, [x, y]]) => [place, x, y] as const);
}
