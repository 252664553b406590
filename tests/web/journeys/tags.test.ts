import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";

import { root, useBrowser } from "../browser";
import { parseCsv } from "../csv";
import { sumOf } from "../decimals";
import { becomes, exact } from "../page-helpers";
import { settled } from "../split-table";

// Task 9 of the list of what a new user does, its last part: the tag policy of the sample of an organization, what breaks
// it, the month's compliance, and the organization's tree. Expected amounts are summed here from the sample's cells.

const visit = useBrowser();

type Line = Readonly<Record<string, string>>;
const lines: readonly Line[] = parseCsv(readFileSync(resolve(root, "public/samples/organization.csv"), "utf8"));
const costOf = (keep: (line: Line) => boolean) =>
  sumOf(lines.filter(keep).map((line) => line["line_item_unblended_cost"] || "0"));
const tag = (line: Line, key: string) =>
  (JSON.parse(line["resource_tags"] || "{}") as Record<string, string>)[`user_${key}`];

async function open(options: Parameters<typeof visit>[1] = {}): Promise<Page> {
  const { page } = await visit("/?sample=organization", options);
  await becomes(page, "ready");
  await page.getByTestId("tab-tags").click();
  return page;
}

const exactIn = (page: Page, selector: string) =>
  page
    .locator(`${selector} [data-exact]`)
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-exact") ?? ""));

describe("tag policy", () => {
  test("what a bad value costs, what was meant, and one press that counts it so", async () => {
    const page = await open();
    await page.getByTestId("tags-rules").waitFor();
    const row = page.getByTestId("tags-bad-values").getByRole("row").filter({ hasText: "prd" });
    const prd = costOf((line) => tag(line, "environment") === "prd");
    expect(await row.locator('[data-column="amount"] [data-exact]').getAttribute("data-exact")).toBe(prd);
    expect(await row.locator('[data-column="near"]').innerText()).toBe("Production");
    expect(await exact(page, "tags-difference")).toBe("0");

    await row.getByTestId("tags-merge").click();
    await page.getByTestId("tab-split").click();
    await page.getByTestId("add-level").click();
    await page.getByRole("combobox", { name: "Find a dimension" }).fill("Category: user_environment");
    await page.keyboard.press("Enter");
    await settled(page);
    expect(await page.locator(".chip-name").last().innerText()).toContain("Category: user_environment");
    expect(await exact(page, "difference")).toBe("0");
    await page.getByTestId("expand-all").click();
    await page.getByTestId("split-table").getByText("Production").first().waitFor();
    expect(await page.getByTestId("split-table").getByText("prd").count()).toBe(0);
  });

  test("a policy is pasted, refused where it is wrong, and undone", async () => {
    const page = await open();
    await page.getByTestId("policy-open").click();
    await page.getByTestId("policy-text").fill('{"TagPolicy":{"Owner":{"Required":true,"Type":"Phone"}}}');
    await page.getByTestId("policy-apply").click();
    await page.getByRole("alert").filter({ hasText: "tags.Owner.type" }).waitFor();
    await page.getByTestId("policy-text").fill('{"TagPolicy":{"Owner":{"Required":true,"Type":"Email"}}}');
    await page.getByTestId("policy-apply").click();
    const rules = page.getByTestId("tags-rules").locator("tbody tr");
    await expect.poll(() => rules.count()).toBe(1);
    const good = costOf((line) => tag(line, "owner")?.includes("@") ?? false);
    expect(await rules.locator('[data-column="good"] [data-exact]').getAttribute("data-exact")).toBe(good);
    await page.getByTestId("undo").click();
    await expect.poll(() => rules.count()).toBe(4);
  });
});

test("the month's compliance: what the bill shows, what is answered by hand and stays with the rules", async () => {
  const page = await open();
  await page.getByTestId("tags-lens-compliance").check({ force: true });
  const table = page.getByTestId("compliance-table");
  await table.waitFor();
  const answers = await table
    .locator("[data-answer]")
    .evaluateAll((all) => all.map((a) => (a as HTMLElement).dataset["answer"]));
  // Tags fail, the sandbox's budget does not warn ahead, every account is in a unit, and all cost has an account.
  expect(answers[0]).toBe("fail");
  expect(answers[2]).toBe("pass");
  expect(answers[3]).toBe("pass");
  const mfa = page.getByLabel("Answer: Multi-factor sign-in is on for every account");
  await mfa.selectOption("pass");
  await page.getByTestId("tab-split").click();
  await page.getByTestId("tab-tags").click();
  await expect.poll(() => mfa.inputValue()).toBe("pass");
  await page.getByTestId("undo").click();
  await expect.poll(() => mfa.inputValue()).toBe("open");
});

test("the organization's tree adds up to the bill, to every depth", async () => {
  const page = await open();
  await page.getByTestId("tags-lens-tree").check({ force: true });
  const table = page.getByTestId("organization-tree");
  await table.waitFor();
  const rowOf = (name: string) =>
    table
      .getByRole("row")
      .filter({ has: page.getByText(name, { exact: false }) })
      .first();
  const products = costOf((line) => /00020000001[123]$/.test(line["line_item_usage_account_id"]!));
  expect(await rowOf("Products").locator("[data-exact]").getAttribute("data-exact")).toBe(products);
  await rowOf("Products").locator(".figure-why").click();
  await page.getByTestId("explanation").waitFor();
  expect(await exact(page, "explained")).toBe(products);
  expect(await page.getByTestId("explain-check").innerText()).toContain("✔");
  const units = await page
    .locator('[data-testid="organization-tree"] tbody tr')
    .evaluateAll((all) =>
      all
        .filter((row) => row.querySelector('[data-column="level"]')?.textContent === "1")
        .map((row) => row.querySelector("[data-exact]")?.getAttribute("data-exact") ?? ""),
    );
  expect(sumOf(units)).toBe(costOf(() => true));
  expect(await page.getByTestId("tree-depth").innerText()).toContain("2 levels");
  expect((await exactIn(page, '[data-testid="organization-tree"]')).length).toBeGreaterThan(8);
});
