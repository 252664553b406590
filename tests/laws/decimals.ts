// Amounts of tests as exact numbers, without any code of ours.

interface Exact {
  readonly units: bigint;
  readonly scale: number;
}

function exact(text: string): Exact {
  const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === undefined) throw new Error(`not an exact decimal: ${text}`);
  const units = BigInt(whole + fraction);
  return { units: sign === "-" ? -units : units, scale: fraction.length };
}

function at(scale: number, { units, scale: own }: Exact): bigint {
  return units * 10n ** BigInt(scale - own);
}

/** "1.50" and "1.5" are the same amount, told apart from any other; written without needless zeros. */
export function amount(text: string): string {
  const { units, scale } = exact(text);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = digits.slice(digits.length - scale).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${whole}${fraction && "."}${fraction}`;
}

export function sumOf(texts: readonly string[]): string {
  const all = texts.map(exact);
  const scale = Math.max(0, ...all.map((each) => each.scale));
  const units = all.reduce((sum, each) => sum + at(scale, each), 0n);
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  return amount(`${units < 0n ? "-" : ""}${whole}${scale > 0 ? "." : ""}${digits.slice(digits.length - scale)}`);
}

/** Percent of a part in a whole, two digits, half up; null of nothing. Both are at least 0. */
export function percentOf(part: string, whole: string): string | null {
  const [a, b] = [exact(part), exact(whole)];
  const scale = Math.max(a.scale, b.scale);
  const [of, all] = [at(scale, a), at(scale, b)];
  if (all === 0n) return null;
  const hundredths = (of * 20_000n + all) / (2n * all);
  return `${hundredths / 100n}.${(hundredths % 100n).toString().padStart(2, "0")}`;
}
