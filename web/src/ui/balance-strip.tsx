import "./balance-strip.css";

import type { Balance } from "../protocol";
import { currencyDigits, currencySymbol, digitsAlone, formatCount, isZero, UNKNOWN } from "../text/amount";
import { rich, t } from "../text/text";
import { Amount } from "./amount";
import { Button } from "./button";
import { Icon } from "./icon";
import { Why } from "./why-figure";

interface BalanceStripProps {
  readonly balance: Balance;
  readonly currency: string;
  /** Fraction digits that the amounts of this bill have. */
  readonly scale: number;
  readonly name: string;
  /** The figures are those of the plan before; new ones are on their way. */
  readonly pending: boolean;
  readonly onDetails: () => void;
}

/** The line that is on every view: bill = where it went, and the core's verdict on it. */
export function BalanceStrip({ balance, currency, scale, name, pending, onDetails }: BalanceStripProps) {
  const digits = digitsAlone(scale, currency);
  const terms = [
    { field: "allocated", label: t("strip.allocated"), exact: balance.allocated, shown: true },
    { field: "shared_out", label: t("strip.shared"), exact: balance.shared_out, shown: !isZero(balance.shared_out) },
    { field: "unassigned", label: t("strip.unassigned"), exact: balance.unassigned, shown: true },
    { field: "excluded", label: t("strip.excluded"), exact: balance.excluded, shown: true },
  ].filter(({ shown }) => shown);
  return (
    <section class={`strip ${verdictOf(balance)}`} aria-label={t("strip.label")} aria-busy={pending}>
      <div class="strip-inside">
        <h1 id="heading" class="strip-bill" tabIndex={-1}>
          <span class="unseen">{name}: </span>
          <Why place="bill">
            <Amount
              class="strip-total"
              exact={balance.bill}
              scale={digits}
              fineAfter={digits}
              currency={currency}
              testid="bill-total"
            />
          </Why>
          <span class="strip-label">
            {t("strip.bill")} ·{" "}
            {rich("rows", { n: <span data-testid="rows">{formatCount(balance.rows)}</span> }, balance.rows)}
          </span>
        </h1>
        <dl class="strip-terms">
          {terms.map(({ field, label, exact }, place) => (
            <div key={label} class="strip-term">
              <dt>{label}</dt>
              <dd>
                <span class="strip-sign" aria-hidden="true">
                  {place === 0 ? "=" : "+"}
                </span>
                <Why place={field}>
                  <Amount exact={exact} scale={digits} fineAfter={digits} />
                </Why>
              </dd>
            </div>
          ))}
        </dl>
        <div class="strip-verdict">
          <Verdict balance={balance} scale={scale} currency={currency} marked />
        </div>
        <Button look="plain" onClick={onDetails} testid="details">
          {t("strip.details")} <Icon name="chevron" />
        </Button>
        {balance.other_currencies.length > 0 && (
          <p class="strip-others">
            {t("strip.others")}{" "}
            {balance.other_currencies.map(({ code, total, rows }, at) => (
              <span key={code}>
                <Why place={`other_currencies/${at}/total`}>
                  <Amount exact={total} scale={currencyDigits(code)} currency={code ?? t("currency.none")} />
                </Why>{" "}
                <span class="muted">({t("rows", { n: rows })})</span>
              </span>
            ))}
          </p>
        )}
      </div>
    </section>
  );
}

type VerdictKind = "balanced" | "incomplete" | "differs";

/** The tick is the core's: without its `balanced` there is none, whatever the figures look like. */
function verdictOf(balance: Balance): VerdictKind {
  if (balance.balanced) return "balanced";
  return isZero(balance.difference) ? "incomplete" : "differs";
}

interface VerdictProps {
  readonly balance: Balance;
  readonly scale: number;
  readonly currency: string;
  /** Whether tests and scripts find the figures here: they are on the page once. */
  readonly marked?: boolean;
}

/** The verdict in words, figures and colour. */
export function Verdict({ balance, scale, currency, marked = false }: VerdictProps) {
  const difference = (
    <Why place="difference">
      <Amount
        exact={balance.difference}
        scale={digitsAlone(scale, currency)}
        {...(marked ? { testid: "difference" } : {})}
      />
    </Why>
  );
  const rejected = <span data-testid={marked ? "rejected" : undefined}>{formatCount(balance.rejected)}</span>;
  const counted = (
    <p class={balance.rejected > 0 ? "warn" : "muted"}>
      {balance.rejected > 0 ? (
        <>
          <span aria-hidden="true">⚠ </span>
          {rich("strip.notCounted", { n: rejected }, balance.rejected)}{" "}
          <span title={t("strip.effect")}>
            <span aria-hidden="true">
              {currencySymbol(currency)}
              {UNKNOWN}
            </span>
            <span class="unseen">({t("strip.effect")})</span>
          </span>
        </>
      ) : (
        rich("strip.rejected", { n: rejected }, balance.rejected)
      )}
    </p>
  );
  switch (verdictOf(balance)) {
    case "balanced":
      return (
        <>
          <p class="strip-difference ok">
            <span class="strip-glyph">✔</span> {t("strip.difference")} {difference}
          </p>
          {counted}
        </>
      );
    case "incomplete":
      return (
        <>
          {counted}
          <p class="strip-difference muted">
            {t("strip.difference")} {difference}
          </p>
        </>
      );
    case "differs":
      return (
        <>
          <p class="strip-difference bad">
            <span class="strip-glyph">✖</span> {t("strip.differs")} {difference}
          </p>
          {counted}
        </>
      );
  }
}
