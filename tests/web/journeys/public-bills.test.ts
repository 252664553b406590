import { describe, expect, test } from "vitest";

import { billsAreHere, controlledBills, pathOf } from "../../laws/bills";
import { useBrowser } from "../browser";
import { becomes, choose, exact } from "../page-helpers";

// Every public bill, opened by a person who has not seen it before, shows its control total: the column that is split
// without anybody choosing is the first that its control names. Skipped where the bills are absent.

const visit = useBrowser();

describe.skipIf(!billsAreHere)("the public bills", () => {
  test.each(controlledBills())("$file shows its control total", async ({ file, controls, data_rows }) => {
    const { page, problems, requests } = await visit();
    await page.waitForFunction(() => performance.getEntriesByName("billfold:loaded").length > 0);
    const loaded = requests.length;
    await choose(page, pathOf(file));
    await becomes(page, "ready");
    expect(await exact(page, "bill-total")).toBe(controls[0]!.sum);
    expect(await exact(page, "difference")).toBe("0");
    expect(await page.getByTestId("rows").textContent()).toBe(data_rows.toLocaleString("en-US"));
    expect(await page.getByTestId("no-rows").count()).toBe(data_rows === 0 ? 1 : 0);
    expect(await page.getByTestId("problem").count()).toBe(0);
    expect([problems, requests.slice(loaded)]).toEqual([[], []]);
    await page.context().close();
  });
});
