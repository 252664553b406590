import { t } from "./text";

/** Where in a cell that is no number the trouble is, and its likely cause; the hint is null where none is likely. */
export interface Hint {
  readonly words: string | null;
  /** The offending part of the cell, by place; an empty part marks nothing. */
  readonly begin: number;
  readonly end: number;
}

const NOTHING: Hint = { words: null, begin: 0, end: 0 };

/** "1,204.5O" -> the letter O stands where a digit is expected. */
export function hintOf(reason: string, text: string): Hint {
  if (reason !== "not_a_number") return NOTHING;
  const letters = [...text.matchAll(/\p{L}+/gu)];
  const [only] = letters;
  const hasDigits = /\d/.test(text);
  if (hasDigits && /\d[.,]?\d*[eE]\+\d+$/.test(text)) return { words: t("hint.exponent"), begin: 0, end: text.length };
  if (hasDigits && letters.length === 1 && only) {
    const part = { begin: only.index, end: only.index + only[0].length };
    if (/^[oO]$/.test(only[0])) return { words: t("hint.letter_o", { letter: only[0] }), ...part };
    if (/^[lI]$/.test(only[0])) return { words: t("hint.letter_l", { letter: only[0] }), ...part };
  }
  const marks = [...text.matchAll(/\./g)];
  const second = marks[1];
  if (hasDigits && letters.length === 0 && second && !text.includes(",")) {
    return { words: t("hint.two_marks"), begin: second.index, end: second.index + 1 };
  }
  return !hasDigits && only ? { words: t("hint.words"), begin: 0, end: text.length } : NOTHING;
}
