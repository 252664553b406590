import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

import { root, useBrowser } from "../browser";
import { parseCsv } from "../csv";
import { sumOf } from "../decimals";
import { CLIPBOARD } from "../downloads";
import { csvOf, gb18030, splitBill } from "../fixtures";
import { becomes, choose, csvFile, exact, fillIn } from "../page-helpers";

const visit = useBrowser();
const bill = splitBill(40);
const cells = [bill.header, ...bill.rows].map((row) => row.join("\t")).join("\n");

test("the sample that the address names opens at once, under its ribbon", async () => {
  const { page, problems } = await visit("/?sample=volcengine-split");
  await becomes(page, "ready");
  expect(await page.getByText("Sample data, with invented names.").isVisible()).toBe(true);
  expect(await exact(page, "difference")).toBe("0");
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
  expect(problems).toEqual([]);
});

const sampleLines = (...names: readonly string[]) =>
  names.flatMap((name) => parseCsv(readFileSync(resolve(root, "public/samples", `${name}.csv`), "utf8")));

test("the sample of two months has two currencies, one at a time, and a line that cannot be read", async () => {
  const { page, problems } = await visit();
  await page.getByTestId("sample-focus").click();
  await becomes(page, "ready");
  const lines = sampleLines("focus-march", "focus-april");
  const [broken, ...others] = lines.filter((line) => !/^-?[0-9.]+$/.test(line["BilledCost"]!));
  expect(others).toEqual([]);
  const of = (currency: string) =>
    sumOf(
      lines
        .filter((line) => line !== broken && line["BillingCurrency"] === currency)
        .map((line) => line["BilledCost"]!),
    );
  expect(await exact(page, "bill-total")).toBe(of("USD"));
  const notice = page.getByTestId("rejected-notice");
  expect(await notice.textContent()).toContain(broken!["BilledCost"]);
  // Of the two files the one that holds the line.
  expect(await notice.getByRole("heading").textContent()).toContain("Line 42 of focus-april.csv cannot be read");
  await page.getByLabel("Currency").selectOption("EUR");
  await page.waitForFunction(
    (total) => document.querySelector("[data-testid=bill-total]")?.getAttribute("data-exact") === total,
    of("EUR"),
  );
  expect(await exact(page, "difference")).toBe("0");
  expect(problems).toEqual([]);
});

test("the sample of ten-digit fractions is split to its last digit", async () => {
  const { page } = await visit("/?sample=aws-cur-2");
  await becomes(page, "ready");
  const amounts = sampleLines("aws-cur-2").map((line) => line["line_item_unblended_cost"]!);
  expect(await exact(page, "bill-total")).toBe(sumOf(amounts));
  expect(await exact(page, "difference")).toBe("0");
});

test("an unknown sample is told with those there are", async () => {
  const { page } = await visit("/?sample=nonsense");
  await becomes(page, "error");
  const words = await page.getByTestId("error").textContent();
  expect(words).toContain("nonsense");
  expect(words).toContain("volcengine-split");
});

test("a table copied from a spreadsheet is pasted anywhere", async () => {
  const { page } = await visit("/", { permissions: CLIPBOARD });
  await page.getByTestId("choose").waitFor();
  await page.evaluate((text) => navigator.clipboard.writeText(text), cells);
  await page.keyboard.press("Control+V");
  await becomes(page, "ready");
  expect(await exact(page, "bill-total")).toBe(bill.total);
  expect(await page.getByTestId("source").textContent()).toContain("Pasted table");
});

test("or into the dialog's field; words that are no table are refused there", async () => {
  const { page } = await visit();
  await page.getByTestId("paste").click();
  await page.getByTestId("paste-text").fill("hello");
  await page.getByTestId("paste-read").click();
  expect(await page.getByTestId("paste-dialog").textContent()).toContain("The clipboard holds no table");
  await fillIn(page.getByTestId("paste-text"), cells);
  await page.getByTestId("paste-read").click();
  await becomes(page, "ready");
  expect(await exact(page, "bill-total")).toBe(bill.total);
});

test("two files of one form are one bill", async () => {
  const { page } = await visit();
  const halves = [bill.rows.slice(0, 15), bill.rows.slice(15)].map((rows) => csvOf({ header: bill.header, rows }));
  await choose(page, csvFile("first.csv", halves[0]!), csvFile("second.csv", halves[1]!));
  await becomes(page, "ready");
  expect(await exact(page, "bill-total")).toBe(bill.total);
  expect(await page.getByTestId("source").textContent()).toContain("1 file");
});

test("a file chosen twice is counted once, and that is told", async () => {
  const { page } = await visit();
  await choose(page, csvFile("bill.csv", csvOf(bill)), csvFile("copy.csv", csvOf(bill)));
  await becomes(page, "ready");
  expect(await exact(page, "bill-total")).toBe(bill.total);
  expect(await page.getByTestId("toast").textContent()).toContain("copy.csv was already read");
});

test("a form that is not known is read by a proposal, confirmed, and remembered by its headers", async () => {
  const { page } = await visit();
  const team = "Team,When,Cost,Share\nalpha,2025-04-01,12.40,1\nbeta,2025-04-02,-3.00,2\ngamma,2025-04-03,0.05,3\n";
  await choose(page, csvFile("teams.csv", team));
  await page.getByTestId("mapping").waitFor();
  await page.getByTestId("mapping").getByLabel("Amount to split").selectOption("Share");
  await page.getByTestId("mapping-use").click();
  await page.waitForFunction(
    () => document.querySelector("[data-testid=bill-total]")?.getAttribute("data-exact") === "6",
  );
  expect(await page.getByTestId("mapping").count()).toBe(0);

  await choose(page, csvFile("teams-next-month.csv", team.replace("12.40,1", "12.40,5")));
  await page.waitForFunction(
    () => document.querySelector("[data-testid=bill-total]")?.getAttribute("data-exact") === "10",
  );
  expect(await page.getByTestId("mapping").count()).toBe(0);
});

test("an encoding that was guessed can be changed; one that does not fit is an error with a way back", async () => {
  const { page } = await visit();
  await choose(page, csvFile("bill.csv", gb18030(csvOf(bill))));
  await becomes(page, "ready");
  await page.getByTestId("details").click();
  await page.getByTestId("encoding").selectOption("utf-8");
  await page.getByRole("button", { name: "Read again so" }).click();
  await becomes(page, "error");
  expect(await page.getByTestId("error").getAttribute("data-error")).toBe("bad_encoding");
  expect(await page.getByTestId("error").textContent()).toContain("UTF-8");

  await page.getByTestId("error").getByLabel("Encoding").selectOption("gb18030");
  await page.getByTestId("error").getByRole("button", { name: "Read as" }).click();
  await becomes(page, "ready");
  expect(await exact(page, "bill-total")).toBe(bill.total);
});

test("opening another bill can be taken back, with what was set up in the first, and done again", async () => {
  const { page, problems } = await visit();
  await choose(page, csvFile("march.csv", csvOf(bill)));
  await becomes(page, "ready");
  await page.getByTestId("expand-all").click();
  await page.locator('[data-testid="split-table"] [aria-level="2"]').first().waitFor();
  const before = await page.getByTestId("split-table").innerText();
  await choose(page, csvFile("teams.csv", "Team,Cost\nalpha,1.50\nbeta,2.25\n"));
  const isShown = (total: string) =>
    page.waitForFunction(
      (exactly) => document.querySelector("[data-testid=bill-total]")?.getAttribute("data-exact") === exactly,
      total,
    );
  await isShown("3.75");
  expect(await page.getByTestId("toast").textContent()).toContain("Opened teams.csv");

  await page.getByTestId("toast").getByRole("button", { name: "Undo" }).click();
  await isShown(bill.total);
  expect(await page.getByTestId("source").textContent()).toContain("march.csv");
  expect(await page.getByTestId("split-table").innerText()).toBe(before);
  expect(await page.getByTestId("toast").textContent()).toContain("Undone: Opened teams.csv");

  await page.keyboard.press("Control+Shift+Z");
  await isShown("3.75");
  await page.keyboard.press("Control+Z");
  await isShown(bill.total);
  expect(problems).toEqual([]);
});
