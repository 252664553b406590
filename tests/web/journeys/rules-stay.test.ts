import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes, choose, csvFile, exact } from "../page-helpers";
import { readTable, settled } from "../split-table";

// What a person made of rules is there for the next bill, the next visit and the other currency; what is not, is said.

const visit = useBrowser();

const APRIL = csvFile("april.csv", "Team,Day,Cost\nads,2025-04-01,10.25\nlab,2025-04-02,5.50\n");
const MAY = csvFile("may.csv", "Team,Day,Cost\nads,2025-05-01,20.00\nlab,2025-05-02,1.00\n");
const ONLY_ADS = { op: "is", dimension: "project", values: ["ads"] };
const KIND = { name: "Kind", rules: [{ value: "own", when: ONLY_ADS }], otherwise: "rest" };

async function withKind(page: Page): Promise<void> {
  await choose(page, APRIL);
  await becomes(page, "ready");
  await page.getByTestId("rules").click();
  await page.getByText("As text", { exact: true }).click();
  await page.getByTestId("rules-text").fill(JSON.stringify({ categories: [KIND] }));
  await page.locator("details form").getByRole("button", { name: "Apply" }).click();
  await page.locator('[data-rule="Kind"]').waitFor();
  await page.keyboard.press("Escape");
  await page.getByTestId("add-level").click();
  await page.getByRole("combobox", { name: "Find a dimension" }).fill("Category: Kind");
  await page.keyboard.press("Enter");
  await page.locator('.chip-name[data-level="category:Kind"]').waitFor();
  await settled(page);
}

async function openNext(page: Page, bill: typeof MAY, total: string): Promise<void> {
  await choose(page, bill);
  await page.waitForFunction(
    (wanted) =>
      document.querySelector('[data-testid="split-total"]')?.getAttribute("data-exact") === wanted &&
      document.documentElement.dataset["state"] === "ready",
    total,
  );
  await settled(page);
}

const levels = (page: Page) =>
  page
    .locator(".chip-name[data-level]")
    .evaluateAll((all) => all.map((each) => (each as HTMLElement).dataset["level"]));

test("rules and the level that they make go on with the next bill; one that has not what they ask says so", async () => {
  const { page, problems } = await visit();
  await withKind(page);
  const before = await levels(page);
  await openNext(page, MAY, "21");
  expect(await levels(page)).toEqual(before);
  expect(await page.getByTestId("rules").innerText()).toBe("Rules (1)");
  expect((await readTable(page)).rows.map(({ exact: figure }) => figure)).toContain("20");

  await openNext(page, csvFile("plain.csv", "Pool,Cost\nx,1.50\ny,2.25\n"), "3.75");
  const toast = page.getByTestId("toast");
  expect(await toast.innerText()).toContain("plain.csv, without the rules.");
  expect(await toast.innerText()).toContain("The rules stay with the bill that was open.");
  expect(problems).toEqual([]);
});

test("after a reload the rules are there with their values, as the words say, and without filters", async () => {
  const { page, problems } = await visit();
  await withKind(page);
  await page.reload();
  const given = page.getByTestId("given-rules");
  await given.waitFor();
  expect(await given.innerText()).toContain(
    "Your rules of last time, with the values in them, are kept in this browser; filters and the bill are not.",
  );
  await page.getByTestId("language-zh-CN").click();
  expect(await given.innerText()).toContain("上次的规则连同其中的取值保留在本浏览器中，筛选和账单没有保留。");
  await page.getByTestId("language-en").click();
  await openNext(page, MAY, "21");
  expect(await levels(page)).toContain("category:Kind");
  expect(await page.getByTestId("rules").innerText()).toBe("Rules (1)");
  expect(problems).toEqual([]);
});

test("rules of last time outlive the levels of a bill that they do not fit, until a person does without them", async () => {
  const { page, problems } = await visit();
  await withKind(page);
  await page.reload();
  const given = page.getByTestId("given-rules");
  await given.waitFor();
  await openNext(page, csvFile("plain.csv", "Pool,Site,Cost\nx,eu,1.50\ny,us,2.25\n"), "3.75");
  expect(await page.getByTestId("toast").innerText()).toContain("kept for the next bill");
  const level = (await levels(page)).includes("Site") ? "Pool" : "Site";
  await page.getByTestId("add-level").click();
  await page.getByRole("combobox", { name: "Find a dimension" }).fill(level);
  await page.keyboard.press("Enter");
  await page.locator(`.chip-name[data-level="${level}"]`).waitFor();
  await settled(page);
  await page.reload();
  await given.waitFor();
  expect(await given.innerText()).toContain("Your rules of last time, with the values in them");
  await given.getByRole("button").click();
  await given.waitFor({ state: "detached" });
  await page.reload();
  await page.getByTestId("file-input").waitFor({ state: "attached" });
  await page.waitForTimeout(500); // what was kept would be read by now
  expect(await given.count()).toBe(0);
  expect(problems).toEqual([]);
});

test("one name for alike values leaves every other value its own, in the currencies that are not shown, too", async () => {
  const { page, problems } = await visit();
  const rows = ["acc-3,USD,10.00", "ACC-3,USD,20.00", "beta,USD,5.00", "Acc-3,CNY,66.66", "zeta,CNY,1.00"];
  await choose(page, csvFile("two.csv", `Team,Currency,Cost\n${rows.join("\n")}\n`));
  await becomes(page, "ready");
  const shown = async () => (await readTable(page)).rows.map(({ name, exact: figure }) => [name, figure]);
  await page.getByTestId("lint").click();
  const merge = page.getByTestId("remedy-alike_values");
  expect(await merge.innerText()).toBe("Call them “ACC-3”");
  await merge.click();
  await page.waitForFunction(() => document.querySelector('.chip-name[data-level^="list:"]'));
  expect(await shown()).toEqual([
    ["ACC-3", "30"],
    ["beta", "5"],
  ]);
  await page.locator('[data-currency="CNY"]').getByTestId("remedy-several_currencies").click();
  await page.waitForFunction(
    () => document.querySelector('[data-testid="split-total"]')?.getAttribute("data-exact") === "67.66",
  );
  expect(await shown()).toEqual([
    ["Acc-3", "66.66"],
    ["zeta", "1"],
  ]);
  expect(await exact(page, "difference")).toBe("0");
  expect(problems).toEqual([]);
});
