import "./printed-pages.css";

import { masked } from "../../state/settings";
import type { Bill, Store } from "../../state/store";
import { formatAmount } from "../../text/amount";
import { t } from "../../text/text";
import { filterWords } from "../split/filter-words";
import { fileWords, linesWords } from "../split/omitted-pills";
import { printed } from "./export-menu";

interface PrintedProps {
  readonly store: Store;
  readonly bill: Bill;
}

/** On paper only: the statement as the first page. */
export function PrintedStatement({ store, bill }: PrintedProps) {
  const shown = store.view.value?.answer;
  if (!shown) return null;
  const { balance, currency, scale } = shown;
  const money = (exact: string) => (masked.value ? "•••••" : formatAmount(exact, { scale, currency }));
  const terms = [
    ["strip.bill", balance.bill],
    ["strip.allocated", balance.allocated],
    ["strip.shared", balance.shared_out],
    ["strip.unassigned", balance.unassigned],
    ["strip.excluded", balance.excluded],
    ["export.difference", balance.difference],
  ] as const;
  return (
    <section class="paper statement" aria-hidden="true">
      <p class="paper-title">{t("export.reportTitle")}</p>
      <p>
        {bill.handle.report.files.map(({ name }) => (
          <bdi key={name}>{name} </bdi>
        ))}
      </p>
      <dl>
        {terms.map(([term, exact]) => (
          <div key={term}>
            <dt>{t(term)}</dt>
            <dd class="amount">{money(exact)}</dd>
          </div>
        ))}
      </dl>
      <p>{balance.balanced ? `✔ ${t("export.balanced")}` : `✖ ${t("export.unbalanced")}`}</p>
      {!masked.value && printed.value.map((line) => <p key={line}>{line}</p>)}
      <p>{t("export.printedHere")}</p>
    </section>
  );
}

/** On paper only: the rules as the last page. */
export function PrintedRules({ store }: { readonly store: Store }) {
  const { plan } = store.wanted.value;
  return (
    <section class="paper rules" aria-hidden="true">
      <p class="paper-title">{t("export.rules")}</p>
      {plan.omitted.lines.length > 0 && <p>{linesWords(plan.omitted.lines)}</p>}
      {plan.omitted.files.map((file) => (
        <p key={file}>{fileWords(store, file)}</p>
      ))}
      {plan.filters.map((filter) => (
        <p key={filter.dimension}>{filterWords(filter)}</p>
      ))}
      <p>
        <code>{JSON.stringify(plan)}</code>
      </p>
    </section>
  );
}
