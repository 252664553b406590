// Journeys open the built page through here: it is served without headers, so that it has only its own policy, and
// everything that a quiet page must not do is written down. With BILLFOLD_SINGLE_FILE the same journeys are made with
// the one file from the disk.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { listen, staticServer } from "../../web/tools/serve.mjs";

export const root = resolve(__dirname, "../..");

const singleFile = pathToFileURL(resolve(root, "dist/billfold.html")).href;

export interface Visit {
  readonly page: Page;
  readonly requests: readonly string[]; // addresses that the page or its worker asked for, blocked ones too
  readonly served: readonly string[]; // paths that arrived at the server
  readonly problems: readonly string[]; // errors, console errors and warnings; violations of the policy are among them
}

const fromTheDisk = Boolean(process.env["BILLFOLD_SINGLE_FILE"]);

// Once in a test file. The browser and the server live as long as the file's tests.
export function useBrowser(): (path?: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser;
  let origin: string;
  const served: string[] = [];
  const server = staticServer(resolve(root, "dist"), {
    headers: false,
    onRequest: (path) => served.push(path),
  });

  beforeAll(async () => {
    browser = await launch();
    origin = `http://localhost:${await listen(server, 0)}`;
  });
  afterAll(async () => {
    await browser?.close();
    server.closeAllConnections();
    server.close();
  });

  return async (path = "/", options = {}) => {
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
    served.length = 0;
    const page = await context.newPage();
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

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
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

// The same choice as the scripts make: $CHROMIUM, or what is found on the PATH.
function chromiumPath(): string {
  const script = '. "$0/web/tools/setup.sh" && chromium_path';
  const path = execFileSync("bash", ["-c", script, root], { encoding: "utf8" }).trim();
  if (path === "") throw new Error("No Chromium found: install it, or set CHROMIUM to its path");
  return path;
}
