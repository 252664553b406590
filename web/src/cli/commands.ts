import type { LoadedBill } from "../engine/read-bill";
import { isFailure } from "../engine/errors";
import type { Failure, Plan } from "../protocol";
import {
  amortizeAnswer,
  type Answer,
  auditAnswer,
  infoAnswer,
  journalAnswer,
  meterAnswer,
  rollForwardAnswer,
  splitAnswer,
} from "./answers";

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
];

const EVERY_ROW = 1_000_000;

/** The prices of the plan, or those among the files. */
function pricedPlan({ prices }: LoadedBill, plan: Plan): Plan {
  return plan.prices === "" ? { ...plan, prices } : plan;
}

function ordersPlan(plan: Omit<Plan, "by">, own: ReadonlyMap<string, string>): Plan {
  return { ...plan, by: [], amortization_scale: own.get("--scale") ?? plan.amortization_scale };
}

function answered<Report extends object>(
  report: Report | Failure,
  answer: (report: Report) => Answer,
): Answer | Failure {
  return isFailure(report) ? report : answer(report);
}
