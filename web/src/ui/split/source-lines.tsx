import "./source-lines.css";

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { number, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { BillReport, LinesReport, LinesRequest, Path, Plan, SourceLine } from "../../protocol";
import type { SourceRecord } from "../../state/engine-port";
import { pathName } from "../../state/row-names";
import { levelsOf } from "../../state/view";
import { formatCount } from "../../text/amount";
import { rich, t } from "../../text/text";
import { Amount, withoutDigits } from "../amount";
import { useScrollEdges } from "../scroll-across";
import { sheetTable } from "../sheet-tools";
import { useSlice } from "./use-slice";

interface SourceLinesProps {
  readonly bill: BillReport;
  readonly plan: Plan;
  readonly path: Path;
  /** What the lines are of, where that is no group of the split. */
  readonly heading?: string;
  readonly measure: string;
  readonly scale: number;
  readonly currency: string;
  readonly askLines: (request: LinesRequest, signal: AbortSignal) => Promise<LinesReport>;
  readonly sourceCells: (lines: readonly SourceLine[]) => Promise<readonly SourceRecord[]>;
  readonly onCopy: (table: () => Promise<Table>) => void;
}

interface ReadLine extends SourceLine {
  /** As they stand in the file, to the letter. */
  readonly cells: readonly string[];
}

const PAGE = 50;
/** Pages kept; a file is read again for what is scrolled back to. */
const PAGES = 40;
const COPIED = 10_000;

/** The lines of the file that a figure is the sum of: their numbers, what each gives to it, and their own text. */
export function SourceLines(props: SourceLinesProps) {
  const { bill, plan, path, heading, measure, scale, currency, onCopy } = props;
  const scroller = useRef<HTMLDivElement>(null);
  useScrollEdges(scroller);
  const book = useLineBook(props);
  const { report, failed } = book;
  const total = report?.rows ?? 0;
  const { slice, reveal } = useSlice(scroller, total);
  const [copying, setCopying] = useState(false);
  const finder = useFinder(book, total, reveal);
  useEffect(() => book.want(slice.first, slice.first + slice.count), [slice, book.key, report]);

  const columns = bill.columns.map(({ name }) => name);
  const amounts = new Set(bill.measures.map(({ name }) => name));
  const files = bill.files.length > 1;
  const table = async (): Promise<Table> => {
    setCopying(true);
    try {
      const lines = await book.readAll(Math.min(total, COPIED));
      const amount = contribution(measure, currency);
      const header = [...(files ? [t("lines.file")] : []), t("lines.number"), amount, ...columns];
      const rows = lines.map((line) => [
        ...(files ? [text(bill.files[line.file]?.name ?? "")] : []),
        number(String(line.line)),
        number(line.amount),
        ...columns.map((_, place) => text(line.cells[place] ?? "")),
      ]);
      const sums = report && lines.length === total ? [[amount, report.total] as const] : [];
      return sheetTable({ sheet: { header, rows }, plan, result: { path, lines }, sums });
    } finally {
      setCopying(false);
    }
  };

  const shown = Array.from({ length: slice.count }, (_, place) => slice.first + place);
  const widths = columnWidths(columns, book.some());
  return (
    <div class="source-lines" data-testid="source-lines">
      <p class="explain-what">{heading ?? pathName(levelsOf(plan), path)}</p>
      {report && (
        <p class="muted">
          {rich("lines.summary", {
            n: total,
            amount: <Amount exact={report.total} scale={scale} currency={currency} />,
          })}
        </p>
      )}
      {failed && <p class="bad">{t("lines.failed")}</p>}
      <div class="source-tools">
        <form
          class="source-find"
          onSubmit={(event) => {
            event.preventDefault();
            void finder.next();
          }}
        >
          <input
            class="field"
            type="search"
            aria-label={t("lines.find")}
            placeholder={t("lines.find")}
            value={finder.wanted}
            onInput={(event) => finder.search(event.currentTarget.value)}
          />
          <button type="submit" class="button" disabled={finder.wanted === ""}>
            {t("lines.find_next")}
          </button>
        </form>
        <button type="button" class="button" disabled={copying || total === 0} onClick={() => onCopy(table)}>
          {total > COPIED ? t("lines.copy_first", { n: COPIED }) : t("lines.copy", { n: total })}
        </button>
      </div>
      <p class="muted source-found" role="status">
        {finder.said}
      </p>
      <div class="source-scroller" ref={scroller} tabIndex={0} role="region" aria-label={t("lines.region")}>
        <table class="ledger" aria-rowcount={total + 1} aria-busy={report === null}>
          <thead>
            <tr aria-rowindex={1}>
              {files && <th scope="col">{t("lines.file")}</th>}
              <th scope="col" class="number line-number">
                {t("lines.number")}
              </th>
              <th scope="col" class="number">
                {contribution(measure, currency)}
              </th>
              {columns.map((name, place) => (
                <th scope="col" key={place} title={name} style={{ width: widths[place] }}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr aria-hidden="true" class="space" key="top">
              <td colSpan={columns.length + 3} style={{ height: `${slice.before}px` }} />
            </tr>
            {shown.map((place) => {
              const line = book.at(place);
              return (
                <tr
                  key={place}
                  data-line={place}
                  aria-rowindex={place + 2}
                  class={place === finder.found ? "found" : undefined}
                  data-source-line={line?.line}
                >
                  {files && <td>{line && bill.files[line.file]?.name}</td>}
                  <th scope="row" class="number line-number">
                    {line ? formatCount(line.line) : ""}
                  </th>
                  <td class="number">
                    {line &&
                      (line.rejected === "" ? <Amount exact={line.amount} scale={scale} /> : <Rejected line={line} />)}
                  </td>
                  {columns.map((name, column) => {
                    const cell = line?.cells[column] ?? "";
                    const shown = amounts.has(name) ? withoutDigits(cell) : cell;
                    return (
                      <td key={column} title={shown} class="source-cell">
                        {shown}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
            <tr aria-hidden="true" class="space" key="bottom">
              <td colSpan={columns.length + 3} style={{ height: `${slice.after}px` }} />
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** An amount that could not be read says so; it counts as 0. */
function Rejected({ line }: { line: SourceLine }) {
  return (
    <span class="warn" data-exact={line.amount}>
      ⚠ {t("lines.rejected")}
    </span>
  );
}

function contribution(measure: string, currency: string): string {
  return currency === "" ? measure : t("table.amount_in", { measure, currency });
}

/** Wide enough for the header and what is seen first, within bounds. */
function columnWidths(columns: readonly string[], lines: readonly ReadLine[]): readonly string[] {
  return columns.map((name, place) => {
    const longest = lines.reduce((most, line) => Math.max(most, (line.cells[place] ?? "").length), name.length);
    return `calc(${Math.min(28, Math.max(6, longest))}ch + 2 * var(--space-2))`;
  });
}

// ---- lines and their cells, a page at a time

interface LineBook {
  readonly key: string;
  readonly report: LinesReport | null;
  readonly failed: boolean;
  readonly at: (place: number) => ReadLine | undefined;
  readonly some: () => readonly ReadLine[];
  /** Reads what is not there yet of these lines. */
  readonly want: (from: number, to: number) => void;
  readonly page: (place: number, signal: AbortSignal) => Promise<readonly ReadLine[]>;
  readonly readAll: (lines: number) => Promise<readonly ReadLine[]>;
}

function useLineBook({ plan, path, askLines, sourceCells }: SourceLinesProps): LineBook {
  const key = JSON.stringify([plan, path]);
  const pages = useRef(new Map<number, readonly ReadLine[]>());
  const underWay = useRef(new Map<number, AbortController>());
  const [report, setReport] = useState<LinesReport | null>(null);
  const [failed, setFailed] = useState(false);
  const [, setTurn] = useState(0);

  const read = async (offset: number, limit: number, signal: AbortSignal): Promise<readonly ReadLine[]> => {
    const answer = await askLines({ plan, path, offset, limit }, signal);
    const records = await sourceCells(answer.lines);
    signal.throwIfAborted();
    setReport((former) => former ?? answer);
    return answer.lines.map((line, place) => ({ ...line, cells: records[place]?.cells ?? [] }));
  };
  const page = async (place: number, signal: AbortSignal): Promise<readonly ReadLine[]> => {
    const known = pages.current.get(place);
    if (known) return known;
    const lines = await read(place * PAGE, PAGE, signal);
    pages.current.set(place, lines);
    const oldest = pages.current.keys().next().value;
    if (pages.current.size > PAGES && oldest !== undefined) pages.current.delete(oldest);
    return lines;
  };
  const want = (from: number, to: number) => {
    const [first, last] = [Math.floor(from / PAGE), Math.floor(Math.max(from, to - 1) / PAGE)];
    for (const [place, reader] of underWay.current) {
      if (place >= first && place <= last) continue;
      reader.abort();
      underWay.current.delete(place);
    }
    for (let place = first; place <= last; place += 1) {
      if (pages.current.has(place) || underWay.current.has(place)) continue;
      const reader = new AbortController();
      underWay.current.set(place, reader);
      page(place, reader.signal)
        .then(() => setTurn((turn) => turn + 1))
        .catch(() => !reader.signal.aborted && setFailed(true))
        .finally(() => underWay.current.get(place) === reader && underWay.current.delete(place));
    }
  };

  useEffect(() => {
    pages.current.clear();
    setReport(null);
    setFailed(false);
    want(0, PAGE);
    return () => {
      for (const reader of underWay.current.values()) reader.abort();
      underWay.current.clear();
    };
  }, [key]);

  return {
    key,
    report,
    failed,
    page,
    want,
    at: (place) => pages.current.get(Math.floor(place / PAGE))?.[place % PAGE],
    some: () => pages.current.values().next().value ?? [],
    readAll: async (lines) => {
      const all: ReadLine[] = [];
      const { signal } = new AbortController();
      for (let offset = 0; offset < lines; offset += 500) {
        all.push(...(await read(offset, Math.min(500, lines - offset), signal)));
      }
      return all;
    },
  };
}

// ---- finding: goes through all lines from where it stands, not only through those on the screen

function useFinder(book: LineBook, total: number, reveal: (line: number) => void) {
  const [wanted, setWanted] = useState("");
  const [found, setFound] = useState<number | null>(null);
  const [said, setSaid] = useState("");
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const forget = () => {
    running.current?.abort();
    running.current = null;
    setFound(null);
    setSaid("");
  };
  useLayoutEffect(forget, [book.key]);

  const next = async () => {
    running.current?.abort();
    const mine = new AbortController();
    running.current = mine;
    const holds = (line: ReadLine) =>
      String(line.line) === wanted || line.cells.some((cell) => cell.toLowerCase().includes(wanted.toLowerCase()));
    const begin = found === null ? 0 : found + 1;
    try {
      for (let step = 0; step < total;) {
        const place = (begin + step) % total;
        const lines = await book.page(Math.floor(place / PAGE), mine.signal);
        if (running.current !== mine) return;
        const at = lines.findIndex((line, within) => within >= place % PAGE && holds(line));
        if (at >= 0) {
          const line = Math.floor(place / PAGE) * PAGE + at;
          setFound(line);
          setSaid(t("lines.found", { line: lines[at]!.line }));
          return reveal(line);
        }
        step += PAGE - (place % PAGE);
        setSaid(t("lines.searching", { n: Math.min(step, total), total }));
      }
      setFound(null);
      setSaid(t("lines.not_found", { find: wanted }));
    } catch {
      if (running.current === mine) setSaid(t("lines.failed"));
    }
  };
  const search = (text: string) => {
    setWanted(text);
    forget();
  };
  return { wanted, search, found, said, next };
}
