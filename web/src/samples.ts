import awsCur2 from "../../public/samples/aws-cur-2.csv?raw";
import deductions from "../../public/samples/deductions.csv?raw";
import focusApril from "../../public/samples/focus-april.csv?raw";
import focusMarch from "../../public/samples/focus-march.csv?raw";
import metering from "../../public/samples/metering.csv?raw";
import meteringPrices from "../../public/samples/metering-prices.csv?raw";
import orders from "../../public/samples/orders.csv?raw";
import organization from "../../public/samples/organization.csv?raw";
import volcengineSplit from "../../public/samples/volcengine-split.csv?raw";
import { EMPTY_PLAN, type Plan } from "./protocol";

// Sample bills with invented names, part of the page: nothing is fetched when one is opened. `?sample=NAME` opens one by
// its name; the first is what "Try the sample" opens, and those that have a title (`sample.of.NAME`) are offered beside it.
//
//   volcengine-split  accounts, projects, AI models, tags as JSON, refunds, vouchers; lines without project or tag
//   focus             two files in one bill, two months, two currencies, credits, lines without an account, a broken line
//   aws-cur-2         fractions of ten digits, savings plans and reservations, tags and cost categories, refunds, tax
//   organization      22 days of six accounts: reservations that others use, a savings plan, a day that stands out, a month
//                     that will be overspent, tags that break the policy, the accounts' units

export interface Sample {
  readonly name: string;
  /** Read as one bill, in this order. */
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** What its plan begins with, beside the levels: a price list, budgets. */
  readonly plan?: Partial<Plan>;
}

const BUDGET = { estimated: false, thresholds: [] };
const TAG = { required: true, values: [], pattern: "", type: "" };

export const SAMPLES: readonly Sample[] = [
  { name: "volcengine-split", files: [{ name: "volcengine-split.csv", text: volcengineSplit }] },
  {
    name: "focus",
    files: [
      { name: "focus-march.csv", text: focusMarch },
      { name: "focus-april.csv", text: focusApril },
    ],
  },
  { name: "aws-cur-2", files: [{ name: "aws-cur-2.csv", text: awsCur2 }] },
  {
    name: "orders",
    files: [
      { name: "orders.csv", text: orders },
      { name: "deductions.csv", text: deductions },
    ],
  },
  {
    name: "organization",
    files: [{ name: "organization.csv", text: organization }],
    plan: {
      watch: {
        ...EMPTY_PLAN.watch,
        budgets: [
          { ...BUDGET, name: "Heron Group", dimension: "", value: null, limit: "2000" },
          { ...BUDGET, name: "heron-ads", dimension: "owner", value: "000200000013", limit: "900" },
          { ...BUDGET, name: "heron-platform", dimension: "owner", value: "000200000014", limit: "600" },
          { ...BUDGET, name: "heron-sandbox", dimension: "owner", value: "000200000015", limit: "20", estimated: true },
        ],
        tags: [
          { ...TAG, key: "Environment", values: ["Production", "Staging", "Development", "Test"] },
          { ...TAG, key: "Project", pattern: "^[A-Z]{3}-[0-9]{4}$" },
          { ...TAG, key: "Owner", type: "email" },
          { ...TAG, key: "CostCenter", pattern: "^CC-[0-9]{6}$" },
        ],
      },
      roster: {
        dimension: "owner",
        accounts: [
          { account: "000200000001", name: "heron-group", ou: "Management" },
          { account: "000200000011", name: "heron-shop", ou: "Products/Shop" },
          { account: "000200000012", name: "heron-search", ou: "Products/Search" },
          { account: "000200000013", name: "heron-ads", ou: "Products/Ads" },
          { account: "000200000014", name: "heron-platform", ou: "Platform" },
          { account: "000200000015", name: "heron-sandbox", ou: "Sandbox" },
        ],
      },
    },
  },
  {
    name: "metering",
    files: [
      { name: "metering.csv", text: metering },
      { name: "metering-prices.csv", text: meteringPrices },
    ],
  },
];

export function filesOf(sample: Sample): File[] {
  return sample.files.map(({ name, text }) => new File([text], name, { type: "text/csv" }));
}
