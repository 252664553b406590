import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";

import { listen, staticServer } from "../../../web/tools/serve.mjs";
import { root, useBrowser } from "../browser";
import { csvOf, splitBill } from "../fixtures";
import { becomes, choose, csvFile } from "../page-helpers";
import { type Sentinel, startSentinel, tryEveryChannelOfThePage, tryEveryChannelOfTheWorker } from "../sentinel";
import { bansIn, WAYS_OUT } from "../ways-out";

// Whether anything leaves: a second server listens while a bill is open and every channel to it is tried.

const visit = useBrowser();
const visitFirefox = useBrowser("firefox");
let sentinel: Sentinel;
beforeAll(async () => void (sentinel = await startSentinel()));
afterAll(() => sentinel.close());
beforeEach(() => sentinel.forget());

// The page as it would be if its policy were forgotten.
const open = mkdtempSync(join(tmpdir(), "billfold-open-"));
const openServer = staticServer(open, { headers: false });
let openOrigin: string;
beforeAll(async () => {
  cpSync(resolve(root, "dist"), open, { recursive: true });
  const page = join(open, "index.html");
  const html = readFileSync(page, "utf8");
  const without = html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, "");
  expect(without.length).toBeLessThan(html.length);
  writeFileSync(page, without);
  openOrigin = `http://localhost:${await listen(openServer, 0)}`;
});
afterAll(() => {
  openServer.closeAllConnections();
  openServer.close();
  rmSync(open, { recursive: true });
});

const PAGE_CHANNELS = [
  ...["beacon", "css", "eventsource", "fetch", "fetch-no-cors", "font", "form", "frame", "image", "import", "object"],
  ...["prefetch", "preload", "script", "style-url", "video", "websocket", "worker-import", "xhr"],
].map((name) => `/page/${name}`);
const WORKER_CHANNELS = ["eventsource", "fetch", "import", "import-scripts", "sub-worker", "websocket", "xhr"].map(
  (name) => `/worker/${name}`,
);
const SETTLE = 1000; // milliseconds that a request may take to arrive

async function withABill(page: Page): Promise<void> {
  await choose(page, csvFile("split.csv", csvOf(splitBill(200))));
  await becomes(page, "ready");
}

async function tryAll(page: Page): Promise<void> {
  await page.workers()[0]!.evaluate(tryEveryChannelOfTheWorker, sentinel.origin);
  await page.evaluate(tryEveryChannelOfThePage, sentinel.origin);
  await new Promise((done) => setTimeout(done, SETTLE));
}

test("with a bill open, no channel of the page or its worker reaches another server", async () => {
  const { page } = await visit();
  await withABill(page);
  await tryAll(page);
  expect(sentinel.seen()).toEqual([]);
});

test("the control: without the policy the same attempts arrive, so the silence means something", async () => {
  const { page } = await visit(`${openOrigin}/`);
  await withABill(page);
  await tryAll(page);
  expect(sentinel.seen()).toEqual([...PAGE_CHANNELS, ...WORKER_CHANNELS]);
});

/** Nothing can be run in a worker of Firefox from here: the page's own worker is given the attempts when it is made. */
async function tryAllInFirefox(address: string): Promise<void> {
  const attempts = `(${String(tryEveryChannelOfTheWorker)})(${JSON.stringify(sentinel.origin)})`;
  const intoWorkers = (script: string) => {
    window.Blob = class extends Blob {
      constructor(parts: BlobPart[] = [], options?: BlobPropertyBag) {
        super(options?.type === "text/javascript" ? [...parts, script] : parts, options);
      }
    };
  };
  const { page } = await visitFirefox(address, {
    prepare: (opened) =>
      opened.addInitScript(intoWorkers, `;new BroadcastChannel("try").onmessage = () => ${attempts};`),
  });
  await becomes(page, "ready");
  await page.evaluate(() => new BroadcastChannel("try").postMessage("now"));
  await page.evaluate(tryEveryChannelOfThePage, sentinel.origin);
  await new Promise((done) => setTimeout(done, SETTLE));
}

test("in Firefox, no channel of the page or a worker of it reaches another server", async () => {
  await tryAllInFirefox("/?sample=volcengine-split");
  expect(sentinel.seen()).toEqual([]);
});

test("the control in Firefox: without the policy they arrive from both", async () => {
  await tryAllInFirefox(`${openOrigin}/?sample=volcengine-split`);
  for (const place of ["page", "worker"]) {
    const names = ["eventsource", "fetch", "import", "websocket", "xhr"].map((name) => `/${place}/${name}`);
    expect(sentinel.seen()).toEqual(expect.arrayContaining(names));
  }
});

test("using the page asks for nothing and breaks no policy", async () => {
  const { page, requests, served, problems } = await visit();
  await page.waitForFunction(() => performance.getEntriesByName("billfold:loaded").length > 0);
  const before = [requests.length, served.length];
  await withABill(page);
  await page.getByTestId("expand-all").click();
  await page.getByTestId("details").click();
  await page.keyboard.press("Escape");
  await page.getByTestId("language-zh-CN").click();
  await page.getByTestId("theme").click();
  await page.getByTestId("copy").click();
  await new Promise((done) => setTimeout(done, SETTLE));
  expect([requests.slice(before[0]), served.slice(before[1])]).toEqual([[], []]);
  expect(problems).toEqual([]);
});

test("the built page holds no name of a way out", () => {
  const assets = resolve(root, "dist/assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js") && !name.startsWith("samples"));
  expect(scripts.length).toBeGreaterThan(1);
  const found = scripts.flatMap((name) =>
    bansIn(readFileSync(join(assets, name), "utf8"), WAYS_OUT).map((ban) => `${name}: ${ban}`),
  );
  expect(found).toEqual([]);
});
