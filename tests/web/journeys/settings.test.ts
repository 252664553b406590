import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes } from "../page-helpers";

const visit = useBrowser();
const SAMPLE = "/?sample=volcengine-split";

test("theme and language are kept for the next visit, set before the first paint, and forgotten on request", async () => {
  const { page, problems } = await visit();
  await page.getByTestId("theme").click(); // as the system -> light
  await page.getByTestId("theme").click(); // -> dark
  await page.getByTestId("language-zh-CN").click();
  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => document.body !== null);
  const root = await page.evaluate(() => ({
    ...document.documentElement.dataset,
    lang: document.documentElement.lang,
  }));
  expect(root).toMatchObject({ theme: "dark", lang: "zh-CN" });
  await page.waitForLoadState("load");
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");

  await page.getByTestId("help").click();
  await page.getByTestId("forget").click();
  expect(await page.evaluate(() => localStorage.length)).toBe(0);
  expect(problems).toEqual([]);
});

test("nothing of a bill is stored", async () => {
  const { page } = await visit(SAMPLE);
  await becomes(page, "ready");
  await page.getByTestId("theme").click();
  const stored = await page.evaluate(async () => ({
    local: JSON.stringify({ ...localStorage }),
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    others: (await caches.keys()).filter((name) => !name.startsWith("billfold http")).length, // the page's own files
  }));
  expect(stored).toEqual({ local: '{"billfold.theme":"light"}', session: 0, databases: 0, others: 0 });
});

test("masked amounts are on no part of the page that is seen or spoken", async () => {
  const { page } = await visit(SAMPLE);
  await becomes(page, "ready");
  const total = await page.getByTestId("bill-total").textContent();
  await page.getByTestId("mask").click();
  expect(await page.getByTestId("bill-total").textContent()).toBe("•••••amount hidden");
  await page.getByTestId("bill-total").hover();
  expect(await page.locator("body").innerText()).not.toContain(total!);
  expect(await page.title()).not.toContain(total!);
});

test("the keys open help, close it, and give the focus back; they can be switched off", async () => {
  const { page } = await visit(SAMPLE);
  await becomes(page, "ready");
  await page.getByTestId("details").focus();
  await page.keyboard.press("?");
  await page.getByTestId("help-dialog").waitFor();
  await page.getByLabel("Single letters are shortcuts").uncheck();
  await page.keyboard.press("Escape");
  await page.getByTestId("help-dialog").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("details");
  await page.keyboard.press("?");
  expect(await page.getByTestId("help-dialog").count()).toBe(0);
});

test("the drawer takes the focus, and Escape gives it back to what opened it", async () => {
  const { page } = await visit(SAMPLE);
  await becomes(page, "ready");
  await page.getByTestId("details").click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Reconciliation");
  await page.keyboard.press("Escape");
  await page.getByTestId("inspector").waitFor({ state: "detached" });
  expect(await page.evaluate(() => document.activeElement?.getAttribute("data-testid"))).toBe("details");
});

test("the address never changes", async () => {
  const { page } = await visit();
  const before = page.url();
  await page.getByTestId("sample").click();
  await becomes(page, "ready");
  await page.keyboard.press("Tab");
  await page.getByTestId("language-zh-CN").click();
  expect(page.url()).toBe(before);
});
