import "./sheet-tools.css";

import { copySheet } from "../export/clipboard";
import { fileName } from "../export/content";
import { download } from "../export/download";
import { type Sheet } from "../export/sheet";
import { csvFile } from "../export/tables";
import { masked } from "../state/settings";
import type { Store } from "../state/store";
import { t } from "../text/text";

interface SheetToolsProps {
  readonly store: Store;
  /** Of the table, and of its file. */
  readonly name: string;
  readonly sheet: () => Promise<Sheet>;
}

/** The table for a spreadsheet: on the clipboard, or as a file. Hidden amounts are asked about first. */
export function SheetTools({ store, name, sheet }: SheetToolsProps) {
  const guarded = (deed: () => Promise<void>) => () => {
    if (!masked.peek()) return void deed();
    store.toast.value = {
      text: () => t("copy.masked"),
      action: { label: () => t("copy.anyway"), run: () => void deed() },
    };
  };
  const copy = async () => {
    try {
      const made = await sheet();
      await copySheet(made);
      store.toast.value = { text: () => t("copy.done", { n: made.rows.length }) };
    } catch {
      store.toast.value = { text: () => t("copy.failed") };
    }
  };
  const save = async () => {
    download(fileName(name, "csv", new Date()), csvFile(await sheet(), []), "text/csv");
  };
  return (
    <span class="sheet-tools">
      <button type="button" class="button" data-testid={`${name}-copy`} onClick={guarded(copy)}>
        {t("schedule.copy")}
      </button>
      <button type="button" class="button" data-testid={`${name}-csv`} onClick={guarded(save)}>
        {t("schedule.csv")}
      </button>
    </span>
  );
}
