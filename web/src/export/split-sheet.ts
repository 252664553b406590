import type { ViewReport, ViewRequest, ViewRow } from "../protocol";
import { groupName, rowName } from "../state/row-names";
import { SHARED } from "../state/view";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { number, type Sheet, text } from "./sheet";

const WINDOW = 2000;

/** Every row of the flat tree as it is shown, asked of the core a window at a time. */
export async function allRows(
  request: ViewRequest,
  ask: (request: ViewRequest) => Promise<ViewReport>,
): Promise<ViewReport> {
  let report = await ask({ ...request, offset: 0, limit: WINDOW });
  const view = [...report.view];
  while (view.length < report.lines) {
    const next = await ask({ ...request, offset: view.length, limit: WINDOW });
    if (next.view.length === 0) break;
    view.push(...next.view);
    report = next;
  }
  return { ...report, offset: 0, view };
}

/** The table as a sheet: a column a level, in each row the groups that it lies in; the total last. */
export function sheetOf(report: ViewReport, levels: readonly string[], amount: string): Sheet {
  const shared = report.shared ? SHARED : [];
  const header = [
    ...levels.map(dimensionName),
    amount,
    ...shared.map((each) => t(`table.${each}`)),
    t("copy.share"),
    t("table.lines"),
  ];
  const rows = report.view.map((row) => [
    ...levels.map((_, level) => text(cellOf(levels, row, level))),
    number(row.amount),
    ...shared.map((each) => number(row[each] ?? "0")),
    row.share === null ? text("") : number(row.share),
    number(String(row.rows)),
  ]);
  const labels = levels.map((_, level) => text(level === 0 ? t("table.total") : ""));
  const total = [number(report.total), ...shared.map((each) => number(report[each] ?? "0"))];
  return { header, rows: [...rows, [...labels, ...total, text(""), number(String(report.rows))]] };
}

function cellOf(levels: readonly string[], row: ViewRow, level: number): string {
  // A key that is worked on further is the file's own, without its name.
  const key = row.path[level];
  if (typeof key === "string" && levels[level] !== "line") return key;
  if (level < row.path.length) return groupName(levels, row.path.slice(0, level + 1));
  return row.kind === "others" && level === row.path.length ? rowName(levels, row) : "";
}
