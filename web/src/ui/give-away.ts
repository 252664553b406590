import { copySheet } from "../export/clipboard";
import type { Sheet } from "../export/sheet";
import { stated, type Table } from "../export/table";
import { masked } from "../state/settings";
import type { Store } from "../state/store";
import { t } from "../text/text";
import { copyText } from "./copy";

// Before something is given away, and after: amounts that are hidden on the screen do not leave unasked, and what went
// wrong is said.

export function askedIfMasked(store: Store, deed: "copy" | "export", run: () => Promise<void>): void {
  const go = () =>
    void run().catch(() => {
      store.toast.value = { text: () => t(`${deed}.failed`) };
    });
  if (!masked.peek()) return go();
  store.toast.value = {
    text: () => t(`${deed}.masked`),
    action: { label: () => t(`${deed}.anyway`), run: go },
    lasting: true,
  };
}

/** Words with figures in them, as text. */
export function copyWords(store: Store, words: string, said: () => string): void {
  askedIfMasked(store, "copy", async () => {
    copyText(words);
    store.toast.value = { text: said };
  });
}

export interface Copied {
  readonly sheet: Sheet;
  readonly statement: readonly string[];
}

/** A view's table on the clipboard, with what every export carries below its rows. */
export function copyTable(store: Store, make: () => Promise<Table>): void {
  copyAs(store, async () => {
    const table = await make();
    return { sheet: table.sheet, statement: (await stated(store, table)).statement };
  });
}

/**
 * What `make` gives, on the clipboard. Browsers allow that for some seconds after a press; where making took longer,
 * hashing a large file for one, what was made waits for another press.
 */
export function copyAs(store: Store, make: () => Promise<Copied>): void {
  askedIfMasked(store, "copy", async () => {
    const { sheet, statement } = await make();
    const put = (): Promise<void> =>
      copySheet(sheet, statement).then(
        () => {
          store.toast.value = { text: () => t("copy.done", { n: sheet.rows.length }) };
        },
        () => {
          const action = { label: () => t("copy.again"), run: () => void put() };
          store.toast.value = { text: () => t("copy.failed"), action, lasting: true };
        },
      );
    await put();
  });
}
