import "./sheet-tools.css";

import { copySheet } from "../export/clipboard";
import { fileName } from "../export/content";
import { download } from "../export/download";
import { type Table, tableStatement } from "../export/table";
import { csvFile } from "../export/tables";
import { masked } from "../state/settings";
import type { Store } from "../state/store";
import { t } from "../text/text";

interface SheetToolsProps {
  readonly store: Store;
  /** Of the table, and of its file. */
  readonly name: string;
  /** All of it, whatever part is on the screen. */
  readonly table: () => Promise<Table>;
}

/**
 * The table for a spreadsheet: on the clipboard, or as a file with what every export carries. Hidden amounts are asked
 * about first.
 */
export function SheetTools({ store, name, table }: SheetToolsProps) {
  const guarded = (deed: () => Promise<void>, failed: "copy.failed" | "export.failed") => () => {
    const run = () =>
      void deed().catch(() => {
        store.toast.value = { text: () => t(failed) };
      });
    if (!masked.peek()) return run();
    store.toast.value = { text: () => t("copy.masked"), action: { label: () => t("copy.anyway"), run } };
  };
  const copy = async () => {
    const { sheet } = await table();
    await copySheet(sheet);
    store.toast.value = { text: () => t("copy.done", { n: sheet.rows.length }) };
  };
  const save = async () => {
    const made = await table();
    const file = csvFile(made.sheet, await tableStatement(store, made));
    download(fileName(name, "csv", new Date()), file, "text/csv");
  };
  return (
    <span class="sheet-tools">
      <button type="button" class="button" data-testid={`${name}-copy`} onClick={guarded(copy, "copy.failed")}>
        {t("schedule.copy")}
      </button>
      <button type="button" class="button" data-testid={`${name}-csv`} onClick={guarded(save, "export.failed")}>
        {t("schedule.csv")}
      </button>
    </span>
  );
}
