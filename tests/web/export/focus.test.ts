import { expect, test } from "vitest";

import type { Content } from "../../../web/src/export/content";
import { focusFile } from "../../../web/src/export/tables";

const content = (part: Partial<Content>) =>
  ({
    levels: ["owner", "tag:env"],
    role: "billed",
    days: { first: "2025-02-01", last: "2025-02-28" },
    allocation: {
      measure: "Cost",
      currency: "USD",
      leaves: [{ key: ["17", null], amount: "1.50", rows: 2, ratio: "1" }],
    },
    ...part,
  }) as unknown as Content;

const lines = (part: Partial<Content>) => focusFile(content(part), [])!.split("\r\n");

test("the amount stands under the name that FOCUS has for what it is, and under none of FOCUS' where it is a quantity", () => {
  const named = (role: string | null) => lines({ role })[0]!.split(",")[0];
  expect(named("billed")).toBe("BilledCost");
  expect(named("effective")).toBe("EffectiveCost");
  expect(named("commitment")).toBe("BilledCost"); // money, which FOCUS counts as a quantity only
  expect(named(null)).toBe("x_Amount");
});

test("a period ends with the moment after its last day; without dates there is none", () => {
  expect(lines({})[1]).toMatch(/^1\.50,USD,2025-02-01T00:00:00Z,2025-03-01T00:00:00Z,17,\{\},/);
  expect(lines({ days: null })[1]).toMatch(/^1\.50,USD,,,17,\{\},/);
});
