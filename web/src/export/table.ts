import type { Balance, Plan } from "../protocol";
import { failureOf } from "../state/engine-port";
import type { Store } from "../state/store";
import { FIRST_VIEW, viewRequest } from "../state/view";
import { isZero } from "../text/amount";
import { t } from "../text/text";
import { hashesOf, proofOfResult, reconciliationOf } from "./content";
import { digestsOf } from "./digests";
import type { Sheet } from "./sheet";

// A view's table as it is given away: a schedule, a journal, what commitments cover. It carries what the split's exports
// do, below its rows: the reconciliation of the bill by the plan that the view asked with, what the table itself adds up
// to, and the hashes.

export interface Table {
  readonly sheet: Sheet;
  /** As the view asked with it. */
  readonly plan: Plan;
  /** The core's answer behind the rows. */
  readonly result: unknown;
  /** What it adds up to, by name, as the core says; none where its rows are not parts of one sum. */
  readonly sums: readonly (readonly [name: string, exact: string])[];
  /** What the view's own balance lacks; null: it has none. */
  readonly difference: string | null;
}

export async function tableStatement(store: Store, table: Table): Promise<readonly string[]> {
  const balance = await balanceOf(store, table.plan);
  const handle = store.bill.peek()!.handle;
  const proof = await proofOfResult(await digestsOf(handle), table.plan, table.result);
  return [...(balance ? [reconciliationOf(balance)] : []), ...sumsOf(table), ...hashesOf(proof)];
}

/** What the strip would say of that plan; null for a bill of usage, which has no amounts to reconcile. */
async function balanceOf(store: Store, plan: Plan): Promise<Balance | null> {
  try {
    const request = viewRequest({ plan, view: FIRST_VIEW }, { offset: 0, limit: 1 });
    return (await store.ask("view", request)).balance;
  } catch (reason) {
    if (failureOf(reason).error === "no_amount_column") return null;
    throw reason;
  }
}

export function sumsOf({ sums, difference }: Pick<Table, "sums" | "difference">): readonly string[] {
  if (sums.length === 0) return [];
  const said = sums.map(([name, exact]) => t("export.sum", { name, amount: exact })).join("; ");
  if (difference === null) return [t("export.table", { sums: said })];
  return [t(isZero(difference) ? "export.tableAddsUp" : "export.tableDiffers", { sums: said, difference })];
}
