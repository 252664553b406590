import { describe, expect, test } from "vitest";
import { billsAreHere, controlledBills, pathOf } from "./bills";
import { answerTo } from "./command-line";
import { amount, sumOf } from "./decimals";

// Every control of the public bills, to the last digit, through the command line. The controls were computed by other
// programs (their README says how).

interface Info {
  readonly rows: number;
  readonly encoding: string;
  readonly measures: Readonly<Record<string, string>>;
}
interface Split {
  readonly total: string;
  readonly rows: number;
  readonly leaves: readonly {
    readonly key: readonly (string | null)[];
    readonly amount: string;
    readonly rows: number;
  }[];
  readonly difference: string;
}

if (!billsAreHere)
  console.warn("The public bills are not here (BILLFOLD_SHARED, or ../shared): their controls are skipped.");

describe.skipIf(!billsAreHere)("the public bills", () => {
  test("have their 118 controls", () => {
    const count = controlledBills().reduce((all, { controls, groups }) => all + controls.length + groups.length, 0);
    expect(count).toBe(118);
  });

  describe.each(controlledBills())("$file", ({ file, controls, groups, data_rows, encoding }) => {
    test("has as many rows as counted, in its encoding", async () => {
      const info = await answerTo<Info>(["info", pathOf(file)]);
      expect(info.rows).toBe(data_rows);
      expect(info.encoding).toBe(encoding);
    });

    test.each(controls)("$column is $sum", async ({ column, sum }) => {
      const info = await answerTo<Info>(["info", pathOf(file)]);
      expect(Object.keys(info.measures)).toContain(column);
      expect(amount(info.measures[column]!)).toBe(sum);
    });

    test.each(groups)("$column by $by is $group_count groups", async ({ by, column, group_count, totals }) => {
      const split = await answerTo<Split>(["split", pathOf(file), "--by", by.join(","), "--measure", column]);
      const leaves = split.leaves.map(({ key, amount: sum, rows }) => [
        key.map((value) => value ?? "").join(" | "),
        { sum: amount(sum), rows },
      ]);
      expect(leaves).toHaveLength(group_count);
      expect(Object.fromEntries(leaves)).toEqual(totals);
      expect(split.difference).toBe("0");
      expect(amount(split.total)).toBe(sumOf(split.leaves.map((leaf) => leaf.amount)));
    });
  });
});
