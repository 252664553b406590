import type { ScheduleRow } from "../../protocol";
import { noValueName } from "../../state/row-names";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";

// How the schedule names what the core names by a code.

/** A code that is new to the page says itself rather than nothing. */
function named(family: string, code: string, values: Readonly<Record<string, string>> = {}): string {
  const key = `${family}.${code}`;
  return isKey(key) ? say(key, values) : code;
}

export const typeName = (type: string): string => (type === "" ? "" : named("schedule.type", type));
export const errorName = (reason: string, values: Readonly<Record<string, string>>): string =>
  named("schedule.error", reason, values);
export const auditKind = (kind: string): string => named("schedule.audit.kind", kind);
export const auditWhat = (what: string): string => named("schedule.audit.what", what);

/** An order's number, or the value of the dimension that the rows are of. */
export function rowTitle(by: string, name: ScheduleRow["name"]): string {
  if (name !== null && name !== "") return name;
  return by === "order" ? t("schedule.no_order") : noValueName(by);
}

export const byName = (by: string): string => (by === "order" ? t("schedule.order") : dimensionName(by));

/** "2023-01-01 to 2023-12-31"; a single day is said once. */
export function termOf({ begin, end }: Pick<ScheduleRow, "begin" | "end">): string {
  if (begin === "") return "";
  return end === "" || end === begin ? begin : t("schedule.term.of", { begin, end });
}
