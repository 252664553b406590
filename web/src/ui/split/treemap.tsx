import "./treemap.css";

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Path, ViewReport, ViewRequest, ViewRow } from "../../protocol";
import { Latest } from "../../state/latest";
import { pathName, rowName } from "../../state/row-names";
import { levelsOf, type Wanted, viewRequest } from "../../state/view";
import { formatAmount, formatPercent } from "../../text/amount";
import { rich, t } from "../../text/text";
import { Amount } from "../amount";
import type { GroupColors } from "./colors";
import { COLORS } from "./colors";
import { Figure } from "./figure";
import { labelOf, type Size, type Tile, tilesOf } from "./treemap-tiles";

interface TreemapProps {
  readonly wanted: Wanted;
  readonly masked: boolean;
  readonly colors: GroupColors;
  readonly askView: (request: ViewRequest, signal: AbortSignal) => Promise<ViewReport>;
  readonly onInto: (path: Path) => void;
  readonly onWhy: (path: Path) => void;
  /** Opens the Others of a group, or closes them. */
  readonly onOthers: (path: Path) => void;
}

const DEPTH = 2;
const CHILDREN = 16;
const MOST = 1000;

/** What dominates, two levels at a time: areas in proportion to amounts. */
export function Treemap({ wanted, masked, colors, askView, onInto, onWhy, onOthers }: TreemapProps) {
  const [answer, setAnswer] = useState<{ readonly report: ViewReport; readonly wanted: Wanted } | null>(null);
  const latest = useRef(new Latest());
  const request = outerLevel(wanted);
  const asked = JSON.stringify(request);
  useEffect(() => {
    const runner = latest.current;
    void runner
      .run((signal) => twoLevels(request, askView, signal))
      .then((report) => report && setAnswer({ report, wanted }))
      .catch(() => undefined); // The store says what went wrong: it asks the same of the same plan.
    return () => runner.stop();
  }, [asked]);
  if (!answer) return <div class="treemap" aria-busy="true" />;

  const { report, wanted: shown } = answer;
  const levels = levelsOf(shown.plan);
  const deeper = (row: ViewRow) => row.kind !== "others" && row.path.length < levels.length;
  return (
    <Figure
      testid="treemap"
      finding={finding(report, levels, onWhy)}
      drawing={
        <Drawing
          report={report}
          levels={levels}
          masked={masked}
          colors={colors}
          onOpen={(row) => {
            if (row.kind === "others") onOthers(row.path);
            else if (deeper(row)) onInto(row.path);
            else onWhy(row.path);
          }}
        />
      }
      table={
        <RowsTable
          report={report}
          levels={levels}
          onPress={(row) => (row.kind === "others" ? onOthers(row.path) : onWhy(row.path))}
        />
      }
    />
  );
}

/** What is asked: the groups below the root, the smaller ones together. */
function outerLevel(wanted: Wanted): ViewRequest {
  const view = { ...wanted.view, open: [], openAll: false, closed: [], sort: "amount" as const, ascending: false };
  return { ...viewRequest({ ...wanted, view }, { offset: 0, limit: MOST }), top: CHILDREN, find: "" };
}

/** The tree to draw, two levels below the root: the same plan as the table's, so that nothing is split anew. */
async function twoLevels(request: ViewRequest, ask: TreemapProps["askView"], signal: AbortSignal): Promise<ViewReport> {
  const outer = await ask(request, signal);
  const open = outer.view.filter(({ kind }) => kind !== "others").map(({ path }) => path);
  const report = await ask({ ...request, open }, signal);
  return { ...report, view: report.view.filter(isDrawn) };
}

/** Groups in an opened Others are one level further in; what they hold is not drawn. */
function isDrawn({ level }: ViewRow): boolean {
  return level <= DEPTH;
}

function finding(report: ViewReport, levels: readonly string[], onWhy: TreemapProps["onWhy"]) {
  const largest = report.view.find((row) => row.level === 1 && row.kind === "group" && !row.amount.startsWith("-"));
  if (!largest) return t("treemap.nothing");
  return rich("treemap.finding", {
    name: <strong>{rowName(levels, largest)}</strong>,
    amount: (
      <button type="button" class="figure-why" title={t("inspector.why")} onClick={() => onWhy(largest.path)}>
        <Amount exact={largest.amount} scale={report.scale} currency={report.currency} />
      </button>
    ),
    share: formatPercent(largest.share),
  });
}

interface DrawingProps {
  readonly report: ViewReport;
  readonly levels: readonly string[];
  readonly masked: boolean;
  readonly colors: GroupColors;
  readonly onOpen: (row: ViewRow) => void;
}

function Drawing({ report, levels, masked, colors, onOpen }: DrawingProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [at, setAt] = useState(0);
  useLayoutEffect(() => {
    const element = frame.current!;
    const measure = () => {
      const { width, height } = element.getBoundingClientRect();
      setSize((former) => (former.width === width && former.height === height ? former : { width, height }));
    };
    measure();
    const sized = new ResizeObserver(measure);
    sized.observe(element);
    return () => sized.disconnect();
  }, []);

  const { drawn, undrawn } = tilesOf(report.view, size);
  const current = Math.min(at, drawn.length - 1);
  const depth = report.view[0] ? report.view[0].path.length : 1;
  const outer = report.view.filter((row) => row.level === 1 && row.kind === "group");
  const slots = colors.assign(
    levels[depth - 1] ?? "",
    outer.slice(0, COLORS).map((row) => rowName(levels, row)),
  );
  const colorOf = (tile: Tile) => slots.get(rowName(levels, tile.parent ?? tile.row));

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const next = event.key === "Home" ? 0 : event.key === "End" ? drawn.length - 1 : step && current + step;
    if (next === undefined || next < 0 || next >= drawn.length) return;
    event.preventDefault();
    setAt(next);
    frame.current?.querySelectorAll<HTMLElement>(".tile")[next]?.focus();
  };

  return (
    <div class="treemap-with-credits">
      <div
        class="treemap"
        ref={frame}
        role="group"
        aria-label={t("treemap.name", { n: drawn.length })}
        onKeyDown={walk}
      >
        {drawn.map((tile, place) => (
          <TileButton
            key={JSON.stringify([tile.row.kind, tile.row.path])}
            tile={tile}
            name={rowName(levels, tile.row)}
            color={colorOf(tile)}
            scale={report.scale}
            masked={masked}
            current={place === current}
            onFocus={() => setAt(place)}
            onOpen={() => onOpen(tile.row)}
          />
        ))}
      </div>
      {undrawn.length > 0 && (
        <div class="credits">
          <p>{t("treemap.undrawn", { n: undrawn.length })}</p>
          <ul role="list">
            {undrawn.map((row) => (
              <li key={JSON.stringify([row.kind, row.path])}>
                <button type="button" class="credit" onClick={() => onOpen(row)}>
                  <span>{row.kind === "others" ? rowName(levels, row) : pathName(levels, row.path)}</span>
                  <Amount exact={row.amount} scale={report.scale} />
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

interface TileButtonProps {
  readonly tile: Tile;
  readonly name: string;
  readonly color: number | undefined;
  readonly scale: number;
  readonly masked: boolean;
  readonly current: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}

function TileButton({ tile, name, color, scale, masked, current, onFocus, onOpen }: TileButtonProps) {
  const { row, parent, left, top, width, height, outer } = tile;
  const amount = masked ? t("amount.hidden") : formatAmount(row.amount, { scale });
  const label = labelOf(tile, name, amount);
  const kind = (parent ?? row).kind === "unassigned" || row.kind === "unassigned" ? "unassigned" : row.kind;
  return (
    <button
      type="button"
      class={`tile ${outer ? "outer" : "inner"} ${kind}${label.name ? "" : " bare"}`}
      style={{
        left: `${left}px`,
        top: `${top}px`,
        width: `${width}px`,
        height: `${height}px`,
        "--color": color === undefined ? "var(--group-others)" : `var(--group-${color})`,
      }}
      tabIndex={current ? 0 : -1}
      title={`${name}\n${amount} · ${formatPercent(row.share)}`}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span class={label.name ? "tile-name" : "unseen"}>{name}</span>
      <span class={label.amount ? "tile-amount" : "unseen"}>
        <Amount exact={row.amount} scale={scale} />
      </span>
      <span class="unseen">{formatPercent(row.share)}</span>
    </button>
  );
}

interface RowsTableProps {
  readonly report: ViewReport;
  readonly levels: readonly string[];
  readonly onPress: (row: ViewRow) => void;
}

function RowsTable({ report, levels, onPress }: RowsTableProps) {
  return (
    <table class="ledger">
      <thead>
        <tr>
          <th scope="col">{t("treemap.group")}</th>
          <th scope="col" class="number">
            {t("treemap.amount")}
          </th>
          <th scope="col" class="number">
            {t("table.share")}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.view.map((row) => (
          <tr key={JSON.stringify([row.kind, row.path])}>
            <th scope="row">
              <span class="name-line" style={{ "--level": row.level }}>
                {rowName(levels, row)}
              </span>
            </th>
            <td class="number">
              <button
                type="button"
                class="figure-why"
                title={t(row.kind === "others" ? "row.expand" : "inspector.why")}
                onClick={() => onPress(row)}
              >
                <Amount exact={row.amount} scale={report.scale} />
              </button>
            </td>
            <td class="number">{formatPercent(row.share)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
