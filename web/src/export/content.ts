import { hexadecimal } from "../engine/hexadecimal";
import type { AllocationReport, Balance, BillReport, Plan, SplitReport, ViewReport } from "../protocol";
import { t } from "../text/text";

// What is exported: the split as it stands, and what every export carries so that it can be checked, the reconciliation
// and a hash of bill, plan and result. Amounts are the core's strings, passed on as they are.

export interface Content {
  readonly bill: BillReport;
  /** SHA-256 of the bill's files; null where they could not be read again. */
  readonly digests: readonly string[] | null;
  readonly plan: Plan;
  readonly levels: readonly string[];
  /** As named on the page. */
  readonly measure: string;
  /** What the amount of money is, by the core's name: billed, effective, ...; null where it is none, but a quantity. */
  readonly role: string | null;
  /** From the first day of the lines to the last, as YYYY-MM-DD; null where none has one. */
  readonly days: { readonly first: string; readonly last: string } | null;
  /** Every row of the table at the grain shown. */
  readonly shown: ViewReport;
  /** Every leaf, whatever is open. */
  readonly leaves: SplitReport;
  /** The leaves' parts of the total; null where the total is 0 and there are none. */
  readonly allocation: AllocationReport | null;
}

/** Hashes as hexadecimal SHA-256. */
export interface Proof {
  /** Of the bytes of each file, so that anybody who has it can compare; null where they could not be read again. */
  readonly files: readonly string[] | null;
  /** Of the files', the plan and the result. */
  readonly whole: string;
}

export function proofOf({ digests, plan, leaves }: Content): Promise<Proof> {
  return proofOfResult(digests, plan, leaves);
}

export async function proofOfResult(digests: Content["digests"], plan: Plan, result: unknown): Promise<Proof> {
  const files = digests && [...new Set(digests)]; // of an archive's files the archive, once
  return { files, whole: await sha256(JSON.stringify({ files, plan, result })) };
}

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return hexadecimal(new Uint8Array(digest));
}

/** The sentences that every export carries. */
export function statementOf({ shown }: Content, proof: Proof): readonly string[] {
  return [reconciliationOf(shown.balance), ...hashesOf(proof)];
}

export function reconciliationOf(balance: Balance): string {
  const { bill, allocated, unassigned, shared_out, excluded, difference, balanced, rejected } = balance;
  const terms = t("export.terms", { bill, allocated, unassigned, shared: shared_out, excluded });
  return balanced ? t("export.reconciled", { terms }) : t("export.notReconciled", { terms, difference, n: rejected });
}

export function hashesOf(proof: Proof): readonly string[] {
  return [
    t("export.hash", { hash: proof.whole }),
    proof.files === null
      ? t("export.noFileHash")
      : t("export.fileHash", { n: proof.files.length, hashes: proof.files.join(", ") }),
  ];
}

/** Built by us: nothing of the bill is in a file's name. */
export function fileName(kind: string, ending: string, now: Date): string {
  return `billfold-${kind}-${now.toISOString().slice(0, 10)}.${ending}`;
}
