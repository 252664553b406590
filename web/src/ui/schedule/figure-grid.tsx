import "./figure-grid.css";

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import type { Window } from "../../state/view";
import { formatAmount } from "../../text/amount";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { useScrollEdges } from "../scroll-across";
import { useSlice } from "../split/use-slice";
import { pageOf } from "../split/virtual-window";
import { inDocument, Space, usePrinting } from "../split/windowing";
import { type GridPlace, placeAfter } from "./grid-keys";

export interface GridColumn {
  readonly id: string;
  readonly name: string;
  /** A head over several columns beside each other. */
  readonly group?: string;
  readonly number?: boolean;
}

/** What stands in a cell: an amount of the core, or words. */
export interface GridCell {
  readonly exact?: string;
  readonly scale?: number;
  readonly text?: string;
  /** Glyphs of what happened, and the same in words. */
  readonly mark?: string;
  readonly markName?: string;
  readonly tone?: "bad" | "muted";
}

export type GridRow = readonly GridCell[];

interface FigureGridProps {
  readonly label: string;
  readonly testid: string;
  readonly columns: readonly GridColumn[];
  /** Of the whole table; `rows` are those from `offset` on that the core has given. */
  readonly lines: number;
  readonly offset: number;
  readonly rows: readonly GridRow[];
  readonly foot?: GridRow;
  readonly busy: boolean;
  readonly at: GridPlace;
  readonly onPlace: (place: GridPlace) => void;
  /** Enter, Space or a press; `row` counts from 0 of the whole table, and is null in the foot. */
  readonly onActivate?: (row: number | null, column: number) => void;
  readonly onWindow?: (window: Window) => void;
  /** What stands where there is no row. */
  readonly nothing: string;
}

/** Rows asked for beyond those in the document, on either side. */
const AHEAD = 70;

/**
 * A table of figures, walked cell by cell: the first column names the row and stays in sight, a window of the rows is in
 * the document, the foot is its last line.
 */
export function FigureGrid(props: FigureGridProps) {
  const { label, testid, columns, lines, offset, rows, foot, busy, at, onPlace, onActivate, onWindow, nothing } = props;
  const scroller = useRef<HTMLDivElement>(null);
  useScrollEdges(scroller);
  const table = useRef<HTMLTableElement>(null);
  const focusNext = useRef(false);
  const { slice, geometry, reveal } = useSlice(scroller, lines);
  const printing = usePrinting();
  const walked = lines + (foot ? 1 : 0);
  const place: GridPlace = {
    row: Math.max(0, Math.min(at.row, walked - 1)),
    column: Math.max(0, Math.min(at.column, columns.length - 1)),
  };

  useEffect(() => {
    const covered = slice.first >= offset && slice.first + slice.count <= offset + rows.length;
    if (!covered) onWindow?.({ offset: Math.max(0, slice.first - AHEAD), limit: slice.count + 2 * AHEAD });
  }, [slice, offset, rows]);
  useLayoutEffect(() => {
    if (!focusNext.current) return;
    focusNext.current = false;
    const cell = table.current?.querySelector<HTMLElement>(`[data-row="${place.row}"] [data-cell="${place.column}"]`);
    cell?.focus({ preventScroll: true });
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
  });
  const activate = ({ row, column }: GridPlace) => onActivate?.(row < lines ? row : null, column);
  const onKey = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || !(event.target as Element).closest("[data-cell]")) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      return activate(place);
    }
    const shape = { rows: walked, columns: columns.length, page: pageOf(geometry()) };
    const next = placeAfter(event.key, event.ctrlKey, place, shape);
    if (!next) return;
    event.preventDefault();
    focusNext.current = true;
    if (next.row < lines) reveal(next.row);
    onPlace(next);
  };

  const inFoot = place.row >= lines;
  const shown = inDocument(
    slice,
    { offset, rows: rows.length, lines },
    printing,
    inFoot ? -1 : place.row,
    geometry().rowHeight,
  );
  const row = (line: number, cells: GridRow | undefined, isFoot = false) => (
    <tr
      role="row"
      key={isFoot ? "foot" : line}
      class={isFoot ? "total" : "row"}
      data-row={line}
      data-line={isFoot ? undefined : line}
      aria-rowindex={line + 2}
      aria-busy={cells ? undefined : true}
    >
      {columns.map((column, number) => {
        const mine = place.row === line && place.column === number;
        return (
          <BodyCell
            key={column.id}
            id={column.id}
            place={number}
            number={column.number ?? false}
            cell={cells?.[number]}
            current={mine}
            onPress={() => {
              onPlace({ row: line, column: number });
              activate({ row: line, column: number });
            }}
            onFocus={() => mine || onPlace({ row: line, column: number })}
          />
        );
      })}
    </tr>
  );
  return (
    <div class="figure-grid" ref={scroller}>
      <table
        role="grid"
        class="ledger"
        ref={table}
        data-testid={testid}
        aria-label={label}
        aria-rowcount={walked + 1}
        aria-colcount={columns.length}
        aria-busy={busy}
        onKeyDown={onKey}
      >
        <Head columns={columns} widths={widthsOf(columns, rows, foot)} />
        <tbody>
          {[
            ...shown.before.filter((line) => line >= 0).map((line) => row(line, rows[line - offset])),
            <Space key={shown.before.length > 0 ? "after focused" : "top"} height={shown.spaceBefore} />,
            ...shown.within.map((line) => row(line, rows[line - offset])),
            <Space key={shown.after.length > 0 ? "before focused" : "bottom"} height={shown.spaceAfter} />,
            ...shown.after.map((line) => row(line, rows[line - offset])),
          ]}
          {lines === 0 && (
            <tr role="row">
              <td role="gridcell" colSpan={columns.length} class="nothing">
                {nothing}
              </td>
            </tr>
          )}
        </tbody>
        {foot && <tfoot>{row(lines, foot, true)}</tfoot>}
      </table>
      {printing && rows.length < lines && <p class="nothing">{t("table.printed", { n: rows.length, all: lines })}</p>}
    </div>
  );
}

function Head({ columns, widths }: { columns: readonly GridColumn[]; widths: readonly string[] }) {
  const groups = groupsOf(columns);
  return (
    <thead>
      {groups.length > 0 && (
        <tr role="row">
          {groups.map(({ name, span }, place) => (
            <th role="columnheader" scope="colgroup" key={place} colSpan={span} class={name === "" ? "" : "group"}>
              {name}
            </th>
          ))}
        </tr>
      )}
      <tr role="row" aria-rowindex={1}>
        {columns.map(({ id, name, number }, place) => (
          <th
            role="columnheader"
            scope="col"
            key={id}
            class={number ? "number" : ""}
            title={name}
            style={{ minWidth: widths[place] }}
          >
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** Heads over columns beside each other; none where no column has one. */
function groupsOf(columns: readonly GridColumn[]): readonly { readonly name: string; readonly span: number }[] {
  if (!columns.some(({ group }) => group)) return [];
  const groups: { name: string; span: number }[] = [];
  for (const { group = "" } of columns) {
    const last = groups.at(-1);
    if (last?.name === group) last.span += 1;
    else groups.push({ name: group, span: 1 });
  }
  return groups;
}

/** As wide as its longest figure that is loaded: no column moves while the table is scrolled through. */
function widthsOf(
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  foot: GridRow | undefined,
): readonly string[] {
  return columns.map(({ number }, place) => {
    if (!number) return "0";
    const long = (cells: GridRow | undefined) => shownOf(cells?.[place]).length + (cells?.[place]?.mark?.length ?? 0);
    const longest = rows.reduce((most, cells) => Math.max(most, long(cells)), long(foot));
    return `calc(${longest + 1}ch + 2 * var(--space-2))`;
  });
}

function shownOf(cell: GridCell | undefined): string {
  return cell?.exact === undefined ? (cell?.text ?? "") : formatAmount(cell.exact, { scale: cell.scale ?? 0 });
}

interface BodyCellProps {
  readonly id: string;
  readonly place: number;
  readonly number: boolean;
  readonly cell: GridCell | undefined;
  readonly current: boolean;
  readonly onPress: () => void;
  readonly onFocus: () => void;
}

function BodyCell({ id, place, number, cell, current, onPress, onFocus }: BodyCellProps) {
  const tone = cell?.tone ? ` ${cell.tone}` : "";
  const given = {
    "data-cell": place,
    "data-column": id,
    tabIndex: current ? 0 : -1,
    class: `${number ? "number" : "words"}${tone}`,
    title: cell?.exact === undefined ? cell?.text : undefined,
    onClick: onPress,
    onFocus,
    children: contentOf(cell),
  };
  return place === 0 ? <th role="rowheader" scope="row" {...given} /> : <td role="gridcell" {...given} />;
}

function contentOf(cell: GridCell | undefined): ComponentChildren {
  if (!cell) return "";
  return (
    <>
      {cell.mark && (
        <span class="grid-mark" title={cell.markName}>
          <span aria-hidden="true">{cell.mark}</span>
          <span class="unseen">{cell.markName}</span>
        </span>
      )}
      {cell.exact === undefined ? cell.text : <Amount exact={cell.exact} scale={cell.scale ?? 0} />}
    </>
  );
}
