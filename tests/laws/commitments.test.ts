import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import Papa from "papaparse";
import { describe, expect, test } from "vitest";
import { billsAreHere, pathOf } from "./bills";
import { answerTo } from "./command-line";
import { amount, percentOf, sumOf } from "./decimals";

// Coverage, utilization and amortized totals of the public bills, calculated once more: in another language, cell by cell
// over the rows as another parser reads them, by the definitions of the vendors' documents and of rules 5.

type Row = Readonly<Record<string, string>>;

interface Usage {
  readonly used: string;
  readonly unused: string;
  readonly utilization: string | null;
}
interface Commitments {
  readonly needs: string;
  readonly list_column: string;
  readonly kinds: readonly { readonly kind: string; readonly usage: Usage; readonly alarm: boolean }[];
  readonly total: {
    readonly coverable: string;
    readonly covered: string;
    readonly coverage: string | null;
    readonly usage: Usage;
  };
}
interface Split {
  readonly total: string;
  readonly leaves: readonly { readonly key: readonly (string | null)[]; readonly amount: string }[];
  readonly difference: string;
}
interface Discounts {
  readonly bases: readonly { readonly name: string; readonly total: string }[];
  readonly total: { readonly from: string; readonly to: string; readonly change: string } | null;
  readonly steps: readonly { readonly what: string; readonly amount: string }[];
  readonly difference: string;
}

/** A Cost and Usage Report, and how it spells the names of the dictionary. */
interface AwsBill {
  readonly name: string;
  readonly path: string;
  readonly spelled: (name: string) => string;
}

const legacy = (name: string) => name;
/** savingsPlan/SavingsPlanARN is savings_plan_savings_plan_a_r_n in a report of the second kind. */
const snake = (name: string) =>
  name
    .replace("/", "_")
    .replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
    .replaceAll("__", "_");

const shared = (file: string, spelled: AwsBill["spelled"]): AwsBill => ({ name: file, path: pathOf(file), spelled });
const AWS: readonly AwsBill[] = [
  ...(billsAreHere
    ? [
        ...["2023-06-01.csv", "my-report-1.csv.gz", "sample-anonymous-aws-export-dataset.csv", "test_cur.csv"].map(
          (file) => shared(`aws-cur-legacy/${file}`, legacy),
        ),
        shared("aws-cur-2.0/sample-cur20.csv", snake),
        shared("aws-cur-2.0/sample-legacy-csv.csv", legacy),
      ]
    : []),
  {
    name: "the sample of an organization",
    path: resolve(__dirname, "../../public/samples/organization.csv"),
    spelled: snake,
  },
];
const FOCUS = [
  "focus-1.0/focus_sample.csv",
  ...[1, 2, 3, 4].map((n) => `focus-spec-examples/commitment_discount_usage_scenario_${n}.csv`),
];

function rowsOf(path: string): readonly Row[] {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8").replace(/^\uFEFF/, "");
  return Papa.parse<Row>(text, { header: true }).data.filter((row) => Object.keys(row).length > 1);
}

/** A cell as an exact decimal: "1.81E-8" is 0.0000000181; an empty cell, or one that says so, is 0. */
function cell(row: Row, column: string): string {
  const text = (row[column] ?? "").trim();
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  if (whole === "") return "0";
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point <= 0 ? "0".repeat(1 - point) + digits : digits.padEnd(point, "0");
  const at = Math.max(1, point);
  return amount(`${sign}${padded.slice(0, at)}${padded.length > at ? `.${padded.slice(at)}` : ""}`);
}

const total = (rows: readonly Row[], column: string) => sumOf(rows.map((row) => cell(row, column)));
const minus = (text: string) => (text.startsWith("-") ? text.slice(1) : text === "0" ? text : `-${text}`);

const TYPE = "lineItem/LineItemType";
const LIST = "pricing/publicOnDemandCost";
const BILLED = "lineItem/UnblendedCost";
const USED = [
  ["SavingsPlanCoveredUsage", "savingsPlan/SavingsPlanEffectiveCost"],
  ["DiscountedUsage", "reservation/EffectiveCost"],
] as const;

/** The cells of a row by the names of the dictionary. */
const namedAs = (row: Row, spelled: AwsBill["spelled"]): Row =>
  new Proxy({}, { get: (_, name) => row[spelled(String(name))] });

/** What a line costs on the accrual basis, by the Cost and Usage Report's dictionary. */
function accrualOf(row: Row): string {
  switch (row[TYPE]) {
    case "SavingsPlanCoveredUsage":
      return cell(row, "savingsPlan/SavingsPlanEffectiveCost");
    case "SavingsPlanRecurringFee":
      return sumOf([cell(row, "savingsPlan/TotalCommitmentToDate"), minus(cell(row, "savingsPlan/UsedCommitment"))]);
    case "SavingsPlanNegation":
    case "SavingsPlanUpfrontFee":
      return "0";
    case "DiscountedUsage":
      return cell(row, "reservation/EffectiveCost");
    case "RIFee":
      return sumOf([
        cell(row, "reservation/UnusedAmortizedUpfrontFeeForBillingPeriod"),
        cell(row, "reservation/UnusedRecurringFee"),
      ]);
    case "Fee":
      return (row["reservation/ReservationARN"] ?? "") === "" ? cell(row, "lineItem/UnblendedCost") : "0";
    default:
      return cell(row, "lineItem/UnblendedCost");
  }
}

describe("commitments of Cost and Usage Reports, calculated twice", () => {
  describe.each(AWS)("$name", ({ path, spelled }) => {
    const rows = rowsOf(path).map((row) => namedAs(row, spelled));
    const has = (name: string) => rows.some((row) => row[name] !== undefined);
    const of = (...types: readonly string[]) => rows.filter((row) => types.includes(row[TYPE] ?? ""));
    const amortized = sumOf(rows.map(accrualOf));

    test("amortized cost is that of each line's type; without types there is none", async () => {
      const { bases } = await answerTo<Discounts>(["discounts", path]);
      const found = bases.find(({ name }) => name === "amortized cost");
      expect(found && amount(found.total)).toBe(has(TYPE) ? amortized : undefined);
    });

    test.runIf(has(TYPE))("amortized cost is split like any other measure", async () => {
      const split = await answerTo<Split>(["split", path, "--by", "owner", "--measure", "amortized cost"]);
      expect(amount(split.total)).toBe(amortized);
      expect(split.difference).toBe("0");
      for (const { key, amount: of } of split.leaves) {
        const own = rows.filter((row) => (row["lineItem/UsageAccountId"] ?? "") === (key[0] ?? ""));
        expect(amount(of)).toBe(sumOf(own.map(accrualOf)));
      }
    });

    test("coverage is the list price of what a commitment paid, in that of what one could pay", async () => {
      const covered = of("SavingsPlanCoveredUsage", "DiscountedUsage");
      const onDemand = of("Usage").filter((row) => (row["product/instanceType"] ?? "") !== "");
      const report = await answerTo<Commitments>(["commitments", path]);
      const [part, whole] = [total(covered, LIST), total([...covered, ...onDemand], LIST)];
      expect(amount(report.total.covered)).toBe(part);
      expect(amount(report.total.coverable)).toBe(whole);
      expect(report.total.coverage).toBe(percentOf(part, whole));
    });

    test("utilization is what was used in what was committed", async () => {
      const used = sumOf(USED.map(([type, column]) => total(of(type), column)));
      const unused = sumOf(of("SavingsPlanRecurringFee", "RIFee").map(accrualOf));
      const { usage } = (await answerTo<Commitments>(["commitments", path])).total;
      expect(amount(usage.used)).toBe(used);
      expect(amount(usage.unused)).toBe(unused);
      expect(usage.utilization).toBe(percentOf(used, sumOf([used, unused])));
    });

    test("the bridge between any two bases leads from one end to the other", async () => {
      const { bases } = await answerTo<Discounts>(["discounts", path]);
      for (const from of bases) {
        for (const to of bases) {
          const report = await answerTo<Discounts>(["discounts", path, "--from", from.name, "--to", to.name]);
          const steps = report.steps.map((step) => amount(step.amount));
          expect(report.difference).toBe("0");
          expect(steps[0]).toBe(amount(from.total));
          expect(steps.at(-1)).toBe(amount(to.total));
          expect(sumOf(steps.slice(0, -1))).toBe(steps.at(-1));
        }
      }
    });

    test.runIf(has(LIST))("the waterfall leads from the list price to what was billed", async () => {
      const report = await answerTo<Discounts>(["discounts", path, "--measure", spelled(BILLED)]);
      const [first, ...rest] = report.steps;
      expect(amount(first!.amount)).toBe(total(rows, LIST));
      expect(amount(rest.at(-1)!.amount)).toBe(total(rows, BILLED));
    });
  });
});

describe.skipIf(!billsAreHere)("commitments of the public bills, calculated twice", () => {
  describe.each(FOCUS)("%s", (file) => {
    const rows = billsAreHere ? rowsOf(pathOf(file)) : [];
    const of = (status: string) => rows.filter((row) => row["CommitmentDiscountStatus"] === status);

    test("utilization is used in used and unused, at effective cost", async () => {
      const report = await answerTo<Commitments>(["commitments", pathOf(file)]);
      const [used, unused] = [total(of("Used"), "EffectiveCost"), total(of("Unused"), "EffectiveCost")];
      expect(amount(report.total.usage.used)).toBe(used);
      expect(amount(report.total.usage.unused)).toBe(unused);
      const utilization = percentOf(used, sumOf([used, unused]));
      expect(report.total.usage.utilization).toBe(utilization);
      expect(report.kinds.map(({ alarm }) => alarm)).toEqual([Number(utilization ?? "100") < 80]);
    });

    test("coverage is by list cost, of usage lines", async () => {
      const report = await answerTo<Commitments>(["commitments", pathOf(file)]);
      const use = rows.filter(
        (row) => row["ChargeCategory"] === "Usage" && row["CommitmentDiscountStatus"] !== "Unused",
      );
      const hasList = rows.some((row) => row["ListCost"] !== undefined);
      const [part, whole] = [hasList ? total(of("Used"), "ListCost") : "0", hasList ? total(use, "ListCost") : "0"];
      expect(amount(report.total.covered)).toBe(part);
      expect(amount(report.total.coverable)).toBe(whole);
      expect(report.total.coverage).toBe(percentOf(part, whole));
    });
  });

  test.each(["EA_AmortizedCost_Small.csv", "EA_ActualCost_Small.csv"])(
    "azure-ea/%s by its pricing model",
    async (name) => {
      const file = `azure-ea/${name}`;
      const rows = rowsOf(pathOf(file));
      const report = await answerTo<Commitments>(["commitments", pathOf(file)]);
      const usedBy = (model: string) =>
        total(
          rows.filter((row) => row["PricingModel"] === model && row["ChargeType"] === "Usage"),
          "Cost",
        );
      expect(amount(report.total.usage.used)).toBe(sumOf([usedBy("Reservation"), usedBy("SavingsPlan")]));
      expect(report.total.usage.unused).toBe("0");
    },
  );
});
