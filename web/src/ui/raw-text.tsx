import "./raw-text.css";

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
  const short = text.slice(0, LONGEST);
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

// Control characters, and those that turn the direction of what follows, as their pictures or code points.
function visible(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f]/g, (letter) =>
      String.fromCharCode(letter === "\u007f" ? 0x2421 : 0x2400 + letter.charCodeAt(0)),
    )
    .replace(
      /[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g,
      (letter) => `⟨U+${letter.charCodeAt(0).toString(16).toUpperCase()}⟩`,
    );
}
