import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { Ajv } from "ajv";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { readSheet } from "read-excel-file/node";
import { extractText, getDocumentProxy } from "unpdf";
import { expect, test } from "vitest";

import { chosenBrowser, root, useBrowser } from "../browser";
import { parseCsv } from "../csv";
import { sumOf } from "../decimals";
import { type Saved, saved } from "../downloads";
import { csvOf, splitBill } from "../fixtures";
import { becomes, choose, csvFile } from "../page-helpers";
import { readTable, settled } from "../split-table";

// What the page gives away: exports, read back by readers that are not ours, and rules as a link, a file or a name.

const visit = useBrowser();
const bill = splitBill(300);

async function open(page: Page): Promise<void> {
  await choose(page, csvFile("secret-name.csv", csvOf(bill)));
  await becomes(page, "ready");
}

async function exported(page: Page, item: string): Promise<Saved> {
  await page.getByTestId("export").click();
  return saved(page, () => page.getByRole("menuitem", { name: item, exact: true }).click());
}

const hashIn = (text: string) => /SHA-256 of bill, rules and result: ([0-9a-f]{64})/.exec(text)?.[1];

test("CSV: with a mark for UTF-8, the rows and order of the screen, the total and the reconciliation", async () => {
  const { page, problems } = await visit();
  await open(page);
  await page.getByTestId("expand-all").click();
  const table = await readTable(page);
  const { name, bytes } = await exported(page, "CSV, as shown");
  expect(name).toMatch(/^billfold-split-\d{4}-\d\d-\d\d\.csv$/);
  const text = bytes.toString("utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  const { data, errors } = Papa.parse<string[]>(text.slice(1).trimEnd());
  expect(errors).toEqual([]);
  expect(new Set(data.map((row) => row.length)).size).toBe(1);
  const amount = data[0]!.findIndex((cell) => cell.includes("CNY"));
  const rows = data.slice(1, 1 + table.rows.length);
  expect(rows.map((row) => row[amount])).toEqual(table.rows.map((row) => row.exact));
  expect(data[1 + table.rows.length]![amount]).toBe(bill.total);
  expect(data.at(-3)![0]).toMatch(/^Reconciled: bill /);
  expect(hashIn(data.at(-2)![0]!)).toBeDefined();
  expect(data.at(-1)![0]).toBe(
    `SHA-256 of the bill's file: ${createHash("sha256").update(csvOf(bill)).digest("hex")}.`,
  );
  expect(problems).toEqual([]);
});

test("the long CSV's amounts add up to the total; JSON and workbook hold the same figures and the same hash", async () => {
  const { page } = await visit();
  await open(page);
  const long = Papa.parse<string[]>(
    (await exported(page, "CSV, a row a leaf")).bytes.toString("utf8").slice(1).trimEnd(),
  );
  const amount = long.data[0]!.findIndex((cell) => cell.includes("CNY"));
  const leaves = long.data.slice(1, -3);
  expect(sumOf(leaves.map((row) => row[amount]!))).toBe(bill.total);

  const json = JSON.parse((await exported(page, "JSON")).bytes.toString("utf8"));
  expect(json.total).toBe(bill.total);
  expect(json.leaves.map((leaf: { amount: string }) => leaf.amount)).toEqual(leaves.map((row) => row[amount]));
  expect(json.sha256).toBe(hashIn(long.data.at(-2)![0]!));

  const { bytes } = await exported(page, "Excel workbook");
  const sheet = await readSheet(bytes, "Leaves");
  expect(sheet.slice(1).map((row) => row[amount])).toEqual(leaves.map((row) => Number(row[amount])));
  const about = (await readSheet(bytes, "About")).flat().join("\n");
  expect(hashIn(about)).toBe(json.sha256);
  expect(about).toContain("0 amounts have more than 15 digits");
});

test("FOCUS: the ratios add up to exactly 1, and the details are JSON with the same ratio", async () => {
  const { page } = await visit();
  await open(page);
  const { data } = Papa.parse<Record<string, string>>(
    (await exported(page, "FOCUS 1.4 split-allocation columns")).bytes.toString("utf8").trimEnd(),
    { header: true },
  );
  expect(sumOf(data.map((row) => row["x_AllocatedRatio"]!))).toBe("1");
  expect(sumOf(data.map((row) => row["BilledCost"]!))).toBe(bill.total);
  // The bill's lines are of the days from the first of April to the 30th; levels stand in FOCUS' own columns.
  expect(new Set(data.map((row) => row["ChargePeriodStart"]))).toEqual(new Set(["2025-04-01T00:00:00Z"]));
  expect(new Set(data.map((row) => row["ChargePeriodEnd"]))).toEqual(new Set(["2025-05-01T00:00:00Z"]));
  expect(new Set(data.map((row) => row["SubAccountId"]))).toEqual(new Set(bill.rows.map((row) => row[3])));
  expect(new Set(data.map((row) => row["BillingCurrency"]))).toEqual(new Set(["CNY"]));
  for (const row of data) {
    const [, ratio] = /^\{"Elements":\[\{"AllocatedRatio":(-?[\d.]+),/.exec(row["AllocatedMethodDetails"]!)!;
    expect(ratio).toBe(row["x_AllocatedRatio"]);
    expect(JSON.parse(row["AllocatedMethodDetails"]!).Elements).toHaveLength(1);
    expect(row["AllocatedMethodId"]).toBe("billfold-split-v1");
  }
});

test("FOCUS of a FOCUS bill: a row has what all its lines have in common, and each of their costs; nothing is made up", async () => {
  const { page, problems } = await visit("/?sample=focus");
  await becomes(page, "ready");
  await page.getByTestId("add-level").click();
  await page.getByRole("combobox", { name: "Find a dimension" }).fill("Service");
  await page.keyboard.press("Enter");
  await settled(page);
  const { data } = Papa.parse<Record<string, string>>(
    (await exported(page, "FOCUS 1.4 split-allocation columns")).bytes.toString("utf8").trimEnd(),
    { header: true },
  );
  const lines = ["march", "april"]
    .flatMap((month) => parseCsv(readFileSync(resolve(root, `public/samples/focus-${month}.csv`), "utf8")))
    .filter((line) => line["BillingCurrency"] === "USD");
  const columns: Readonly<Record<string, string>> = {
    payer: "BillingAccountId",
    owner: "SubAccountId",
    product: "ServiceName",
    region: "RegionId",
    unit: "SkuMeter",
  };
  const plain = (decimal: string) => sumOf([decimal]);
  const readable = (cell: string) => (/^-?[\d.]+$/.test(cell) ? cell : "0"); // one has a letter for a digit
  let rows = 0;
  const known = new Set<string>();
  for (const row of data) {
    const key = Object.entries(JSON.parse(row["AllocatedTags"]!) as Record<string, string | null>);
    const own = lines.filter((line) => key.every(([level, value]) => line[columns[level]!] === (value ?? "")));
    rows += own.length;
    for (const name of ["ChargeCategory", "ServiceCategory", "BillingAccountId", "BillingPeriodStart"]) {
      const values = new Set(own.map((line) => line[name]!));
      if (values.size === 1) known.add(name);
      expect(row[name] ?? "", name).toBe(values.size === 1 ? [...values][0] : "");
    }
    for (const name of ["BilledCost", "EffectiveCost", "ListCost", "ContractedCost"]) {
      expect(plain(row[name]!), name).toBe(plain(sumOf(own.map((line) => readable(line[name]!)))));
    }
  }
  expect(rows).toBe(lines.length);
  expect([...known].sort()).toEqual(["BillingAccountId", "ChargeCategory", "ServiceCategory"]);
  // The bill has no InvoiceIssuerName, and says nothing of corrections.
  expect(Object.keys(data[0]!)).not.toEqual(expect.arrayContaining(["InvoiceIssuerName"]));
  expect(Object.keys(data[0]!)).not.toEqual(expect.arrayContaining(["ChargeClass"]));
  expect(problems).toEqual([]);
});

test("the report has no script and the same figures; redacted it has no value and no file name of the bill", async () => {
  const { page } = await visit();
  await open(page);
  await page.getByTestId("expand-all").click();
  const plain = (await exported(page, "Report (HTML)")).bytes.toString("utf8");
  const redacted = (await exported(page, "Report without names (HTML)")).bytes.toString("utf8");
  const figures = (html: string) => [...html.matchAll(/<td class="n"><bdi>([^<]*)/g)].map(([, figure]) => figure);
  expect(figures(redacted)).toEqual(figures(plain));
  for (const html of [plain, redacted]) {
    expect(html).not.toMatch(/<script/i);
    expect(html).toContain("Reconciled: bill");
  }
  expect(plain).toContain("secret-name.csv");
  const values = new Set(
    bill.rows.flatMap((row) => [row[2]!, row[3]!, row[4]!, row[8]!]).filter((value) => value !== ""),
  );
  const shownIn = (html: string) => [...values].filter((value) => new RegExp(`[>"]${value}[<"]`).test(html));
  expect(shownIn(plain)).not.toEqual([]);
  expect(shownIn(redacted)).toEqual([]);
  expect(redacted).not.toContain("secret-name");
  const again = (await exported(page, "Report without names (HTML)")).bytes.toString("utf8");
  const hashes = (html: string) => new Set(html.match(/#[0-9a-f]{12}/g));
  expect(hashes(again).size).toBe(hashes(redacted).size);
  expect([...hashes(again)].some((hash) => hashes(redacted).has(hash))).toBe(false);
});

test("the chart is a drawing and a picture; hidden amounts are exported only after asking", async () => {
  const { page, problems } = await visit();
  await open(page);
  await page.getByRole("radio", { name: "Over time" }).check({ force: true });
  await page.locator('#view svg[role="img"]').waitFor();
  const svg = (await exported(page, "Chart as SVG")).bytes.toString("utf8");
  expect(svg).toMatch(/^<svg[^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  expect(svg).toContain("Reconciled: bill");
  const png = (await exported(page, "Chart as PNG")).bytes;
  expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
  expect(png.length).toBeGreaterThan(2000);

  await page.getByRole("radio", { name: "Treemap" }).check({ force: true });
  const tile = page.locator(".tile .tile-name").first();
  await tile.waitFor();
  const map = (await exported(page, "Chart as SVG")).bytes.toString("utf8");
  expect(map).toContain("Reconciled: bill");
  expect(map).toContain(`>${await tile.innerText()}</text>`);
  expect(map.match(/<rect/g)!.length).toBe(1 + (await page.locator(".tile").count()));
  expect((await exported(page, "Chart as PNG")).bytes.length).toBeGreaterThan(2000);

  await page.getByTestId("mask").click();
  await page.getByTestId("export").click();
  await page.getByRole("menuitem", { name: "CSV, as shown" }).click();
  const toast = page.getByTestId("toast");
  await expect.poll(() => toast.textContent()).toContain("Amounts are hidden");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    toast.getByRole("button", { name: "Export" }).click(),
  ]);
  expect(download.suggestedFilename()).toContain("billfold-split");
  expect(problems).toEqual([]);
});

test("on paper the statement is the first page and the rules are the last", async () => {
  const { page } = await visit();
  await open(page);
  // Firefox's driver shows no page as on paper; what it prints, it prints all the same.
  if (chosenBrowser === "chromium") {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await page.locator(".paper.statement").isVisible()).toBe(true);
    expect(await page.locator(".paper.rules").isVisible()).toBe(true);
    expect(await page.getByTestId("export").isVisible()).toBe(false);
    const colors = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body);
      return [backgroundColor, color];
    });
    expect(colors).toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  }

  // Printing is asked for by the key; the browser's own dialog is not opened.
  await page.evaluate(() => void (window.print = () => void (document.body.dataset["printed"] = "yes")));
  await page.keyboard.press("Control+P");
  await page.waitForFunction(() => document.body.dataset["printed"] === "yes");
  const pdf = await page.pdf({ format: "A4", landscape: true });
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: false });
  const [first, last] = [text[0]!, text.at(-1)!];
  expect(text.length).toBeGreaterThanOrEqual(3);
  expect(first).toContain("Split of a bill");
  expect(first).toContain("reconciled");
  expect(first).toContain(createHash("sha256").update(csvOf(bill)).digest("hex"));
  expect(first).not.toContain(bill.rows[0]![8]!); // a project: the table comes after
  expect(last).toContain("Rules");
  expect(text.slice(1, -1).join(" ")).toContain(bill.rows[0]![3]!);
  expect(text.join(" ")).not.toMatch(/https?:\/\/|file:\/\//);
});

// ---- rules

const LEVEL = ".chip-name[data-level]";

/** One level less: a change of the rules. */
async function dropALevel(page: Page): Promise<void> {
  await page.locator(LEVEL).last().focus();
  await page.keyboard.press("Delete");
  await settled(page);
}

test("a link holds the rules alone, shows its literals before, and asks the one who opens it", async () => {
  const { page } = await visit();
  await open(page);
  const shareOfParent = page.locator('[data-testid="split-table"] .share').first();
  expect(await shareOfParent.evaluate((cell) => getComputedStyle(cell).display)).toBe("table-cell");
  await page.getByTestId("share").click();
  expect(await page.getByTestId("link").count()).toBe(0);
  await page.getByTestId("make-link").click();
  const link = await page.getByTestId("link").inputValue();
  expect(link).toMatch(/#v1\.[\w-]+$/);
  const text = inflated(link);
  const rules = JSON.parse(text);
  expect(Object.keys(rules).sort()).toEqual(["language", "mapping", "plan", "version", "view"]);
  const schema = JSON.parse(readFileSync(resolve(root, "dist/rules.schema.json"), "utf8"));
  expect(new Ajv().validate(schema, rules)).toBe(true);
  expect(new Ajv().validate(schema, { ...rules, rows: [] })).toBe(false);
  const cells = new Set(
    bill.rows
      .slice(0, 200)
      .flat()
      .filter((cell) => cell.length > 3 && cell !== "2025-04"),
  );
  expect([...cells].filter((cell) => text.includes(cell))).toEqual([]);
  expect(text).not.toContain("secret-name");

  const { pathname, search, hash } = new URL(link);
  expect(pathname).toBe(new URL(page.url()).pathname);
  const other = await visit(`/${search}${hash}`);
  await other.page.getByTestId("received-rules").waitFor();
  expect(new URL(other.page.url()).hash).toBe("");
  await other.page.getByTestId("rules-look").click();
  await other.page.getByTestId("rules-dialog").getByTestId("rules-apply").click();
  await open(other.page);
  expect((await readTable(other.page)).rows).toEqual((await readTable(page)).rows);
  expect(other.problems).toEqual([]);
});

test("values in the rules are listed before the link exists; those that look like accounts are left out unless asked for", async () => {
  const { page } = await visit();
  await open(page);
  const [account] = [bill.rows[0]![3]!]; // ten digits
  await page.getByTestId("add-filter").click();
  await page.getByRole("combobox", { name: "Find a dimension" }).fill("Owner");
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name: new RegExp(account) }).check();
  await page.getByRole("button", { name: "Apply 1 value" }).click();
  await settled(page);
  await page.getByTestId("share").click();
  const leaveOut = page.getByTestId("leave-out");
  expect(await leaveOut.isChecked()).toBe(true);
  await page.getByTestId("make-link").click();
  expect(inflated(await page.getByTestId("link").inputValue())).not.toContain(account);
  await leaveOut.uncheck();
  await page.getByTestId("link").waitFor({ state: "detached" });
  expect(await page.getByTestId("literals").textContent()).toContain(account);
  await page.getByTestId("make-link").click();
  expect(inflated(await page.getByTestId("link").inputValue())).toContain(account);
});

function inflated(link: string): string {
  return inflateRawSync(Buffer.from(link.split("#v1.")[1]!, "base64url")).toString("utf8");
}

const linkOf = (text: string | Buffer) => `#v1.${deflateRawSync(text).toString("base64url")}`;

test.each([
  ["cut off", linkOf('{"version":1,"plan":{"by":["owner"]}}').slice(0, -6)],
  ["unpacking to millions of letters", linkOf(Buffer.alloc(3_000_000, 32))],
  ["holding more than rules", linkOf('{"version":1,"rows":[["a"]]}')],
  ["of another version", linkOf('{"version":2}')],
])("a link that is %s is refused, with words", async (_, fragment) => {
  const { page, problems } = await visit(`/${fragment}`);
  await page.getByTestId("error").waitFor();
  expect(await page.getByTestId("received-rules").count()).toBe(0);
  expect(new URL(page.url()).hash).toBe("");
  expect(problems).toEqual([]);
});

test("rules too long for a link say so and go into a file, which another one opens", async () => {
  const { page, problems } = await visit();
  await open(page);
  // Words that no packing makes short.
  const values = Array.from({ length: 700 }, (_, place) => createHash("sha256").update(String(place)).digest("hex"));
  const filters = [{ dimension: "项目", values, exclude: true }];
  const rules = { version: 1, plan: { by: ["model"], filters } };
  const chooseRules = async (on: Page, text: string) => {
    await on.getByTestId("share").click();
    await on
      .getByTestId("rules-input")
      .setInputFiles({ name: "rules.json", mimeType: "application/json", buffer: Buffer.from(text) });
  };
  await chooseRules(page, '{"version":1,"plan":{"by":"model"}}');
  expect(await page.getByTestId("share-dialog").getByRole("alert").textContent()).toContain(
    "The rules are not valid, by (plan.by): is not a list",
  );
  await page.keyboard.press("Escape");
  await chooseRules(page, JSON.stringify(rules));
  await page.getByTestId("share-dialog").waitFor({ state: "detached" });
  await settled(page);

  await page.getByTestId("share").click();
  await page.getByTestId("leave-out").uncheck();
  await page.getByTestId("make-link").click();
  await page.getByText("Save a rules file in its place").waitFor();
  expect(await page.getByTestId("link").count()).toBe(0);
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByTestId("rules-file").click()]);
  const saved = readFileSync(await download.path(), "utf8");
  expect(JSON.parse(saved).plan.filters).toEqual(filters);

  const other = await visit();
  await open(other.page);
  await chooseRules(other.page, saved);
  await other.page.getByTestId("share-dialog").waitFor({ state: "detached" });
  await settled(other.page);
  await page.keyboard.press("Escape");
  expect((await readTable(other.page)).rows).toEqual((await readTable(page)).rows);
  expect([...problems, ...other.problems]).toEqual([]);
});

test("rules are kept under names, compared, renamed and used; nothing of the bill is kept, and all is forgotten", async () => {
  const { page, problems } = await visit();
  await open(page);
  const before = (await readTable(page)).rows;
  await page.getByTestId("share").click();
  await page.getByTestId("rules-name").fill("first");
  await page.getByTestId("save-rules").click();
  await page.getByTestId("saved-entry").waitFor();
  await page.keyboard.press("Escape");
  await dropALevel(page);
  await dropALevel(page);
  expect((await readTable(page)).rows).not.toEqual(before);

  await page.getByTestId("share").click();
  const entry = page.getByTestId("saved-entry");
  await entry.getByRole("button", { name: "Compare" }).click();
  expect(await page.getByTestId("compared").textContent()).toContain("plan.by");
  await page.getByTestId("rules-name").fill("renamed");
  await entry.getByRole("button", { name: "Rename" }).click();
  await expect.poll(() => entry.textContent()).toContain("renamed");
  await entry.getByRole("button", { name: "Use" }).click();
  await page.getByTestId("share-dialog").waitFor({ state: "detached" });
  await settled(page);
  expect((await readTable(page)).rows).toEqual(before);

  const stored = await page.evaluate(() => JSON.stringify({ ...localStorage }));
  expect(stored).toContain("renamed");
  const canaries = new Set(bill.rows.flat().filter((cell) => cell.length > 3 && cell !== "2025-04"));
  expect([...canaries].filter((cell) => stored.includes(cell))).toEqual([]);
  await page.getByTestId("help").click();
  await page.getByTestId("forget").click();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(problems).toEqual([]);
});

test("rules of a link that the bill does not fit are told, and are for the next one", async () => {
  const { page, problems } = await visit(`/${linkOf('{"version":1,"plan":{"by":["Squad"]}}')}`);
  await page.getByTestId("rules-apply").click();
  await choose(page, csvFile("teams.csv", "Team,Cost\nads,1.5\nlab,2.25\n"));
  await becomes(page, "ready");
  const toast = page.getByTestId("toast");
  expect(await toast.innerText()).toContain("teams.csv, without the rules. This bill has no “Squad”");
  expect(await toast.innerText()).toContain("The rules are kept for the next bill.");
  expect(await page.getByTestId("given-rules").innerText()).toContain("For the next bill: Squad");
  await choose(page, csvFile("squads.csv", "Account,Squad,Cost\nx,red,1.5\nx,blue,2.25\n"));
  await page.waitForFunction(() => document.querySelector('.chip-name[data-level="Squad"]'));
  await settled(page);
  expect((await readTable(page)).rows.map(({ exact }) => exact)).toEqual(["2.25", "1.5"]);
  expect(await page.getByTestId("given-rules").count()).toBe(0);
  expect(problems).toEqual([]);
});

test("a reload brings the last rules back, not the bill, and says so", async () => {
  const { page } = await visit();
  await open(page);
  await dropALevel(page);
  const before = (await readTable(page)).rows;
  await page.reload();
  const given = page.getByTestId("given-rules");
  await given.waitFor();
  expect(await given.textContent()).toContain("the bill is not");
  await open(page);
  expect((await readTable(page)).rows).toEqual(before);
});
