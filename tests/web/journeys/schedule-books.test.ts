import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { root, useBrowser, type Visit } from "../browser";
import { sumOf } from "../decimals";
import { downloaded } from "../downloads";
import { becomes, choose, csvFile, exact, whyOf } from "../page-helpers";

// What an accountant takes from the schedule: the roll-forward, the journal, an audit of the vendor's own cost bill, a
// preview of what is not bought yet, the basis switch, and each table as a file. Expected numbers are of rules 3.

const visit = useBrowser();

async function openOrders(): Promise<Visit> {
  const opened = await visit("/?sample=orders");
  await becomes(opened.page, "ready");
  await opened.page.getByTestId("schedule-table").waitFor();
  return opened;
}

const lens = (page: Page, id: string) => page.getByTestId(`schedule-lens-${id}`).check({ force: true });
const row = (page: Page, table: string, name: string) =>
  page
    .getByTestId(table)
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name, exact: true }) });
const exactIn = (page: Page, table: string, name: string, column: string) =>
  row(page, table, name).locator(`[data-column="${column}"] [data-exact]`).getAttribute("data-exact");

/** "62.00" is "62". */
const plain = (exact: string | null) => (exact ?? "").replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

describe("roll-forward", () => {
  test("of a month by order and by project: opening + additions − amortized − refunds = closing", async () => {
    const { page, problems } = await openOrders();
    await lens(page, "roll");
    await page.getByTestId("roll-from").selectOption("2023-05");
    await page.getByTestId("roll-to").selectOption("2023-05");
    // From May on 245 are amortized, in May alone 31: by this the second choice is known to have been answered.
    await expect.poll(() => exactIn(page, "roll-forward", "ECS-1y", "amortized").then(plain)).toBe("31");
    expect(plain(await exactIn(page, "roll-forward", "ECS-1y", "opening"))).toBe("245");
    expect(plain(await exactIn(page, "roll-forward", "ECS-1y", "closing"))).toBe("214");
    // 365 less 120 of the months before.
    await row(page, "roll-forward", "ECS-1y").locator('[data-column="opening"]').click();
    expect(plain(await whyOf(page, page.getByTestId("roll-chosen").locator("[data-why]")))).toBe("245");
    expect(await page.getByTestId("why-steps").innerText()).toContain("120");
    await page.keyboard.press("Escape");
    await page.getByTestId("roll-by").selectOption("Project");
    await page.getByTestId("roll-from").selectOption("2023-01");
    await page.getByTestId("roll-to").selectOption("2023-01");
    await expect.poll(() => exactIn(page, "roll-forward", "ads", "additions").then(plain)).toBe("62");
    expect(plain(await exactIn(page, "roll-forward", "ads", "amortized"))).toBe("42");
    expect(plain(await exactIn(page, "roll-forward", "ads", "refunds"))).toBe("20");
    expect(plain(await exactIn(page, "roll-forward", "ads", "closing"))).toBe("0");
    await row(page, "roll-forward", "ads").locator('[data-column="amortized"]').click();
    expect(plain(await whyOf(page, page.getByTestId("roll-chosen").locator("[data-why]")))).toBe("42");
    await page.keyboard.press("Escape");
    expect(await page.getByTestId("schedule-verdict").textContent()).toContain("✔");

    const { header: head, rows } = await downloaded(page, "roll-forward-csv");
    expect(head).toHaveLength(8);
    for (const [, opening, , , additions, amortized, refunds, closing] of rows) {
      const taken = [amortized!, refunds!].map((each) => (each.startsWith("-") ? each.slice(1) : `-${each}`));
      expect(plain(sumOf([opening!, additions!, ...taken]))).toBe(plain(closing!));
    }
    expect(problems).toEqual([]);
  });
});

describe("journal", () => {
  test("debits and credits are equal, with a department from the split", async () => {
    const { page } = await openOrders();
    await lens(page, "journal");
    await page.getByTestId("journal-month").selectOption("2023-05");
    await page.getByTestId("journal-department").selectOption("Project");
    // 31 of 365, 31 x 46.02 of 16800, 24000 of the pack.
    await page.getByTestId("journal").getByText("growth").waitFor();
    const { header: head, rows: lines } = await downloaded(page, "journal-csv");
    expect(head!.slice(0, 3)).toEqual(["Date", "Account", "Department"]);
    const posted = lines.slice(0, -1).map(([date, account, department, debit, credit]) => ({
      line: [date, account, department].join(" "),
      debit: plain(debit!),
      credit: plain(credit!),
    }));
    expect(posted).toEqual([
      { line: "2023-05-31 Expense calls", debit: "1426.62", credit: "" },
      { line: "2023-05-31 Expense growth", debit: "24000", credit: "" },
      { line: "2023-05-31 Expense search", debit: "31", credit: "" },
      { line: expect.stringContaining("2023-05-31 Prepaid"), debit: "", credit: "25457.62" },
    ]);
    await page.getByTestId("journal").getByText("1,426.62", { exact: true }).click();
    expect(plain(await whyOf(page, page.getByTestId("journal-chosen").locator("[data-why]")))).toBe("1426.62");
    expect(await page.getByTestId("schedule-verdict").textContent()).toContain("✔");
  });
});

describe("audit of a vendor's cost bill", () => {
  const golden = (path: string) => readFileSync(resolve(root, "tests/golden", path), "utf8");

  test("the bill of mostly prepaid orders opens with its schedule; its cost bill is loaded beside it and differs by a cent", async () => {
    const { page, problems } = await visit();
    await choose(page, csvFile("bill.csv", golden("vendor-audit/bill.csv")));
    await becomes(page, "ready");
    expect(await page.getByTestId("tab-schedule").getAttribute("aria-selected")).toBe("true");
    await lens(page, "audit");
    await page.getByTestId("audit-input").setInputFiles({
      name: "cost.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(golden("vendor-audit/cost.csv")),
    });
    const finding = page.getByTestId("audit-finding");
    await finding.waitFor();
    const figure = (id: string) => finding.locator(`[data-figure="${id}"] dd`).textContent();
    // 171 lines of payable and voucher, one order that was never bought.
    expect(await figure("differ")).toBe("1");
    expect(await figure("unknown")).toBe("2");
    expect(await figure("missing")).toBe("0");
    // 0.01 of order 90008, and 1.00 of an order that is not in the bill.
    expect(plain(await page.getByTestId("audit-difference").getAttribute("data-exact"))).toBe("1.01");

    await row(page, "audit", "90008").locator('[data-column="difference"]').click();
    const why = page.getByTestId("audit-why");
    await why.waitFor();
    const words = (await why.textContent()) ?? "";
    expect(words).toContain("46.03");
    expect(words).toContain("16,800.00 ÷ 365 days, cut to 2 decimals = 46.02 a day");
    await page.keyboard.press("Escape");
    const { rows } = await downloaded(page, "audit-csv");
    expect(rows.map(([order]) => order)).toEqual(["90008", "99999", "99999"]);
    expect(problems).toEqual([]);
  });

  test("by month: a line that does not add up in itself, and one that is missing", async () => {
    const { page } = await visit();
    await choose(
      page,
      csvFile("bill.csv", golden("vendor-audit-monthly/bill.csv")),
      csvFile("cost.csv", golden("vendor-audit-monthly/cost.csv")),
    );
    await becomes(page, "ready");
    await lens(page, "audit");
    const finding = page.getByTestId("audit-finding");
    await finding.waitFor();
    expect(await finding.locator('[data-figure="missing"] dd').textContent()).toBe("1");
    const { rows } = await downloaded(page, "audit-csv");
    const told = rows.map(([order, kind, , period, , vendor, computed]) => [
      order,
      kind,
      period,
      plain(vendor!),
      plain(computed!),
    ]);
    expect(told).toContainEqual(["90008", "does not add up in itself", "2023-02", "16800.05", "16800"]);
    expect(told).toContainEqual(["90009", "the vendor has no line", "2023-02", "", "28"]);
  });
});

describe("preview", () => {
  test("a refund that is typed: before and after by day; undo takes it back", async () => {
    const { page } = await openOrders();
    await lens(page, "preview");
    await page.getByTestId("preview-type").selectOption("refund");
    await page.getByTestId("preview-original").fill("ECS-1y");
    await page.getByTestId("preview-begin").fill("2023-05-20");
    await page.getByTestId("preview-amount").fill("-100");
    await page.getByTestId("preview-add").click();
    const change = (period: string, place: number) =>
      page
        .locator(`[data-testid="preview-changes"] [data-period="${period}"] [data-exact]`)
        .nth(place)
        .getAttribute("data-exact");
    // 139 days before it: 226 fall on the 20th and 100 are paid back; 19 + 226 - 100 instead of 31, beside 25426.62.
    await expect.poll(() => change("2023-05", 0).then(plain)).toBe("25457.62");
    expect(plain(await change("2023-05", 1))).toBe("25571.62");
    expect(plain(await change("2023-06", 2))).toBe("-30");
    expect(plain(await page.getByTestId("preview-after").getAttribute("data-exact"))).toBe("137313");
    // After: the rows of the file that nothing touches, what the order becomes, and the refund as it was typed.
    const whys = page.locator('[data-testid="preview-changes"] [data-period="2023-05"] [data-why]');
    expect(plain(await whyOf(page, whys.nth(1)))).toBe("25571.62");
    const steps = page.getByTestId("why-steps");
    await steps.locator('[data-what="lines"] [data-exact="25426.62"]').waitFor();
    await steps.locator('[data-what="order"]', { hasText: "ECS-1y" }).locator("button").click();
    // 365 less the 120 of the months before it.
    await steps
      .locator('[data-what="opening"] [data-exact="120.00"], [data-what="opening"] [data-exact="120"]')
      .waitFor();
    expect(plain(await exact(page, "explained"))).toBe("245");
    await steps.locator('[data-what="total"] button').click();
    await page.getByTestId("why-lines").click();
    await page.getByTestId("source-lines").waitFor();
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+z");
    await page.getByTestId("preview-changes").waitFor({ state: "detached" });
  });

  test("reserved storage with its deductions, typed and pasted", async () => {
    const { page, problems } = await openOrders();
    await lens(page, "preview");
    await page.getByTestId("preview-type").selectOption("reserved-storage");
    await page.getByTestId("preview-order").fill("EBS");
    await page.getByTestId("preview-begin").fill("2025-01-01");
    await page.getByTestId("preview-end").fill("2025-12-31");
    await page.getByTestId("preview-amount").fill("1200");
    await page.getByTestId("preview-quantity").fill("1000");
    await page.getByTestId("preview-add").click();
    await page.getByTestId("preview-type").selectOption("deduction");
    await page.getByTestId("preview-order").fill("EBS");
    await page.getByTestId("preview-begin").fill("2025-05-10");
    await page.getByTestId("preview-quantity").fill("250");
    await page.getByTestId("preview-settlement").selectOption("monthly");
    await page.getByTestId("preview-add").click();
    await page.locator(".preview-paste summary").click();
    await page
      .getByTestId("preview-paste")
      .fill("OrderNo,Date,Quantity,Settlement\nEBS,2025-06-03,100,daily\nNone,2025-06-03,1,daily\n");
    await page.getByTestId("preview-paste-add").click();
    await page.getByTestId("preview-alone").check();
    await page.getByTestId("preview-grain-day").check();
    const days = page.getByTestId("preview-changes").locator("[data-period]");
    // 250 and 100 of 1000 are 300 and 120 of 1200, the rest at the end; a monthly deduction falls on the month's last day.
    await expect
      .poll(() => days.evaluateAll((all) => all.map((each) => each.getAttribute("data-period"))))
      .toEqual(["2025-05-31", "2025-06-03", "2025-12-31"]);
    const after = await days
      .locator("td:nth-of-type(2) [data-exact]")
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-exact")));
    expect(after.map(plain)).toEqual(["300", "120", "780"]);
    expect(await page.getByTestId("preview-errors").textContent()).toContain("None");
    expect(problems).toEqual([]);
  });
});

test("the basis switch: the same split of what was billed and of what it cost by month", async () => {
  const { page } = await openOrders();
  await page.getByTestId("tab-split").click();
  const basis = page.getByTestId("basis");
  await basis.getByLabel("Amortized").check();
  await page.getByTestId("grain").selectOption("month");
  const total = () => page.getByTestId("bill-total").getAttribute("data-exact").then(plain);
  await expect.poll(total).toBe("137413");
  await expect.poll(() => page.getByTestId("difference").getAttribute("data-exact").then(plain)).toBe("0");
  await page.getByTestId("expand-all").click();
  await page.getByTestId("split-table").getByText("2023-12").first().waitFor();
  await page.getByTestId("grain").selectOption("line");
  await page.getByTestId("split-table").getByText("Line 10").first().waitFor();
  await basis.getByLabel("As billed").check();
  await expect.poll(total).toBe("137413");

  // A level that only cost has goes when the basis does.
  await page.getByTestId("grain").selectOption("file");
  await basis.getByLabel("Amortized").check();
  await page.getByTestId("add-level").click();
  await page.getByRole("combobox", { name: "Find a dimension" }).fill("amortized_month");
  await page.keyboard.press("Enter");
  const levels = () =>
    page.locator(".chip-name").evaluateAll((all) => all.map((c) => (c as HTMLElement).dataset["level"]));
  await expect.poll(levels).toContain("amortized_month");
  await basis.getByLabel("As billed").check();
  await expect.poll(levels).not.toContain("amortized_month");
  await expect.poll(() => page.getByTestId("difference").getAttribute("data-exact").then(plain)).toBe("0");
  await expect.poll(total).toBe("137413");
});

test("the schedule as CSV: every column of the screen, and its sum", async () => {
  const { page } = await openOrders();
  const { header: head, rows } = await downloaded(page, "schedule-csv");
  expect(head!.slice(0, 5)).toEqual(["Order", "Type", "Term", "Total", "2023-01"]);
  expect(head).toHaveLength(16);
  const orders = rows.slice(0, -1);
  expect(orders).toHaveLength(11);
  for (let column = 3; column < 16; column++) {
    const sum = sumOf(orders.map((cells) => cells[column]!).filter((cell) => cell !== ""));
    expect(plain(sum), head![column]).toBe(plain(rows.at(-1)![column]!));
  }
});
