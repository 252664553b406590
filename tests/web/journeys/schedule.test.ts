import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { useBrowser, type Visit } from "../browser";
import { csvOf, splitBill } from "../fixtures";
import { becomes, choose, csvFile } from "../page-helpers";

// Tasks 6 and 8 of the list of what a new user does. Every expected number is of rules 3 and of that list.

const visit = useBrowser();

async function openOrders(options: Parameters<typeof visit>[1] = {}): Promise<Visit> {
  const opened = await visit("/?sample=orders", options);
  await becomes(opened.page, "ready");
  await rowOf(opened.page, "ECS-1y").waitFor();
  return opened;
}

const rowOf = (page: Page, order: string) =>
  page
    .getByTestId("schedule-table")
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: order, exact: true }) });
const cellOf = (page: Page, order: string, column: string) => rowOf(page, order).locator(`[data-column="${column}"]`);
const exactIn = (page: Page, order: string, column: string) =>
  cellOf(page, order, column).locator("[data-exact]").getAttribute("data-exact");
const dayOf = (page: Page, day: string) => page.locator(`[data-testid="day-calendar"] [data-day="${day}"]`);
const exactOn = (page: Page, day: string) => dayOf(page, day).locator("[data-exact]").getAttribute("data-exact");
const step = (page: Page, id: string) =>
  page.locator(`[data-testid="waterfall"] [data-step="${id}"] [data-exact]`).getAttribute("data-exact");

/** Exact decimals equal as numbers of cents: "62.00" is "62". */
const cents = (exact: string | null): bigint => {
  const [whole = "0", fraction = ""] = (exact ?? "").replace("-", "").split(".");
  const size = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, "0") || "0");
  return exact?.startsWith("-") ? -size : size;
};

/** Chooses an order, and waits until its calendar is there. */
async function calendarOf(page: Page, order: string, month?: string): Promise<void> {
  await cellOf(page, order, month ?? "name").click();
  await page.keyboard.press("Escape"); // The drawer that a figure opens.
  await page.getByRole("heading", { name: `Day by day: ${order}` }).waitFor();
}

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document);
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
  expect(found).toEqual([]);
}

describe("preview the prepaid schedule", () => {
  test("orders open with their schedule, and it says what it is not for", async () => {
    const { page, problems, requests } = await openOrders();
    expect(await page.getByTestId("tab-schedule").getAttribute("aria-selected")).toBe("true");
    expect(await page.getByTestId("schedule-banner").textContent()).toContain("not for settling the invoice");
    // 365 + 62 + 62 + 62 - 20 + 62 - 18 + 36 + 16800 + 120000, and 2 as it was used
    expect(cents(await page.getByTestId("schedule-total").getAttribute("data-exact"))).toBe(137413_00n);
    expect(problems).toEqual([]);
    expect(requests.filter((address) => !/^(blob:|file:|http:\/\/localhost)/.test(address))).toEqual([]);
  });

  test("months of the year: 16800 by days, 365 by days, a pack by use with the rest on its last day", async () => {
    const { page } = await openOrders();
    const months: Readonly<Record<string, Readonly<Record<string, bigint>>>> = {
      "RTC-1y": {
        "2023-01": 1426_62n,
        "2023-02": 1288_56n,
        "2023-04": 1380_60n,
        "2023-11": 1380_60n,
        "2023-12": 1429_32n,
        total: 16800_00n,
      },
      "ECS-1y": { "2023-01": 31_00n, "2023-02": 28_00n, "2023-05": 31_00n, "2023-12": 31_00n, total: 365_00n },
      "Pack-1bn": { "2023-01": 36000_00n, "2023-05": 24000_00n, "2023-12": 60000_00n, total: 120000_00n },
      Order001: { "2023-01": 62_00n },
      Order002: { "2023-02": 62_00n },
    };
    for (const [order, amounts] of Object.entries(months)) {
      for (const [column, amount] of Object.entries(amounts)) {
        expect(cents(await exactIn(page, order, column)), `${order} ${column}`).toBe(amount);
      }
    }
  });

  test("a cell says what was before it and what is left", async () => {
    const { page } = await openOrders();
    await cellOf(page, "ECS-1y", "2023-05").click();
    const chosen = async (part: string) => cents(await page.getByTestId(`chosen-${part}`).getAttribute("data-exact"));
    await page.getByTestId("chosen-cell").getByText("2023-05, ECS-1y").waitFor();
    expect(await chosen("opening")).toBe(120_00n);
    expect(await chosen("amount")).toBe(31_00n);
    expect(await chosen("left")).toBe(214_00n);
    expect(await chosen("total")).toBe(365_00n);
    expect(await page.getByTestId("chosen-cell").textContent()).toContain("31 days");
  });

  test("a refund: the whole remainder and the refund on its day, nothing after", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "Order003", "2023-01");
    expect(cents(await exactOn(page, "2023-01-19"))).toBe(2_00n);
    expect(cents(await exactOn(page, "2023-01-20"))).toBe(4_00n);
    expect(await dayOf(page, "2023-01-20").textContent()).toContain("refund");
    expect(await dayOf(page, "2023-01-21").textContent()).toContain("outside of every term");
    expect(cents(await page.getByTestId("family-total").getAttribute("data-exact"))).toBe(42_00n);
  });

  test("a change of configuration: the old order runs on, its residual and the new one beside it", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "Order005", "2023-01");
    for (const [day, amount] of [
      ["2023-01-01", 2_00n],
      ["2023-01-19", 2_00n],
      ["2023-01-20", 3_50n],
      ["2023-01-30", 3_50n],
      ["2023-01-31", 3_50n],
    ] as const) {
      expect(cents(await exactOn(page, day)), day).toBe(amount);
    }
    expect(await dayOf(page, "2023-01-20").textContent()).toContain("change");
    expect(cents(await page.getByTestId("family-total").getAttribute("data-exact"))).toBe(80_00n);
  });

  test("days of one order: 46.02 on each of 364, 48.72 on the last", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "RTC-1y", "2023-12");
    expect(cents(await exactOn(page, "2023-12-30"))).toBe(46_02n);
    expect(cents(await exactOn(page, "2023-12-31"))).toBe(48_72n);
    await page.getByTestId("schedule-grain-day").check();
    await rowOf(page, "RTC-1y").locator('[data-column="2023-12-31"]').waitFor();
    expect(cents(await exactIn(page, "RTC-1y", "2023-12-31"))).toBe(48_72n);
    expect(cents(await exactIn(page, "Pack-1bn", "2023-12-31"))).toBe(60000_00n);
  });

  test("the last day of the pack is marked, and the legend says what the mark means", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "Pack-1bn", "2023-12");
    expect(cents(await exactOn(page, "2023-12-31"))).toBe(60000_00n);
    expect(await page.locator(".event-legend").textContent()).toContain("what was not used falls here");
  });

  test("a calendar is walked with the arrows, over the end of a month too", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "ECS-1y", "2023-01");
    await dayOf(page, "2023-01-01").focus();
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset["day"] === "2023-02-01");
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset["day"] === "2023-01-25");
  });

  test("the month flows from opening to closing without a difference", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "ECS-1y", "2023-01");
    await expect.poll(() => step(page, "closing")).not.toBeNull();
    // Bought 365 + 62 + 62 + 62 + 36 + 16800 + 120000; amortized 31 + 62 + 42 + 62 - 18 + 36 + 1426.62 + 36000; 20 paid back.
    const flow = { opening: 0n, purchases: 137387_00n, residuals: -18_00n, amortized: -37641_62n, refunds: -20_00n };
    for (const [id, amount] of Object.entries(flow)) expect(cents(await step(page, id)), id).toBe(amount);
    // What is left of RTC-1y, ECS-1y and the pack: 15373.38 + 334 + 84000.
    expect(cents(await step(page, "closing"))).toBe(99707_38n);
    expect(await page.getByTestId("waterfall-difference").textContent()).toContain("✔");
  });

  test("decimals of a day are chosen, and can be taken back", async () => {
    const { page } = await openOrders();
    await page.getByTestId("schedule-scale").selectOption("0");
    // 16800 / 365 = 46.02…: 46 a day, 31 of them in January.
    await expect.poll(async () => cents(await exactIn(page, "RTC-1y", "2023-01"))).toBe(1426_00n);
    await page.keyboard.press("Control+z");
    await expect.poll(async () => cents(await exactIn(page, "RTC-1y", "2023-01"))).toBe(1426_62n);
  });
});

describe("why is this 2.33? show me the rows", () => {
  test("62 over February: the steps, then the line as it stands; Escape goes back to the cell", async () => {
    const { page } = await openOrders();
    await calendarOf(page, "Order002", "2023-02");
    expect(cents(await exactOn(page, "2023-02-27"))).toBe(2_21n);
    expect(cents(await exactOn(page, "2023-02-28"))).toBe(2_33n);
    await dayOf(page, "2023-02-28").focus();
    await page.keyboard.press("Enter");
    const why = page.getByTestId("why-amortized");
    await why.waitFor();
    expect(cents(await why.getByTestId("explained").getAttribute("data-exact"))).toBe(2_33n);
    const steps = (await why.locator(".why-steps").textContent()) ?? "";
    expect(steps).toContain("62.00 ÷ 28 days, cut to 2 decimals = 2.21 a day");
    expect(steps).toContain("62.00 − 27 × 2.21 = 62.00 − 59.67 = 2.33");
    expect(cents(await why.getByTestId("why-total").getAttribute("data-exact"))).toBe(62_00n);
    expect(await why.getByTestId("why-check").textContent()).toContain("✔");

    await why.getByTestId("why-lines").click();
    const line = why.locator("[data-source-line]");
    await line.waitFor();
    expect(await line.getAttribute("data-source-line")).toBe("4");
    expect((await line.locator("pre").textContent())?.trimEnd()).toBe(
      "Order002,Order001,renew,2023-02-01,2023-02-28,62.00,31.00,,search,ECS",
    );
    await page.keyboard.press("Escape");
    await why.waitFor({ state: "detached" });
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["day"])).toBe("2023-02-28");
  });

  test("a cell of the table is reached and opened with the keyboard alone", async () => {
    const { page } = await openOrders();
    await page.locator('[data-testid="schedule-table"] [tabindex="0"]').focus();
    await page.keyboard.press("Control+Home");
    await page.keyboard.press("End");
    await page.keyboard.press("Enter");
    await page.getByTestId("why-amortized").waitFor();
    await page.keyboard.press("Escape");
    expect(await page.evaluate(() => (document.activeElement as HTMLElement).dataset["column"])).toBe("2023-12");
  });
});

describe("a bill without orders", () => {
  test("the tab says which columns it would need, and leads to the preview and the sample", async () => {
    const { page } = await visit();
    await choose(page, csvFile("split.csv", csvOf(splitBill(20))));
    await becomes(page, "ready");
    expect(await page.getByTestId("tab-split").getAttribute("aria-selected")).toBe("true");
    await page.getByTestId("tab-schedule").click();
    const panel = page.getByTestId("no-orders");
    await panel.waitFor();
    for (const header of ["OrderNo", "AmortizedType", "EndTime"]) expect(await panel.textContent()).toContain(header);
    await expectAccessible(page);
    await page.getByTestId("no-orders-sample").click();
    await rowOf(page, "ECS-1y").waitFor();
  });
});

describe("lines that can not be scheduled", () => {
  test("are listed with order and line, and the total says what is left out", async () => {
    const { page } = await visit();
    const header = "OrderNo,OriginalOrderNo,AmortizedType,BeginTime,EndTime,PayableAmount,CouponAmount,PackQuantity";
    const rows = [
      "A-1,,new,2023-01-01,2023-01-31,62.00,1.00,",
      "A-2,,new,2023-02-01,2023-01-01,31.50,2.00,",
      "R-1,Nobody,refund,2023-01-20,,-20.00,0.00,",
    ];
    await choose(page, csvFile("orders.csv", `${[header, ...rows].join("\n")}\n`));
    await becomes(page, "ready");
    const errors = page.getByTestId("schedule-errors");
    await errors.waitFor();
    expect(await errors.getByRole("heading").textContent()).toContain("2 lines are not in the schedule");
    const list = (await errors.locator("tbody").textContent()) ?? "";
    for (const words of ["Line 3", "A-2", "It ends before it begins", "Line 4", "R-1", "not in the bill"]) {
      expect(list).toContain(words);
    }
    expect(cents(await page.getByTestId("schedule-total").getAttribute("data-exact"))).toBe(62_00n);
    expect(cents(await exactIn(page, "A-1", "2023-01"))).toBe(62_00n);
  });
});

describe.each(["light", "dark"] as const)("in the %s theme", (colorScheme) => {
  test.each([1280, 390])("the schedule at %d pixels has no finding of axe", async (width) => {
    const { page, problems } = await openOrders({ colorScheme, viewport: { width, height: 900 } });
    await calendarOf(page, "Order003", "2023-01");
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    expect(problems).toEqual([]);
  });
});
