import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { csvOf, gb18030, splitBill } from "../fixtures";
import { becomes, choose, csvFile, drop, exact, figures } from "../page-helpers";

// Task 2: "Here is our Chinese bill from Excel."

const visit = useBrowser();
const bill = splitBill(1_200);

async function showsTheBill(page: Page, encoding: string): Promise<void> {
  await becomes(page, "ready");
  expect(await exact(page, "bill-total")).toBe(bill.total);
  expect(await exact(page, "difference")).toBe("0");
  expect(await page.getByTestId("rows").textContent()).toBe("1,200");
  const source = await page.getByTestId("source").textContent();
  expect(source).toContain(encoding);
  expect(source).toContain("1,200");
  expect(source).not.toContain("unknown form");
  expect(await page.locator("body").innerText()).not.toContain("\ufffd");
}

test("a bill in GB18030 from the chooser shows its exact total and its encoding", async () => {
  const { page, problems } = await visit();
  await choose(page, csvFile("火山引擎分账-2025-04.csv", gb18030(csvOf(bill))));
  await showsTheBill(page, "GB18030");
  expect(await page.getByTestId("source").textContent()).toContain("火山引擎分账-2025-04.csv");
  expect(problems).toEqual([]);
});

test("the same bill in UTF-8 with a byte order mark, dropped on the window, shows the same total", async () => {
  const { page, problems } = await visit();
  await drop(page, csvFile("dropped.csv", `\ufeff${csvOf(bill)}`));
  await showsTheBill(page, "UTF-8");
  expect(problems).toEqual([]);
});

test("the language changes the words and nothing else", async () => {
  const { page } = await visit();
  await choose(page, csvFile("bill.csv", gb18030(csvOf(bill))));
  await becomes(page, "ready");
  await page.getByRole("rowheader", { name: "3300017001" }).click();
  await page.waitForFunction(() => document.querySelector('[role="row"][aria-expanded="true"]'));
  const before = await figures(page);
  const open = await page.locator('[aria-expanded="true"][role="row"]').count();

  await page.getByTestId("language-zh-CN").click();
  await page.waitForFunction(() => document.documentElement.lang === "zh-CN");
  expect(await page.getByTestId("tab-split").textContent()).toBe("分账");
  expect(await page.getByRole("columnheader").first().textContent()).toContain("托管子账号");
  expect(await figures(page)).toEqual(before);
  expect(await page.locator('[aria-expanded="true"][role="row"]').count()).toBe(open);
  expect(await page.title()).toContain("bill.csv");
});
