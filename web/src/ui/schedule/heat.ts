// How strongly a day is coloured. Five steps of one hue; the other hue only where there are negative days. A double that
// draws: the figure itself stands in the cell.

export const STEPS = 5;

/** 0: nothing that day; 1 to 5 above zero, -1 to -5 below, by the share of the strongest day. */
export function heatStep(amount: string, strongest: number): number {
  const ratio = Number(amount);
  if (ratio === 0 || strongest === 0) return 0;
  const step = Math.max(1, Math.min(STEPS, Math.ceil((Math.abs(ratio) / strongest) * STEPS)));
  return ratio < 0 ? -step : step;
}

/** Of the day with the largest amount, whatever its sign. */
export function strongestOf(amounts: readonly string[]): number {
  return amounts.reduce((most, amount) => Math.max(most, Math.abs(Number(amount))), 0);
}
