import type { Path, ViewRow } from "../protocol";
import { withoutTurns } from "../text/direction";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { nameOf } from "./value-names";

// What a group is called. Values are the file's own and never translated; what has no value says so in words.

/** "No “env” tag", "No project": the lines without a value of this dimension. */
export function noValueName(dimension: string): string {
  if (dimension.startsWith("tag:")) return t("novalue.tag", { key: dimension.slice(4) });
  if (dimension === "month" || dimension === "day") return t("novalue.date");
  const name = dimensionName(dimension);
  return name === dimension ? t("novalue.column", { name }) : t("novalue.field", { name: inSentence(name) });
}

/** The name of a group by its path: that of its innermost value. */
export function groupName(levels: readonly string[], path: Path): string {
  const last = path.length - 1;
  const dimension = levels[last] ?? "";
  const value = path[last];
  if (value === undefined) return t("table.total");
  if (value === null) return noValueName(dimension);
  return dimension === "line" ? t("table.line", { line: value }) : valueName(dimension, value);
}

/** "search (2100012)": the bill's name for an identifier, with it, for two may have one name. */
export function valueName(dimension: string, value: string, name = nameOf(dimension, value)): string {
  return !name ? withoutTurns(value) : t("value.named", { name, value });
}

export function rowName(levels: readonly string[], row: ViewRow): string {
  return row.kind === "others" ? t("table.others", { n: row.children }) : groupName(levels, row.path);
}

/** "acc-search / rank-v2". */
export function pathName(levels: readonly string[], path: Path): string {
  if (path.length === 0) return t("table.total");
  return path.map((_, level) => groupName(levels, path.slice(0, level + 1))).join(" / ");
}

/** "Owner account" -> "owner account" within a sentence; "API key" stays as it is. */
function inSentence(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name[0]!.toLowerCase() + name.slice(1) : name;
}
