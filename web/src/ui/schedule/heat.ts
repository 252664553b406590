// How strongly a day is coloured. Five steps of one hue; the other hue only where there are negative days.

export const STEPS = 5;

/** 0: nothing that day; 1 to 5 above zero, -1 to -5 below. The ratio to the strongest day is the core's. */
export function heatStep(ratio: number): number {
  if (ratio === 0) return 0;
  const step = Math.max(1, Math.min(STEPS, Math.ceil(Math.abs(ratio) * STEPS)));
  return ratio < 0 ? -step : step;
}
