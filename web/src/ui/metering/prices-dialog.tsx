import { useRef, useState } from "preact/hooks";

import type { Plan } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Button } from "../button";
import { Dialog } from "../dialog";
import { wordsOf } from "../error-panel";

interface PricesDialogProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly onPrices: (prices: string) => void;
  readonly onClose: () => void;
}

/** The price list as text, pasted, typed or taken from a file; the core says what is wrong with it before it is used. */
export function PricesDialog({ store, plan, onPrices, onClose }: PricesDialogProps) {
  const [text, setText] = useState(plan.prices);
  const [refused, refuse] = useState("");
  const file = useRef<HTMLInputElement>(null);
  const put = (prices: string) => {
    setText(prices);
    refuse("");
  };
  const apply = () => {
    store.ask("meter", { plan: { ...plan, prices: text }, accounts: [], offset: 0, limit: 1 }).then(
      () => onPrices(text),
      (reason: unknown) => {
        const { what, cause } = wordsOf(failureOf(reason));
        refuse(`${what}. ${cause}`);
      },
    );
  };
  return (
    <Dialog title={t("metering.prices.heading")} onClose={onClose} testid="prices-dialog">
      <p id="prices-explain">{t("metering.prices.explain")}</p>
      <textarea
        class="field"
        rows={10}
        aria-label={t("metering.prices.label")}
        aria-describedby={refused === "" ? "prices-explain" : "prices-refused"}
        aria-invalid={refused !== ""}
        spellcheck={false}
        autocomplete="off"
        autofocus
        value={text}
        onInput={({ currentTarget }) => put(currentTarget.value)}
        data-testid="prices-text"
      />
      <p id="prices-refused" class="bad" role="alert">
        {refused}
      </p>
      <div class="dialog-end">
        <input
          ref={file}
          type="file"
          class="unseen"
          tabIndex={-1}
          aria-hidden="true"
          accept=".csv,.tsv,.json,.txt"
          onChange={({ currentTarget }) => void currentTarget.files?.[0]?.text().then(put)}
          data-testid="prices-file"
        />
        <Button onClick={() => file.current?.click()}>{t("metering.prices.file")}</Button>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button look="primary" onClick={apply} testid="prices-apply">
          {t("metering.prices.apply")}
        </Button>
      </div>
    </Dialog>
  );
}
