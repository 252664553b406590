// Exact sums for journeys: decimal strings as BigInt mantissas at one scale. Independent of the core.

const SCALE = 30;

/** "-12.5" as an integer number of 10^-30. */
export function mantissa(decimal: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
  if (!match) throw new Error(`not a decimal: ${decimal}`);
  const [, sign = "", whole = "", fraction = ""] = match;
  if (fraction.length > SCALE) throw new Error(`too many digits: ${decimal}`);
  const units = BigInt(whole + fraction.padEnd(SCALE, "0"));
  return sign === "-" ? -units : units;
}

/** The sum as the core writes amounts: no exponent, no trailing zeros. */
export function sumOf(decimals: Iterable<string>): string {
  let total = 0n;
  for (const decimal of decimals) total += mantissa(decimal);
  const digits = (total < 0n ? -total : total).toString().padStart(SCALE + 1, "0");
  const fraction = digits.slice(-SCALE).replace(/0+$/, "");
  return `${total < 0n ? "-" : ""}${digits.slice(0, -SCALE)}${fraction === "" ? "" : `.${fraction}`}`;
}
