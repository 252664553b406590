import type { AllocationReport, BillReport, Plan, SplitReport, ViewReport } from "../protocol";
import { t } from "../text/text";

// What is exported: the split as it stands, and what every export carries so that it can be checked, the reconciliation
// and a hash of bill, plan and result. Amounts are the core's strings, passed on as they are.

export interface Content {
  readonly bill: BillReport;
  /** Sizes of the files on the disk, in their order. */
  readonly bytes: readonly number[];
  readonly plan: Plan;
  readonly levels: readonly string[];
  /** As named on the page. */
  readonly measure: string;
  /** Every row of the table at the grain shown. */
  readonly shown: ViewReport;
  /** Every leaf, whatever is open. */
  readonly leaves: SplitReport;
  /** The leaves' parts of the total; null where the total is 0 and there are none. */
  readonly allocation: AllocationReport | null;
}

/** Hashes as hexadecimal SHA-256. */
export interface Proof {
  /** Of what was read: each file's size, rows and total, the columns, the totals of every amount column. */
  readonly bill: string;
  /** Of the bill's, the plan and the leaves. */
  readonly whole: string;
}

export async function proofOf({ bill, bytes, plan, leaves }: Content): Promise<Proof> {
  const files = bill.files.map(({ rows, total }, place) => ({ bytes: bytes[place] ?? 0, rows, total }));
  const columns = bill.columns.map(({ name }) => name);
  const measures = bill.measures.map(({ name, total }) => ({ name, total }));
  const ofBill = await sha256(JSON.stringify({ files, columns, measures }));
  return { bill: ofBill, whole: await sha256(JSON.stringify({ bill: ofBill, plan, leaves })) };
}

export async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The sentences that every export carries. */
export function statementOf({ shown }: Content, proof: Proof): readonly string[] {
  const { bill, allocated, unassigned, shared_out, excluded, difference, balanced, rejected } = shown.balance;
  const terms = t("export.terms", { bill, allocated, unassigned, shared: shared_out, excluded });
  return [
    balanced ? t("export.reconciled", { terms }) : t("export.notReconciled", { terms, difference, n: rejected }),
    t("export.hash", { hash: proof.whole, bill: proof.bill }),
  ];
}

/** Built by us: nothing of the bill is in a file's name. */
export function fileName(kind: string, ending: string, now: Date): string {
  return `billfold-${kind}-${now.toISOString().slice(0, 10)}.${ending}`;
}
