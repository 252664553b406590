// Letters that turn the direction of what follows, and what stands for them.

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** "⟨U+202E⟩" */
export function codePoint(letter: string): string {
  return `⟨U+${letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}⟩`;
}

/** A value of a bill turns neither itself into another nor the sentence that it stands in. */
export function withoutTurns(text: string): string {
  return text.replace(TURNING, codePoint);
}
