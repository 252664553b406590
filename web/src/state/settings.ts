import { effect, signal } from "@preact/signals";

import type { Mapping } from "../protocol";
import { type Language, language } from "../text/text";

// What is remembered between visits, in this browser alone: how the page looks, how files with certain headers are to be
// read, and rules. Of a bill nothing but what a person wrote into rules. Storage may be closed to the page (file://,
// private windows): it then works without remembering.

export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "default" | "compact";

export const theme = signal<Theme>("system");
export const density = signal<Density>("default");
/** Amounts hidden, for sharing a screen. */
export const masked = signal(false);
/** Whether single letters are shortcuts. (WCAG 2.1.4) */
export const shortcuts = signal(true);
/** Whether anything can be remembered at all. */
export const canRemember = signal(true);

const PREFIX = "billfold.";
const TEMPLATES = `${PREFIX}templates`;

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    canRemember.value = false;
    return null;
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    canRemember.value = false;
  }
}

/** For what is kept elsewhere than here under our prefix. */
export const keptText = (place: string): string | null => remembered(PREFIX + place);
export const keepText = (place: string, text: string): void => remember(PREFIX + place, text);

export function forgetText(place: string): void {
  try {
    localStorage.removeItem(PREFIX + place);
  } catch {
    canRemember.value = false;
  }
}

function oneOf<T extends string>(text: string | null, known: readonly T[]): T | undefined {
  return known.find((each) => each === text);
}

/** Reads what was remembered, and from then on remembers each change and shows it on the document. */
export function startSettings(root: HTMLElement): void {
  theme.value = oneOf(remembered(`${PREFIX}theme`), ["system", "light", "dark"]) ?? "system";
  density.value = oneOf(remembered(`${PREFIX}density`), ["comfortable", "default", "compact"]) ?? "default";
  shortcuts.value = remembered(`${PREFIX}shortcuts`) !== "off";
  const spoken: Language = /^zh/i.test(navigator.language) ? "zh-CN" : "en";
  language.value = oneOf(remembered(`${PREFIX}language`), ["en", "zh-CN"]) ?? spoken;

  effect(() => {
    if (theme.value === "system") delete root.dataset["theme"];
    else root.dataset["theme"] = theme.value;
  });
  effect(() => void (root.lang = language.value));
  effect(() => void (root.dataset["density"] = density.value));
}

// A choice is remembered when a person makes it, not when the page starts with a default.

export function chooseTheme(choice: Theme): void {
  theme.value = choice;
  remember(`${PREFIX}theme`, choice);
}

export function chooseLanguage(choice: Language): void {
  language.value = choice;
  remember(`${PREFIX}language`, choice);
}

export function chooseDensity(choice: Density): void {
  density.value = choice;
  remember(`${PREFIX}density`, choice);
}

export function chooseShortcuts(on: boolean): void {
  shortcuts.value = on;
  remember(`${PREFIX}shortcuts`, on ? "on" : "off");
}

// ---- mapping templates: how a file with these very headers is to be read

export interface Template {
  readonly headers: readonly string[];
  readonly mapping: Mapping;
}

function templates(): readonly Template[] {
  try {
    const stored: unknown = JSON.parse(remembered(TEMPLATES) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isTemplate) : [];
  } catch {
    return []; // Written by something else on this origin.
  }
}

function isTemplate(value: unknown): value is Template {
  if (typeof value !== "object" || value === null) return false;
  const { headers, mapping } = value as Partial<Template>;
  return Array.isArray(headers) && typeof mapping === "object" && mapping !== null && Array.isArray(mapping.fields);
}

const sameHeaders = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((name, place) => name === b[place]);

export function templateFor(headers: readonly string[]): Mapping | undefined {
  return templates().find((template) => sameHeaders(template.headers, headers))?.mapping;
}

export function rememberTemplate(headers: readonly string[], mapping: Mapping): void {
  const others = templates().filter((template) => !sameHeaders(template.headers, headers));
  remember(TEMPLATES, JSON.stringify([{ headers, mapping }, ...others].slice(0, 50)));
}

export function forgetTemplate(headers: readonly string[]): void {
  remember(TEMPLATES, JSON.stringify(templates().filter((template) => !sameHeaders(template.headers, headers))));
}

/** Everything that this page ever stored goes; what is on the screen stays as it is until the next visit. */
export function forgetEverything(): void {
  try {
    for (const name of Object.keys(localStorage)) if (name.startsWith(PREFIX)) localStorage.removeItem(name);
  } catch {
    canRemember.value = false;
  }
}
