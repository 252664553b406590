import "./sheet-tools.css";

import { saveTable, type Table, TABLE_FILES, type TableFile } from "../export/table";
import type { Store } from "../state/store";
import { t } from "../text/text";
import { askedIfMasked, copyTable } from "./give-away";

type TableParts = Pick<Table, "sheet" | "plan" | "result"> & Partial<Table>;

/** A view's table to be given away. Without `sums` its rows are no parts of a sum; most have no balance of their own. */
export function sheetTable({ sums = [], difference = null, ...parts }: TableParts): Table {
  return { ...parts, sums, difference };
}

interface SheetToolsProps {
  readonly store: Store;
  /** Of the table, and of its file. */
  readonly name: string;
  /** All of it, whatever part is on the screen. */
  readonly table: () => Promise<Table>;
}

/** The table for a spreadsheet: on the clipboard, or as a file; each with what every export carries. */
export function SheetTools({ store, name, table }: SheetToolsProps) {
  const save = (kind: TableFile) =>
    askedIfMasked(store, "export", async () => saveTable(store, name, kind, await table(), new Date()));
  return (
    <span class="sheet-tools">
      <button type="button" class="button" data-testid={`${name}-copy`} onClick={() => copyTable(store, table)}>
        {t("schedule.copy")}
      </button>
      {TABLE_FILES.map((kind) => (
        <button type="button" class="button" key={kind} data-testid={`${name}-${kind}`} onClick={() => save(kind)}>
          {t(`export.table.${kind}`)}
        </button>
      ))}
    </span>
  );
}
