import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";

import { useBrowser } from "../browser";
import { csvOf, decimalOfCents, splitBill } from "../fixtures";
import { becomes, choose, csvFile, exact } from "../page-helpers";

// Task 12: "It is a 1-million-row file... stop, wrong one."

const visit = useBrowser();
const ROWS = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), "billfold-"));
const path = join(folder, "big.csv");
let total = "";

beforeAll(async () => {
  const file = createWriteStream(path);
  file.write("Date,Account,Project,Resource,Cost,Currency,Description\n");
  // As wide as the widest real bills are: reading takes long enough to be watched and stopped, on a fast machine too.
  const description = "hours of a virtual machine with 8 cores and 32 GiB in the northern region ".repeat(8);
  let cents = 0n;
  for (let start = 0; start < ROWS; start += 10_000) {
    let lines = "";
    for (let row = start; row < start + 10_000; row += 1) {
      const amount = BigInt(row % 99_991) + 1n;
      cents += amount;
      const day = String(1 + (row % 30)).padStart(2, "0");
      lines += `2025-04-${day},acc-${row % 7},project-${row % 23},res-${row % 5_000},${decimalOfCents(amount)},CNY,${description}\n`;
    }
    if (!file.write(lines)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  total = decimalOfCents(cents, true);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

// How long a task of the page has to wait at most: globalThis.slowest. A page that read the file itself would be away for
// about as long as reading takes, however fast the machine is.
async function watchDelays(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(globalThis, { slowest: 0 });
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      const global = globalThis as unknown as { slowest: number };
      global.slowest = Math.max(global.slowest, now - last - 10);
      last = now;
    }, 10);
  });
}

test("progress only grows, the page answers meanwhile, and cancelling gives the state before back", async () => {
  const { page, problems } = await visit();
  await watchDelays(page);
  await page.evaluate(() => {
    const seen: number[] = [];
    Object.assign(globalThis, { seen });
    new MutationObserver(() => {
      const value = document.querySelector("progress")?.value;
      if (value !== undefined && value !== seen.at(-1)) seen.push(value);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  const begun = Date.now();
  await choose(page, path);
  await becomes(page, "reading");
  await page.waitForFunction(() => {
    const bar = document.querySelector("progress");
    const { seen } = globalThis as unknown as { seen: number[] };
    return bar !== null && bar.value >= bar.max * 0.4 && seen.length >= 3;
  });
  const totalSoFar = page.locator(".reading-total [data-exact]");
  expect(await totalSoFar.getAttribute("data-exact")).toMatch(/^\d+(\.\d+)?$/);

  const cancelled = Date.now();
  await page.getByTestId("cancel").click();
  await becomes(page, "empty");
  expect(Date.now() - cancelled).toBeLessThan(1_000);
  expect(await page.getByTestId("toast").textContent()).toMatch(/Stopped at row [\d,]+\. Nothing kept\./);
  const { seen, slowest } = await page.evaluate(() => {
    const { seen, slowest } = globalThis as unknown as { seen: number[]; slowest: number };
    return { seen, slowest };
  });
  expect(seen).toEqual([...seen].sort((a, b) => a - b));
  expect(slowest).toBeLessThan((cancelled - begun) / 2);
  expect(problems).toEqual([]);
});

test("a column that was not stored is read when a level needs it, with progress, while the page answers", async () => {
  const { page, problems } = await visit();
  await choose(page, path);
  await becomes(page, "ready", 60_000);
  await page.getByTestId("mapping-keep").click();
  await watchDelays(page);
  await page.evaluate(() => {
    const percents: number[] = [];
    Object.assign(globalThis, { percents });
    new MutationObserver(() => {
      const bar = document.querySelector<HTMLProgressElement>("[data-testid=reading-column] progress");
      if (bar) percents.push((100 * bar.value) / bar.max);
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  await page.getByTestId("add-level").click();
  await page.getByRole("combobox", { name: "Find a dimension" }).fill("Description");
  const begun = Date.now();
  await page.keyboard.press("Enter");
  await page.getByTestId("reading-column").waitFor();
  expect(await exact(page, "bill-total")).toBe(total); // the figures stay meanwhile
  await page.waitForFunction(() => performance.getEntriesByName("billfold:plan-shown").length > 0);
  const took = Date.now() - begun;
  const { percents, slowest } = await page.evaluate(() => {
    const { percents, slowest } = globalThis as unknown as { percents: number[]; slowest: number };
    return { percents, slowest };
  });
  expect(await page.getByTestId("reading-column").count()).toBe(0);
  await page.getByTestId("expand-all").click();
  await page.getByTestId("split-table").getByText("hours of a virtual machine").first().waitFor();
  expect(await exact(page, "difference")).toBe("0");
  expect(percents.some((percent) => percent > 0 && percent < 100)).toBe(true);
  expect(slowest).toBeLessThan(took / 2);
  expect(problems).toEqual([]);
});

// More than what is stored whole. Of its amounts only the cost is looked at before the split is shown.
test("the other columns and amounts of a large first bill come behind its split, and the page says so", async () => {
  const { page, problems } = await visit();
  const note = "n".repeat(400);
  const lines = ["Date,Account,Project,Region,Cost,List Cost,Currency,Description"];
  for (let row = 0; row < 80_000; row++) {
    const list = row === 70_000 ? "12,x" : "2.50";
    lines.push(`2025-04-01,acc-${row % 7},project-${row % 23},r-${row % 5},1.25,"${list}",CNY,${note}`);
  }
  await page.evaluate(() => {
    const said = new Set<string>();
    Object.assign(globalThis, { said });
    new MutationObserver(() => {
      const words = document.querySelector("[data-testid=reading-column]")?.textContent;
      if (words) said.add(words.replace(/\d+/, "N").trim());
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
  const large = join(folder, "large.csv");
  writeFileSync(large, lines.join("\n"));
  await choose(page, large);
  await becomes(page, "ready", 60_000);
  expect(await exact(page, "bill-total")).toBe("100000"); // 80,000 times 1.25
  await page.getByTestId("rejected-notice").waitFor();
  expect(await page.getByTestId("rejected-notice").textContent()).toContain("70,002"); // its line of the file
  expect(await page.evaluate(() => [...(globalThis as unknown as { said: Set<string> }).said])).toEqual([
    "These figures are whole. The file's other columns are still being read: N %",
  ]);
  await page.getByTestId("mapping-keep").click();
  await page.getByTestId("add-level").click();
  await page.getByRole("option", { name: /^Region/ }).click();
  await page.waitForFunction(() => performance.getEntriesByName("billfold:plan-shown").length > 0);
  expect(await exact(page, "bill-total")).toBe("100000");
  expect(await exact(page, "difference")).toBe("0");
  expect(problems).toEqual([]);
});

test("read to its end it has the exact total, and its last row can be reached", async () => {
  const { page } = await visit();
  await choose(page, path);
  await becomes(page, "ready", 60_000);
  expect(await exact(page, "bill-total")).toBe(total);
  expect(await page.getByTestId("rows").textContent()).toBe("1,000,000");

  await page.getByTestId("mapping-keep").click();
  await page.getByTestId("top").selectOption("0"); // all groups
  await page.getByTestId("add-level").click();
  await page.getByRole("option", { name: /^Resource/ }).click();
  await page.getByTestId("expand-all").click();
  const rows = page.getByTestId("split-table").getByRole("row");
  await page.waitForFunction(
    () => Number(document.querySelector("[data-testid=split-table]")?.getAttribute("aria-rowcount")) > 100_000,
  );
  await rows.nth(1).focus();
  await page.keyboard.press("Control+End");
  await page.waitForFunction(() => {
    const table = document.querySelector("[data-testid=split-table]");
    const last = [...(table?.querySelectorAll("[aria-rowindex]") ?? [])].at(-2);
    return Number(last?.getAttribute("aria-rowindex")) >= Number(table?.getAttribute("aria-rowcount")) - 2;
  });
  expect(await rows.count()).toBeLessThanOrEqual(60);
  expect(await exact(page, "difference")).toBe("0");

  const workers = page.workers();

  await choose(page, csvFile("small.csv", csvOf(splitBill(30))));
  await page.waitForFunction(() => document.querySelector("[data-testid=rows]")?.textContent === "30");
  // The memory of a large bill is only given back by ending its worker, some seconds later: till then it can come back.
  // (One that helps to read a large file may be kept ready for the next.)
  const kept = () => page.workers().filter((worker) => workers.includes(worker)).length;
  expect(kept()).toBe(workers.length);
  await expect.poll(kept, { timeout: 20_000 }).toBe(workers.length - 1);
});
