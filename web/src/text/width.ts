const LATIN = 7;
const WIDE = 13;

/** About how many pixels a text takes at 13 px; Han letters are square. For what fits, never for what is exact. */
export function textWidth(text: string): number {
  return [...text].reduce((width, letter) => width + (letter.codePointAt(0)! >= 0x2e80 ? WIDE : LATIN), 0);
}
