import type { Page } from "playwright-core";
import { expect, test } from "vitest";

import { useBrowser } from "../browser";
import { becomes, choose, csvFile } from "../page-helpers";

// Account lists and lists of owners as people have them: in a spreadsheet's own encoding, given twice, broken, in use.

const visit = useBrowser();

const BILL = csvFile("teams.csv", "Team,Cost\nads,1200.55\nlab,44.75\n");
// 账号,名称,组织路径 / ads,广告,生产/应用 / lab,实验室,研发, as GBK.
const ROSTER =
  "d5cbbac52cc3fbb3c62cd7e9d6afc2b7beb60a6164732cb9e3b8e62cc9fab2fa2fd3a6d3c30a6c61622ccab5d1e9cad22cd1d0b7a20a";
// 项目,责任人 / ads,王伟 / lab,李娜, as GBK.
const OWNERS = "cfeec4bf2cd4f0c8cec8cb0a6164732ccdf5ceb00a6c61622cc0eec4c80a";

async function openRules(page: Page): Promise<void> {
  await choose(page, BILL);
  await becomes(page, "ready");
  await page.getByTestId("rules").click();
}

async function given(page: Page, testid: string, bytes: string): Promise<string> {
  const buffer = Buffer.from(bytes, "hex");
  await page.getByTestId(`${testid}-file`).setInputFiles({ name: "list.csv", mimeType: "text/csv", buffer });
  const text = page.getByTestId(`${testid}-text`);
  await expect.poll(() => text.inputValue()).not.toBe("");
  return text.inputValue();
}

const valuesOf = (page: Page) => page.getByRole("combobox", { name: "Values of" });
const apply = (page: Page) => page.getByRole("button", { name: "Apply" }).first().click();

/** What was refused, once these words are in it. */
async function refused(page: Page, words: string): Promise<void> {
  await expect.poll(() => page.getByTestId("rule-error").allInnerTexts().then(String)).toContain(words);
}

async function addOwners(page: Page, name: string, text = "ads\tlin\nlab\twei"): Promise<void> {
  await page.getByTestId("add-list").click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await valuesOf(page).selectOption("project");
  await page.getByTestId("listing-text").fill(text);
  await apply(page);
}

async function applyText(page: Page, rules: unknown): Promise<void> {
  const text = page.getByTestId("rules-text");
  if (!(await text.isVisible())) await page.getByText("As text", { exact: true }).click();
  await text.fill(typeof rules === "string" ? rules : JSON.stringify(rules));
  await page.locator("details form").getByRole("button", { name: "Apply" }).click();
}

test("lists as a Chinese spreadsheet saves them are read as what they are", async () => {
  const { page, problems } = await visit();
  await openRules(page);
  await page.getByTestId("add-roster").click();
  expect(await given(page, "listing", ROSTER)).toBe("账号,名称,组织路径\nads,广告,生产/应用\nlab,实验室,研发\n");
  await valuesOf(page).selectOption("project");
  await apply(page);
  const roster = page.locator('[data-rule="roster"]');
  await roster.waitFor();
  expect(await roster.innerText()).toContain("2 entries");
  expect(await roster.innerText()).toContain("Nothing is missing on either side.");

  await page.getByTestId("add-list").click();
  expect(await given(page, "listing", OWNERS)).toBe("项目,责任人\nads,王伟\nlab,李娜\n");
  await page.getByRole("button", { name: "Cancel" }).first().click();

  await page.getByTestId("add-shared").click();
  await page.getByLabel("by", { exact: true }).selectOption("proportional");
  await page.getByRole("radio", { name: "a list of what each target used" }).check();
  expect(await given(page, "usage", OWNERS)).toContain("项目");
  expect(problems).toEqual([]);
});

test("a list says which of its fields is missing, takes no other's place, and is edited in its own", async () => {
  const { page, problems } = await visit();
  await openRules(page);
  await page.getByTestId("add-list").click();
  await page.getByTestId("listing-text").fill("ads\tlin");
  await apply(page);
  await refused(page, "The field “Values of” is empty");
  await page.getByRole("button", { name: "Cancel" }).first().click();

  await addOwners(page, "Owners");
  const owners = page.locator('[data-rule="Owners"]');
  await owners.waitFor();
  await addOwners(page, "Owners", "ads\tnobody");
  await refused(page, "There is a list “Owners” already. The field “Name” must differ");
  expect(await owners.innerText()).toContain("2 entries");
  await page.getByRole("button", { name: "Cancel" }).first().click();

  await page.getByRole("button", { name: "Edit Owners" }).click();
  const text = page.getByTestId("listing-text");
  expect(JSON.parse(await text.inputValue())).toEqual([
    { value: "ads", owner: "lin" },
    { value: "lab", owner: "wei" },
  ]);
  await text.fill("ads\tlin");
  await page.getByLabel("Name", { exact: true }).fill("People");
  await apply(page);
  const people = page.locator('[data-rule="People"]');
  await people.waitFor();
  expect(await people.innerText()).toContain("1 entry");
  expect(await owners.count()).toBe(0);
  expect(problems).toEqual([]);
});

test("a list or an account list that a rule uses stays, and the rule is named", async () => {
  const { page, problems } = await visit();
  await openRules(page);
  const test = (dimension: string, value: string) => ({ op: "is", dimension, values: [value] });
  const accounts = [{ account: "ads", name: "Ads", ou: "Products" }];
  await applyText(page, {
    categories: [{ name: "Kind", rules: [{ value: "x", when: test("list:Owners", "lin") }], otherwise: "y" }],
    roster: { dimension: "project", accounts },
    lists: [{ name: "Owners", dimension: "project", entries: [{ value: "ads", owner: "lin" }] }],
    shared: [{ name: "Pool", source: test("ou:1", "Products"), dimension: "project", method: "even" }],
  });
  await page.locator('[data-rule="roster"]').waitFor();
  await page.getByRole("button", { name: "Remove Owners" }).click();
  await refused(page, "“Kind”, rule 1, dimension");
  await page.getByRole("button", { name: "Remove Account list" }).click();
  await refused(page, "“Pool”, where the cost is taken, dimension");
  expect(await page.locator('[data-rule="Owners"]').count()).toBe(1);
  expect(await page.locator('[data-rule="roster"]').count()).toBe(1);
  expect(problems).toEqual([]);
});

test.each([
  ["{broken json", "Line 1: its JSON is broken."],
  ["hello", "Line 1: it has one column."],
])("an account list that is none (%s) leaves the one that is there", async (text, words) => {
  const { page, problems } = await visit();
  await openRules(page);
  const accounts = [{ account: "ads", name: "Ads", ou: "Products" }];
  await applyText(page, { roster: { dimension: "project", accounts } });
  const roster = page.locator('[data-rule="roster"]');
  await roster.waitFor();
  await page.getByTestId("add-roster").click();
  await page.getByTestId("listing-text").fill(text);
  await apply(page);
  await refused(page, words);
  await refused(page, "An account list has Account, Name and OU");
  await page.getByRole("button", { name: "Cancel" }).first().click();
  expect(await roster.innerText()).toContain("1 value of the bill is not listed");
  expect(problems).toEqual([]);
});

test("what is wrong in a pattern or a JSON is said in Chinese alone on a Chinese page", async () => {
  const { page, problems } = await visit();
  await page.getByTestId("language-zh-CN").click();
  await openRules(page);
  await page.getByText("文本形式", { exact: true }).click();
  const text = page.getByTestId("rules-text");
  const save = page.locator("details form button[type=submit]");
  await text.fill('{\n  "categories" []\n}');
  await save.click();
  await refused(page, "这不是 JSON。第 2 行第 16 列：此处缺少冒号。");
  const when = { op: "matches", dimension: "project", values: ["(a"] };
  await text.fill(JSON.stringify({ categories: [{ name: "甲", rules: [{ value: "x", when }] }] }));
  await save.click();
  await refused(page, "“(a”在第 3 字节处有误：“(”没有闭合。");
  expect(problems).toEqual([]);
});
