import "./amount.css";

import { masked } from "../state/settings";
import { formatAmount, isNegative } from "../text/amount";
import { t } from "../text/text";

interface AmountProps {
  /** The core's decimal string. */
  readonly exact: string;
  /** Fraction digits shown at least; none are ever cut. */
  readonly scale?: number;
  /** A currency code, where its symbol should stand before the digits; in tables it is in the header instead. */
  readonly currency?: string | null;
  readonly class?: string;
  readonly testid?: string;
}

/** One figure of the core, digits grouped, exact to the last one; hidden while amounts are masked. */
export function Amount({ exact, scale = 0, currency = null, class: more = "", testid }: AmountProps) {
  const sign = isNegative(exact) ? " negative" : "";
  return (
    <span class={`amount${sign} ${more}`} data-exact={exact} data-testid={testid}>
      {masked.value ? <Masked /> : formatAmount(exact, { scale, currency })}
    </span>
  );
}

function Masked() {
  return (
    <>
      <span aria-hidden="true">•••••</span>
      <span class="unseen">{t("amount.hidden")}</span>
    </>
  );
}
