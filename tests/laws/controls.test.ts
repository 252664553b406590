import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { billsAreHere, controlledBills, pathOf, tortureFiles } from "./bills";
import { answerTo } from "./command-line";
import { amount, sumOf } from "./decimals";

// Every control of the public bills, to the last digit, through the command line. The controls were computed by other
// programs (their README says how).

interface Info {
  readonly rows: number;
  readonly encoding: string;
  readonly columns: readonly string[];
  readonly measures: Readonly<Record<string, string>>;
  readonly default_measure: string;
  readonly currency: readonly (string | null)[];
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

      // A split is of one currency; the splits of all currencies together are the column.
      const [by] = info.columns;
      const totals: string[] = [];
      for (const currency of info.currency.length > 1 ? info.currency : [undefined]) {
        const chosen = currency === undefined ? [] : ["--currency", currency ?? ""];
        const split = await answerTo<Split>(["split", pathOf(file), "--by", by!, "--measure", column, ...chosen]);
        expect(split.difference).toBe("0");
        expect(amount(split.total)).toBe(sumOf(split.leaves.map((leaf) => leaf.amount)));
        totals.push(split.total);
      }
      expect(sumOf(totals)).toBe(sum);
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

// Cell by cell: a split by all columns has a leaf for each different row. A file without a column of amounts has its
// columns and rows compared only; its cells are compared natively (tests/unit/csv/public_bills_test.cpp).
describe.skipIf(!billsAreHere)("the torture set", () => {
  const files = tortureFiles();

  test.each(files.filter((each) => each.expected_json && each.python_csv_agrees))(
    "$file is as its JSON says",
    async ({ file, expected_json }) => {
      const expected = JSON.parse(readFileSync(pathOf(expected_json!), "utf8")) as Readonly<Record<string, string>>[];
      const info = await answerTo<Info>(["info", pathOf(file)]);
      expect(info.columns).toEqual(Object.keys(expected[0]!));
      expect(info.rows).toBe(expected.length);
      if (info.default_measure === "") return;
      const split = await answerTo<Split>(["split", pathOf(file), "--by", info.columns.join(",")]);
      const cells = split.leaves.map(({ key }) => key.map((value) => value ?? ""));
      expect(cells.sort()).toEqual(expected.map((row) => Object.values(row)).sort());
      expect(split.difference).toBe("0");
    },
  );

  test.each(files.filter(({ file }) => !file.endsWith("invalid_utf8.csv")))("$file is read", async ({ file }) => {
    const info = await answerTo<Info>(["info", pathOf(file)]);
    expect(info.columns.length).toBeGreaterThan(0);
    if (info.default_measure === "") return;
    const split = await answerTo<Split>(["split", pathOf(file), "--by", info.columns[0]!]);
    expect(amount(split.total)).toBe(amount(info.measures[info.default_measure]!));
    expect(split.rows).toBe(info.rows);
    expect(split.difference).toBe("0");
  });
});
