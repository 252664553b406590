import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes } from "../page-helpers";

// Amounts that are masked for a shared screen: on no view, in no drawer, in nothing that a pointer that rests brings up.

const visit = useBrowser();

/** What the page knows each figure as, and shows: "-1234.50" is "-1234.50", "1234.5" and "1,234.50". */
function formsOf(exact: string): readonly string[] {
  const plain = exact.replace(/^-/, "");
  const [whole = "", fraction = ""] = plain.split(".");
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ",");
  const short = fraction.replace(/0+$/, "");
  return [plain, `${grouped}.${fraction}`, `${grouped}.${fraction.padEnd(2, "0")}`, `${whole}.${short}`];
}

/** Figures of the page with digits enough that no date or id is one by chance. */
async function figuresOf(page: Page): Promise<readonly string[]> {
  const exact = await page
    .locator("[data-exact]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-exact") ?? ""));
  return [...new Set(exact)].filter((each) => /\.\d/.test(each) && each.replaceAll(/\D/g, "").length >= 4);
}

/** All that is seen or heard: texts, also of SVG, and what rests in attributes for a pointer or a screen reader. */
const said = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const all = [...document.body.querySelectorAll("*")];
    const attributes = all.flatMap((each) =>
      ["title", "aria-label", "aria-valuetext", "aria-description", "alt", "placeholder"].map(
        (name) => each.getAttribute(name) ?? "",
      ),
    );
    return [document.title, document.body.textContent ?? "", ...attributes].join("\n");
  });

async function expectHidden(page: Page, where: string): Promise<void> {
  const figures = await figuresOf(page);
  const text = await said(page);
  const bounded = (form: string) => new RegExp(`(?<![\\d.,])${form.replaceAll(".", "\\.")}(?![\\d])`);
  const seen = figures.filter((exact) => formsOf(exact).some((form) => bounded(form).test(text)));
  expect(seen, where).toEqual([]);
}

async function openMasked(sample: string): Promise<Page> {
  const { page } = await visit(`/?sample=${sample}`);
  await becomes(page, "ready");
  await page.getByTestId("mask").click();
  return page;
}

const settle = (page: Page) => page.waitForTimeout(300); // what was asked of the core has come

test("the split: its lenses, why a figure is what it is, the file's own lines, the reconciliation, what moved", async () => {
  const page = await openMasked("volcengine-split");
  await page.getByTestId("expand-all").click();
  await settle(page);
  await expectHidden(page, "table");
  const row = page.locator('[data-testid="split-table"] [data-line="0"]');
  await row.focus();
  await page.keyboard.press("Enter");
  await page.getByTestId("explained").waitFor();
  await expectHidden(page, "why");
  await page.getByRole("button", { name: /^Show \d+ source row/ }).click();
  await page.locator('[data-testid="source-lines"] tr[data-source-line]').first().waitFor();
  await expectHidden(page, "the file's own lines");
  await page.keyboard.press("Escape");
  await page.getByTestId("details").click();
  await expectHidden(page, "reconciliation");
  await page.keyboard.press("Escape");
  await page.getByTestId("lint").click();
  await page.getByTestId("lint-csv").waitFor();
  await expectHidden(page, "what looks wrong");
  await page.keyboard.press("Escape");
  for (const lens of ["Treemap", "Over time"]) {
    await page.getByRole("radio", { name: lens }).check({ force: true });
    await settle(page);
    await expectHidden(page, lens);
    await page.getByRole("button", { name: "View as table" }).click();
    await expectHidden(page, `${lens} as a table`);
  }
  await page.locator("[data-exact]").first().hover();
  await settle(page);
  await expectHidden(page, "under the pointer");
});

test("the schedule: its table, a day and why, roll-forward, journal", async () => {
  const page = await openMasked("orders");
  await page.getByTestId("schedule-table").waitFor();
  await settle(page);
  await expectHidden(page, "schedule");
  const cell = page.getByTestId("schedule-table").locator('[data-column="2023-01"]').first();
  await cell.click();
  await page.getByTestId("why-amortized").waitFor();
  await page.getByTestId("why-lines").click();
  await page.locator("[data-source-line] pre").first().waitFor();
  await expectHidden(page, "why, with its lines");
  await page.keyboard.press("Escape");
  await settle(page);
  await expectHidden(page, "calendar and waterfall");
  for (const lens of ["roll", "journal"]) {
    await page.getByTestId(`schedule-lens-${lens}`).check({ force: true });
    await settle(page);
    await expectHidden(page, lens);
  }
});

test.each([
  ["discounts", ["discounts", "commitments"]],
  ["watch", ["budgets", "anomalies"]],
  ["tags", ["policy", "compliance", "tree"]],
] as const)("an organization's bill: %s", async (tab, lenses) => {
  const page = await openMasked("organization");
  await page.getByTestId(`tab-${tab}`).click();
  for (const lens of lenses) {
    await page.getByTestId(`${tab}-lens-${lens}`).check({ force: true });
    await settle(page);
    await expectHidden(page, `${tab}, ${lens}`);
  }
});

test("hourly bills, and why an hour costs what it does", async () => {
  const page = await openMasked("metering");
  await page.getByTestId("hours-table").waitFor();
  await settle(page);
  await expectHidden(page, "hours");
  await page.getByRole("button", { name: /2024-09-01 11:00.*why this bill$/ }).click();
  await page.getByTestId("why-hour").waitFor();
  await expectHidden(page, "why an hour");
});

test("what is copied is asked about first, wherever it is copied from", async () => {
  const page = await openMasked("volcengine-split");
  const toast = page.getByTestId("toast");
  const asked = async () => {
    await expect.poll(() => toast.textContent()).toContain("Amounts are hidden");
    await page.keyboard.press("Escape");
    await toast.waitFor({ state: "detached" });
  };
  await page.getByTestId("copy").click();
  await asked();
  await page.getByTestId("details").click();
  await page.getByRole("button", { name: "Copy statement" }).click();
  await expect.poll(() => toast.textContent()).toContain("Amounts are hidden");
  await page.getByTestId("inspector-close").click();
  await asked();
  const row = page.locator('[data-testid="split-table"] [data-line="0"]');
  await row.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Copy as text" }).click();
  await expect.poll(() => toast.textContent()).toContain("Amounts are hidden");
});
