import type { Balance, Plan } from "../protocol";
import { failureOf } from "../state/engine-port";
import type { Store } from "../state/store";
import { FIRST_VIEW, viewRequest } from "../state/view";
import { isZero } from "../text/amount";
import { t } from "../text/text";
import { fileName, hashesOf, type Proof, proofOfResult, reconciliationOf } from "./content";
import { digestsOf } from "./digests";
import { download } from "./download";
import type { Sheet } from "./sheet";
import { csvFile, withAbout } from "./tables";
import { workbook } from "./xlsx";

// A view's table as it is given away: a schedule, a journal, what commitments cover. It carries what the split's exports
// do, below its rows or beside them: the reconciliation of the bill by the plan that the view asked with, what the table
// itself adds up to, and the hashes.

export interface Table {
  readonly sheet: Sheet;
  /** As the view asked with it. */
  readonly plan: Plan;
  /** The core's answer behind the rows. */
  readonly result: unknown;
  /** What the person put in, by name, without which the rows mean nothing; none where only the bill and the plan count. */
  readonly assumed?: readonly (readonly [name: string, exact: string])[];
  /** What it adds up to, by name, as the core says; none where its rows are not parts of one sum. */
  readonly sums: readonly (readonly [name: string, exact: string])[];
  /** What the view's own balance lacks; null: it has none. */
  readonly difference: string | null;
}

/** The sentences that a table carries, and the hashes in them. */
export interface Stated {
  readonly statement: readonly string[];
  readonly proof: Proof;
}

export async function stated(store: Store, table: Table): Promise<Stated> {
  const balance = await balanceOf(store, table.plan);
  const handle = store.bill.peek()!.handle;
  const proof = await proofOfResult(await digestsOf(handle), table.plan, table.result);
  const reconciled = balance ? [reconciliationOf(balance)] : [];
  return { statement: [...reconciled, ...assumedOf(table), ...sumsOf(table), ...hashesOf(proof)], proof };
}

export const TABLE_FILES = ["csv", "xlsx", "json"] as const;
export type TableFile = (typeof TABLE_FILES)[number];

/** `name` is the table's, in the file's. */
export async function saveTable(store: Store, name: string, kind: TableFile, table: Table, now: Date): Promise<void> {
  const { statement, proof } = await stated(store, table);
  const save = (file: Blob | string, type?: string) => download(fileName(name, kind, now), file, type);
  switch (kind) {
    case "csv":
      return save(csvFile(table.sheet, statement), "text/csv");
    case "json":
      return save(tableJson(table, { statement, proof }), "application/json");
    case "xlsx": {
      const sheet = { name: t("export.sheetShown"), ...table.sheet };
      return save(await workbook(withAbout([sheet], t("export.tableTitle"), statement)));
    }
  }
}

/** Every cell as it is in the table, amounts as exact text. */
export function tableJson(
  { sheet, plan, assumed = [], sums, difference }: Table,
  { statement, proof }: Stated,
): string {
  const rows = sheet.rows.map((row) => row.map((cell) => (cell.type === "number" ? cell.exact : cell.text)));
  return JSON.stringify(
    {
      statement,
      sha256: proof.whole,
      bill: { sha256: proof.files },
      plan,
      assumed: Object.fromEntries(assumed),
      sums: Object.fromEntries(sums),
      difference,
      columns: sheet.header,
      rows,
    },
    null,
    1,
  );
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

function assumedOf({ assumed = [] }: Table): readonly string[] {
  return assumed.length === 0 ? [] : [t("export.assumed", { given: listed(assumed) })];
}

const listed = (named: Table["sums"]): string =>
  named.map(([name, exact]) => t("export.sum", { name, amount: exact })).join("; ");

export function sumsOf({ sums, difference }: Pick<Table, "sums" | "difference">): readonly string[] {
  if (sums.length === 0) return [];
  const said = listed(sums);
  if (difference === null) return [t("export.table", { sums: said })];
  return [t(isZero(difference) ? "export.tableAddsUp" : "export.tableDiffers", { sums: said, difference })];
}
