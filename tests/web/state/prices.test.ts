import { expect, test } from "vitest";
import { EMPTY_PLAN } from "../../../web/src/protocol";
import { isMetered, withPrices } from "../../../web/src/state/plan";

test("usage is measured by its prices once it has some, by its quantities without", () => {
  const priced = withPrices(
    { ...EMPTY_PLAN, by: ["project"], measure: "Requested" },
    "Resource,Price,Unit\ncpu,1,core/hour\n",
  );
  expect(isMetered(priced)).toBe(true);
  expect(priced.by).toEqual(["project"]);
  expect(priced.measure).toBe(""); // what is charged has columns of its own
  expect(isMetered(withPrices(priced, ""))).toBe(false);
});
