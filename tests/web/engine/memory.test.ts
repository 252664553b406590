import { expect, test } from "vitest";
import { MemoryForecast } from "../../../web/src/engine/memory";

// A file of 1000 bytes, read by 50; `held` is what the bytes so far take.
function foreseen(limit: number, held: (bytes: number) => number, besides = 0): number | undefined {
  const forecast = new MemoryForecast("bill.csv", limit, besides);
  for (let bytes = 50; bytes <= 1000; bytes += 50) {
    if (forecast.after(bytes, 1000, held(bytes))) return bytes;
  }
  return undefined;
}

test("a bill that takes as much as there is goes on; one byte more is foreseen once a quarter is taken", () => {
  expect(foreseen(3000, (bytes) => 3 * bytes)).toBeUndefined();
  expect(foreseen(2999, (bytes) => 3 * bytes)).toBe(250); // where it takes 750
});

test("values that come for the first time are not taken for what goes on", () => {
  // 200 bytes of names in the first tenth and three a byte: 3200 in all, where a straight line from there would say 5000.
  const names = (bytes: number) => 2 * Math.min(bytes, 100) + 3 * bytes;
  expect(foreseen(3200, names)).toBeUndefined();
  expect(foreseen(3199, names)).toBe(200); // where it takes 800
});

test("what grows late is still foreseen before it is there", () => {
  const late = (bytes: number) => Math.max(0, bytes - 500) * 10;
  const at = foreseen(4000, late);
  expect(at).toBeLessThan(900); // at 900 it takes 4000
  expect(at).toBeGreaterThan(500);
});

test("what another bill takes counts", () => {
  expect(foreseen(3000, (bytes) => 2 * bytes, 1000)).toBeUndefined();
  expect(foreseen(3000, (bytes) => 2 * bytes, 1001)).toBe(100);
});

test("the failure names the file and how much it would take", () => {
  const forecast = new MemoryForecast("april.csv");
  forecast.after(2 ** 29, 10 * 2 ** 30, 2 ** 29);
  expect(forecast.after(2 ** 30, 10 * 2 ** 30, 2 ** 30)).toMatchObject({
    error: "bill_too_large",
    values: { file: "april.csv", needed: "10.0", limit: "3.0" },
  });
});
