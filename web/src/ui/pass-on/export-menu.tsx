import { signal } from "@preact/signals";
import { useRef, useState } from "preact/hooks";

import { proofOf, statementOf } from "../../export/content";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { askedIfMasked } from "../give-away";
import { Menu, type MenuItem } from "../menu";
import { contentOf, exportAs, type ExportKind, theDrawing } from "./export-deeds";

const FILES: readonly ExportKind[] = ["csv", "long", "xlsx", "json", "focus", "report", "redacted"];

/** What stands on the first printed page; known once it was asked for. */
export const printed = signal<readonly string[]>([]);

export function ExportMenu({ store }: { readonly store: Store }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const item = (kind: ExportKind): MenuItem => ({
    label: t(`export.${kind}`),
    run: () => askedIfMasked(store, "export", () => exportAs(kind, store, new Date())),
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

/** What the key for printing does, so that paper made with it carries the hashes too. */
export function printBill(store: Store): void {
  askedIfMasked(store, "export", () => print(store));
}

async function print(store: Store): Promise<void> {
  const content = await contentOf(store);
  printed.value = statementOf(content, await proofOf(content));
  addEventListener("afterprint", () => (printed.value = []), { once: true }); // another time it would be out of date
  requestAnimationFrame(() => window.print());
}
