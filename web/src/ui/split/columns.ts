import type { SeriesReport } from "../../protocol";

// Geometry of stacked columns: what is positive stands on the zero line, what is negative hangs from it. The core's ratios
// draw; the figures beside the drawing, those of the axis too, are the core's as they are.

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
  /** An exact decimal. */
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

/** Pixels that a column is at most wide: a single month is no wall. */
const WIDEST = 72;
/** Of the space that belongs to a period, what lies between columns; of its width, what lies at either end of all. */
const GAP = 0.25;
const NARROW_GAP = 0.1;
const MARGIN = 0.2;

export function columnsOf({ periods, series, ticks }: SeriesReport, frame: Frame): Columns {
  const stacked = periods.map((_, period) => stackOf(series.map(({ ratios }) => ratios[period] ?? 0)));
  const edges = stacked.flatMap((column) => column.flatMap(({ from, to }) => [from, to]));
  const [bottom, top] = [Math.min(0, ...edges), Math.max(0, ...edges)];
  // Where nothing has a height, zero is the lower edge.
  const height = top - bottom || 1;
  const y = (ratio: number) => frame.top + frame.height - (frame.height * (ratio - bottom)) / height;

  const gap = periods.length > 60 ? NARROW_GAP : GAP;
  const step = frame.width / Math.max(1, periods.length - gap + 2 * MARGIN);
  const first = frame.left + (frame.width - step * (periods.length - gap)) / 2;
  const width = Math.min(WIDEST, step * (1 - gap));
  const middle = (period: number) => first + step * (period + (1 - gap) / 2);
  const segments = stacked.flatMap((column, period) =>
    column.flatMap(({ from, to }, place): Segment[] => {
      if (from === to) return [];
      const [high, low] = [y(Math.max(from, to)), y(Math.min(from, to))];
      return [{ series: place, period, left: middle(period) - width / 2, top: high, width, height: low - high }];
    }),
  );
  return {
    segments,
    ticks: ticks.map(({ amount, ratio }) => ({ y: y(ratio), label: amount })),
    zero: y(0),
    periods: periods.map((_, period) => ({ left: middle(period) - step / 2, width: step })),
  };
}

interface Layer {
  readonly from: number;
  readonly to: number;
}

/** One on the other from zero up, and what is negative from zero down. */
function stackOf(ratios: readonly number[]): readonly Layer[] {
  let [above, below] = [0, 0];
  return ratios.map((ratio) => {
    const from = ratio < 0 ? below : above;
    const to = from + ratio;
    if (ratio < 0) below = to;
    else above = to;
    return { from, to };
  });
}

/** Every how many periods a label fits. */
export function labelEvery(periods: number, width: number, labelWidth: number): number {
  return Math.max(1, Math.ceil((periods * labelWidth) / Math.max(1, width)));
}
