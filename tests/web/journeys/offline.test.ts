import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { afterEach, expect, test } from "vitest";

import { listen, staticServer } from "../../../web/tools/serve.mjs";
import { root, useBrowser } from "../browser";
import { becomes, exact } from "../page-helpers";

// The page without its server.

const visit = useBrowser();
const visitFirefox = useBrowser("firefox");

const clean: (() => void)[] = [];
afterEach(() => clean.splice(0).forEach((each) => each()));

/** A host of the page in a sub-path, which can be shut, and whose files can change. */
async function host({ headers = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), "billfold-host-"));
  cpSync(resolve(root, "dist"), join(folder, "tools/billfold"), { recursive: true });
  if (headers) cpSync(resolve(root, "dist/index.html"), join(folder, "index.html")); // where the policy is read from
  const server = staticServer(folder, { headers });
  const origin = `http://localhost:${await listen(server, 0)}`;
  const shut = () => {
    server.closeAllConnections();
    server.close();
  };
  clean.push(() => {
    shut();
    rmSync(folder, { recursive: true });
  });
  const publish = () => {
    const script = join(folder, "tools/billfold/service-worker.js");
    const source = readFileSync(script, "utf8");
    const newer = source.replace(/const VERSION = "[^"]*"/, 'const VERSION = "newer"');
    expect(newer).not.toBe(source);
    writeFileSync(script, newer);
  };
  return { address: `${origin}/tools/billfold/`, shut, publish };
}

const loaded = (page: Page) => page.waitForFunction(() => performance.getEntriesByName("billfold:loaded").length > 0);

test.each([false, true])(
  "with the server gone a reload shows the page, which opens a bill (headers: %s)",
  async (headers) => {
    const { address, shut } = await host({ headers });
    const { page, problems } = await visit(address);
    await loaded(page);
    shut();
    await page.context().setOffline(true);
    await page.goto(`${address}?sample=volcengine-split`);
    await becomes(page, "ready");
    expect(await exact(page, "difference")).toBe("0");
    expect(problems).toEqual([]);
  },
);

test("with the server gone a reload shows the page, in Firefox", async () => {
  const { address, shut } = await host();
  const { page, problems } = await visitFirefox(address);
  await loaded(page);
  shut();
  await page.goto(`${address}?sample=volcengine-split`);
  await becomes(page, "ready");
  expect(problems).toEqual([]);
});

test("a newer version is announced, and takes over on request while no bill is open", async () => {
  const { address, publish } = await host();
  const { page } = await visit(address);
  await loaded(page);
  publish();
  await page.reload();
  // What is looked at must be the page that comes, not the one that the click takes away.
  const reloaded = page.waitForEvent("load");
  await page.getByTestId("toast").getByRole("button", { name: "Reload" }).click();
  await reloaded;
  await loaded(page);
  await expect
    .poll(() => page.evaluate(async () => (await caches.keys()).map((name) => name.split(" ").at(-1))))
    .toEqual(["newer"]);
});

test("while a bill is open a newer version waits, and says so", async () => {
  const { address, publish } = await host();
  const { page } = await visit(address);
  await loaded(page);
  publish();
  await page.goto(`${address}?sample=volcengine-split`);
  await becomes(page, "ready");
  const toast = page.getByTestId("toast");
  await toast.waitFor();
  await expect.poll(() => toast.textContent()).toContain("the open bill stays as it is");
  expect(await toast.getByRole("button", { name: "Reload" }).count()).toBe(0);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state)).toBe(
    "installed",
  );
});
