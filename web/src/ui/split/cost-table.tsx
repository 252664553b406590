import "./cost-table.css";

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Balance, Path, ViewReport, ViewRow } from "../../protocol";
import { pathName } from "../../state/row-names";
import {
  groupOf,
  levelsOf,
  rootPath,
  SHARED,
  type Sort,
  toggled,
  type View,
  type Wanted,
  type Window,
  withOpen,
} from "../../state/view";
import { formatAmount, formatCount, formatPercent, isZero } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { rich, t } from "../../text/text";
import { textWidth } from "../../text/width";
import { Amount } from "../amount";
import { useScrollEdges } from "../scroll-across";
import { Tips } from "../tip";
import { CostRow, type RowDeeds, sharedCells, type SharedFigure } from "./cost-row";
import { deedOf, type Place } from "./tree-keys";
import { useLetters } from "./use-letters";
import { useSlice } from "./use-slice";
import { pageOf } from "./virtual-window";
import { inDocument, Space, useHeightAbove, usePrinting } from "./windowing";

interface CostTableProps {
  readonly report: ViewReport;
  /** What the report answers. */
  readonly shown: Wanted;
  readonly view: View;
  readonly measure: string;
  readonly busy: boolean;
  readonly onWindow: (window: Window) => void;
  readonly onLook: (part: Partial<View>) => void;
  readonly onWhy: (path: Path, figure?: SharedFigure) => void;
  readonly onLines: (path: Path) => void;
  readonly onOnly: (path: Path) => void;
  readonly onExclude: (path: Path) => void;
  readonly onInto: (path: Path) => void;
}

/** Name, amount, share, lines, and the row's menu. */
const CELLS = 5;
/** Trees up to so many rows are loaded whole, so that they scroll and print without asking. */
const WHOLE = 2000;
/** Rows asked for beyond those in the document, on either side. */
const AHEAD = 70;

/**
 * The split as a treegrid: the one table that every other view of it is a lens on. A window of its rows is in the
 * document, a wider one is asked of the core.
 */
export function CostTable(props: CostTableProps) {
  const { report, shown, view, measure, busy, onWindow, onLook, onWhy, onLines } = props;
  const levels = levelsOf(shown.plan);
  const columns = CELLS + (report.shared ? SHARED.length : 0);
  const scroller = useRef<HTMLDivElement>(null);
  useScrollEdges(scroller);
  const body = useRef<HTMLTableSectionElement>(null);
  const [at, setAt] = useState<Place>({ line: 0, cell: null });
  const [menuAt, setMenuAt] = useState<number | null>(null);
  const menuFrom = useRef<number | null>(null);
  const focusNext = useRef(false);
  const lastRow = useRef<ViewRow | undefined>(undefined);

  const rowAt = (line: number): ViewRow | undefined => report.view[line - report.offset];
  const place: Place = { ...at, line: Math.max(0, Math.min(at.line, report.lines - 1)) };
  lastRow.current = rowAt(place.line) ?? lastRow.current;

  // ---- which rows are in the document, and which are asked for

  const { slice, geometry, reveal } = useSlice(scroller, report.lines);
  const above = useHeightAbove(scroller);
  useEffect(() => {
    const [begin, end] = [report.offset, report.offset + report.view.length];
    const covered = slice.first >= begin && slice.first + slice.count <= end;
    if (!covered) {
      onWindow({ offset: Math.max(0, slice.first - AHEAD), limit: slice.count + 2 * AHEAD });
    } else if (report.lines <= WHOLE && report.view.length < report.lines) {
      const later = setTimeout(() => onWindow({ offset: 0, limit: WHOLE }), 300);
      return () => clearTimeout(later);
    }
    return;
  }, [slice, report]);
  const printing = usePrinting();

  // ---- focus: one row, or one cell of it, can be reached with Tab; it stays in the document when it is scrolled away

  const goTo = (next: Place) => {
    focusNext.current = true;
    setAt(next);
    reveal(next.line);
  };
  useLayoutEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    const row = body.current?.querySelector<HTMLElement>(`[data-line="${place.line}"]`);
    const cell = place.cell === null ? row : row?.querySelector<HTMLElement>(`[data-cell="${place.cell}"]`);
    cell?.focus({ preventScroll: true });
    if (place.cell !== null && cell && scroller.current) bringAcross(scroller.current, cell);
  });

  const deeds: RowDeeds = {
    toggle: (row) => {
      if (row.kind === "others") onLook({ others: toggled(view.others, groupOf(levels, row.path)) });
      else onLook(withOpen(view, groupOf(levels, row.path), !row.open));
    },
    why: (row, figure) => onWhy(row.path, figure),
    lines: (row) => onLines(row.path),
    only: (row) => props.onOnly(row.path),
    exclude: (row) => props.onExclude(row.path),
    into: (row) => props.onInto(row.path),
  };

  const onCurrent = (deed: (row: ViewRow) => void) => {
    const row = rowAt(place.line);
    if (row && row.kind !== "others") deed(row);
  };
  useLetters({ w: () => onCurrent(deeds.why), s: () => onCurrent(deeds.lines) });

  const onKey = (event: KeyboardEvent) => {
    const row = rowAt(place.line);
    const modified = event.altKey || event.metaKey;
    if (modified || !(event.target as Element).closest("[data-line]")) return;
    const deed = deedOf({ key: event.key, ctrl: event.ctrlKey, shift: event.shiftKey }, place, {
      lines: report.lines,
      cells: CELLS,
      page: pageOf(geometry()),
      expandable: row !== undefined && isExpandable(row),
      open: row?.open ?? false,
      level: row?.level ?? 1,
    });
    if (!deed) return;
    event.preventDefault();
    if (deed.type === "move") return goTo(deed.place);
    if (!row) return;
    switch (deed.type) {
      case "toggle":
        return deeds.toggle(row);
      case "parent":
        return goTo({ line: parentLine(report, place.line, row), cell: null });
      case "why":
        return row.kind === "others" ? deeds.toggle(row) : deeds.why(row);
      case "menu":
        menuFrom.current = place.cell;
        return setMenuAt(place.line);
      case "activate":
        return activate(place.cell ?? 0, row, place.line);
    }
  };
  const activate = (cell: number, row: ViewRow, line: number, figure?: SharedFigure) => {
    if (cell === 3) return row.kind === "others" ? undefined : deeds.lines(row);
    if (cell === 0 || row.kind === "others") {
      if (isExpandable(row)) return deeds.toggle(row);
      return row.kind === "others" ? undefined : deeds.lines(row);
    }
    if (cell === 4) return setMenuAt(line);
    return deeds.why(row, figure);
  };

  // All in one list and the spaces keyed by what they are beside: so the focused row is never moved, which would lose
  // the focus.
  const loaded = { offset: report.offset, rows: report.view.length, lines: report.lines };
  const lines = inDocument(slice, loaded, printing, place.line, geometry().rowHeight);
  const rendered = (line: number) => {
    const row = rowAt(line) ?? (line === place.line ? lastRow.current : undefined);
    return (
      <CostRow
        key={line}
        line={line}
        row={row}
        levels={levels}
        scale={report.scale}
        current={line === place.line}
        cell={line === place.line ? place.cell : null}
        menu={menuAt === line}
        deeds={deeds}
        onPlace={(cell) => {
          focusNext.current = true;
          setAt({ line, cell });
        }}
        onActivate={(cell, figure) => row && activate(cell, row, line, figure)}
        onMenu={(open) => {
          setMenuAt(open ? line : null);
          if (open) return;
          // Back to the row or cell from which a key opened it.
          focusNext.current = true;
          setAt({ line, cell: menuFrom.current });
        }}
      />
    );
  };

  const amountHead = report.currency ? t("table.amount_in", { measure, currency: report.currency }) : measure;
  const name = t("table.name", {
    by: levels.map(dimensionName).join(" ▸ ") || t("table.whole"),
    measure,
    currency: report.currency || t("plan.no_currency"),
  });
  return (
    <div class="cost-table" ref={scroller} style={{ "--above": `${above}px`, ...amountWidths(report, amountHead) }}>
      <table
        role="treegrid"
        class={report.shared ? "ledger with-shared" : "ledger"}
        data-testid="split-table"
        aria-label={name}
        aria-rowcount={report.lines + 2}
        aria-colcount={columns}
        aria-busy={busy}
        onKeyDown={onKey}
      >
        <Head levels={levels} view={view} amount={amountHead} shared={report.shared !== undefined} onLook={onLook} />
        <tbody ref={body} role="rowgroup" onFocusIn={(event) => setAt((former) => placeOf(event.target, former))}>
          {[
            ...lines.before.map(rendered),
            <Space key={lines.before.length > 0 ? "after focused" : "top"} height={lines.spaceBefore} />,
            ...lines.within.map(rendered),
            <Space key={lines.after.length > 0 ? "before focused" : "bottom"} height={lines.spaceAfter} />,
            ...lines.after.map(rendered),
          ]}
          {printing && report.view.length < report.lines && (
            <tr role="row">
              <td role="gridcell" colSpan={columns} class="nothing">
                {t("table.printed", { n: report.view.length, all: report.lines })}
              </td>
            </tr>
          )}
          {report.lines === 0 && (
            <tr role="row">
              <td role="gridcell" colSpan={columns} class="nothing">
                {view.find !== ""
                  ? t("table.nothing_found", { find: view.find })
                  : t(report.balance.rows === 0 ? "table.empty" : "table.nothing")}
              </td>
            </tr>
          )}
        </tbody>
        <Foot report={report} root={rootName(levels, shown)} onWhy={(figure) => onWhy(rootPath(shown), figure)} />
      </table>
      <Tips within={body} of=".amount-cell">
        {(figure) => {
          const row = rowAt(lineOf(figure) ?? -1);
          return row ? <FigureTip row={row} levels={levels} measure={measure} /> : null;
        }}
      </Tips>
    </div>
  );
}

/** What a row's amount is the sum of, and its part of the group above. */
function FigureTip({ row, levels, measure }: { row: ViewRow; levels: readonly string[]; measure: string }) {
  const parent = row.kind === "others" ? row.path : row.path.slice(0, -1);
  return (
    <>
      <p>{t("tip.sum", { rows: t("rows", { n: row.rows }), measure })}</p>
      {row.share !== null && (
        <p>{t("tip.share", { share: formatPercent(row.share), parent: pathName(levels, parent) })}</p>
      )}
    </>
  );
}

export function isExpandable(row: ViewRow): boolean {
  return row.children > 0;
}

/** The line of the row that an element belongs to. */
function lineOf(element: Element): number | undefined {
  const line = element.closest<HTMLElement>("[data-line]")?.dataset["line"];
  return line === undefined ? undefined : Number(line);
}

/** The row or cell that got the focus, however it got it. */
function placeOf(target: EventTarget | null, former: Place): Place {
  if (!(target instanceof Element)) return former;
  const line = lineOf(target);
  if (line === undefined) return former;
  const cell = target.closest<HTMLElement>("[data-cell]")?.dataset["cell"];
  const place: Place = { line, cell: cell === undefined ? null : Number(cell) };
  return place.line === former.line && place.cell === former.cell ? former : place;
}

// ---- head and foot

interface HeadProps {
  readonly levels: readonly string[];
  readonly view: View;
  readonly amount: string;
  readonly shared: boolean;
  readonly onLook: (part: Partial<View>) => void;
}

function Head({ levels, view, amount, shared, onLook }: HeadProps) {
  const sortable = (sort: Sort, label: string) => {
    const sorted = view.sort === sort;
    // Names begin with A, figures with the largest.
    const ascending = sorted ? !view.ascending : sort === "name";
    return {
      "aria-sort": sorted ? (view.ascending ? ("ascending" as const) : ("descending" as const)) : undefined,
      children: (
        <button type="button" class="sort" title={label} onClick={() => onLook({ sort, ascending })}>
          <span class="sort-label">{label}</span>
          <span class="sort-mark" aria-hidden="true">
            {sorted ? (view.ascending ? "↑" : "↓") : ""}
          </span>
        </button>
      ),
    };
  };
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th
          role="columnheader"
          scope="col"
          class="name"
          {...sortable("name", levels.map(dimensionName).join(" ▸ ") || t("table.whole"))}
        />
        <th role="columnheader" scope="col" class="number amount-cell" {...sortable("amount", amount)} />
        {shared &&
          SHARED.map((each) => (
            <th key={each} role="columnheader" scope="col" class={`number shared ${each}`}>
              {t(`table.${each}`)}
            </th>
          ))}
        <th role="columnheader" scope="col" class="share">
          {t("table.share")}
        </th>
        <th role="columnheader" scope="col" class="number lines" {...sortable("rows", t("table.lines"))} />
        <th role="columnheader" scope="col" class="deeds">
          <span class="unseen">{t("table.deeds")}</span>
        </th>
      </tr>
    </thead>
  );
}

/** The total, and what the core says of it. The tick is the core's, never the page's. */
interface FootProps {
  readonly report: ViewReport;
  readonly root: string | null;
  readonly onWhy: (figure?: SharedFigure) => void;
}

function Foot({ report, root, onWhy }: FootProps) {
  const inside = root !== null;
  return (
    <tfoot role="rowgroup">
      <tr role="row" aria-rowindex={report.lines + 2} class="total">
        <th role="rowheader" scope="row" class="name">
          {inside ? root : t("table.total")}
        </th>
        <td role="gridcell" class="number amount-cell">
          <button type="button" class="total-why" title={t("inspector.why")} onClick={() => onWhy()}>
            <Amount exact={report.total} scale={report.scale} testid="split-total" />
          </button>
          <span class="cell-detail">{inside ? formatPercent(report.share) : t("rows", { n: report.rows })}</span>
        </td>
        {sharedCells(report, report.scale, (figure) => () => onWhy(figure))}
        <td role="gridcell" class="share verdict">
          {inside ? t("table.of_split", { share: formatPercent(report.share) }) : verdict(report.balance, report.scale)}
        </td>
        <td role="gridcell" class="number lines">
          {formatCount(report.rows)}
        </td>
        <td role="gridcell" class="deeds" />
      </tr>
    </tfoot>
  );
}

function verdict(balance: Balance, scale: number) {
  if (!isZero(balance.difference)) {
    return (
      <span class="bad">
        ✖ {rich("table.differs", { difference: <Amount exact={balance.difference} scale={scale} /> })}
      </span>
    );
  }
  if (!balance.balanced) return <span class="warn">⚠ {t("table.rejected", { n: balance.rejected })}</span>;
  if (isZero(balance.excluded)) return <span class="ok">{t("table.balanced")} ✔</span>;
  // What filters leave out is counted before anything is shared, and so it goes with the direct cost, not with the total.
  const words = balance.shared_out_rows === undefined ? "table.balanced_with" : "table.balanced_direct";
  return <span class="ok">{rich(words, { excluded: <Amount exact={balance.excluded} scale={scale} /> })} ✔</span>;
}

/** The name of the group that is looked into; null: the whole split. */
function rootName(levels: readonly string[], shown: Wanted): string | null {
  const path = rootPath(shown);
  return path.length === 0 ? null : pathName(levels, path);
}

// ---- sizes

/** The nearest row above that is one level further out; the first row where it is not loaded. */
function parentLine(report: ViewReport, line: number, { level }: ViewRow): number {
  for (let above = line - 1; above >= report.offset; above -= 1) {
    const row = report.view[above - report.offset];
    if (row && row.level < level) return above;
  }
  return 0;
}

/** As wide as the longest amount, so that digits line up and nothing is cut; as the head, within bounds. */
function amountWidths(report: ViewReport, head: string): Readonly<Record<string, string>> {
  const { scale } = report;
  const longest = longestOf([report.total, ...report.view.map(({ amount }) => amount)], scale);
  const shared = report.shared ? SHARED : [];
  const widths = shared.map((each) => {
    const exacts = [report, ...report.view].map((row) => row[each] ?? "");
    return Math.max(longestOf(exacts, scale), headWidth(t(`table.${each}`)));
  });
  return {
    "--amount": `${Math.max(10, longest)}ch`,
    "--amount-head": `${Math.max(10, longest, Math.min(24, headWidth(head) + 3))}ch`,
    "--verdict": `${longestOf([report.balance.excluded, report.balance.difference], scale)}ch`,
    "--shared": `${widths.reduce((sum, width) => sum + width, 0)}ch`,
    ...Object.fromEntries(shared.map((each, place) => [`--${each}`, `${widths[place]}ch`])),
  };
}

const longestOf = (exacts: readonly string[], scale: number): number =>
  exacts.reduce((most, exact) => Math.max(most, formatAmount(exact, { scale }).length), 0);

/** In digits. */
const headWidth = (head: string): number => Math.ceil(textWidth(head, 600) / textWidth("0", 600));

/** Scrolls sideways as far as a cell needs to stand beside the names, which stay. */
function bringAcross(scroller: HTMLElement, cell: HTMLElement): void {
  const names = scroller.querySelector("thead .name");
  if (!names || cell.matches(".name")) return;
  const [{ left, right }, seen] = [cell.getBoundingClientRect(), scroller.getBoundingClientRect()];
  const begin = names.getBoundingClientRect().right;
  const end = seen.left + scroller.clientWidth;
  if (left < begin) scroller.scrollLeft -= begin - left;
  else if (right > end) scroller.scrollLeft += Math.min(right - end, left - begin);
}
