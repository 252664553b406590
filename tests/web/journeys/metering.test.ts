import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes, choose, csvFile, exact, shareProject, whyOf } from "../page-helpers";
import { readTable, settled } from "../split-table";

// The metering part of task 9: usage becomes hourly bills that explain themselves, by prices that a person gives.

const visit = useBrowser();

const all = (page: Page, testid: string) =>
  page.getByTestId(testid).evaluateAll((cells) => cells.map((cell) => cell.getAttribute("data-exact")));

const whyHour = (page: Page, begin: string) =>
  page.getByRole("button", { name: new RegExp(`^${begin}–.*, lab: why this bill$`) });

async function openSample(): Promise<Page> {
  const { page } = await visit("/?sample=metering");
  await becomes(page, "ready");
  await page.locator('[data-testid="total-computed"][data-exact="0.054000"]').waitFor();
  return page;
}

describe("metering", () => {
  test("the sample's hours and totals are those of the rules", async () => {
    const page = await openSample();
    expect(await all(page, "computed")).toEqual(["0.012000", "0.018000", "0.024000"]);
    expect(await all(page, "charged")).toEqual(["0.01", "0.01", "0.02"]);
    expect(await all(page, "odd")).toEqual(["0.002000", "0.008000", "0.004000"]);
    expect(await exact(page, "total-charged")).toBe("0.04");
    expect(await exact(page, "total-odd")).toBe("0.014000");
    expect(await page.getByTestId("hours-table").innerText()).toContain("2 / 2.25 → 3");
  });

  test("an hour says why: prices, quantities, what was cut off and the records behind it", async () => {
    const page = await openSample();
    await whyHour(page, "2024-09-01 11:00").click();
    const why = page.getByTestId("why-hour");
    await why.waitFor();
    const figures = await why
      .locator("[data-exact]")
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-exact")));
    // cpu: 0.003 x 3 = 0.009, memory the same; their sum, computed, charged, odd.
    expect(figures).toEqual([
      "0.003",
      "3",
      "0.009000",
      "0.003",
      "3",
      "0.009000",
      "0.018000",
      "0.018000",
      "0.01",
      "0.008000",
    ]);
    expect(await why.innerText()).toContain("11:30:00 – 12:00:00");
  });

  test("without a price the usage is listed; prices are pasted, and a wrong list says where", async () => {
    const { page } = await visit("/");
    const meter =
      "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n" +
      "lab,train,gpu,A100,2,0,2024-09-01 10:00:00,2024-09-01 12:00:00\n";
    await choose(page, csvFile("meter.csv", meter));
    await becomes(page, "ready");
    await page.getByTestId("metering-missing").locator("summary").click();
    expect(await page.getByTestId("metering-missing").innerText()).toContain("4 unit hours");
    await page.locator('[data-why="missing/0/quantity"]').click();
    const hours = page.locator('[data-testid="why-steps"] [data-what="hour"] [data-exact="2"]');
    await hours.first().waitFor();
    expect(await hours.count()).toBe(2); // two cards at ten, two at eleven
    await page.keyboard.press("Escape");

    await page.getByTestId("prices-open").click();
    await page.getByTestId("prices-text").fill("Resource,SubKind,Price,Unit\ngpu,A100,9,card/month\n");
    await page.getByTestId("prices-apply").click();
    await page.getByRole("alert").filter({ hasText: "Line 2" }).waitFor();
    await page.getByTestId("prices-text").fill("Resource,SubKind,Price,Unit\ngpu,A100,9.5,card/hour\n");
    await page.getByTestId("prices-apply").click();
    await page.locator('[data-testid="total-computed"][data-exact="38.000000"]').waitFor();
    expect(await page.getByTestId("metering-missing").count()).toBe(0);

    // Two cards that no record calls used: all of it is idle.
    await page.getByTestId("metering-idle").locator("summary").click();
    await page.locator('[data-testid="idle-total"][data-exact="38.000000"]').waitFor();

    // 30 pay for the first hour's 19, not for the second's.
    await page.getByRole("textbox", { name: "Balance before the first hour, lab" }).fill("30");
    await page.keyboard.press("Tab");
    await page.getByTestId("accounts-table").getByText("2024-09-01 11:00:00").waitFor();
    expect(await page.getByTestId("accounts-table").locator('[data-exact="-8.00"]').count()).toBe(1);
  });

  test("usage opens with its hours, by the price list among the files, and is a bill like any other", async () => {
    const { page, problems } = await visit("/");
    const meter =
      "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n" +
      "lab,train,gpu,A100,2,1,2024-09-01 10:00:00,2024-09-01 12:00:00\n" +
      "lab,serve,gpu,A100,1,1,2024-09-01 11:00:00,2024-09-01 12:00:00\n" +
      "web,shop,cpu,,2,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n";
    const prices = "Resource,SubKind,Price,Unit\ngpu,A100,9.5,card/hour\ncpu,,0.505,core/hour\n";
    await choose(page, csvFile("meter.csv", meter), csvFile("prices.csv", prices));
    await becomes(page, "ready");
    expect(await page.getByTestId("tab-metering").getAttribute("aria-selected")).toBe("true");
    // 2 x 2 x 9.5 + 9.5, and 1.01.
    await page.locator('[data-testid="total-charged"][data-exact="48.51"]').waitFor();
    // The strip is of money, not of hours.
    expect(await exact(page, "bill-total")).toBe("48.51");
    expect(await exact(page, "difference")).toBe("0");

    await page.getByTestId("tab-split").click();
    const { rows, total } = await readTable(page);
    expect(total).toBe("48.51");
    expect(rows.filter(({ level }) => level === 1).map(({ name, exact: amount }) => [name, amount])).toEqual([
      ["lab", "47.5"],
      ["web", "1.01"],
    ]);
    const measures = await page.getByTestId("measure").locator("option").allTextContents();
    expect(measures.some((each) => each.includes("Charged"))).toBe(true);
    expect(problems).toEqual([]);
  });

  // lab: 5 hours of a card at 9.5; web: 2 cores at 0.505; the gateway's 20 cores cost 10.10, three fifths of it the lab's.
  test("what usage costs is shared among projects and held against a budget", async () => {
    const { page, problems } = await visit("/");
    const meter =
      "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n" +
      "lab,train,gpu,A100,2,1,2024-09-01 10:00:00,2024-09-01 12:00:00\n" +
      "lab,serve,gpu,A100,1,1,2024-09-01 11:00:00,2024-09-01 12:00:00\n" +
      "web,shop,cpu,,2,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n" +
      "gateway,proxy,cpu,,20,1,2024-09-01 10:00:00,2024-09-01 11:00:00\n";
    const prices = "Resource,SubKind,Price,Unit\ngpu,A100,9.5,card/hour\ncpu,,0.505,core/hour\n";
    await choose(page, csvFile("meter.csv", meter), csvFile("prices.csv", prices));
    await page.locator('[data-testid="total-charged"][data-exact="58.61"]').waitFor();
    await page.getByTestId("tab-split").click();
    await settled(page);

    await shareProject(page, { name: "Gateway", project: "gateway", percents: { lab: "60", web: "40" } });
    await page.locator("th.shared").first().waitFor();
    await page.keyboard.press("Escape");
    await settled(page);
    const { rows, total } = await readTable(page);
    expect(total).toBe("58.61");
    expect(rows.filter(({ level }) => level === 1).map(({ name, exact: amount }) => [name, amount])).toEqual([
      ["lab", "53.56"],
      ["web", "5.05"],
      ["gateway", "0"],
    ]);
    expect(await exact(page, "difference")).toBe("0");

    await page.getByTestId("tab-watch").click();
    await page.getByTestId("budget-new").click();
    await page.getByTestId("budget-dimension").selectOption("project");
    await page.getByTestId("budget-value").selectOption("lab");
    await page.getByTestId("budget-limit").fill("40");
    await page.getByTestId("budget-name").fill("cards");
    await page.getByTestId("budget-apply").click();
    const row = page.getByTestId("budgets-table").getByRole("row").filter({ hasText: "cards" });
    // A budget is of what a project itself costs: 5 x 9.5, and so 7.5 over.
    await row.locator('[data-column="actual"] [data-exact="47.5"]').waitFor();
    expect(await row.locator('[data-column="status"] [data-exact]').getAttribute("data-exact")).toBe("7.5");
    expect(await row.getByTestId("budget-status").getAttribute("data-state")).toBe("over");
    expect(problems).toEqual([]);
  });

  test("what a cluster's nodes had and nobody was billed for is a source that the form of shared costs offers", async () => {
    const { page, problems } = await visit("/");
    // An hour of a GiB is 3865470566400 byte seconds; alpha has 4 cores and 2 GiB, beta 2 cores and 1 GiB.
    const pods =
      "namespace,pod,node,interval_start,interval_end,pod_usage_cpu_core_seconds,pod_request_cpu_core_seconds," +
      "pod_usage_memory_byte_seconds,pod_request_memory_byte_seconds,node_capacity_cpu_core_seconds," +
      "node_capacity_memory_byte_seconds,pod_labels\n" +
      "ads,a,alpha,2024-09-01 10:00:00,2024-09-01 11:00:00,1800,3600,0,0,14400,7730941132800,\n" +
      "web,b,alpha,2024-09-01 10:00:00,2024-09-01 11:00:00,5400,3600,3865470566400,0,14400,7730941132800,\n" +
      "ads,c,beta,2024-09-01 10:00:00,2024-09-01 11:00:00,0,9000,0,0,7200,3865470566400,\n" +
      "ads,a,alpha,2024-09-01 11:00:00,2024-09-01 12:00:00,0,0,0,7730941132800,14400,7730941132800,\n";
    const prices = "Resource,SubKind,Price,Unit\ncpu,,0.1,core/hour\nmemory,,0.011,GiB/hour\n";
    await choose(page, csvFile("pods.csv", pods), csvFile("prices.csv", prices));
    await becomes(page, "ready");
    await page.getByTestId("metering-idle").locator("summary").click();
    // At ten 1.5 cores and 1 GiB of alpha and 1 GiB of beta, 0.172; at eleven 4 cores: 0.17 and 0.40 are charged.
    await page.locator('[data-testid="metering-idle"] [data-why="nodes_computed"] [data-exact="0.572000"]').click();
    await page.locator('[data-testid="why-check"][data-exact="0"]').waitFor();
    for (const hour of ["0.172", "0.4"])
      expect(await page.locator(`[data-testid="why-steps"] [data-what="hour"] [data-exact="${hour}"]`).count()).toBe(1);
    await page.keyboard.press("Escape");

    await page.getByTestId("tab-split").click();
    await page.getByTestId("rules").click();
    await page.getByTestId("add-shared").click();
    await page.getByLabel("Name", { exact: true }).fill("Idle");
    const ready = page.getByTestId("source-MeteredFor");
    expect(await whyOf(page, page.locator('[data-testid="source-MeteredFor-cost"] [data-why]'))).toBe("0.57");
    await page.getByTestId("why-back").click();
    await ready.click();
    await page.getByLabel("to values of").selectOption("project");
    await page.getByRole("button", { name: "Apply" }).first().click();
    await page.locator('[data-rule="Idle"]').waitFor();
    await page.locator("th.shared").first().waitFor();
    // ads 0.35 and 0.02, web 0.16 of 0.161: each gets half of 0.57.
    const { rows, total } = await readTable(page);
    expect(total).toBe("1.1");
    expect(rows.filter(({ level }) => level === 1).map(({ name, exact: amount }) => [name, amount])).toEqual([
      ["ads", "0.655"],
      ["web", "0.445"],
      ["No project", "0"],
    ]);
    expect(await exact(page, "difference")).toBe("0");
    expect(problems).toEqual([]);
  });

  test("a bill without usage says what metering needs", async () => {
    const { page } = await visit("/?sample=volcengine-split");
    await becomes(page, "ready");
    await page.getByTestId("tab-metering").click();
    await page.getByTestId("metering-needs").waitFor();
  });
});
