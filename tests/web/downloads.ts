// What the page gave away as a file; a table of a view is read by parsers that are not ours.

import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { expect } from "vitest";

export interface Downloaded {
  readonly name: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What stands below the rows, in their first column. */
  readonly statement: readonly string[];
}

const STATEMENT = /^(?:Reconciled: |NOT RECONCILED|Assumed: |This table: |SHA-256 of |The bill's file )/;

export interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

/** The file that a press gives. */
export async function saved(page: Page, press: () => Promise<void>): Promise<Saved> {
  const [file] = await Promise.all([page.waitForEvent("download"), press()]);
  return { name: file.suggestedFilename(), bytes: readFileSync(await file.path()) };
}

export async function downloaded(page: Page, testid: string): Promise<Downloaded> {
  const { name, bytes } = await saved(page, () => page.getByTestId(testid).click());
  const text = bytes.toString("utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  const { data, errors } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
  expect(errors).toEqual([]);
  return { name, ...inParts(data) };
}

/** A table as it stands in a file or on the clipboard, and the statement below it. */
export function inParts(data: readonly (readonly string[])[]): Omit<Downloaded, "name"> {
  expect(new Set(data.map((row) => row.length)).size).toBe(1);
  const [header = [], ...lines] = data;
  const said = lines.findIndex(([first]) => STATEMENT.test(first ?? ""));
  const below = lines.slice(said < 0 ? lines.length : said);
  expect(below.flatMap(([, ...rest]) => rest).filter((cell) => cell !== "")).toEqual([]);
  return { header, rows: lines.slice(0, lines.length - below.length), statement: below.map(([first]) => first!) };
}

/** Both forms on the clipboard; the page needs the permission to read it. */
export function onTheClipboard(page: Page): Promise<{ readonly plain: string; readonly html: string }> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const read = async (type: string) => (await item!.getType(type)).text();
    return { plain: await read("text/plain"), html: await read("text/html") };
  });
}

export const CLIPBOARD = ["clipboard-read", "clipboard-write"];
