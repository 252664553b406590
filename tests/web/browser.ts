// Journeys open the built page through here: it is served without headers, so that it has only its own policy, and
// everything that a quiet page must not do is written down. With BILLFOLD_SINGLE_FILE the same journeys are made with
// the one file from the disk, with BILLFOLD_BROWSER=firefox in Firefox.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, firefox, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { listen, staticServer } from "../../web/tools/serve.mjs";
import { tellOfDownloads } from "./firefox-downloads";

export const root = resolve(__dirname, "../..");

const singleFile = pathToFileURL(resolve(root, "dist/billfold.html")).href;

export interface Visit {
  readonly page: Page;
  readonly requests: readonly string[]; // addresses that the page or its worker asked for, blocked ones too
  readonly served: readonly string[]; // paths that arrived at the server
  readonly problems: readonly string[]; // errors, console errors and warnings; violations of the policy are among them
}

export type BrowserName = "chromium" | "firefox";

const fromTheDisk = Boolean(process.env["BILLFOLD_SINGLE_FILE"]);
export const chosenBrowser: BrowserName = process.env["BILLFOLD_BROWSER"] === "firefox" ? "firefox" : "chromium";

/** What a context is made with; `prepare` is run in each page before any script of it. */
export interface VisitOptions extends BrowserContextOptions {
  readonly prepare?: (page: Page) => Promise<unknown>;
}

// Once in a test file. The browser and the server live as long as the file's tests.
export function useBrowser(name = chosenBrowser): (path?: string, options?: VisitOptions) => Promise<Visit> {
  let browser: Browser;
  let stopWatching = () => {};
  const downloads = mkdtempSync(join(tmpdir(), "billfold-downloads-"));
  let origin: string;
  const served: string[] = [];
  const server = staticServer(resolve(root, "dist"), {
    headers: false,
    onRequest: (path) => served.push(path),
  });

  beforeAll(async () => {
    browser = await (name === "firefox" ? launchFirefox(downloads) : launchChromium());
    if (name === "firefox") stopWatching = tellOfDownloads(browser, downloads);
    origin = `http://localhost:${await listen(server, 0)}`;
  });
  afterAll(async () => {
    stopWatching();
    await browser?.close();
    rmSync(downloads, { recursive: true, force: true });
    server.closeAllConnections();
    server.close();
  });

  return async (path = "/", { prepare, ...options } = {}) => {
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      locale: "en-US",
      ...options,
    });
    const requests: string[] = [];
    const problems: string[] = [];
    context.on("request", (request) => requests.push(request.url()));
    context.on("page", (opened) => {
      opened.on("websocket", (socket) => requests.push(socket.url()));
      opened.on("worker", (worker) => {
        const closedMeanwhile = () => {};
        worker.evaluate(sayViolations).catch(closedMeanwhile);
      });
      opened.on("pageerror", (error) => problems.push(`error: ${error.message}`));
      opened.on("console", (message) => {
        if (message.type() === "error" || message.type() === "warning") problems.push(`console: ${message.text()}`);
      });
    });
    await context.addInitScript(sayViolations);
    // Its driver emulates no colour scheme: the theme is what the reader chose before.
    if (name === "firefox" && options.colorScheme) await context.addInitScript(chooseTheme, options.colorScheme);
    served.length = 0;
    const page = await context.newPage();
    await prepare?.(page);
    const { search, hash, href } = new URL(path, origin);
    await page.goto(fromTheDisk ? singleFile + search + hash : href);
    return { page, requests, served, problems };
  };
}

// Runs in the page and in its workers, where a violation is otherwise silent.
function sayViolations(): void {
  addEventListener("securitypolicyviolation", (event) => {
    console.error(`violation of ${event.effectiveDirective} by ${event.blockedURI}`);
  });
}

// Runs in blank documents, too, which may keep nothing; whether the page's own took it, its colours tell.
function chooseTheme(theme: string): void {
  try {
    localStorage.setItem("billfold.theme", theme);
  } catch {}
}

// The system's own Firefox, over WebDriver BiDi.
function launchFirefox(downloadsPath: string): Promise<Browser> {
  return firefox.launch({
    channel: "moz-firefox",
    executablePath: pathOf("firefox"),
    downloadsPath,
    // The driver loosens this one; a page from the disk must get by with what people have.
    firefoxUserPrefs: { "security.fileuri.strict_origin_policy": true },
  });
}

function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: pathOf("chromium"),
    chromiumSandbox: false, // a container often can not give it one, and only our own page is opened
    args: [
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--disable-dev-shm-usage",
    ],
  });
}

// The same choice as the scripts make: $CHROMIUM or $FIREFOX, or what is found on the PATH.
function pathOf(name: BrowserName): string {
  const script = `. "$0/web/tools/setup.sh" && ${name}_path`;
  const path = execFileSync("bash", ["-c", script, root], { encoding: "utf8" }).trim();
  if (path === "") throw new Error(`No ${name} found: install it, or set ${name.toUpperCase()} to its path`);
  return path;
}
