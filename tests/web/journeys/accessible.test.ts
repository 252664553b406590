import axe from "axe-core";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { useBrowser } from "../browser";
import { csvOf, splitBill, withCell } from "../fixtures";
import { becomes, choose, csvFile } from "../page-helpers";

// Every state of the page, in both themes, wide and narrow, without a finding of axe.

const visit = useBrowser();
const SAMPLE = "/?sample=volcengine-split";
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const states: readonly (readonly [name: string, path: string, reach: (page: Page) => Promise<void>])[] = [
  ["empty", "/", (page) => page.locator("summary").click()],
  ["a bill", SAMPLE, (page) => becomes(page, "ready")],
  [
    "reconciliation",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("details").click();
    },
  ],
  [
    "a line that cannot be read",
    "/",
    async (page) => {
      await choose(page, csvFile("broken.csv", csvOf(withCell(splitBill(50), 7, "应付金额", "1,204.5O"))));
      await page.getByTestId("rejected-notice").waitFor();
    },
  ],
  [
    "reconciliation with a line that cannot be read",
    "/?sample=focus",
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("details").click();
    },
  ],
  [
    "an error over a bill",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await choose(page, csvFile("empty.csv", ""));
      await becomes(page, "error");
    },
  ],
  [
    "an unknown form",
    "/",
    async (page) => {
      await choose(page, csvFile("teams.csv", "Team,When,Cost\nalpha,2025-04-01,12.40\nbeta,2025-04-02,-3.00\n"));
      await page.getByTestId("mapping").waitFor();
    },
  ],
  [
    "hourly bills, why",
    "/?sample=metering",
    async (page) => {
      await page.getByTestId("tab-metering").click();
      await page.getByRole("button", { name: "2024-09-01 11:00–12:00, lab: why this bill" }).click();
      await page.getByTestId("why-hour").waitFor();
    },
  ],
  [
    "nothing to meter",
    SAMPLE,
    async (page) => {
      await page.getByTestId("tab-metering").click();
      await page.getByTestId("metering-needs").waitFor();
    },
  ],
  [
    "forms of rules",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("rules").click();
      await page.getByTestId("add-shared").click();
      await page.getByRole("button", { name: "Take the cost where: add a group" }).click();
      await page.getByTestId("add-target").click();
      await page.getByText("Exceptions and limits").click();
      await page.getByTestId("add-partition").click();
      await page.getByLabel("by", { exact: true }).selectOption("proportional");
      await page.getByRole("checkbox", { name: "Count only rows where" }).check();
      await page.getByText("Choose from the bill").first().click();
    },
  ],
  [
    "forms of categories",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("rules").click();
      await page.getByTestId("add-category").click();
      await page.getByRole("button", { name: "Rule 1: add a group" }).click();
      await page.getByLabel("Rule 1, condition 2.1: test").selectOption("is a number");
      await page.getByLabel("Rule 1, condition 2.2: test").selectOption("is a date");
      await page.getByTestId("add-rule").click();
    },
  ],
  ["pasting", "/", (page) => page.getByTestId("paste").click()],
  ["help", "/", (page) => page.getByTestId("help").click()],
  [
    "sharing, with rules kept",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("share").click();
      await page.getByTestId("make-link").click();
      await page.getByTestId("rules-name").fill("monthly");
      await page.getByTestId("save-rules").click();
      await page.getByRole("dialog").getByRole("button", { name: "Compare" }).click();
    },
  ],
  [
    "exporting",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("export").click();
    },
  ],
  [
    "masked",
    SAMPLE,
    async (page) => {
      await becomes(page, "ready");
      await page.getByTestId("mask").click();
    },
  ],
];

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each(states)("%s", async (_, path, reach) => {
    const { page } = await visit(path, { colorScheme });
    await reach(page);
    await page.evaluate(axe.source);
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 800 });
      await page.waitForTimeout(200); // what slides in has arrived
      expect(await findings(page), `${width} wide`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const drawers = page.locator(".drawer-body");
      const cutOff = await drawers.evaluateAll(
        (all) => all.filter((each) => each.scrollWidth > each.clientWidth).length,
      );
      expect(cutOff, "drawers with something cut off").toBe(0);
    }
  });
});

function findings(page: Page): Promise<readonly string[]> {
  return page.evaluate(async (values) => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: { type: "tag", values },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  }, RULES);
}
