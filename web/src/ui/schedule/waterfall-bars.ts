import { scaleLinear } from "d3-scale";

// Geometry of a waterfall: a level stands on zero, a step begins where the one before it ended. Doubles draw here and
// are never shown; the figures beside the bars, and whether they add up, are the core's.

export interface WaterfallStep {
  readonly kind: "level" | "step";
  /** Exact, with its sign. */
  readonly amount: string;
}

export interface WaterfallBar {
  /** From the left edge, in the unit of the width. */
  readonly left: number;
  readonly width: number;
  /** Where the step ends: the thread to the next bar hangs there. */
  readonly end: number;
  readonly negative: boolean;
}

export interface Waterfall {
  readonly bars: readonly WaterfallBar[];
  readonly zero: number;
}

export function waterfallOf(steps: readonly WaterfallStep[], width: number): Waterfall {
  const spans = spansOf(steps);
  const edges = spans.flat();
  const [low, high] = [Math.min(0, ...edges), Math.max(0, ...edges)];
  const scale = scaleLinear()
    .domain([low, high > low ? high : low + 1])
    .range([0, width]);
  const bars = spans.map(([from, to]) => {
    const [begin, end] = [scale(from), scale(to)];
    return { left: Math.min(begin, end), width: Math.abs(end - begin), end, negative: to < from };
  });
  return { bars, zero: scale(0) };
}

function spansOf(steps: readonly WaterfallStep[]): readonly (readonly [from: number, to: number])[] {
  let reached = 0;
  return steps.map(({ kind, amount }) => {
    const ratio = Number(amount);
    const from = kind === "level" ? 0 : reached;
    reached = from + ratio;
    return [from, reached] as const;
  });
}
