import { isKey, say } from "../../text/text";

// What happened on a day, by glyph and word, never by colour alone.

const GLYPHS: Readonly<Record<string, string>> = {
  tail: "●",
  change: "▲",
  refund: "▼",
  expiry: "■",
  part_day: "○",
  runs_out: "*",
  begin: "┌",
};

export function eventGlyph(event: string): string {
  return GLYPHS[event] ?? "•";
}

/** An event that is new to the page says its own name rather than nothing. */
export function eventName(event: string): string {
  const key = `schedule.event.${event}`;
  return isKey(key) ? say(key, {}) : event;
}
