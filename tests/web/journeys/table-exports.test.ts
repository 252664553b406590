import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { root, useBrowser } from "../browser";
import { parseCsv } from "../csv";
import { sumOf } from "../decimals";
import { type Downloaded, downloaded } from "../downloads";
import { becomes, choose, csvFile, exact } from "../page-helpers";

// Whatever table is given away carries what the split's exports do: the reconciliation of the bill, what the table adds up
// to, the hash of bill, rules and result, and the SHA-256 of the bill's files as anybody can have it who has them.

const visit = useBrowser();

const sample = (name: string) => readFileSync(resolve(root, "public/samples", name), "utf8");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const plain = (decimal: string | undefined) =>
  (decimal ?? "").includes(".") ? decimal!.replace(/0+$/, "").replace(/\.$/, "") : (decimal ?? "");

async function open(name: string, tab: string): Promise<Page> {
  const { page } = await visit(`/?sample=${name}`);
  await becomes(page, "ready");
  await page.getByTestId(`tab-${tab}`).click();
  return page;
}

/** The hashes of a table's file, the one of bill, rules and result first; what is said before them. */
function readStatement({ statement }: Downloaded) {
  const at = statement.findIndex((line) => line.startsWith("SHA-256"));
  const hashes = statement.slice(at).map((line) => /: (.*)\.$/.exec(line)?.[1]);
  expect(hashes).toHaveLength(2);
  expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
  return { said: statement.slice(0, at), whole: hashes[0]!, files: hashes[1]! };
}

/** The amounts that a sentence names: {"Debit": "31.00", ...}. */
function sumsIn(sentence: string | undefined): Readonly<Record<string, string>> {
  const [, sums = "", difference] = /^This table: (.*?)(?:; difference (-?[\d.]+))?\.$/.exec(sentence ?? "") ?? [];
  const named = sums.split("; ").map((each) => /^(.*) (-?[\d.]+)$/.exec(each)!);
  return { ...Object.fromEntries(named.map(([, name, amount]) => [name!, amount!])), difference: difference ?? "none" };
}

test("schedule, roll-forward and journal of the sample's orders: each is of the same bill, and says what it adds up to", async () => {
  const page = await open("orders", "schedule");
  await page.getByTestId("schedule-table").waitFor();
  const files = ["orders.csv", "deductions.csv"].map((name) => sha256(sample(name))).join(", ");
  const lines = parseCsv(sample("orders.csv"));
  const ordered = plain(sumOf(lines.map((line) => line["PayableAmount"] || "0")));

  const schedule = await downloaded(page, "schedule-csv");
  expect(schedule.name).toMatch(/^billfold-schedule-\d{4}-\d\d-\d\d\.csv$/);
  const said = readStatement(schedule);
  expect(said.files).toBe(files);
  expect(said.said[0]).toContain(`Reconciled: bill ${ordered} = `);
  expect(plain(sumsIn(said.said[1])["Total"])).toBe(plain(schedule.rows.at(-1)![3]));
  expect(plain(sumsIn(said.said[1])["difference"])).toBe("0");

  await page.getByTestId("schedule-lens-roll").check({ force: true });
  await page.getByTestId("roll-forward").waitFor();
  const roll = await downloaded(page, "roll-forward-csv");
  const rolled = readStatement(roll);
  const closing = roll.header.findIndex((name) => name.startsWith("Closing"));
  expect(plain(sumsIn(rolled.said[1])["Closing"])).toBe(
    plain(sumOf(roll.rows.slice(0, -1).map((row) => row[closing]!))),
  );

  await page.getByTestId("schedule-lens-journal").check({ force: true });
  await page.getByTestId("journal").waitFor();
  const journal = await downloaded(page, "journal-csv");
  const posted = readStatement(journal);
  const { Debit, Credit, difference } = sumsIn(posted.said[1]);
  expect([plain(Debit), plain(Credit), plain(difference)]).toEqual([plain(journal.rows.at(-1)![2]), plain(Debit), "0"]);
  // The ledger reads lines of a date; what stands below them is no such line.
  expect(journal.rows.slice(0, -1).every(([date]) => /^\d{4}-\d\d-\d\d$/.test(date!))).toBe(true);

  expect(new Set([said.files, rolled.files, posted.files]).size).toBe(1);
  expect(new Set([said.whole, rolled.whole, posted.whole]).size).toBe(3);
});

test("an audit says by how much the vendor's bill is off", async () => {
  const { page } = await visit();
  const [bill, cost] = ["bill", "cost"].map((name) =>
    readFileSync(resolve(root, `tests/golden/vendor-audit/${name}.csv`), "utf8"),
  );
  await choose(page, csvFile("bill.csv", bill!), csvFile("cost.csv", cost!));
  await becomes(page, "ready");
  await page.getByTestId("schedule-lens-audit").check({ force: true });
  await page.getByTestId("audit-finding").waitFor();
  const { said, files } = readStatement(await downloaded(page, "audit-csv"));
  expect(said[1]).toMatch(/^NOT RECONCILED, difference 1\.010*\. This table: /);
  expect(files).toBe([bill!, cost!].map(sha256).join(", "));
});

test("discounts, commitments, budgets and unusual days of the organization's sample", async () => {
  const page = await open("organization", "discounts");
  const files = sha256(sample("organization.csv"));
  await page.getByTestId("discounts-waterfall").waitFor();
  const discounts = await downloaded(page, "discounts-csv");
  const [from, to] = [discounts.header[1]!, discounts.header.at(-1)!].map((name) => name.replace(/ \([A-Z]{3}\)$/, ""));
  const { said, files: hashed } = readStatement(discounts);
  expect(hashed).toBe(files);
  const sums = sumsIn(said[1]);
  expect([sums[from!], sums[to!], sums["difference"]]).toEqual([
    discounts.rows.at(-1)![1],
    discounts.rows.at(-1)!.at(-1),
    "0",
  ]);

  await page.getByTestId("discounts-lens-commitments").check({ force: true });
  await page.getByTestId("commitments-by").waitFor();
  const commitments = await downloaded(page, "commitments-csv");
  const used = commitments.header.findIndex((name) => name.startsWith("Used"));
  expect(plain(sumsIn(readStatement(commitments).said[1])["Used"])).toBe(
    plain(sumOf(commitments.rows.map((row) => row[used]!))),
  );

  await page.getByTestId("tab-watch").click();
  await page.getByTestId("budgets-month").waitFor();
  const budgets = readStatement(await downloaded(page, "budgets-csv"));
  // Budgets are for the same lines in part: they have no sum.
  expect(budgets.said).toHaveLength(1);
  expect(budgets.files).toBe(files);
  await page.getByTestId("watch-lens-anomalies").check({ force: true });
  await page.getByTestId("anomalies-finding").waitFor();
  expect(readStatement(await downloaded(page, "anomalies-csv")).files).toBe(files);
});

test("hourly bills: all hours with what was held, and what was computed, charged and cut off", async () => {
  const page = await open("metering", "metering");
  await page.getByTestId("hours-table").waitFor();
  const hours = await downloaded(page, "metering-csv");
  const column = (name: string) => hours.header.indexOf(name);
  const { said, files } = readStatement(hours);
  expect(files).toBe(sha256(sample("metering.csv"))); // Prices are rules, and as such in the first hash.
  const sums = sumsIn(said.at(-1));
  for (const [name, testid] of [
    ["Computed", "total-computed"],
    ["Charged", "total-charged"],
    ["Odd amount", "total-odd"],
  ] as const) {
    expect(sums[name]).toBe(await exact(page, testid));
    expect(plain(sumOf(hours.rows.slice(0, -1).map((row) => row[column(name)]!)))).toBe(plain(sums[name]));
  }
});

test("what moved and what looks wrong can be given away, too", async () => {
  const page = await open("volcengine-split", "split");
  const files = sha256(sample("volcengine-split.csv"));
  await page.getByTestId("lint").click();
  await page.getByTestId("lint-csv").waitFor();
  const lint = await downloaded(page, "lint-csv");
  expect(lint.rows.length).toBeGreaterThan(0);
  expect(readStatement(lint).files).toBe(files);

  const other = await open("focus", "split");
  await other.getByTestId("compare").click();
  await other.getByTestId("compare-csv").waitFor();
  const compared = await downloaded(other, "compare-csv");
  const { said, files: both } = readStatement(compared);
  expect(both).toBe(["focus-march.csv", "focus-april.csv"].map((name) => sha256(sample(name))).join(", "));
  const { Before, After, Change, difference } = sumsIn(said[1]);
  expect([Before, After, Change, difference]).toEqual([...compared.rows.at(-1)!.slice(1, 4), "0"]);
});
