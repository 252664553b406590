import type { LoadedBill } from "../engine/read-bill";
import { isFailure } from "../engine/errors";
import type { Budget, Failure, Plan } from "../protocol";
import {
  amortizeAnswer,
  type Answer,
  auditAnswer,
  compareAnswer,
  infoAnswer,
  journalAnswer,
  lintAnswer,
  matrixAnswer,
  meterAnswer,
  rollForwardAnswer,
  sourcesAnswer,
  splitAnswer,
} from "./answers";
import { anomaliesAnswer, budgetAnswer, commitmentsAnswer, discountsAnswer, tagsAnswer } from "./watch-answers";

export interface Given {
  readonly by: readonly string[];
  readonly files: number;
  readonly hasPlan: boolean;
  /** Which options stand there. */
  readonly has: (option: string) => boolean;
}

/** A command: what it wants, and how it is answered. */
export interface Kind {
  readonly name: string;
  /** Options with a value that only some commands have. */
  readonly options: readonly string[];
  /** Those of them that name a file whose text is a field of the plan. */
  readonly texts?: Readonly<Record<string, "prices">>;
  /** Those of them that name a file with a plan; `answer` gets its JSON, whole. */
  readonly plans?: readonly string[];
  /** Those of them that name a file whose text the answer gets. */
  readonly ownTexts?: readonly string[];
  /** What is wrong with what was given, in words. */
  readonly complaint: (given: Given) => string | undefined;
  readonly answer: (bill: LoadedBill, plan: Plan, own: ReadonlyMap<string, string>) => Answer | Failure;
}

const GRAINS = ["day", "month", "order"];

/** What there is behind ./billfold. Adding a command is adding a line, and its words to help.ts. */
export const COMMANDS: readonly Kind[] = [
  {
    name: "info",
    options: [],
    complaint: ({ by }) => (by.length > 0 ? "info takes no --by." : undefined),
    answer: ({ report }) => infoAnswer(report),
  },
  {
    name: "split",
    options: ["--prices"],
    texts: { "--prices": "prices" },
    complaint: ({ by, hasPlan }) =>
      by.length === 0 && !hasPlan ? "Say what to split by: --by DIM[,DIM...], or --plan FILE" : undefined,
    answer: (bill, plan) => answered(bill.session.ask("split", { plan: pricedPlan(bill, plan) }), splitAnswer),
  },
  {
    name: "amortize",
    options: ["--scale"],
    complaint: ({ by }) =>
      by.length === 1 && GRAINS.includes(by[0]!) ? undefined : "Say how fine: --by day, --by month or --by order.",
    answer: ({ session }, { by: [by = "month"], ...plan }, own) =>
      answered(session.ask("amortize", { by, plan: ordersPlan(plan, own) }), amortizeAnswer),
  },
  {
    name: "audit",
    options: ["--scale"],
    complaint: ({ by }) => (by.length > 0 ? "audit takes no --by." : undefined),
    answer: ({ session }, plan, own) =>
      answered(
        session.ask("audit", { plan: ordersPlan(plan, own), all: false, offset: 0, limit: EVERY_ROW }),
        auditAnswer,
      ),
  },
  {
    name: "journal",
    options: ["--scale", "--from", "--to"],
    complaint: ({ by }) => (by.length > 1 ? "journal takes one --by: the department." : undefined),
    answer: ({ session }, { by: [department = ""], ...plan }, own) =>
      answered(
        session.ask("journal", {
          plan: ordersPlan(plan, own),
          department,
          from: own.get("--from") ?? "",
          to: own.get("--to") ?? "",
        }),
        journalAnswer,
      ),
  },
  {
    name: "roll-forward",
    options: ["--scale", "--from", "--to"],
    complaint: ({ by }) => (by.length > 1 ? "roll-forward takes one --by: order, or a dimension." : undefined),
    answer: ({ session }, { by: [by = "order"], ...plan }, own) =>
      answered(
        session.ask("roll_forward", {
          plan: ordersPlan(plan, own),
          by,
          from: own.get("--from") ?? "",
          to: own.get("--to") ?? "",
          offset: 0,
          limit: EVERY_ROW,
        }),
        rollForwardAnswer,
      ),
  },
  {
    name: "meter",
    options: ["--prices"],
    texts: { "--prices": "prices" },
    complaint: ({ by, files, hasPlan, has }) => {
      if (by.length > 1) return "meter takes one --by: whom bills are made out to.";
      if (has("--prices") || hasPlan || files > 1) return undefined;
      return "Say what usage costs: --prices FILE, or a price list among the files.";
    },
    answer: (bill, { by: [metered_by], ...plan }) => {
      const asked: Plan = { ...plan, by: [], metered_by: metered_by ?? plan.metered_by };
      const request = { plan: pricedPlan(bill, asked), accounts: [], offset: 0, limit: 0 };
      return answered(bill.session.ask("meter", request), meterAnswer);
    },
  },
  {
    name: "discounts",
    options: ["--from", "--to"],
    complaint: oneDimension("discounts"),
    answer: ({ session }, plan, own) =>
      answered(
        session.ask("discounts", {
          plan,
          by: plan.by[0] ?? "",
          from: own.get("--from") ?? "",
          to: own.get("--to") ?? "",
        }),
        discountsAnswer,
      ),
  },
  {
    name: "commitments",
    options: [],
    complaint: oneDimension("commitments"),
    answer: ({ session }, plan) =>
      answered(session.ask("commitments", { plan, by: plan.by[0] ?? "" }), commitmentsAnswer),
  },
  {
    name: "budget",
    options: ["--limit", "--scope", "--month"],
    complaint: ({ by }) => (by.length > 0 ? "budget takes no --by; --scope DIM=VALUE says what it is for." : undefined),
    answer: ({ session }, plan, own) =>
      answered(session.ask("budgets", { plan: withBudget(plan, own), month: own.get("--month") ?? "" }), budgetAnswer),
  },
  {
    name: "anomalies",
    options: ["--explain", "--method", "--window", "--threshold"],
    complaint: oneDimension("anomalies"),
    answer: ({ session }, plan, own) =>
      answered(
        session.ask("anomalies", {
          plan: withAnomalies(plan, own),
          dimension: plan.by[0] ?? "",
          explain_by: own.get("--explain") ?? "",
        }),
        anomaliesAnswer,
      ),
  },
  {
    name: "compare",
    options: ["--before", "--after", "--item", "--before-plan"],
    plans: ["--before-plan"],
    complaint: ({ by, hasPlan, has }) => {
      if (by.length > 1) return "compare takes one --by: who is compared.";
      if (by.length === 0 && !hasPlan) return "Say whom to compare: --by DIM, or --plan FILE";
      if (has("--before-plan")) {
        return has("--before") || has("--after") ? "compare takes two months, or two plans." : undefined;
      }
      return has("--before") && has("--after")
        ? undefined
        : "Say what to compare: --before MONTH --after MONTH, or --before-plan FILE";
    },
    answer: ({ session }, plan, own) => {
      const other = own.get("--before-plan");
      const request = {
        plan,
        before: own.get("--before") ?? "",
        after: own.get("--after") ?? "",
        item: own.get("--item") ?? "",
        before_plan: other === undefined ? null : (JSON.parse(other) as Plan),
      };
      return answered(session.ask("compare", request), compareAnswer);
    },
  },
  {
    name: "lint",
    options: [],
    complaint: () => undefined,
    answer: ({ session }, plan) => answered(session.ask("lint", { plan }), lintAnswer),
  },
  {
    name: "matrix",
    options: [],
    complaint: ({ hasPlan }) => (hasPlan ? undefined : "Say which costs are shared: --plan FILE"),
    answer: ({ session }, plan) => answered(session.ask("matrix", { plan, by_source: false }), matrixAnswer),
  },
  {
    name: "sources",
    options: [],
    complaint: ({ hasPlan }) => (hasPlan ? undefined : "Say which costs are shared: --plan FILE"),
    answer: ({ session }, plan) => answered(session.ask("matrix", { plan, by_source: true }), sourcesAnswer),
  },
  {
    name: "tags",
    options: ["--policy"],
    ownTexts: ["--policy"],
    complaint: ({ hasPlan, has }) =>
      has("--policy") || hasPlan ? undefined : "Say what every line must carry: --policy FILE",
    answer: ({ session }, plan, own) =>
      answered(
        session.ask("tags", { plan, policy: own.get("--policy") ?? "", show: plan.by, offset: 0, limit: EVERY_ROW }),
        tagsAnswer,
      ),
  },
];

const EVERY_ROW = 1_000_000;

/** The prices of the plan, or those among the files. */
function pricedPlan({ prices }: LoadedBill, plan: Plan): Plan {
  return plan.prices === "" ? { ...plan, prices } : plan;
}

function ordersPlan(plan: Omit<Plan, "by">, own: ReadonlyMap<string, string>): Plan {
  return { ...plan, by: [], amortization_scale: own.get("--scale") ?? plan.amortization_scale };
}

function oneDimension(name: string): Kind["complaint"] {
  return ({ by }) => (by.length > 1 ? `${name} takes one dimension: --by DIM` : undefined);
}

// A budget of the command line stands before those of the plan.
function withBudget(plan: Plan, own: ReadonlyMap<string, string>): Plan {
  const limit = own.get("--limit");
  if (limit === undefined) return plan;
  const scope = own.get("--scope") ?? "";
  const at = scope.indexOf("=");
  const value = at < 0 ? "" : scope.slice(at + 1);
  const budget: Budget = {
    name: scope === "" ? "bill" : scope,
    dimension: at < 0 ? scope : scope.slice(0, at),
    value: value === "" ? null : value,
    limit,
    estimated: false,
    thresholds: [],
  };
  return { ...plan, watch: { ...plan.watch, budgets: [budget, ...plan.watch.budgets] } };
}

function withAnomalies(plan: Plan, own: ReadonlyMap<string, string>): Plan {
  const { method, window, threshold } = plan.watch.anomalies;
  const anomalies = {
    method: own.get("--method") ?? method,
    window: own.has("--window") ? Number(own.get("--window")) : window,
    threshold: own.get("--threshold") ?? threshold,
  };
  return { ...plan, watch: { ...plan.watch, anomalies } };
}

function answered<Report extends object>(
  report: Report | Failure,
  answer: (report: Report) => Answer,
): Answer | Failure {
  return isFailure(report) ? report : answer(report);
}
