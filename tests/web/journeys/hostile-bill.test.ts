import { readFileSync } from "node:fs";
import Papa from "papaparse";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes, choose, csvFile, exact } from "../page-helpers";

// A bill whose every text means harm: it is shown as the text that it is, on the page and in what is exported.

const visit = useBrowser();

const HOSTILE = [
  `<img src=x onerror="alert(1)">`,
  `<script>alert(1)</script>`,
  `"><svg onload=alert(1)>`,
  `javascript:alert(1)`,
  `__proto__`,
  `constructor`,
  `toString`,
  `=1+1`,
  `+cmd|' /C calc'!A0`,
  `@SUM(A1)`,
  `-2+3`,
  `\u202Egnp.exe`, // turns the direction of what follows
  `\u2066hidden\u2069`,
  `zero\0byte`,
  `{{7*7}}`,
  "x".repeat(200_000),
];

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const CSV = [
  "账期,Owner账号ID,Owner用户名,项目,应付金额,币种",
  ...HOSTILE.map((text, place) => `2025-04,${quoted(text)},${quoted(text)},${quoted(text)},${place + 1}.25,CNY`),
].join("\r\n");
const TOTAL = "140"; // 1.25 + 2.25 + … + 16.25 = 136 + 4

async function open(page: Page) {
  const alarms: string[] = [];
  page.on("dialog", (dialog) => {
    alarms.push(dialog.message());
    void dialog.dismiss();
  });
  await choose(page, csvFile(`<img src=x onerror=alert(2)>.csv`, CSV));
  await becomes(page, "ready");
  return alarms;
}

test("it adds up, runs nothing, makes no element and breaks no policy", async () => {
  const { page, problems, requests } = await visit();
  const elements = ["img", "script:not([src])", "svg[onload]", "iframe"].join(",");
  const before = await page.locator(elements).count();
  const alarms = await open(page);
  expect(await exact(page, "bill-total")).toBe(TOTAL);
  expect(await exact(page, "difference")).toBe("0");
  await page.getByTestId("top").selectOption("0");
  await page.getByTestId("expand-all").click();
  const text = await page.getByTestId("split-table").textContent();
  for (const value of ["<script>alert(1)</script>", "__proto__", "=1+1"]) expect(text).toContain(value);
  await page.getByTestId("details").click();
  await page.keyboard.press("Escape");
  for (const lens of ["Treemap", "Over time"]) await page.getByRole("radio", { name: lens }).check({ force: true });
  expect(await page.locator(elements).count()).toBe(before);
  expect(await page.evaluate(() => ({}) as Record<string, unknown>)).toEqual({});
  expect(alarms).toEqual([]);
  expect(requests.filter((url) => url.endsWith("/x"))).toEqual([]);
  expect(problems).toEqual([]);
});

test("its exports hold it as text: no formula, no markup, no broken file", async () => {
  const { page, problems } = await visit();
  await open(page);
  const exported = async (item: string) => {
    await page.getByTestId("export").click();
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("menuitem", { name: item, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^billfold-[a-z-]+-\d{4}-\d\d-\d\d\.[a-z]+$/);
    return readFileSync(await download.path());
  };
  const { data } = Papa.parse<string[]>((await exported("CSV, a row a leaf")).toString("utf8").slice(1).trimEnd());
  const texts = data.slice(1, -2).flatMap((row) => row.slice(0, -2));
  expect(texts.filter((text) => /^\s*[=+\-@\t\r\n\0]/.test(text))).toEqual([]);
  const unguarded = new Set(texts.map((text) => text.replace(/^'/, "")));
  for (const value of HOSTILE) expect(unguarded.has(value)).toBe(true);

  const { readSheet } = await import("read-excel-file/node");
  const cells = (await readSheet(await exported("Excel workbook"), "Leaves")).flat();
  expect(cells).toContain("=1+1");
  expect(cells).toContain("zero\uFFFDbyte");
  expect(cells.filter((cell) => typeof cell === "string").every((cell) => (cell as string).length <= 32_767)).toBe(
    true,
  );

  await page.getByTestId("top").selectOption("0");
  const html = (await exported("Report (HTML)")).toString("utf8");
  expect(html).not.toMatch(/<(img|script|svg)/i);
  expect(html).toContain("&lt;script&gt;alert(1)&lt;/script&gt;");
  expect(problems).toEqual([]);
});
