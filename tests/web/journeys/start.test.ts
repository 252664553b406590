import { expect, test } from "vitest";
import { useBrowser } from "../browser";

const visit = useBrowser();
const coreStarted = () => performance.getEntriesByName("billfold:loaded").length > 0;

test("the core starts in its worker without a request to elsewhere and without breaking the page's policy", async () => {
  const { page, requests, problems } = await visit();
  await page.waitForFunction(coreStarted);
  const { origin } = new URL(page.url());
  expect(requests.filter((url) => !url.startsWith(origin) && !url.startsWith(`blob:${origin}`))).toEqual([]);
  expect(problems).toEqual([]);
});

test("the policy refuses the worker's own requests, and a journey gets to know of it", async () => {
  const { page, served, problems } = await visit();
  await page.waitForFunction(coreStarted);
  const worker = page.workers()[0];
  const origin = new URL(page.url()).origin;
  const answer = await worker?.evaluate(
    (address) =>
      fetch(address).then(
        () => "sent",
        () => "refused",
      ),
    `${origin}/leak`,
  );
  expect(answer).toBe("refused");
  expect(served).not.toContain("/leak");
  await expect.poll(() => problems.join("\n")).toContain(`violation of connect-src by ${origin}/leak`);
});
