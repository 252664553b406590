import { fields } from "./en/fields";
import { isKey, language, say, t } from "./text";

// How the page names what the core names by a code.

/** "owner" -> "Owner account", "tag:env" -> "Tag: env"; a column of the file keeps its own header. */
export function dimensionName(dimension: string): string {
  if (dimension.startsWith("tag:")) return t("field.tag", { key: dimension.slice(4) });
  if (dimension.startsWith("category:")) return t("level.category", { name: dimension.slice(9) });
  if (dimension.startsWith("list:")) return t("level.list", { name: dimension.slice(5) });
  if (dimension === "ou:name") return t("level.ou_name");
  if (dimension.startsWith("ou:")) return t("level.ou", { n: Number(dimension.slice(3)) });
  const key = `field.${dimension}`;
  return isKey(key) ? say(key, {}) : dimension;
}

/** What a person may name a column for: every field of the core's list, its currency and its tags. */
export const MAPPABLE: readonly string[] = Object.keys(fields)
  .filter((key) => key.startsWith("field."))
  .map((key) => key.slice("field.".length))
  .filter((name) => !["measure", "tag", "month", "day", "line"].includes(name));

/** "payable" -> "Payable"; an unknown role has no name. */
export function roleName(role: string): string | null {
  const key = `role.${role}`;
  return isKey(key) ? say(key, {}) : null;
}

/** "utf-8" -> "UTF-8", as people write it. */
export function encodingName(label: string): string {
  return ENCODINGS[label] ?? label.toUpperCase();
}

const ENCODINGS: Readonly<Record<string, string>> = {
  "utf-16le": "UTF-16 LE",
  "utf-16be": "UTF-16 BE",
  "windows-1252": "Windows-1252",
  big5: "Big5",
  shift_jis: "Shift JIS",
};

/** A bill form's title in the page's language; the core gives both, by language without region: en, zh. */
export function formName(titles: Readonly<Record<string, string>>): string {
  return titles[language.value.split("-")[0]!] || t("source.unknownForm");
}
