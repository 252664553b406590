import { useRef } from "preact/hooks";

import type { ViewRow } from "../../protocol";
import { rowName } from "../../state/row-names";
import { nameOf } from "../../state/value-names";
import { SHARED } from "../../state/view";
import { formatCount, formatPercent } from "../../text/amount";
import { withoutTurns } from "../../text/direction";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { Menu, type MenuItem } from "../menu";

/** What can be done to a row. */
export interface RowDeeds {
  readonly toggle: (row: ViewRow) => void;
  readonly why: (row: ViewRow, figure?: SharedFigure) => void;
  readonly lines: (row: ViewRow) => void;
  readonly only: (row: ViewRow) => void;
  readonly exclude: (row: ViewRow) => void;
  readonly into: (row: ViewRow) => void;
}

interface CostRowProps {
  /** From 0, of the flat tree. */
  readonly line: number;
  /** Undefined while the core is asked for it. */
  readonly row: ViewRow | undefined;
  readonly levels: readonly string[];
  readonly scale: number;
  /** Whether Tab leads to it, and which of its cells then. */
  readonly current: boolean;
  readonly cell: number | null;
  readonly menu: boolean;
  readonly deeds: RowDeeds;
  readonly onPlace: (cell: number | null) => void;
  readonly onActivate: (cell: number, figure?: SharedFigure) => void;
  readonly onMenu: (open: boolean) => void;
}

/** A group, the lines without a value, or the Others of a group. */
export function CostRow(props: CostRowProps) {
  const { line, row, levels, scale, current, cell, deeds, onPlace, onActivate } = props;
  if (!row) return rowToCome(line, current);
  const expandable = row.children > 0;
  const name = rowName(levels, row);
  const tab = (place: number) => (current && cell === place ? 0 : -1);
  const press = (place: number, figure?: SharedFigure) => (event: MouseEvent) => {
    onPlace(place === 0 ? null : place);
    if (event.altKey && row.kind !== "others") return deeds.only(row);
    if (event.detail > 1) return; // The second press of a double one: see below.
    if (row.kind !== "others") onSecondPress(() => deeds.lines(row));
    onActivate(place, figure);
  };
  return (
    <tr
      role="row"
      class={`row ${row.kind}${row.level === 1 ? " outer" : ""}`}
      data-line={line}
      data-level={row.level}
      data-key={row.kind === "group" ? row.path.at(-1) : undefined}
      aria-level={row.level}
      aria-expanded={expandable ? row.open : undefined}
      aria-setsize={row.siblings}
      aria-posinset={row.position}
      aria-rowindex={line + 2}
      tabIndex={current && cell === null ? 0 : -1}
      onMouseDown={(event) => event.detail > 1 && event.preventDefault()}
    >
      <th role="rowheader" scope="row" class="name" data-cell={0} tabIndex={tab(0)} title={name} onClick={press(0)}>
        <span class="name-line" style={{ "--level": row.level }}>
          <span class="twist" aria-hidden="true">
            {expandable ? (row.open ? "▾" : "▸") : ""}
          </span>
          {row.kind === "unassigned" && <span class="hatch" aria-hidden="true" />}
          <span class="name-text">
            <ShownName levels={levels} row={row} />
          </span>
        </span>
      </th>
      <td role="gridcell" class="number amount-cell" data-cell={1} tabIndex={tab(1)} onClick={press(1)}>
        <Amount exact={row.amount} scale={scale} />
        <span class="cell-detail">
          {formatPercent(row.share)} · {t("rows", { n: row.rows })}
        </span>
      </td>
      {sharedCells(row, scale, (figure) => press(1, figure))}
      <td
        role="gridcell"
        class="share"
        data-cell={2}
        tabIndex={tab(2)}
        title={row.share === null ? t("table.no_share") : undefined}
        onClick={press(2)}
      >
        <span class="share-line">
          <span class="share-text">{formatPercent(row.share)}</span>
          <span class="bar" aria-hidden="true">
            <span class={`bar-fill${row.amount.startsWith("-") ? " negative" : ""}`} style={{ "--ratio": row.ratio }} />
          </span>
        </span>
      </td>
      <td role="gridcell" class="number lines" data-cell={3} tabIndex={tab(3)} onClick={press(3)}>
        {formatCount(row.rows)}
      </td>
      <td role="gridcell" class="deeds">
        <RowMenu {...props} row={row} name={name} />
      </td>
    </tr>
  );
}

/** A name comes before the identifier that it is of. */
function ShownName({ levels, row }: { readonly levels: readonly string[]; readonly row: ViewRow }) {
  const last = row.path.length - 1;
  const key = row.kind === "group" ? row.path[last] : null;
  const name = typeof key === "string" ? nameOf(levels[last] ?? "", key) : undefined;
  if (name === undefined) return <>{rowName(levels, row)}</>;
  return (
    <>
      {withoutTurns(name)} <span class="muted">{withoutTurns(key ?? "")}</span>
    </>
  );
}

export type SharedFigure = (typeof SHARED)[number];

/** What the amount is made of, where costs are shared. Keys reach them from the amount's explanation. */
export function sharedCells(
  { direct, shared_in, shared_out }: SharedAmounts,
  scale: number,
  onPress: (figure: SharedFigure) => (event: MouseEvent) => void,
) {
  if (direct === undefined || shared_in === undefined || shared_out === undefined) return null;
  const amounts = { direct, shared_in, shared_out };
  return SHARED.map((figure) => (
    <td key={figure} role="gridcell" class={`number shared ${figure}`} onClick={onPress(figure)}>
      <Amount exact={amounts[figure]} scale={scale} />
    </td>
  ));
}

type SharedAmounts = Partial<Readonly<Record<SharedFigure, string | undefined>>>;

const DOUBLE = 600; // milliseconds, longer than any system's setting

/**
 * A double press means the row that was pressed first: what the first press opened may have moved the table away from
 * under the pointer by the second.
 */
function onSecondPress(then: () => void): void {
  const stop = () => {
    clearTimeout(timer);
    removeEventListener("click", second, { capture: true });
  };
  const second = (event: MouseEvent) => {
    stop();
    if (event.detail !== 2) return;
    event.preventDefault();
    event.stopPropagation();
    getSelection()?.removeAllRanges(); // of what the first press opened, where it lies under the pointer
    then();
  };
  const timer = setTimeout(stop, DOUBLE);
  // The press under way has passed the window already.
  addEventListener("click", second, { capture: true });
}

function RowMenu(props: CostRowProps & { row: ViewRow; name: string }) {
  const { row, name, menu, deeds, current, cell, onMenu } = props;
  const button = useRef<HTMLButtonElement>(null);
  const expandable = row.children > 0;
  const unfold: MenuItem = {
    label: t(row.open ? "row.collapse" : "row.expand"),
    disabled: !expandable,
    run: () => deeds.toggle(row),
  };
  const items: readonly (MenuItem | "rule")[] =
    row.kind === "others"
      ? [unfold]
      : [
          { label: t("inspector.why"), key: "W", run: () => deeds.why(row) },
          { label: t("inspector.lines"), key: "S", run: () => deeds.lines(row) },
          "rule",
          unfold,
          { label: t("row.into"), disabled: !expandable, run: () => deeds.into(row) },
          "rule",
          { label: t("row.only"), run: () => deeds.only(row) },
          { label: t("row.exclude"), run: () => deeds.exclude(row) },
        ];
  return (
    <>
      <button
        type="button"
        ref={button}
        class="row-menu"
        data-cell={4}
        tabIndex={current && cell === 4 ? 0 : -1}
        aria-haspopup="menu"
        aria-expanded={menu}
        aria-label={t("row.menu", { name })}
        onClick={(event) => {
          event.stopPropagation();
          onMenu(!menu);
        }}
      >
        <span aria-hidden="true">⋯</span>
      </button>
      {menu && <Menu anchor={button} label={name} items={items} onClose={() => onMenu(false)} />}
    </>
  );
}

/** No component of its own: the element stays when its row comes, and with it the focus. */
function rowToCome(line: number, current: boolean) {
  return (
    <tr
      role="row"
      class="row to-come"
      data-line={line}
      aria-rowindex={line + 2}
      tabIndex={current ? 0 : -1}
      aria-busy="true"
    >
      <th role="rowheader" scope="row" class="name">
        <span class="unseen">{t("table.to_come")}</span>
        <span class="ghost" aria-hidden="true" />
      </th>
      <td role="gridcell" class="number amount-cell" />
      <td role="gridcell" class="share" />
      <td role="gridcell" class="number lines" />
      <td role="gridcell" class="deeds" />
    </tr>
  );
}
