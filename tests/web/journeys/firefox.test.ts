import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { csvOf, splitBill } from "../fixtures";
import { becomes, csvFile, drop } from "../page-helpers";

// The served page in Firefox: what a browser alone decides, and the figures once more.

const visit = useBrowser("firefox");
const bill = splitBill(500);

test("the sample opens, a dropped file gives its exact total, rules become a link, nothing is violated", async () => {
  const { page, problems } = await visit();
  await page.getByTestId("sample").click();
  await becomes(page, "ready");
  await drop(page, csvFile("split.csv", csvOf(bill)));
  await page.locator(`[data-testid="bill-total"][data-exact="${bill.total}"]`).waitFor();
  await page.getByTestId("share").click();
  await page.getByTestId("make-link").click();
  expect(await page.getByTestId("link").inputValue()).toMatch(/#v1\.[\w-]+$/);
  expect(problems).toEqual([]);
});
