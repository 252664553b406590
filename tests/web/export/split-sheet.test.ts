import { describe, expect, it } from "vitest";

import type { ViewReport, ViewRequest, ViewRow } from "../../../web/src/protocol";
import { toTabbed } from "../../../web/src/export/clipboard";
import { allRows, sheetOf } from "../../../web/src/export/split-sheet";

function row(path: (string | null)[], amount: string, more: Partial<ViewRow> = {}): ViewRow {
  const level = path.length;
  return {
    kind: "group",
    path,
    level,
    amount,
    share: "50.0",
    ratio: 1,
    rows: 2,
    children: 0,
    open: true,
    position: 1,
    siblings: 1,
    ...more,
  };
}

const report = {
  measure: "应付金额",
  currency: "CNY",
  scale: 2,
  by: ["owner", "tag:env"],
  total: "1204318.42",
  rows: 9,
  share: "100.0",
  lines: 5,
  offset: 0,
  view: [
    row(["2100000123456789"], "1200000"),
    row(["2100000123456789", "=1+1"], "-20.5", { share: null }),
    row(["2100000123456789", null], "7", { kind: "unassigned" }),
    row(["2100000123456789"], "3", { kind: "others", level: 2, children: 41 }),
    row([null], "4318.42", { kind: "unassigned" }),
  ],
} as unknown as ViewReport;

describe("the table as a sheet", () => {
  const lines = toTabbed(sheetOf(report, ["owner", "tag:env"], "应付金额 (CNY)")).split("\r\n");

  it("has a column a level, and in each row the groups that it lies in", () => {
    expect(lines[0]).toBe("Owner account\tTag: env\t应付金额 (CNY)\tShare of parent (%)\tRows");
    expect(lines[1]).toBe("2100000123456789\t\t1200000\t50.0\t2");
    expect(lines[2]).toBe("2100000123456789\t'=1+1\t-20.5\t\t2");
  });

  it("says what has no value and what stands for others", () => {
    expect(lines[3]).toBe("2100000123456789\tNo “env” tag\t7\t50.0\t2");
    expect(lines[4]).toBe("2100000123456789\tOthers (41)\t3\t50.0\t2");
    expect(lines[5]).toBe("No owner account\t\t4318.42\t50.0\t2");
  });

  it("ends with the total", () => {
    expect(lines[6]).toBe("Total\t\t1204318.42\t\t9");
  });
});

it("all rows are asked, a window after the other", async () => {
  const asked: number[] = [];
  const all = Array.from({ length: 4500 }, (_, place) => row([String(place)], String(place)));
  const answer = await allRows({ offset: 40, limit: 1 } as ViewRequest, ({ offset, limit }) => {
    asked.push(offset);
    return Promise.resolve({ ...report, lines: all.length, offset, view: all.slice(offset, offset + limit) });
  });
  expect(answer.view.map(({ amount }) => amount)).toEqual(all.map(({ amount }) => amount));
  expect(asked).toEqual([0, 2000, 4000]);
});
