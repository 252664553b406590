import { describe, expect, it } from "vitest";

import {
  dayAfter,
  daysOf,
  monthAfter,
  monthsBetween,
  weekdayOf,
  weeksOf,
} from "../../../web/src/ui/schedule/civil-weeks";

describe("civil weeks", () => {
  it("a week begins on Monday: 2023-01-01 was a Sunday, 2024-02-29 a Thursday", () => {
    expect(weekdayOf("2023-01-01")).toBe(6);
    expect(weekdayOf("2024-02-29")).toBe(3);
    expect(weekdayOf("1969-12-29")).toBe(0);
  });

  it("a month is whole weeks, its own days alone in them", () => {
    const weeks = weeksOf("2023-01");
    expect(weeks).toHaveLength(6);
    expect(weeks[0]).toEqual([null, null, null, null, null, null, "2023-01-01"]);
    expect(weeks[5]).toEqual(["2023-01-30", "2023-01-31", null, null, null, null, null]);
    expect(weeks.flat().filter((day) => day !== null)).toEqual(daysOf("2023-01"));
  });

  it("February of 2021 is exactly four weeks", () => {
    expect(weeksOf("2021-02")).toHaveLength(4);
    expect(weeksOf("2021-02").flat()).not.toContain(null);
  });

  it("months have their own lengths, leap years too", () => {
    expect(daysOf("2023-02")).toHaveLength(28);
    expect(daysOf("2024-02")).toHaveLength(29);
    expect(daysOf("2100-02")).toHaveLength(28);
    expect(daysOf("2000-02").at(-1)).toBe("2000-02-29");
  });

  it("days and months go over the ends of months and years", () => {
    expect(dayAfter("2023-12-31", 1)).toBe("2024-01-01");
    expect(dayAfter("2024-03-01", -1)).toBe("2024-02-29");
    expect(monthAfter("2023-12", 1)).toBe("2024-01");
    expect(monthAfter("2023-01", -1)).toBe("2022-12");
    expect(monthsBetween("2022-11", "2023-02")).toEqual(["2022-11", "2022-12", "2023-01", "2023-02"]);
    expect(monthsBetween("2023-02", "2023-01")).toEqual([]);
  });
});
