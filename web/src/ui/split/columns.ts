import { scaleBand, scaleLinear } from "d3-scale";
import { stack, stackOffsetDiverging } from "d3-shape";

import type { SeriesReport } from "../../protocol";

// Geometry of stacked columns: what is positive stands on the zero line, what is negative hangs from it. Doubles draw
// here and are never shown; the figures beside the drawing are the core's.

export interface Segment {
  readonly series: number;
  readonly period: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface Tick {
  readonly y: number;
  /** An exact decimal: ticks are round by their making. */
  readonly label: string;
}

export interface Columns {
  readonly segments: readonly Segment[];
  readonly ticks: readonly Tick[];
  readonly zero: number;
  /** Left edge and width of the space that belongs to each period. */
  readonly periods: readonly { readonly left: number; readonly width: number }[];
}

export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const TICKS = 5;
/** Pixels that a column is at most wide: a single month is no wall. */
const WIDEST = 72;

export function columnsOf({ periods, series }: SeriesReport, frame: Frame): Columns {
  const ratios = periods.map((_, period) => series.map(({ amounts }) => Number(amounts[period] ?? "0")));
  const layers = stack<readonly number[], number>()
    .keys(series.map((_, place) => place))
    .value((column, place) => column[place] ?? 0)
    .offset(stackOffsetDiverging)(ratios);
  const edges = layers.flatMap((layer) => layer.flatMap(([from, to]) => [from, to]));
  const vertical = scaleLinear()
    .domain([Math.min(0, ...edges), Math.max(0, ...edges) || 1])
    .nice(TICKS)
    .range([frame.top + frame.height, frame.top]);
  const horizontal = scaleBand<number>()
    .domain(periods.map((_, period) => period))
    .range([frame.left, frame.left + frame.width])
    .paddingInner(periods.length > 60 ? 0.1 : 0.25)
    .paddingOuter(0.2);
  const width = Math.min(WIDEST, horizontal.bandwidth());
  const segments = layers.flatMap((layer, place) =>
    layer.flatMap(([from, to], period): Segment[] => {
      if (from === to) return [];
      const [high, low] = [vertical(Math.max(from, to)), vertical(Math.min(from, to))];
      const left = (horizontal(period) ?? 0) + (horizontal.bandwidth() - width) / 2;
      return [{ series: place, period, left, top: high, width, height: low - high }];
    }),
  );
  const step = horizontal.step();
  return {
    segments,
    ticks: vertical.ticks(TICKS).map((value) => ({ y: vertical(value), label: plainDecimal(value) })),
    zero: vertical(0),
    periods: periods.map((_, period) => {
      const middle = (horizontal(period) ?? 0) + horizontal.bandwidth() / 2;
      return { left: middle - step / 2, width: step };
    }),
  };
}

/** 0.0005 -> "0.0005", 1e21 -> "1000000000000000000000": a tick as a decimal without exponent. */
function plainDecimal(value: number): string {
  const written = String(value);
  if (!written.includes("e")) return written;
  return value
    .toFixed(Math.abs(value) < 1 ? 12 : 0)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}

/** Every how many periods a label fits. */
export function labelEvery(periods: number, width: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((periods * labelWidth) / Math.max(1, width)));
}
