// Whether a contender's groups are the reference's, to the last digit.

import { SCALE } from "./bill.mjs";

/** Units of 10^-SCALE of a decimal text; undefined where it is no number. @param {string} text */
function unitsOf(text) {
  const plain = /e/i.test(text) ? Number(text).toFixed(SCALE) : text;
  const found = /^(-?)(\d*)\.?(\d*)$/.exec(plain);
  if (!found) return undefined;
  const [, sign, whole = "", fraction = ""] = found;
  const units = BigInt(whole + fraction.padEnd(SCALE, "0").slice(0, SCALE));
  return sign ? -units : units;
}

/**
 * `groups`: [project, model, sum] each.
 * @param {ReadonlyMap<string, bigint>} reference @param {readonly (readonly [string, string, string])[]} groups
 */
export function compared(reference, groups) {
  let wrong = 0;
  let unknown = 0;
  let largest = 0n;
  for (const [project, model, sum] of groups) {
    const expected = reference.get(`${project}\x1f${model}`);
    const units = unitsOf(sum);
    if (expected === undefined || units === undefined) {
      unknown++;
      continue;
    }
    if (units === expected) continue;
    wrong++;
    const error = units > expected ? units - expected : expected - units;
    if (error > largest) largest = error;
  }
  const exact = wrong === 0 && unknown === 0 && groups.length === reference.size;
  const missing = reference.size - (groups.length - unknown);
  const words = [
    wrong > 0 && `${wrong} of ${reference.size} differ, by up to ${(Number(largest) / 10 ** SCALE).toPrecision(2)}`,
    unknown > 0 && `${unknown} that do not exist`,
    missing > 0 && `${missing} missing`,
  ];
  return { exact, says: exact ? "all" : words.filter(Boolean).join("; ") };
}
