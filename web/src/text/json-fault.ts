// Where a text stops being JSON and what belongs there. Every browser's parser says it in its own way, and in English.

export interface JsonFault {
  /** Both from 1; a column is a letter of the line. */
  readonly line: number;
  readonly column: number;
  /** The code of its words: "fault." before it, with _ for blanks. */
  readonly what: string;
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const PLAIN = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
const DEEPEST = 500;

/** Null: it is JSON. */
export function jsonFault(text: string): JsonFault | null {
  const reader = new Reader(text);
  reader.whole();
  if (reader.what === "") return null;
  const before = text.slice(0, reader.at).split("\n");
  return { line: before.length, column: [...before.at(-1)!].length + 1, what: reader.what };
}

/** Stops at the first fault: every step is true while there is none. */
class Reader {
  at = 0;
  what = "";

  constructor(private readonly text: string) {}

  whole(): boolean {
    return this.value(0) && (this.next() === "" || this.fault("more follows after the JSON"));
  }

  private value(depth: number): boolean {
    if (depth > DEEPEST) return this.fault("it is nested too deeply");
    switch (this.next()) {
      case "{":
        return this.items("}", "a comma or a closing brace is missing", () => this.member(depth));
      case "[":
        return this.items("]", "a comma or a closing bracket is missing", () => this.value(depth + 1));
      case '"':
        return this.string();
      default:
        return this.passes(PLAIN) || this.fault("a value is missing");
    }
  }

  private member(depth: number): boolean {
    if (this.next() !== '"') return this.fault("a name in quotes is missing");
    if (!this.string()) return false;
    return this.takes(":") ? this.value(depth + 1) : this.fault("a colon is missing");
  }

  private items(end: string, missing: string, item: () => boolean): boolean {
    this.at += 1;
    if (this.takes(end)) return true;
    while (item()) {
      if (this.takes(end)) return true;
      if (!this.takes(",")) return this.fault(missing);
    }
    return false;
  }

  private string(): boolean {
    return this.passes(STRING) || this.fault("a text in quotes is not closed or not written as JSON wants it");
  }

  /** What comes after blanks; "" at the end. */
  private next(): string {
    this.passes(BLANKS);
    return this.text[this.at] ?? "";
  }
  private takes(sign: string): boolean {
    if (this.next() !== sign) return false;
    this.at += 1;
    return true;
  }
  private passes(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    if (!pattern.test(this.text)) return false;
    this.at = pattern.lastIndex;
    return true;
  }
  private fault(what: string): false {
    this.what = what;
    return false;
  }
}
