// A table that a view gave away as a file, read by a parser that is not ours.

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

const STATEMENT = /^(?:Reconciled: |NOT RECONCILED|This table: |SHA-256 of |The bill's file )/;

export async function downloaded(page: Page, testid: string): Promise<Downloaded> {
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId(testid).click()]);
  const text = readFileSync(await file.path(), "utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  const { data, errors } = Papa.parse<string[]>(text.slice(1), { skipEmptyLines: true });
  expect(errors).toEqual([]);
  expect(new Set(data.map((row) => row.length)).size).toBe(1);
  const [header = [], ...lines] = data;
  const said = lines.findIndex(([first]) => STATEMENT.test(first ?? ""));
  const below = lines.slice(said < 0 ? lines.length : said);
  expect(below.flatMap(([, ...rest]) => rest).filter((cell) => cell !== "")).toEqual([]);
  return {
    name: file.suggestedFilename(),
    header,
    rows: lines.slice(0, lines.length - below.length),
    statement: below.map(([first]) => first!),
  };
}
