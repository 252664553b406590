import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { deflateRawSync } from "node:zlib";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { readSheet } from "read-excel-file/node";
import { expect, test } from "vitest";

import { root, useBrowser } from "../browser";
import { parseCsv } from "../csv";
import { sumOf } from "../decimals";
import { CLIPBOARD, type Downloaded, downloaded, inParts, onTheClipboard, saved } from "../downloads";
import { becomes, choose, csvFile, exact, whyOf } from "../page-helpers";

// Whatever table is given away carries what the split's exports do: the reconciliation of the bill, what the table adds up
// to, the hash of bill, rules and result, and the SHA-256 of the bill's files as anybody can have it who has them.

const visit = useBrowser();

const sample = (name: string) => readFileSync(resolve(root, "public/samples", name), "utf8");
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const plain = (decimal: string | undefined) =>
  (decimal ?? "").includes(".") ? decimal!.replace(/0+$/, "").replace(/\.$/, "") : (decimal ?? "");

async function open(name: string, tab: string, options: Parameters<typeof visit>[1] = {}): Promise<Page> {
  const { page } = await visit(`/?sample=${name}`, options);
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

  // Each account's own way from list to paid, told by another reading of the file.
  await page.getByTestId("discounts-by").selectOption("owner");
  await page.getByTestId("discount-kinds").waitFor();
  const kinds = await downloaded(page, "discount_kinds-csv");
  for (const row of kinds.rows) expect(plain(sumOf(row.slice(1, -1)))).toBe(plain(row.at(-1)));
  const ofKind = (type: string) => {
    const lines = parseCsv(sample("organization.csv")).filter((line) => line["line_item_line_item_type"] === type);
    const sum = (column: string) => sumOf(lines.map((line) => line[column] || "0"));
    const less = sum("pricing_public_on_demand_cost");
    return sumOf([sum("line_item_unblended_cost"), less.startsWith("-") ? less.slice(1) : `-${less}`]);
  };
  const columnOfKind = kinds.header.findIndex((name) => name.startsWith("DiscountedUsage"));
  expect(plain(kinds.rows.at(-1)![columnOfKind])).toBe(plain(ofKind("DiscountedUsage")));
  expect(readStatement(kinds)).toMatchObject({
    files,
    said: [expect.anything(), expect.stringContaining("difference 0")],
  });
  await page.getByTestId("discounts-by").selectOption("charge_type");

  const bases = await downloaded(page, "bases-csv");
  const unblended = bases.rows.find(([name]) => name!.includes("line_item_unblended_cost"));
  const lines = parseCsv(sample("organization.csv"));
  expect(plain(unblended!.at(-1))).toBe(plain(sumOf(lines.map((line) => line["line_item_unblended_cost"] || "0"))));
  expect(readStatement(bases)).toMatchObject({ files, said: [expect.stringContaining("Reconciled: ")] });

  await page.getByTestId("discounts-lens-commitments").check({ force: true });
  await page.getByTestId("commitments-by").waitFor();
  const commitments = await downloaded(page, "commitments-csv");
  const used = commitments.header.findIndex((name) => name.startsWith("Used"));
  expect(plain(sumsIn(readStatement(commitments).said[1])["Used"])).toBe(
    plain(sumOf(commitments.rows.map((row) => row[used]!))),
  );

  const columnOf = ({ header, rows }: Downloaded, title: string) => {
    const column = header.findIndex((name) => name.startsWith(title));
    return rows.map((row) => row[column]!);
  };
  const coverage = await downloaded(page, "coverage-csv");
  const coverable = columnOf(coverage, "Could be covered");
  expect(plain(sumOf(coverable.slice(0, -1)))).toBe(plain(coverable.at(-1)));
  expect(plain(sumsIn(readStatement(coverage).said[1])["Could be covered, at list price"])).toBe(
    plain(coverable.at(-1)),
  );
  // What one account lends another borrows, and the transfers are that, pair by pair.
  const benefits = await downloaded(page, "benefits-csv");
  const transfers = await downloaded(page, "transfers-csv");
  const lent = plain(sumOf(columnOf(benefits, "of that used by others")));
  expect(plain(sumOf(columnOf(benefits, "Uses of others")))).toBe(lent);
  expect(plain(sumOf(columnOf(transfers, "Used (")))).toBe(lent);
  for (const table of [benefits, transfers]) expect(readStatement(table).files).toBe(files);

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
  const accounts = await downloaded(page, "accounts-csv");
  const charged = accounts.rows.map((row) => row[accounts.header.indexOf("Charged")]!);
  expect(plain(sumOf(charged))).toBe(plain(sums["Charged"]));
  expect(readStatement(accounts).files).toBe(files);
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

test("the workbook, the JSON and the clipboard of a table hold what its CSV does", async () => {
  const page = await open("organization", "discounts", { permissions: CLIPBOARD });
  await page.getByTestId("discounts-waterfall").waitFor();
  const { header, rows, statement } = await downloaded(page, "discounts-csv");

  const workbook = await saved(page, () => page.getByTestId("discounts-xlsx").click());
  expect(workbook.name).toMatch(/^billfold-discounts-\d{4}-\d\d-\d\d\.xlsx$/);
  const sheet = await readSheet(workbook.bytes, "As shown");
  expect(sheet[0]).toEqual(header);
  const amounts = (row: readonly unknown[]) => row.slice(1, 3).map(Number);
  expect(sheet.slice(1).map(amounts)).toEqual(rows.map(amounts));
  const about = (await readSheet(workbook.bytes, "About")).map(([line]) => line);
  expect(about.slice(1, -1)).toEqual(statement);
  expect(about.at(-1)).toContain("amounts have more than 15 digits");

  const json = JSON.parse((await saved(page, () => page.getByTestId("discounts-json").click())).bytes.toString("utf8"));
  expect([json.columns, json.rows, json.statement]).toEqual([header, rows, statement]);
  expect(json.bill.sha256).toEqual([sha256(sample("organization.csv"))]);
  expect(statement.at(-2)).toContain(json.sha256);

  await page.getByTestId("discounts-copy").click();
  await expect.poll(() => page.getByTestId("toast").textContent()).toContain("Copied");
  const copied = Papa.parse<string[]>((await onTheClipboard(page)).plain.replace(/\r?\n$/, ""), { delimiter: "\t" });
  expect(inParts(copied.data)).toEqual({ header, rows, statement });
});

test("what if: the file says what was assumed, and its costs are those of pencil and paper", async () => {
  const page = await open("organization", "discounts");
  await page.getByTestId("discounts-lens-what_if").check({ force: true });
  for (const [field, value] of [
    ["usage_hours", "1000"],
    ["reserved_hours", "400"],
    ["commitment", "150"],
    ["on_demand_rate", "0.75"],
    ["reservation_part", "0.3"],
    ["plan_part", "0.34"],
  ] as const) {
    await page.getByTestId(`what-if-${field}`).fill(value);
    await page.keyboard.press("Tab");
  }
  // 400 h at 0.225; 150 buy 588.2353 h at 0.255; 11.7647 h are left, at 0.75 they cost 8.8235. List: 750.
  await page.getByTestId("what-if-finding").locator('[data-exact="248.82"]').waitFor();
  const { name, header, rows, statement } = await downloaded(page, "what-if-csv");
  expect(name).toContain("billfold-what-if-");
  const column = (title: string) => header.findIndex((each) => each.startsWith(title));
  const costs = rows.map((row) => Number(row[column("Cost")]));
  expect(costs[0]).toBe(90);
  expect(costs[1]).toBe(150);
  expect(costs[2]).toBeCloseTo(8.8235, 4);
  expect(statement[0]).toContain("Reconciled: ");
  expect(statement[1]).toMatch(
    /^Assumed: Hours of use 1000; Reserved hours 400; .* 150; .* 0\.75; .* 0\.3; .* 0\.34\.$/,
  );
  const { Total, Saved, difference } = sumsIn(statement[2]);
  expect([plain(Total), plain(Saved), difference]).toEqual(["248.82", "501.18", "none"]);
  expect(statement.at(-1)).toContain(sha256(sample("organization.csv")));

  const affinity = await downloaded(page, "affinity-csv");
  expect(affinity.rows.length).toBe(await page.getByTestId("affinity-table").locator("tbody tr").count());
  expect(affinity.statement.at(-1)).toBe(statement.at(-1));
});

test("the matrix of shared costs, from source to target: rows and columns add up to what the rule handed on", async () => {
  const bill =
    "Team,Part,Cost\nsearch,rank,1200.55\nads,bid,300.25\nlab,train,44.75\nmesh,proxy,40.00\ngateway,proxy,60.01\n";
  const rule = {
    name: "Gateway",
    source: { op: "is", dimension: "project", values: ["gateway", "mesh"] },
    dimension: "project",
    targets: Object.entries({ search: "50", ads: "30", lab: "20" }).map(([value, weight]) => ({ value, weight })),
    method: "fixed",
  };
  const rules = JSON.stringify({ version: 1, plan: { by: ["project"], shared: [rule] } });
  const { page } = await visit(`/#v1.${deflateRawSync(rules).toString("base64url")}`);
  await page.getByTestId("rules-apply").click();
  await choose(page, csvFile("teams.csv", bill));
  await becomes(page, "ready");
  await page.getByTestId("rules").click();
  await page.getByTestId("matrix").locator("summary").first().click();
  const matrix = await downloaded(page, "matrix-csv");
  expect(matrix.header).toEqual(["Rule", "Within", "Source", "ads", "lab", "search", "Gave out"]);
  // 100.01 by 50, 30, 20 %: 50.005, 30.003, 20.002; one hundredth is left, the largest remainder gets it. Of gateway alone
  // 60.01 is 30.005, 18.003, 12.002, and mesh gives the rest.
  expect(matrix.rows.map((row) => row.map((cell) => (/^[0-9.]+$/.test(cell) ? plain(cell) : cell)))).toEqual([
    ["Gateway", "", "gateway", "18", "12", "30.01", "60.01"],
    ["Gateway", "", "mesh", "12", "8", "20", "40"],
    ["Got", "", "", "30", "20", "50.01", "100.01"],
  ]);
  const { said, files } = readStatement(matrix);
  expect(files).toBe(sha256(bill));
  expect(said[0]).toMatch(/^Reconciled: bill 1645\.56 = /);
  expect(sumsIn(said[1])).toEqual({ Gateway: "100.01", difference: "none" });

  // On the page the same, and each figure has its steps.
  const table = page.getByTestId("matrix-table");
  expect(await table.locator('[data-source="mesh"] .amount').allInnerTexts()).toEqual([
    "12.00",
    "8.00",
    "20.00",
    "40.00",
  ]);
  expect(await whyOf(page, table.locator('[data-why="sources/1/shares/0/amount"]'))).toBe("20");
  const steps: readonly (readonly [string, string])[] = [
    ["Up to source: mesh", "50.01"],
    ["Of the sources up to here", "100.01"],
    ["Amount: mesh", "40"],
  ];
  for (const [step, amount] of steps) {
    await page.getByRole("button", { name: step, exact: true }).click();
    await expect.poll(() => exact(page, "explained")).toBe(amount);
  }
  for (let back = 0; back < 4; back += 1) await page.getByTestId("why-back").click();

  await page.getByTestId("matrix-weights").locator("summary").click();
  const weights = await downloaded(page, "weights-csv");
  const column = (title: string) => weights.rows.map((row) => row[weights.header.indexOf(title)]!);
  expect(column("Target")).toEqual(["search", "ads", "lab"]);
  expect(sumOf(column("Amount"))).toBe("100.01");
});

test("the list to fix: what breaks the tag policy and what keeps it are the whole; compliance has its answers", async () => {
  const page = await open("organization", "tags");
  const files = sha256(sample("organization.csv"));
  const lines = parseCsv(sample("organization.csv"));
  const costOf = (some: typeof lines) => plain(sumOf(some.map((line) => line["line_item_unblended_cost"] || "0")));
  await page.getByTestId("tags-rules").waitFor();
  const list = await downloaded(page, "to_fix-csv");
  const column = (title: string) => list.header.findIndex((each) => each.startsWith(title));
  const cost = column(list.header.find((each) => each.includes("(USD)"))!);
  const toFix = readStatement(list);
  expect(toFix.files).toBe(files);
  const [[, total], [, good], [, difference]] = Object.entries(sumsIn(toFix.said[1])) as [string, string][] as [
    [string, string],
    [string, string],
    [string, string],
  ];
  expect(plain(total)).toBe(costOf(lines));
  expect(plain(difference)).toBe("0");
  expect(plain(sumOf([good, ...list.rows.map((row) => row[cost]!)]))).toBe(plain(total));
  const environment = (line: (typeof lines)[number]) =>
    (JSON.parse(line["resource_tags"] || "{}") as Record<string, string>)["user_environment"];
  const misspelt = list.rows.filter((row) => row.some((cell) => /environment=prd(,|$)/.test(cell)));
  expect(plain(sumOf(misspelt.map((row) => row[cost]!)))).toBe(
    costOf(lines.filter((line) => environment(line) === "prd")),
  );

  const bad = await downloaded(page, "bad_values-csv");
  const prd = bad.rows.find(([value]) => value === "prd")!;
  expect(plain(prd[2])).toBe(costOf(lines.filter((line) => environment(line) === "prd")));
  expect(prd.at(-1)).toBe("Production");
  expect(readStatement(bad).files).toBe(files);

  await page.getByTestId("tags-lens-tree").check({ force: true });
  await page.getByTestId("organization-tree").waitFor();
  const units = await downloaded(page, "organization-csv");
  const outermost = units.rows.filter(([, level]) => level === "1").map((row) => row[2]!);
  expect(plain(sumOf(outermost))).toBe(costOf(lines));
  expect(sumsIn(readStatement(units).said[1])["difference"]).toBe("0");

  await page.getByTestId("tags-lens-compliance").check({ force: true });
  await page.getByTestId("compliance-table").waitFor();
  const compliance = await downloaded(page, "compliance-csv");
  const answered = readStatement(compliance);
  expect(answered.files).toBe(files);
  expect(answered.said).toHaveLength(1); // its rows are no parts of a sum
  const shown = await page
    .locator('[data-testid="compliance-table"] [data-answer]')
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).innerText.replace(/^. /, "")));
  const byBill = compliance.rows.map((row) => row[1]).filter((_, place) => place < shown.length);
  expect(byBill).toEqual(shown);
  expect(answered.whole).not.toBe(toFix.whole);
});

test("that nobody uses what was committed is given away as well: a table without a row", async () => {
  const { page } = await visit("/");
  const head = "SubAccountId,ProviderName,ChargeCategory,ChargePeriodStart,BillingPeriodStart,BillingCurrency";
  const costs = "ListCost,ContractedCost,EffectiveCost,BilledCost,CommitmentDiscountId,CommitmentDiscountStatus";
  const line = (list: string, cost: string, commitment: string) =>
    `shop,Nimbus,Usage,2025-04-01T00:00:00Z,2025-04-01T00:00:00Z,USD,${list},${cost},${cost},${cost},${commitment}`;
  const text = [`${head},${costs}`, line("40", "30.00", ","), line("0", "8.02", "c-1,Unused"), ""].join("\n");
  await choose(page, csvFile("focus.csv", text));
  await becomes(page, "ready");
  await page.getByTestId("tab-discounts").click();
  await page.getByTestId("discounts-lens-commitments").check({ force: true });
  await page.getByTestId("transfers-table").locator(".nothing").waitFor();
  const transfers = await downloaded(page, "transfers-csv");
  expect(transfers.header).toHaveLength(6);
  expect(transfers.rows).toEqual([]);
  expect(readStatement(transfers).said[0]).toContain("Reconciled: ");
});
