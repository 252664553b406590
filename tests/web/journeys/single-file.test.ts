import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

import { root, useBrowser } from "../browser";
import { csvOf, splitBill } from "../fixtures";
import { becomes, choose, csvFile, exact } from "../page-helpers";

// The page as one file, opened from the disk. What a new user does is done with it in both browsers, too: the projects
// single-file and single-file-firefox of vite.config.ts.

const file = resolve(root, "dist/billfold.html");
const address = pathToFileURL(file).href;
const bill = splitBill(300);

test("the policy names the very bytes of the file's scripts and style, and lets nothing else in", () => {
  const html = readFileSync(file, "utf8");
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)![1]!;
  const directive = (name: string) => new RegExp(`${name} ([^;]*)`).exec(policy)![1];
  // A script ends at the first </script>, whatever else stands in it; what is left then has the style.
  const scripts = /<script>([\s\S]*?)<\/script>/g;
  const parts = { script: html, style: html.replaceAll(scripts, "") };
  const hashes = (tag: "script" | "style") =>
    [...parts[tag].matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, "g"))].map(
      ([, text]) => `'sha256-${createHash("sha256").update(text!).digest("base64")}'`,
    );
  expect(hashes("script")).toHaveLength(2);
  expect(directive("script-src")).toBe([...hashes("script"), "'wasm-unsafe-eval'"].join(" "));
  expect(directive("style-src")).toBe(hashes("style").join(" "));
  expect(directive("connect-src")).toBe("'none'");
  expect(policy).not.toContain("'self'");
  // What the file names elsewhere would be a request: only data stands in its markup.
  const markup = parts.style.replaceAll(/<style>[\s\S]*?<\/style>/g, "");
  expect([...markup.matchAll(/\s(?:src|href)="([^"]*)"/g)].map(([, name]) => name!.split(",")[0])).toEqual([
    "data:image/svg+xml;base64",
  ]);
});

describe.each(["chromium", "firefox"] as const)("from the disk, in %s", (name) => {
  const visit = useBrowser(name);

  test("it opens the sample and a file, and asks for nothing", async () => {
    const { page, problems, requests } = await visit(address);
    await page.getByTestId("sample").click();
    await becomes(page, "ready");
    expect(await exact(page, "difference")).toBe("0");
    await choose(page, csvFile("split.csv", csvOf(bill)));
    await page.locator(`[data-testid="bill-total"][data-exact="${bill.total}"]`).waitFor();
    expect(requests.filter((each) => !/^(file:|blob:|data:)/.test(each))).toEqual([]);
    expect(problems).toEqual([]);
  });
});
