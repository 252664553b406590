import { useId, useState } from "preact/hooks";

import { failureOf } from "../state/engine-port";
import { t } from "../text/text";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { wordsOf } from "./error-panel";
import { FileButton } from "./file-button";

interface TextDialogProps {
  readonly title: string;
  readonly explain: string;
  readonly label: string;
  readonly use: string;
  /** What stands there at first. */
  readonly begin: string;
  readonly rows: number;
  /** Endings of the files that it may be taken from. */
  readonly accept: string;
  /** Before the name of each part, for tests. */
  readonly testid: string;
  /** The text of a file, in whatever encoding it is. */
  readonly read: (file: File) => Promise<string>;
  /** Puts a text there as an example. */
  readonly example?: { readonly name: string; readonly text: string };
  /** Takes the text; what the core says against it is shown, and the dialog stays. */
  readonly onUse: (text: string) => Promise<void>;
  readonly onClose: () => void;
}

/** A text that is pasted, typed or taken from a file, and that the core has to understand before it is used. */
export function TextDialog(props: TextDialogProps) {
  const { title, explain, label, use, begin, rows, accept, testid, example, read, onUse, onClose } = props;
  const id = useId();
  const [text, setText] = useState(begin);
  const [refused, refuse] = useState("");
  const put = (given: string) => {
    setText(given);
    refuse("");
  };
  const sayWhy = (reason: unknown) => {
    const { what, cause } = wordsOf(failureOf(reason));
    refuse(`${what}. ${cause}`);
  };
  const take = (file: File) => read(file).then(put, sayWhy);
  const apply = () => onUse(text).catch(sayWhy);
  return (
    <Dialog title={title} onClose={onClose} testid={`${testid}-dialog`}>
      <p id={`${id}-explain`}>{explain}</p>
      <textarea
        class="field"
        rows={rows}
        aria-label={label}
        aria-describedby={`${id}-${refused === "" ? "explain" : "refused"}`}
        aria-invalid={refused !== ""}
        spellcheck={false}
        autocomplete="off"
        autofocus
        value={text}
        onInput={({ currentTarget }) => put(currentTarget.value)}
        data-testid={`${testid}-text`}
      />
      <p id={`${id}-refused`} class="bad" role="alert">
        {refused}
      </p>
      <div class="dialog-end">
        {example && (
          <Button onClick={() => put(example.text)} testid={`${testid}-example`}>
            {example.name}
          </Button>
        )}
        <FileButton accept={accept} testid={`${testid}-file`} onFile={(file) => void take(file)}>
          {t("listing.file")}
        </FileButton>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" onClick={() => void apply()} testid={`${testid}-apply`}>
          {use}
        </Button>
      </div>
    </Dialog>
  );
}
