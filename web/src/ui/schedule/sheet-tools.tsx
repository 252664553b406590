import { masked } from "../../state/settings";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { downloadCsv } from "../download";
import { copySheet, type Sheet } from "../split/copy";

interface SheetToolsProps {
  readonly store: Store;
  /** Of the file: bill_NAME.csv. */
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
    const bill = store.bill.peek()?.handle.report.files[0]?.name.replace(/\.[^.]*$/, "") ?? "bill";
    downloadCsv(`${bill}_${name}.csv`, await sheet());
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
