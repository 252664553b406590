import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

// The public bills and their controls, where they are: in $BILLFOLD_SHARED, or beside the repository.

const root = resolve(__dirname, "../..");
const bills = resolve(process.env["BILLFOLD_SHARED"] ?? resolve(root, "../shared"), "bills");

export interface Control {
  readonly column: string;
  readonly sum: string;
}
export interface Group {
  readonly by: readonly string[];
  readonly column: string;
  readonly group_count: number;
  readonly totals: Readonly<Record<string, { readonly sum: string; readonly rows: number }>>;
}
export interface ControlledBill {
  readonly file: string;
  readonly encoding: string;
  readonly data_rows: number;
  readonly controls: readonly Control[];
  readonly groups: readonly Group[];
}

export const billsAreHere = existsSync(resolve(bills, "controls.json"));
export const pathOf = (file: string) => resolve(bills, file);

export function controlledBills(): readonly ControlledBill[] {
  if (!billsAreHere) return [];
  return (JSON.parse(readFileSync(pathOf("controls.json"), "utf8")) as { bills: ControlledBill[] }).bills;
}
