import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";

const visit = useBrowser();
const coreStarted = () => performance.getEntriesByName("billfold:loaded").length > 0;

test("the core starts in its worker without a request to elsewhere and without breaking the page's policy", async () => {
  const { page, requests, problems } = await visit();
  await page.waitForFunction(coreStarted);
  const { origin } = new URL(page.url());
  expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith(`blob:${origin}`))).toEqual([]);
  expect(problems).toEqual([]);
});

test("the policy refuses the worker's own requests, and a journey gets to know of it", async () => {
  const { page, served, problems } = await visit();
  await page.waitForFunction(coreStarted);
  const worker = page.workers()[0];
  const origin = new URL(page.url()).origin;
  const answer = await worker?.evaluate(
    (address) =>
      fetch(address).then(
        () => "sent",
        () => "refused",
      ),
    `${origin}/leak`,
  );
  expect(answer).toBe("refused");
  expect(served).not.toContain("/leak");
  await expect.poll(() => problems.join("\n")).toContain(`violation of connect-src by ${origin}/leak`);
});

/** Letters of the open tab beside the bars with switches that stand above every view. */
const wordsIn = (page: Page) =>
  page
    .getByRole("tabpanel")
    .locator("p, table, h2")
    .evaluateAll((all) =>
      all
        .filter((each) => each.closest(".split-bar") === null)
        .reduce((letters, each) => letters + (each as HTMLElement).innerText.trim().length, 0),
    );

// Task 1 of the list of what a new user does.
test("the sample is a press away: its heading has the focus and names rows and total, and no tab is an empty pane", async () => {
  const { page, problems } = await visit("/");
  await page.getByTestId("sample").first().click();
  await page.locator('[data-testid="split-table"] [data-line="0"]').waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "heading");
  const heading = page.locator("#heading");
  expect(await heading.innerText()).toMatch(/\d+ rows/);
  expect(await heading.locator("[data-exact]").count()).toBe(1);
  await page.getByText("Sample data").waitFor();
  expect(await page.getByTestId("difference").getAttribute("data-exact")).toBe("0");
  const tabs = page.getByRole("tab");
  expect(await tabs.count()).toBe(6);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect.poll(() => wordsIn(page)).toBeGreaterThan(40);
  }
  expect(problems).toEqual([]);
});
