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
  /** Fraction digits after which the rest is set small: exact, but not in the way of the figure. */
  readonly fineAfter?: number;
  readonly class?: string;
  readonly testid?: string;
}

/** One figure of the core, digits grouped, exact to the last one; hidden while amounts are masked. */
export function Amount({ exact, scale = 0, currency = null, fineAfter, class: more = "", testid }: AmountProps) {
  const sign = isNegative(exact) ? " negative" : "";
  return (
    <span class={`amount${sign} ${more}`} data-exact={exact} data-testid={testid}>
      {masked.value ? <Masked /> : <Digits shown={formatAmount(exact, { scale, currency })} fineAfter={fineAfter} />}
    </span>
  );
}

/** What stands where an amount is hidden. */
export const HIDDEN = "•••••";

/** A text of the file in which an amount may stand: while amounts are masked, without its digits. */
export function withoutDigits(text: string): string {
  return masked.value ? text.replaceAll(/\d/g, "•") : text;
}

function Digits({ shown, fineAfter }: { readonly shown: string; readonly fineAfter: number | undefined }) {
  const point = shown.lastIndexOf(".");
  const cut = fineAfter === undefined || point < 0 ? shown.length : point + 1 + fineAfter;
  if (cut >= shown.length) return <>{shown}</>;
  return (
    <>
      {shown.slice(0, cut)}
      <span class="amount-fine">{shown.slice(cut)}</span>
    </>
  );
}

function Masked() {
  return (
    <>
      <span aria-hidden="true">{HIDDEN}</span>
      <span class="unseen">{t("amount.hidden")}</span>
    </>
  );
}
