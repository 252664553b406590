import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";

import { proofOf, statementOf } from "../../export/content";
import { masked } from "../../state/settings";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Menu, type MenuItem } from "../menu";
import { contentOf, exportAs, type ExportKind, theDrawing } from "./export-deeds";

const FILES: readonly ExportKind[] = ["csv", "long", "xlsx", "json", "focus", "report", "redacted"];

/** What stands on the first printed page; known once it was asked for. */
export const printed = signal<readonly string[]>([]);

export function ExportMenu({ store }: { readonly store: Store }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const deed = (run: () => Promise<void>) => () => void askedIfMasked(store, run);
  const item = (kind: ExportKind): MenuItem => ({
    label: t(`export.${kind}`),
    run: deed(() => exportAs(kind, store, new Date())),
  });
  const drawings: readonly ExportKind[] = open && theDrawing() ? ["svg", "png"] : [];
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button"
        aria-haspopup="menu"
        aria-expanded={open}
        data-testid="export"
        onClick={() => setOpen(!open)}
      >
        {t("export.button")}
      </button>
      {open && (
        <Menu
          anchor={button}
          label={t("export.button")}
          onClose={() => setOpen(false)}
          items={[
            ...FILES.map(item),
            ...drawings.map(item),
            "rule",
            { label: t("export.print"), key: "Ctrl+P", run: () => printBill(store) },
          ]}
        />
      )}
    </>
  );
}

/** Amounts that are hidden on the screen do not go into a file unasked. */
async function askedIfMasked(store: Store, run: () => Promise<void>): Promise<void> {
  const go = () =>
    run().catch(() => {
      store.toast.value = { text: () => t("export.failed") };
    });
  if (!masked.peek()) return go();
  store.toast.value = {
    text: () => t("export.masked"),
    action: { label: () => t("export.anyway"), run: () => void go() },
    lasting: true,
  };
}

/** What the key for printing does, so that paper made with it carries the hashes too. */
export function printBill(store: Store): void {
  void askedIfMasked(store, () => print(store));
}

async function print(store: Store): Promise<void> {
  const content = await contentOf(store);
  printed.value = statementOf(content, await proofOf(content));
  addEventListener("afterprint", () => (printed.value = []), { once: true }); // another time it would be out of date
  requestAnimationFrame(() => window.print());
}
