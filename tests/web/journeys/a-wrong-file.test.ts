import { appendFileSync, mkdtempSync, rmSync, truncateSync, unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { zipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterAll, expect, test } from "vitest";

import { useBrowser } from "../browser";
import { csvOf, splitBill } from "../fixtures";
import { becomes, choose, csvFile, exact, type Handed } from "../page-helpers";

// What is no bill, or no longer one: each is told with what to do, and the bill that was open stays open.

const visit = useBrowser();
const good = splitBill(400);
const text = Buffer.from(csvOf(good));
const zipped = Buffer.from(zipSync({ "bill.csv": text }));
const gzipped = gzipSync(text);
const MiB = 1 << 20;
const named = (name: string, buffer: Buffer): Handed => ({ name, mimeType: "", buffer });

const folder = mkdtempSync(join(tmpdir(), "billfold-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function withABillOpen(): Promise<{ page: Page; problems: readonly string[] }> {
  const visited = await visit();
  await choose(visited.page, csvFile("good.csv", text));
  await becomes(visited.page, "ready");
  return visited;
}

/** The error that is told; the open bill is still there under it and comes back when it is closed. */
async function toldError(page: Page): Promise<string | null> {
  await becomes(page, "error");
  const error = page.getByTestId("error");
  const code = await error.getAttribute("data-error");
  for (const heading of ["Likely cause", "What to do"]) expect(await error.textContent()).toContain(heading);
  expect(await error.textContent()).not.toMatch(/[{}?]/); // every value was given
  expect(await error.textContent()).toContain("The bill that was open stays open");
  expect(await exact(page, "bill-total")).toBe(good.total);
  await page.getByTestId("error-close").click();
  await becomes(page, "ready");
  expect(await page.getByTestId("source").textContent()).toContain("good.csv");
  expect(await exact(page, "split-total")).toBe(good.total);
  return code;
}

const digits = "1234567890".repeat(4).slice(0, 39);
const cell = "x".repeat(10 * MiB);

test.each([
  ["an empty file", csvFile("a.csv", ""), "empty_file"],
  ["blank lines", csvFile("a.csv", "\n\r\n\n"), "no_header"],
  ["a header alone", csvFile("a.csv", `${good.header.join(",")}\r\n`), "no_rows"],
  ["an unknown header alone", csvFile("a.csv", "Team,Cost\n"), "no_rows"],
  ["an image", named("a.png", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), "not_a_bill"],
  ["a web page", csvFile("a.csv", "<!doctype html><title>Sign in</title>"), "not_a_bill"],
  ["a letter", csvFile("a.txt", "Dear all,\nplease find the bill attached.\n"), null],
  ["a gzip that ends early", named("a.csv.gz", gzipped.subarray(0, gzipped.length - 30)), "truncated_gzip"],
  ["a zip that ends early", named("a.zip", zipped.subarray(0, zipped.length - 30)), "truncated_zip"],
  [
    "a zip bomb",
    named("a.zip", Buffer.from(zipSync({ "a.csv": Buffer.alloc(80 * MiB, `${"x,".padEnd(1023, "1")}\n`) }))),
    "zip_bomb",
  ],
  ["a gzip bomb", named("a.csv.gz", gzipSync(Buffer.alloc(80 * MiB, "1"))), "zip_bomb"],
  ["a table of words", csvFile("a.csv", "Team,Cost\nalpha,lots\nbeta,few\n"), "no_amount_column"],
  ["39 digits and nothing else", csvFile("a.csv", `Team,Cost\nalpha,${digits}\n`), "not_an_amount"],
  ["a cell of 10 MB", csvFile("a.csv", `Team,Cost,Note\nalpha,1.50,${cell}\nbeta,2.25,y\n`), "row_too_long"],
  ["a later one", csvFile("a.csv", `${csvOf(good)}a,${cell}\r\n`), "row_too_long"],
  ["an unclosed quote of 10 MB", csvFile("a.csv", `Team,Cost\nalpha,1.50\n"beta,${cell}\n`), "unterminated_quote"],
  ["amounts too large to add", csvFile("a.csv", `Team,Cost\n${`a,${"9".repeat(38)}\n`.repeat(3)}`), "sum_too_large"],
])("%s", async (_, file, code) => {
  const { page, problems } = await withABillOpen();
  await choose(page, file);
  const told = await toldError(page);
  if (code !== null) expect(told).toBe(code);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("39 digits in one cell: the line is told, and the others are counted", async () => {
  const { page } = await withABillOpen();
  await choose(page, csvFile("digits.csv", `Team,Cost\nalpha,${digits}\nbeta,2.25\n`));
  await page.getByTestId("rejected-notice").waitFor();
  const notice = (await page.getByTestId("rejected-notice").textContent())!;
  for (const part of ["Line 2", "Cost", digits, "more than 38 digits"]) expect(notice).toContain(part);
  expect(await exact(page, "bill-total")).toBe("2.25");
});

test("a column of words as the measure: the word is told, and another column can be named", async () => {
  const { page } = await withABillOpen();
  await choose(page, csvFile("teams.csv", "Team,Cost,Note\nalpha,1.50,fine\nbeta,2.25,late\n"));
  const mapping = page.getByTestId("mapping");
  await mapping.getByLabel("Amount to split").selectOption("Note");
  await page.getByTestId("mapping-use").click();
  await becomes(page, "error");
  expect(await page.getByTestId("error").getAttribute("data-error")).toBe("not_an_amount");
  expect(await page.getByTestId("error").textContent()).toContain("fine");
  expect(await exact(page, "bill-total")).toBe("3.75");
});

test("300 columns are read like three", async () => {
  const { page, problems } = await withABillOpen();
  const columns = Array.from({ length: 300 }, (_, place) => (place === 170 ? "Cost" : `column-${place}`));
  const row = (amount: string) => columns.map((name, place) => (name === "Cost" ? amount : `v${place}`)).join(",");
  await choose(page, csvFile("wide.csv", `${columns.join(",")}\n${row("1.50")}\n${row("2.25")}\n`));
  await page.waitForFunction(() => document.querySelector("[data-testid=source]")?.textContent?.includes("wide.csv"));
  expect(await exact(page, "bill-total")).toBe("3.75");
  expect(problems).toEqual([]);
});

const path = join(folder, "growing.csv");

test.each([
  ["cut", () => truncateSync(path, MiB)],
  ["written to", () => appendFileSync(path, "one more line\n")],
  ["removed", () => unlinkSync(path)],
])("a file that is %s while it is read", async (_, change) => {
  const { page } = await withABillOpen();
  writeFileSync(path, csvOf(splitBill(1_000)));
  const more = csvOf(splitBill(4_000));
  for (let copies = 0; copies < 100; copies += 1) appendFileSync(path, more);
  const yesterday = Date.now() / 1000 - 86_400;
  utimesSync(path, yesterday, yesterday); // browsers compare whole seconds
  await choose(page, path);
  // Not the bar: it comes late and is soon gone on a quick machine.
  await page.waitForFunction(() => document.documentElement.dataset["state"] === "reading");
  change();
  expect(["file_changed", "file_unreadable"]).toContain(await toldError(page));
  await page.context().close();
});
