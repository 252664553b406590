import type { BillReport, LinePlace } from "../../protocol";
import { t } from "../../text/text";

/** "Line 5"; with the file's name where the bill is of several. */
export function lineName({ files, beside }: BillReport, { file, line }: LinePlace): string {
  const all = [...files, ...beside.flatMap((companion) => companion.files)];
  const name = all[file]?.name;
  if (all.length < 2 || name === undefined) return t("schedule.why.line", { line });
  return t("schedule.why.line_of", { file: name, line });
}
