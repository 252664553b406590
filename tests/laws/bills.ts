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

/** A small file that is hard to read, and what is in it: a list of its rows, an object of texts each. */
export interface TortureFile {
  readonly file: string;
  readonly expected_json?: string;
  /** false: the expectation is of another file than this (controls.json says why). */
  readonly python_csv_agrees?: boolean;
}

export const billsAreHere = existsSync(resolve(bills, "controls.json"));
export const pathOf = (file: string) => resolve(bills, file);

interface Controls {
  readonly bills: readonly ControlledBill[];
  readonly csv_torture: readonly TortureFile[];
}

function controls(): Controls {
  if (!billsAreHere) return { bills: [], csv_torture: [] };
  return JSON.parse(readFileSync(pathOf("controls.json"), "utf8")) as Controls;
}

export const controlledBills = (): readonly ControlledBill[] => controls().bills;
export const tortureFiles = (): readonly TortureFile[] => controls().csv_torture;
