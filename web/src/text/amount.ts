// How an exact decimal string of the core is shown. Only letters are moved here: digits are grouped, fraction digits are
// padded with zeros, the sign becomes a real minus. No amount is ever added, compared or rounded by the page.

export const MINUS = "\u2212";
/** What stands where a figure does not apply, and where it is not known. */
export const NOT_APPLICABLE = "\u2014";
export const UNKNOWN = "?";

const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

interface Currency {
  readonly symbol: string;
  /** Fraction digits that its amounts have at least. */
  readonly digits: number;
}

// ISO 4217 codes seen in bills; two vendors' "virtual" currencies are shown by their code like any unknown one.
const CURRENCIES: Readonly<Record<string, Currency>> = {
  AED: { symbol: "AED ", digits: 2 },
  AUD: { symbol: "A$", digits: 2 },
  BHD: { symbol: "BHD ", digits: 3 },
  BRL: { symbol: "R$", digits: 2 },
  CAD: { symbol: "CA$", digits: 2 },
  CHF: { symbol: "CHF ", digits: 2 },
  CNY: { symbol: "¥", digits: 2 },
  EUR: { symbol: "€", digits: 2 },
  GBP: { symbol: "£", digits: 2 },
  HKD: { symbol: "HK$", digits: 2 },
  IDR: { symbol: "Rp ", digits: 2 },
  INR: { symbol: "₹", digits: 2 },
  JPY: { symbol: "JP¥", digits: 0 },
  KRW: { symbol: "₩", digits: 0 },
  KWD: { symbol: "KWD ", digits: 3 },
  MYR: { symbol: "RM ", digits: 2 },
  SGD: { symbol: "S$", digits: 2 },
  THB: { symbol: "฿", digits: 2 },
  TWD: { symbol: "NT$", digits: 2 },
  USD: { symbol: "$", digits: 2 },
};

/** "CNY" -> "¥"; an unknown code stands as it is, with a blank; no code, no symbol. */
export function currencySymbol(code: string | null): string {
  if (code === null || code === "") return "";
  return CURRENCIES[code]?.symbol ?? `${code} `;
}

/** Fraction digits an amount of this currency has at least; 2 where nothing is known. */
export function currencyDigits(code: string | null): number {
  return code === null ? 2 : (CURRENCIES[code]?.digits ?? 2);
}

/**
 * Fraction digits that a figure standing alone is padded to: those of its currency, or the file's own up to 2 where it
 * names none. Figures under each other are padded to the scale of all instead.
 */
export function digitsAlone(scale: number, currency: string): number {
  return currency === "" ? Math.min(scale, 2) : currencyDigits(currency);
}

/** "1234567" -> "1,234,567". */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/g, ",");
}

export interface AmountStyle {
  /** At least so many fraction digits; digits that the amount has are never cut. */
  readonly scale?: number;
  /** Puts the currency's symbol between sign and digits. */
  readonly currency?: string | null;
}

/** "-1234.5", scale 2, CNY -> "−¥1,234.50". A text that is no decimal is given back as it stands. */
export function formatAmount(exact: string, style: AmountStyle = {}): string {
  const match = DECIMAL.exec(exact);
  if (!match) return exact;
  const [, sign = "", whole = "", fraction = ""] = match;
  const padded = fraction.padEnd(style.scale ?? 0, "0");
  const minus = sign === "-" && !isZero(exact) ? MINUS : "";
  return `${minus}${currencySymbol(style.currency ?? null)}${groupDigits(whole)}${padded ? `.${padded}` : ""}`;
}

/** "54.5" -> "54.5 %"; null (no share can be said) -> "—". */
export function formatPercent(percent: string | null): string {
  return percent === null ? NOT_APPLICABLE : `${formatAmount(percent, { scale: 1 })}\u202f%`;
}

/** 214806 -> "214,806". A count of things, never an amount. */
export function formatCount(count: number): string {
  return groupDigits(String(Math.trunc(count)));
}

/** Fraction digits that show each of them whole: figures under each other stand at one scale. */
export function scaleOfAll(all: readonly string[]): number {
  return Math.max(0, ...all.map((exact) => DECIMAL.exec(exact)?.[3]?.length ?? 0));
}

export function isNegative(exact: string): boolean {
  return exact.startsWith("-") && !isZero(exact);
}

/** "-12.08" -> "12.08": where a word says the direction. */
export function unsigned(exact: string): string {
  return exact.replace(/^[+-]/, "");
}

export function isZero(exact: string): boolean {
  return /^[+-]?0+(?:\.0*)?$/.test(exact);
}

/**
 * An amount as a person typed it, in the core's spelling: "¥ 1,204,318.40" -> "1204318.4". Null if it is none.
 * Two amounts in this spelling are equal exactly where the strings are.
 */
export function canonicalAmount(typed: string): string | null {
  const bare = typed
    .replace(/[\s,，\u00a0\u202f]/g, "")
    .replace(/[−－]/g, "-")
    .replace(/^(-?)(?:[A-Z]{3}|[A-Z]{0,3}[$¥￥€£₩₹฿])(?=[\d.])/u, "$1");
  const match = DECIMAL.exec(bare.startsWith(".") ? `0${bare}` : bare);
  if (!match) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const digits = whole.replace(/^0+(?=\d)/, "");
  const rest = fraction.replace(/0+$/, "");
  const plain = rest ? `${digits}.${rest}` : digits;
  return sign === "-" && plain !== "0" ? `-${plain}` : plain;
}
