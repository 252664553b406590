import { useState } from "preact/hooks";

import { t } from "../text/text";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { fileOfText, isTable } from "./files";

interface PasteDialogProps {
  readonly onTable: (file: File) => void;
  readonly onClose: () => void;
}

/** Table text for those who look for a field to paste into. Ctrl+V does the same anywhere. */
export function PasteDialog({ onTable, onClose }: PasteDialogProps) {
  const [text, setText] = useState("");
  const [refused, refuse] = useState(false);
  const read = () => {
    if (isTable(text)) onTable(fileOfText(text));
    else refuse(true);
  };
  return (
    <Dialog title={t("paste.heading")} onClose={onClose} testid="paste-dialog">
      <p id="paste-explain">{t("paste.explain")}</p>
      <textarea
        class="field"
        aria-label={t("paste.label")}
        aria-describedby={refused ? "paste-refused" : "paste-explain"}
        aria-invalid={refused}
        spellcheck={false}
        autocomplete="off"
        autofocus
        value={text}
        onInput={({ currentTarget }) => {
          setText(currentTarget.value);
          refuse(false);
        }}
        data-testid="paste-text"
      />
      <p id="paste-refused" class="bad" role="alert">
        {refused && `${t("error.nothing_pasted")}. ${t("error.nothing_pasted.cause")}`}
      </p>
      <div class="dialog-end">
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" onClick={read} testid="paste-read">
          {t("paste.read")}
        </Button>
      </div>
    </Dialog>
  );
}
