import Papa from "papaparse";
import { describe, expect, test } from "vitest";

import type { Content } from "../../../web/src/export/content";
import { type FocusFacts, focusFile } from "../../../web/src/export/focus";
import { factsOf } from "../../../web/src/export/focus-facts";
import { EMPTY_PLAN, type Path, type Plan } from "../../../web/src/protocol";
import type { Store } from "../../../web/src/state/store";

const leaf = (key: Path, amount: string, ratio: string) => ({ key, amount, rows: 2, ratio });

const content = (part: Partial<Content>) =>
  ({
    bill: { profile: "focus" },
    plan: { ...EMPTY_PLAN, by: ["owner", "tag:env"] },
    levels: ["owner", "tag:env"],
    role: "billed",
    days: { first: "2025-02-01", last: "2025-02-28" },
    allocation: {
      measure: "Cost",
      currency: "USD",
      leaves: [leaf(["17", null], "1.50", "0.75"), leaf(["18", "prod"], "0.50", "0.25")],
    },
    ...part,
  }) as unknown as Content;

const NOTHING: FocusFacts = { values: new Map(), costs: new Map() };

function read(part: Partial<Content>, facts: Partial<FocusFacts> = {}, statement: readonly string[] = []) {
  const file = focusFile(content(part), { ...NOTHING, ...facts }, statement)!;
  const { data, errors, meta } = Papa.parse<Record<string, string>>(file.trimEnd(), { header: true });
  expect(errors).toEqual([]);
  return { rows: data, columns: meta.fields ?? [] };
}

const first = (part: Partial<Content>, facts: Partial<FocusFacts> = {}) => read(part, facts).rows[0]!;

test("the amount stands under the name that FOCUS has for what it is, and under none of FOCUS' where it is a quantity", () => {
  const named = (role: string | null) => read({ role }).columns[0];
  expect(named("billed")).toBe("BilledCost");
  expect(named("effective")).toBe("EffectiveCost");
  expect(named("commitment")).toBe("BilledCost"); // money, which FOCUS counts as a quantity only
  expect(named(null)).toBe("x_Amount");
});

describe("times", () => {
  const period = (part: Partial<Content>) => {
    const { ChargePeriodStart, ChargePeriodEnd } = first(part);
    return [ChargePeriodStart, ChargePeriodEnd];
  };
  const of = (levels: readonly string[], key: Path) => ({
    levels,
    allocation: { measure: "Cost", currency: "USD", total: "1", by: levels, leaves: [leaf(key, "1", "1")] },
  });

  test("a period ends with the moment after its last day; without dates there is none", () => {
    expect(period({})).toEqual(["2025-02-01T00:00:00Z", "2025-03-01T00:00:00Z"]);
    expect(period({ days: null })).toEqual(["", ""]);
  });

  test("a row of a day or a month is of what of it the bill has", () => {
    const days = { first: "2025-01-20", last: "2025-03-02" };
    expect(period({ days, ...of(["day"], ["2025-02-28"]) })).toEqual(["2025-02-28T00:00:00Z", "2025-03-01T00:00:00Z"]);
    expect(period({ days, ...of(["month"], ["2025-01"]) })).toEqual(["2025-01-20T00:00:00Z", "2025-02-01T00:00:00Z"]);
    expect(period({ days, ...of(["month"], ["2025-03"]) })).toEqual(["2025-03-01T00:00:00Z", "2025-03-03T00:00:00Z"]);
    expect(period({ days, ...of(["month"], [null]) })).toEqual(["2025-01-20T00:00:00Z", "2025-03-03T00:00:00Z"]);
  });

  test("a billing month is a whole one; a moment stands as the bill has it, and its end is not guessed", () => {
    const { rows } = read({}, { values: new Map([["period", ["2025-12", "2025-12"]]]) });
    expect([rows[0]!["BillingPeriodStart"], rows[0]!["BillingPeriodEnd"]]).toEqual([
      "2025-12-01T00:00:00Z",
      "2026-01-01T00:00:00Z",
    ]);
    const stamped = read({}, { values: new Map([["period", ["2025-12-01T00:00:00Z", undefined]]]) });
    expect(stamped.rows.map((row) => row["BillingPeriodStart"])).toEqual(["2025-12-01T00:00:00Z", ""]);
    expect(stamped.columns).not.toContain("BillingPeriodEnd");
  });
});

describe("what the bill knows of a row", () => {
  test("stands in its column where all its lines have it, and is empty where they differ", () => {
    const { rows } = read({}, { values: new Map([["product", ["Object storage", undefined]]]) });
    expect(rows.map((row) => row["ServiceName"])).toEqual(["Object storage", ""]);
  });

  test("a column that may not be null is left out where no row knows it, one that may is there and empty", () => {
    const { columns, rows } = read({}, { values: new Map([["charge_type", [undefined, undefined]]]) });
    expect(columns).not.toContain("ChargeCategory");
    expect(columns).not.toContain("ServiceCategory");
    expect(columns).not.toContain("InvoiceIssuerName");
    for (const name of ["BillingAccountName", "ChargeDescription", "PricingQuantity", "PricingUnit"]) {
      expect(rows.map((row) => row[name])).toEqual(["", ""]);
    }
  });

  test("an empty class says that nothing was corrected, so it is there only where that is known of every row", () => {
    const classes = (values: readonly (string | null | undefined)[]) =>
      read({}, { values: new Map([["ChargeClass", values]]) });
    expect(classes([null, "Correction"]).rows.map((row) => row["ChargeClass"])).toEqual(["", "Correction"]);
    expect(classes([null, undefined]).columns).not.toContain("ChargeClass");
  });

  test("words that FOCUS lists are a FOCUS bill's; another vendor's stand in a column of our own", () => {
    const values = new Map([["charge_type", ["Usage", "Usage"]]]);
    expect(first({}, { values })["ChargeCategory"]).toBe("Usage");
    const foreign = read({ bill: { profile: "aws-cur-2" } as Content["bill"] }, { values });
    expect(foreign.columns).not.toContain("ChargeCategory");
    expect(foreign.rows[0]!["x_ChargeCategory"]).toBe("Usage");
  });

  test("a level comes before what is found, the measure before another cost of its name, and no column stands twice", () => {
    const facts: FocusFacts = {
      values: new Map([["owner", ["x", "x"]]]),
      costs: new Map([
        ["billed", ["9", "9"]],
        ["list", ["2.00", "1.00"]],
      ]),
    };
    const { rows, columns } = read({}, facts);
    expect(rows.map((row) => [row["SubAccountId"], row["BilledCost"], row["ListCost"]])).toEqual([
      ["17", "1.50", "2.00"],
      ["18", "0.50", "1.00"],
    ]);
    expect(new Set(columns).size).toBe(columns.length);
  });
});

test("no sentence of the statement is lost where there are fewer rows than sentences", () => {
  const { rows } = read({}, {}, ["one.", "two.", "three."]);
  expect(rows.map((row) => row["x_Statement"])).toEqual(["one.", "two. three."]);
});

describe("facts asked of the core", () => {
  const dimension = (name: string, more = {}) => ({ name, stored: true, values: 2, ...more });
  const answers = (plan: Plan) => {
    if (plan.measure === "ListCost") {
      return [
        { key: ["17", null], amount: "2.00" },
        { key: ["18", "prod"], amount: "1.00" },
      ];
    }
    return [
      { key: ["17", null, "storage"], amount: "1.50" },
      { key: ["18", "prod", "storage"], amount: "0.20" },
      { key: ["18", "prod", "compute"], amount: "0.30" },
    ];
  };
  const asked: Plan[] = [];
  const store = {
    ask: async (method: string, { plan }: { plan: Plan }) => {
      if (method === "split") asked.push(plan);
      if (method === "split") return { leaves: answers(plan) };
      return {
        dimensions: [
          dimension("owner"),
          dimension("product"),
          dimension("description", { values: 5000 }),
          dimension("seller", { stored: false }),
          dimension("Whatever"),
        ],
        measures: [
          { name: "Cost", role: "billed", money: true },
          { name: "ListCost", role: "list", money: true },
          { name: "Contracted hours", role: "contracted", money: false },
        ],
      };
    },
  } as unknown as Store;

  test("a value that lines have in common, a row or all of them where costs are shared; costs by the same rules", async () => {
    const { values, costs } = await factsOf(store, content({}));
    expect([...values]).toEqual([["product", ["storage", undefined]]]);
    expect([...costs]).toEqual([["list", ["2.00", "1.00"]]]);
    expect(asked.map(({ by, measure }) => [by, measure])).toEqual([
      [["owner", "tag:env", "product"], ""],
      [["owner", "tag:env"], "ListCost"],
    ]);
    const plan = { ...EMPTY_PLAN, by: ["owner", "tag:env"], shared: [{}] } as unknown as Plan;
    expect([...(await factsOf(store, content({ plan }))).values]).toEqual([["product", [undefined, undefined]]]);
  });
});
