import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { csvOf, splitBill, withCell } from "../fixtures";
import { becomes, choose, csvFile, drop, exact } from "../page-helpers";

// Task 3: "My file is a bit broken."

const visit = useBrowser();
const good = splitBill(120);
const BROKEN_LINE = 4_117; // line 1 is the header, row 0 is line 2
const broken = withCell(splitBill(4_300), BROKEN_LINE - 2, "应付金额", "1,204.5O");

test("a cell that is no number is shown with line, column, text and hint, and can be left out knowingly", async () => {
  const { page, problems } = await visit();
  await drop(page, csvFile("broken.csv", csvOf(broken)));
  await becomes(page, "ready");
  const alert = page.getByRole("alert").filter({ hasText: "4,117" });
  const words = await alert.textContent();
  expect(words).toContain("应付金额");
  expect(words).toContain("1,204.5O");
  expect(words).toContain("the letter O stands where a digit is expected");
  expect(await page.getByTestId("rejected").textContent()).toBe("1");
  const asItStands = alert.locator(".notice-line");
  await asItStands.waitFor();
  expect(await asItStands.textContent()).toContain(',"1,204.5O",CNY,split-00004115');

  // Its details hold the cell: while amounts are hidden they are not copied unasked.
  await page.getByTestId("mask").click();
  await page.getByTestId("rejected-copy").click();
  await page.getByTestId("toast").filter({ hasText: "Amounts are hidden. Copy them all the same?" }).waitFor();
  await page.getByTestId("mask").click();

  await page.getByTestId("leave-out").click();
  await alert.waitFor({ state: "detached" });
  const strip = page.getByRole("region", { name: "Balance" });
  expect(await strip.textContent()).toContain("1 row not counted");
  expect(await strip.textContent()).not.toContain("✔");

  await page.getByTestId("details").click();
  const listed = await page.getByTestId("rejected-lines").textContent();
  expect(listed).toContain("4,117");
  expect(listed).toContain("1,204.5O");
  expect(problems).toEqual([]);
});

test("an unclosed quote is told by the line that opens it, and the bill before stays open", async () => {
  const { page } = await visit();
  await choose(page, csvFile("good.csv", csvOf(good)));
  await becomes(page, "ready");
  // No other quote may follow: it would close this one.
  const untagged = good.rows.map((cells) => cells.map((cell) => (cell.startsWith("{") ? "" : cell)));
  const lines = csvOf({ header: good.header, rows: untagged }).split("\r\n");
  lines[56] = lines[56]!.replace("大模型服务平台", '"大模型服务平台'); // line 57
  await choose(page, csvFile("unclosed.csv", lines.join("\r\n")));
  await becomes(page, "error");
  const error = page.getByTestId("error");
  expect(await error.getAttribute("data-error")).toBe("unterminated_quote");
  expect(await error.textContent()).toContain("line 57");
  expect(await exact(page, "bill-total")).toBe(good.total);
  await page.getByTestId("error-close").click();
  await becomes(page, "ready");
  expect(await page.getByTestId("source").textContent()).toContain("good.csv");
});

test("an Excel workbook is told to be saved as CSV UTF-8", async () => {
  const { page } = await visit();
  const workbook = Buffer.concat([
    Buffer.from("504b030414000600080000002100", "hex"),
    Buffer.from("000000000000000000000000000013000000", "hex").subarray(0, 16),
    Buffer.from("[Content_Types].xml"),
  ]);
  await choose(page, { name: "bill.xlsx", mimeType: "application/octet-stream", buffer: workbook });
  await becomes(page, "error");
  const words = await page.getByTestId("error").textContent();
  expect(words).toContain("Excel");
  expect(words).toContain("CSV UTF-8");
});

test.each([
  ["an empty file", "empty.csv", "", "empty_file"],
  ["a table of words", "words.csv", "Team,Note\nalpha,one\nbeta,two\n", "no_amount_column"],
  ["a header alone", "header.csv", `${splitBill(0).header.join(",")}\r\n`, null],
])("%s does not break the page", async (_, name, content, code) => {
  const { page, problems } = await visit();
  await choose(page, csvFile(name, content));
  if (code !== null) {
    await becomes(page, "error");
    expect(await page.getByTestId("error").getAttribute("data-error")).toBe(code);
  } else {
    await page.waitForFunction(() => ["ready", "error"].includes(document.documentElement.dataset["state"]!));
  }
  expect(problems).toEqual([]);
});
