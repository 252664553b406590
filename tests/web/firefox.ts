// Firefox for the journeys, driven over WebDriver BiDi: the one way that reaches the system's own Firefox. It is the
// second opinion on what only a browser decides: the policy, workers from a Blob, a page from the disk.

import { execFileSync } from "node:child_process";
import { launch, type Browser, type Page } from "puppeteer-core";
import { afterAll, beforeAll } from "vitest";
import { root } from "./browser";

export interface FirefoxVisit {
  readonly page: Page;
  readonly problems: readonly string[]; // errors and violations of the policy
}

/** Once in a test file; the browser lives as long as the file's tests. */
export function useFirefox(): (address: string, prepare?: (page: Page) => Promise<unknown>) => Promise<FirefoxVisit> {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch({
      browser: "firefox",
      executablePath: firefoxPath(),
      headless: true,
      // Puppeteer loosens this one; a page from the disk must get by with what people have.
      extraPrefsFirefox: { "security.fileuri.strict_origin_policy": true },
    });
  });
  afterAll(() => browser?.close());

  return async (address, prepare) => {
    const page = await browser.newPage();
    await prepare?.(page);
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(`error: ${String(error)}`));
    page.on("console", (message) => {
      if (message.type() === "error" || message.type() === "warn") problems.push(`console: ${message.text()}`);
    });
    await page.evaluateOnNewDocument(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`violation of ${event.effectiveDirective} by ${event.blockedURI}`);
      });
    });
    await page.goto(address);
    return { page, problems };
  };
}

// The same choice as the scripts make: $FIREFOX, or what is found on the PATH.
function firefoxPath(): string {
  const script = '. "$0/web/tools/setup.sh" && firefox_path';
  const path = execFileSync("bash", ["-c", script, root], { encoding: "utf8" }).trim();
  if (path === "") throw new Error("No Firefox found: install it, or set FIREFOX to its path");
  return path;
}
