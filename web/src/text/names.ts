import { isKey, say, t } from "./text";

// How the page names what the core names by a code.

/** "owner" -> "Owner account", "tag:env" -> "Tag: env"; a column of the file keeps its own header. */
export function dimensionName(dimension: string): string {
  if (dimension.startsWith("tag:")) return t("field.tag", { key: dimension.slice(4) });
  const key = `field.${dimension}`;
  return isKey(key) ? say(key, {}) : dimension;
}

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
