import "./raw-text.css";

import { codePoint, withoutTurns } from "../text/direction";
import { withoutDigits } from "./amount";

interface RawTextProps {
  readonly text: string;
  /** The part that is the trouble. */
  readonly begin?: number;
  readonly end?: number;
  readonly quoted?: boolean;
}

/** The longest text of a cell shown at once; a cell can have megabytes. */
const LONGEST = 400;

/** Text of the file exactly as it stands: inert, in its own direction, letters that cannot be seen made visible. */
export function RawText({ text, begin = 0, end = 0, quoted = true }: RawTextProps) {
  const short = withoutDigits(text.slice(0, LONGEST));
  return (
    <bdi class="raw">
      {quoted && "“"}
      {visible(short.slice(0, begin))}
      {end > begin && <mark>{visible(short.slice(begin, end))}</mark>}
      {visible(short.slice(Math.max(begin, end)))}
      {text.length > LONGEST && "…"}
      {quoted && "”"}
    </bdi>
  );
}

// Control characters as their pictures; those that can not be seen, or turn the direction, as their code points.
function visible(text: string): string {
  const pictured = text.replace(/[\u0000-\u001f\u007f]/g, (letter) =>
    String.fromCharCode(letter === "\u007f" ? 0x2421 : 0x2400 + letter.charCodeAt(0)),
  );
  return withoutTurns(pictured.replace(/[\u200b-\u200d\ufeff]/g, codePoint));
}
