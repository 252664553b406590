import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes, choose, csvFile, exact, whyOf } from "../page-helpers";
import { settled } from "../split-table";

// Check, before any figure is believed: what is found, with what it costs, and one click about it.

const visit = useBrowser();

// The line of 10 of ads is there twice. Nothing on 2025-04-05, and on the 4th only dollars. Of yuan: 10 + 10 + 12 + 3 + 8
// = 43; the file's own total is 43 + 7.50, yuan and dollars added.
const APRIL = csvFile(
  "april.csv",
  [
    "Day,Team,Currency,Cost",
    "2025-04-01,ads,CNY,10.00",
    "2025-04-01,ads,CNY,10.00",
    "2025-04-02,web,CNY,12.00",
    "2025-04-03,,CNY,3.00",
    "2025-04-04,web,USD,7.50",
    "2025-04-06,web,CNY,8.00",
    "Total,,,50.50",
  ].join("\n"),
);

const found = (page: Page, concern: string) => page.locator(`[data-concern="${concern}"]`);
const sums = (page: Page, concern: string) =>
  found(page, concern)
    .getByTestId("finding-sum")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-exact")));
const figuresOf = async (page: Page, name: string) => {
  const row = page.locator("tbody tr[data-line]", { has: page.getByText(name, { exact: true }) });
  return row.locator(".amount").evaluateAll((all) => all.map((each) => each.getAttribute("data-exact")));
};
const gone = (page: Page, concern: string) => found(page, concern).waitFor({ state: "detached" });

test("a line that is charged twice is out before anything is shared, and counts again by a click", async () => {
  const { page, problems } = await visit("/");
  await choose(page, APRIL);
  await becomes(page, "ready");
  expect(await exact(page, "split-total")).toBe("43");
  await page.getByTestId("lint").click();

  await page.getByTestId("remedy-without_value").click();
  await gone(page, "without_value");
  await settled(page);
  // Of 3, 20 and 20 get a half each as long as the line weighs twice.
  expect(await figuresOf(page, "ads")).toEqual(["21.5", "20", "1.5", "0"]);
  // It is said, not only gone.
  expect(await page.getByTestId("lint-set-right").innerText()).toContain("shared out by rule");

  await page.getByTestId("remedy-duplicate_lines").click();
  await gone(page, "duplicate_lines");
  await settled(page);
  // 10 and 20: 1 and 2.
  expect(await figuresOf(page, "ads")).toEqual(["11", "10", "1", "0"]);
  expect(await figuresOf(page, "web")).toEqual(["22", "20", "2", "0"]);
  expect(await exact(page, "split-total")).toBe("33");
  expect(await exact(page, "difference")).toBe("0");
  const strip = (field: string) => page.locator(`.strip-terms [data-why="${field}"] [data-exact]`);
  expect(await exact(page, "bill-total")).toBe("43");
  expect(await strip("allocated").getAttribute("data-exact")).toBe("30");
  expect(await strip("shared_out").getAttribute("data-exact")).toBe("3");
  expect(await strip("excluded").getAttribute("data-exact")).toBe("10");

  await page.keyboard.press("Escape");
  const pill = page.getByTestId("omitted");
  expect(await pill.innerText()).toContain("line 3");
  await page.getByRole("button", { name: /Count again/ }).click();
  await pill.waitFor({ state: "detached" });
  await settled(page);
  expect(await figuresOf(page, "ads")).toEqual(["21.5", "20", "1.5", "0"]);
  await page.keyboard.press("Control+z");
  await pill.waitFor();
  await settled(page);
  expect(await figuresOf(page, "ads")).toEqual(["11", "10", "1", "0"]);
  expect(problems).toEqual([]);
});

// The 3rd lacks; the lines say 1 + 2 + 4 + 8 = 15, the file 16; the fourth has no owner; March lacks no day.
const HOLE = csvFile(
  "hole.csv",
  [
    "Day,Team,Service,Cost",
    "2025-03-31,ads,vm,1.00",
    "2025-04-01,ads,db,2.00",
    "2025-04-02,ads,vm,4.00",
    "2025-04-04,,vm,8.00",
    "Total,,,16.00",
  ].join("\n"),
);

test("missing days have an estimate with its reason and a month to leave out, a total that is wrong is named so", async () => {
  const { page, problems } = await visit("/");
  await choose(page, HOLE);
  await becomes(page, "ready");
  await page.getByTestId("lint").click();
  // One team: the stack does not have it, and the line without is found all the same.
  expect(await found(page, "without_value").getByTestId("finding-amount").getAttribute("data-exact")).toBe("8");
  const days = found(page, "missing_days");
  expect(await days.getByTestId("finding-amount").getAttribute("data-exact")).toBe("2");
  expect(await days.innerText()).toContain("the usual day, 2025-04-01, cost");
  expect(await whyOf(page, days.locator("[data-why]").first())).toBe("2");
  await page.getByTestId("why-back").click();
  expect(await found(page, "total_disagrees").getByTestId("finding-amount").getAttribute("data-exact")).toBe("1");
  await page.getByTestId("remedy-total_disagrees").click();
  await gone(page, "total_disagrees");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("15");
  expect(await page.getByTestId("lint-set-right").innerText()).toContain("line 6");
  await page.getByTestId("remedy-missing_days").click();
  await gone(page, "missing_days");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("1");
  expect(problems).toEqual([]);
});

// 6000 teams of 1 each; Team7 is written in two ways.
const MANY = csvFile(
  "many.csv",
  ["Team,Cost", ...Array.from({ length: 6000 }, (_, team) => `team${team},1`), "Team7,0.5"].join("\n"),
);

test("values that look alike get one name among thousands of others", async () => {
  const { page, problems } = await visit("/");
  await choose(page, MANY);
  await becomes(page, "ready");
  await page.getByTestId("lint").click();
  await page.getByTestId("remedy-alike_values").click();
  await gone(page, "alike_values");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("6000.5");
  expect(await exact(page, "difference")).toBe("0");
  expect(problems).toEqual([]);
});

const NO_CODE = csvFile(
  "no-code.csv",
  ["Team,Currency,Cost", "ads,USD,10", "lab,USD,5", "ads,,20", "ads,EUR,7"].join("\n"),
);

test("lines without a currency beside several are shown on their own", async () => {
  const { page, problems } = await visit("/");
  await choose(page, NO_CODE);
  await becomes(page, "ready");
  expect(await exact(page, "split-total")).toBe("15");
  await page.getByTestId("lint").click();
  await found(page, "several_currencies").getByRole("button", { name: "Only rows without a currency" }).click();
  await gone(page, "several_currencies");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("20");
  await page.keyboard.press("Escape");
  expect(await page.getByTestId("currency").inputValue()).toBe("XXX");
  await page.getByTestId("currency").selectOption("EUR");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("7");
  expect(problems).toEqual([]);
});

test("currencies are summed each on its own, a day with another currency lacks nothing, a total adds up none of them", async () => {
  const { page, problems } = await visit("/");
  await choose(page, APRIL);
  await becomes(page, "ready");
  await page.getByTestId("lint").click();
  await found(page, "several_currencies").waitFor();
  expect(await sums(page, "several_currencies")).toEqual(["43", "7.5"]);
  expect(await found(page, "missing_days").innerText()).toContain("1 day has no row: 2025-04-05.");
  const total = found(page, "total_disagrees");
  expect(await exact(page, "finding-says")).toBe("50.5");
  expect(await sums(page, "total_disagrees")).toEqual(["43", "7.5"]);
  expect(await total.innerText()).toContain("Line 8");
  const dollars = found(page, "several_currencies").locator("[data-why]").nth(1);
  expect(await whyOf(page, dollars)).toBe("7.5");
  expect(await page.getByTestId("why-lines").innerText()).toContain("1 source row");
  await page.getByTestId("why-back").click();

  await page.locator('[data-currency="USD"] button[data-testid="remedy-several_currencies"]').click();
  await gone(page, "several_currencies");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("7.5");
  expect(await page.getByTestId("lint-set-right").innerText()).toContain("USD is shown, of 2 currencies");
  await page.keyboard.press("Control+z");
  await found(page, "missing_days").waitFor();
  await page.getByTestId("show-missing_days").click();
  await page.getByTestId("over-time").waitFor();
  expect(problems).toEqual([]);
});

const head = "Day,Owner,Cost\n";
const FIRST = csvFile("first.csv", `${head}2025-04-01,a,1.00\n2025-04-02,a,2.00\n2025-04-02,b,4.00\n`);
const AGAIN = csvFile("again.csv", `${head}2025-04-01,a,8.00\n2025-04-02,b,16.00\n`);
const ON = csvFile("on.csv", `${head}2025-04-02,a,32.00\n2025-04-03,a,64.00\n`);

test("of files that overlap, the one that lies wholly within is left out as a whole, of another its lines", async () => {
  const { page, problems } = await visit("/");
  await choose(page, FIRST, AGAIN, ON);
  await becomes(page, "ready");
  expect(await exact(page, "split-total")).toBe("127");
  await page.getByTestId("lint").click();
  const remedy = (words: RegExp) => found(page, "overlapping_files").getByRole("button", { name: words });
  await remedy(/again\.csv/).click();
  await page.waitForFunction(() => document.querySelectorAll('[data-concern="overlapping_files"]').length === 1);
  await settled(page);
  expect(await exact(page, "split-total")).toBe("103");
  await remedy(/Leave them out/).click();
  await gone(page, "overlapping_files");
  await settled(page);
  // 1 + 2 + 4 + 64.
  expect(await exact(page, "split-total")).toBe("71");
  expect(await exact(page, "difference")).toBe("0");
  expect(await page.getByTestId("omitted").innerText()).toMatch(/line 3:2[\s\S]*again\.csv/);
  expect(problems).toEqual([]);
});

test("the currency in the head is the one that is shown, and what is no money is of all until one is chosen", async () => {
  const { page, problems } = await visit("/");
  await choose(page, csvFile("two.csv", "Team,Currency,Cost,Hours\nads,USD,10,1\nlab,EUR,20,2\n"));
  await becomes(page, "ready");
  const currency = page.getByTestId("currency");
  const shown = await exact(page, "split-total");
  expect(await currency.inputValue()).toBe(shown === "20" ? "EUR" : "USD");
  await page.getByTestId("measure").selectOption({ value: "Hours" });
  await settled(page);
  expect(await exact(page, "split-total")).toBe("3");
  expect(await currency.locator("option:checked").innerText()).toBe("all currencies");
  await currency.selectOption("USD");
  await settled(page);
  expect(await exact(page, "split-total")).toBe("1");
  await currency.selectOption({ label: "all currencies" });
  await settled(page);
  expect(await exact(page, "split-total")).toBe("3");
  expect(problems).toEqual([]);
});
