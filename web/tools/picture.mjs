// The picture of the page in the README, web/page.png, taken anew from what is built:
//   web/tools/build.sh page && node web/tools/picture.mjs
// A font with Chinese letters must be installed, for the bill's own column names.

import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { chromium } from "playwright-core";
import { root } from "./bundle.mjs";
import { listen, staticServer } from "./serve.mjs";

const chromiumPath = 'cd "$0" && . web/tools/setup.sh && chromium_path';
const executablePath = execFileSync("bash", ["-c", chromiumPath, root], { encoding: "utf8" }).trim();
const server = staticServer(resolve(root, "dist"));
const browser = await chromium.launch({ executablePath, chromiumSandbox: false, args: ["--disable-gpu"] });
try {
  const page = await browser.newPage({ viewport: { width: 1240, height: 900 }, locale: "en-US", colorScheme: "light" });
  await page.goto(`http://localhost:${await listen(server, 0)}/?sample=volcengine-split`);
  await page.getByTestId("expand-all").click();
  const last = page.getByTestId("split-total");
  await page.waitForFunction(() => document.querySelectorAll("[data-testid=split-table] tbody tr").length > 10);
  const box = await last.boundingBox();
  if (box === null) throw new Error("The table has no total line to be seen");
  const clip = { x: 0, y: 0, width: 1240, height: Math.ceil(box.y + box.height + 24) };
  await page.screenshot({ path: resolve(root, "web/page.png"), clip });
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
