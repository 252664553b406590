import { createHash } from "node:crypto";
import Papa from "papaparse";
import { expect, test } from "vitest";

import { number, text } from "../../../web/src/export/sheet";
import { stated, sumsOf, type Table, tableJson } from "../../../web/src/export/table";
import { csvFile } from "../../../web/src/export/tables";
import { type Balance, EMPTY_PLAN, type ViewRequest } from "../../../web/src/protocol";
import type { Store } from "../../../web/src/state/store";

// What a view's table carries when it is given away, read back by a CSV parser that is not ours.

const balance: Balance = {
  bill: "100.01",
  allocated: "100.01",
  unassigned: "0",
  shared_out: "0",
  excluded: "0",
  difference: "0",
  rows: 2,
  allocated_rows: 2,
  unassigned_rows: 0,
  excluded_rows: 0,
  rejected: 0,
  other_currencies: [],
  balanced: true,
};
const plan = { ...EMPTY_PLAN, measure: "应付金额" };
const journal: Table = {
  sheet: {
    header: ["Date", "Account", "Debit", "Credit"],
    rows: [
      [text("2023-01-31"), text("=prepaid"), number("31.00"), text("")],
      [text("2023-01-31"), text("expense, cloud"), text(""), number("31.00")],
    ],
  },
  plan,
  result: { lines: ["31.00", "-31.00"] },
  sums: [
    ["Debit", "31.00"],
    ["Credit", "31.00"],
  ],
  difference: "0",
};

interface Answers {
  readonly view?: () => Promise<{ balance: Balance }>;
  readonly digests?: () => Promise<readonly string[]>;
}

function storeWith({ view = async () => ({ balance }), digests = async () => ["ab", "cd"] }: Answers): Store {
  const handle = { digests };
  const ask = (method: string, request: ViewRequest) => {
    expect([method, request.plan]).toEqual(["view", plan]);
    return view();
  };
  return { ask, bill: { peek: () => ({ handle }) } } as unknown as Store;
}

const sha256 = (of: string) => createHash("sha256").update(of).digest("hex");

test("below the rows, in as many cells: reconciliation, what the table adds up to, both hashes", async () => {
  const file = csvFile(journal.sheet, (await stated(storeWith({}), journal)).statement);
  const { data, errors } = Papa.parse<string[]>(file.slice(1).trimEnd());
  expect(errors).toEqual([]);
  expect(data.slice(0, 3)).toEqual([
    ["Date", "Account", "Debit", "Credit"],
    ["2023-01-31", "'=prepaid", "31.00", ""],
    ["2023-01-31", "expense, cloud", "", "31.00"],
  ]);
  const hash = sha256(JSON.stringify({ files: ["ab", "cd"], plan, result: journal.result }));
  expect(data.slice(3)).toEqual(
    [
      "Reconciled: bill 100.01 = 100.01 allocated + 0 unassigned + 0 shared out + 0 excluded; difference 0.",
      "This table: Debit 31.00; Credit 31.00; difference 0.",
      `SHA-256 of bill, rules and result: ${hash}.`,
      "SHA-256 of the bill's files: ab, cd.",
    ].map((line) => [line, "", "", ""]),
  );
});

test("what does not add up says so first, as does a bill with lines that were not counted", async () => {
  const off = { ...balance, rejected: 2, balanced: false };
  const { statement: said } = await stated(storeWith({ view: async () => ({ balance: off }) }), {
    ...journal,
    difference: "-0.01",
  });
  expect(said[0]).toMatch(/^NOT RECONCILED, difference 0, 2 lines not counted: bill 100\.01 = /);
  expect(said[1]).toBe("NOT RECONCILED, difference -0.01. This table: Debit 31.00; Credit 31.00.");
});

test("a table whose rows are no parts of a sum claims none; one without a balance of its own claims no difference", () => {
  expect(sumsOf({ sums: [], difference: null })).toEqual([]);
  expect(sumsOf({ sums: [["gateway", "84102.00"]], difference: null })).toEqual(["This table: gateway 84102.00."]);
});

test("as JSON every cell is as it is in the table, amounts as exact text, beside what is said of them", async () => {
  const table: Table = { ...journal, assumed: [["Hours of use", "1000"]] };
  const made = await stated(storeWith({}), table);
  expect(made.statement[1]).toBe("Assumed: Hours of use 1000.");
  const json = JSON.parse(tableJson(table, made));
  expect(json.rows).toEqual([
    ["2023-01-31", "=prepaid", "31.00", ""],
    ["2023-01-31", "expense, cloud", "", "31.00"],
  ]);
  expect([json.columns, json.plan]).toEqual([journal.sheet.header, plan]);
  expect(json.assumed).toEqual({ "Hours of use": "1000" });
  expect([json.sums, json.difference]).toEqual([{ Debit: "31.00", Credit: "31.00" }, "0"]);
  expect(json.statement).toEqual(made.statement);
  expect(json.statement.at(-2)).toContain(json.sha256);
  expect(json.bill.sha256).toEqual(["ab", "cd"]);
});

test("a bill of usage has no amounts to reconcile, a file that is gone no hash of its own; all else is there", async () => {
  const failure = { error: "no_amount_column", message: "", values: {}, line: 0, column: 0 };
  const store = storeWith({
    view: () => Promise.reject({ failure }),
    digests: () => Promise.reject(new Error("gone")),
  });
  const { statement: said } = await stated(store, journal);
  expect(said.map((line) => line.slice(0, 10))).toEqual(["This table", "SHA-256 of", "The bill's"]);
  const broken = { failure: { ...failure, error: "defect" } };
  await expect(stated(storeWith({ view: () => Promise.reject(broken) }), journal)).rejects.toEqual(broken);
});
