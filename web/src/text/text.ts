import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";

import { formatCount } from "./amount";
import { withoutTurns } from "./direction";
import { en } from "./en";
import { type NamesOf, partsOf, sentenceOf, type Value } from "./message";
import { zh } from "./zh";

export type Language = "en" | "zh-CN";
export type Key = keyof typeof en;

/** The page's language. Reading it in a component makes the component follow it; `t` reads it. */
export const language = signal<Language>("en");

const CATALOGUES = { en, "zh-CN": zh } as const;

type Filling<K extends Key, V> = [NamesOf<(typeof en)[K]>] extends [never]
  ? []
  : [values: { readonly [Name in NamesOf<(typeof en)[K]>]: V }];

/** The message in the page's language; counts are grouped: t("rows", { n: 214806 }) -> "214,806 rows". */
export function t<K extends Key>(key: K, ...filling: Filling<K, Value>): string {
  return say(key, filling[0] ?? {});
}

/** The same for a key known only at run time, such as an error's code. */
export function say(key: Key, values: Readonly<Record<string, Value>>): string {
  const parts = partsOf(sentenceOf(CATALOGUES[language.value][key], values["n"]));
  return parts.map((part, place) => (place % 2 === 0 ? part : shown(values[part] ?? "?"))).join("");
}

/**
 * A message whose values are elements (an amount, a name in its own direction). Where `n` is one, `count` says which of
 * singular and plural it is.
 */
export function rich<K extends Key>(
  key: K,
  values: { readonly [Name in NamesOf<(typeof en)[K]>]: ComponentChildren },
  count?: number,
): ComponentChildren[] {
  const given = values as Readonly<Record<string, ComponentChildren>>;
  const parts = partsOf(sentenceOf(CATALOGUES[language.value][key], count ?? given["n"]));
  return parts.map((part, place) => {
    if (place % 2 === 0) return part;
    const value = given[part];
    return typeof value === "number" ? formatCount(value) : value;
  });
}

export function isKey(key: string): key is Key {
  return Object.hasOwn(en, key);
}

function shown(value: Value): string {
  return typeof value === "number" ? formatCount(value) : withoutTurns(value);
}
