import type { LoadedBill } from "../engine/read-bill";
import { isFailure } from "../engine/errors";
import type { Failure, Plan } from "../protocol";
import { type Answer, infoAnswer, splitAnswer } from "./answers";

/** A command: what it wants, and how it is answered. */
export interface Kind {
  readonly name: string;
  /** Options with a value that only some commands have. */
  readonly options: readonly string[];
  /** What is wrong with what was given, in words. */
  readonly complaint: (given: { readonly by: readonly string[]; readonly hasPlan: boolean }) => string | undefined;
  readonly answer: (bill: LoadedBill, plan: Plan, own: ReadonlyMap<string, string>) => Answer | Failure;
}

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
    options: [],
    complaint: ({ by, hasPlan }) =>
      by.length === 0 && !hasPlan ? "Say what to split by: --by DIM[,DIM...], or --plan FILE" : undefined,
    answer: ({ session }, plan) => answered(session.ask("split", { plan }), splitAnswer),
  },
];

function answered<Report extends object>(
  report: Report | Failure,
  answer: (report: Report) => Answer,
): Answer | Failure {
  return isFailure(report) ? report : answer(report);
}
