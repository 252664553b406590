import "./notice.css";

import { useEffect, useState } from "preact/hooks";

import type { BillReport, RejectedLine } from "../protocol";
import type { OpenBill } from "../state/engine-port";
import type { Store } from "../state/store";
import { EMPTY_PLAN } from "../protocol";
import { hintOf } from "../text/hint";
import { isKey, rich, say, t } from "../text/text";
import { Button } from "./button";
import { copyWords } from "./give-away";
import { RawText } from "./raw-text";

interface RejectedNoticeProps {
  readonly store: Store;
  readonly bill: OpenBill;
  /** The rows are left out knowingly; they stay listed. */
  readonly onLeaveOut: () => void;
}

/** Lines whose amount could not be read: the first in full, and the two ways on. */
export function RejectedNotice({ store, bill, onLeaveOut }: RejectedNoticeProps) {
  const { report } = bill;
  const [first] = report.rejected_lines;
  if (!first) return null;
  const many = report.rejected > 1;
  return (
    <section class="notice caution" role="alert" aria-labelledby="rejected-heading" data-testid="rejected-notice">
      <h2 id="rejected-heading">
        <span aria-hidden="true">⚠ </span>
        {headingOf(report, first)}
      </h2>
      <p class="notice-cell">
        <RejectedCell report={report} line={first} />
      </p>
      <AsItStands bill={bill} line={first} />
      <p>{t("rejected.effect")}</p>
      <p>
        {t("rejected.fix")} <span class="muted">{t("rejected.listed", { n: report.rejected })}</span>
      </p>
      <div class="notice-actions">
        <Button look="primary" onClick={onLeaveOut} testid="leave-out">
          {many ? t("rejected.leaveMany", { n: report.rejected }) : t("rejected.leaveOne")}
        </Button>
        <Button
          look="plain"
          onClick={() =>
            copyWords(store, report.rejected_lines.map((line) => detailsOf(report, line)).join("\n"), () =>
              t("rejected.copied"),
            )
          }
          testid="rejected-copy"
        >
          {t("rejected.copy")}
        </Button>
      </div>
    </section>
  );
}

/** Of several files the one that holds the line is named. */
function headingOf({ files, rejected: n }: BillReport, { line, file: at }: RejectedLine): string {
  const file = files.length > 1 ? files[at]?.name : undefined;
  if (file === undefined) return n > 1 ? t("rejected.many", { n, line }) : t("rejected.one", { line });
  return n > 1 ? t("rejected.manyOf", { n, line, file }) : t("rejected.oneOf", { line, file });
}

/** Letters of the line shown before and after the cell. */
const AROUND = 48;

/** The line itself, read again from the file, around the cell that is the trouble. */
function AsItStands({ bill, line }: { readonly bill: OpenBill; readonly line: RejectedLine }) {
  const [text, setText] = useState<string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    textOf(bill, line, stop.signal).then(setText, () => setText(null));
    return () => stop.abort();
  }, [bill, line]);
  const at = text?.indexOf(line.text) ?? -1;
  if (text === null || at < 0) return null;
  const begin = Math.max(0, at - AROUND);
  const end = at + line.text.length;
  return (
    <p class="notice-line">
      <span class="muted">{t("rejected.asItStands", { line: line.line })}</span>
      <RawText
        text={`${begin > 0 ? "…" : ""}${text.slice(begin, end + AROUND)}${end + AROUND < text.length ? "…" : ""}`}
        begin={at - begin + (begin > 0 ? 1 : 0)}
        end={end - begin + (begin > 0 ? 1 : 0)}
        quoted={false}
      />
    </p>
  );
}

/** Null where the lines of the shown currency stand in other places than those of the file. */
async function textOf(bill: OpenBill, line: RejectedLine, signal: AbortSignal): Promise<string | null> {
  const request = { plan: EMPTY_PLAN, path: [], offset: line.row, limit: 1 };
  const { lines } = await bill.ask("lines", request, signal);
  if (lines[0]?.line !== line.line || lines[0].file !== line.file) return null;
  const [record] = await bill.sourceCells(lines, signal);
  return record?.text.replace(/[\r\n]+$/, "") ?? null;
}

function RejectedCell({ report, line }: { readonly report: BillReport; readonly line: RejectedLine }) {
  const { words, begin, end } = hintOf(line.reason, line.text);
  const text = <RawText text={line.text} begin={begin} end={end} />;
  const number = columnNumber(report, line);
  return (
    <>
      {number === 0
        ? rich("rejected.row", { text })
        : rich("rejected.cell", { number, column: <bdi>{line.column}</bdi>, text })}
      {" — "}
      {words ?? reasonName(line.reason)}
    </>
  );
}

/** 1 for the first column of the file; 0 where the line as a whole is meant. */
export function columnNumber(report: BillReport, line: RejectedLine): number {
  return report.columns.findIndex((column) => column.name === line.column) + 1;
}

export function reasonName(reason: string): string {
  const key = `reason.${reason}`;
  return isKey(key) ? say(key, {}) : reason;
}

export function detailsOf(report: BillReport, line: RejectedLine): string {
  const file = report.files[line.file]?.name ?? "";
  const why = hintOf(line.reason, line.text).words ?? reasonName(line.reason);
  return [file, t("error.line", { n: line.line }), line.column, JSON.stringify(line.text), why].join("\t");
}
