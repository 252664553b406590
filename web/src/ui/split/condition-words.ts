import type { Predicate } from "../../protocol";
import { draftOf, hasRange, hasValues, type TestDraft, linesOf } from "../../state/conditions";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";

// A condition as a sentence.

/** "Region is one of us, eu and Part is not empty"; parts that are themselves put together stand in brackets. */
export function conditionWords(condition: Predicate): string {
  const draft = draftOf(condition);
  if (draft.type === "test") return testWords(draft);
  if (draft.type === "own" && condition.of.length === 0) return ownWords(condition);
  const parts = condition.of.map((part) => (part.of.length > 1 ? `(${conditionWords(part)})` : conditionWords(part)));
  const joined = parts.join(` ${t(condition.op === "all" ? "rules.and" : "rules.or")} `);
  return condition.op === "none" ? t("rules.words.none", { parts: joined }) : joined;
}

function testWords({ op, not, dimension, text, from, to }: TestDraft): string {
  if (op === "") return t("rules.op.every");
  const of = `${dimensionName(dimension)} ${opName(op, not)}`;
  if (hasRange(op)) return `${of} ${rangeWords(from.trim(), to.trim())}`;
  return hasValues(op) ? `${of} ${linesOf(text).join(", ")}` : of;
}

function rangeWords(from: string, to: string): string {
  if (from === "") return t("rules.words.up_to", { to });
  return to === "" ? t("rules.words.from", { from }) : t("rules.words.from_to", { from, to });
}

const ownWords = ({ op, dimension, values }: Predicate): string =>
  `${dimensionName(dimension)} ${opName(op, false)} ${values.join(", ")}`;

/** "is one of"; with `not`, "is not one of". */
export function opName(op: string, not: boolean): string {
  const key = op === "" ? "rules.op.every" : `rules.${not ? "not" : "op"}.${op}`;
  return isKey(key) ? say(key, {}) : op;
}
