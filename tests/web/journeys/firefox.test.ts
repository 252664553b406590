import { resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

import { listen, staticServer } from "../../../web/tools/serve.mjs";
import { root } from "../browser";
import { useFirefox } from "../firefox";
import { csvOf, splitBill } from "../fixtures";

// The served page in Firefox: what a browser alone decides, and the figures once more.

const visit = useFirefox();
const bill = splitBill(500);
const server = staticServer(resolve(root, "dist"));
let origin: string;
beforeAll(async () => void (origin = `http://localhost:${await listen(server, 0)}`));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const totalIs = (total: string) =>
  document.querySelector('[data-testid="bill-total"]')?.getAttribute("data-exact") === total;

test("the sample opens, a dropped file gives its exact total, rules become a link, nothing is violated", async () => {
  const { page, problems } = await visit(`${origin}/`);
  await page.waitForSelector('[data-testid="sample"]');
  await page.click('[data-testid="sample"]');
  await page.waitForFunction(() => document.documentElement.dataset["state"] === "ready");
  await page.evaluate((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "split.csv", { type: "text/csv" }));
    for (const type of ["dragenter", "dragover", "drop"])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: transfer, bubbles: true, cancelable: true }));
  }, csvOf(bill));
  await page.waitForFunction(totalIs, {}, bill.total);
  await page.click('[data-testid="share"]');
  await page.waitForSelector('[data-testid="make-link"]');
  await page.click('[data-testid="make-link"]');
  const link = await page.waitForSelector('[data-testid="link"]');
  expect(await link!.evaluate((field) => (field as HTMLTextAreaElement).value)).toMatch(/#v1\.[\w-]+$/);
  expect(problems).toEqual([]);
});
