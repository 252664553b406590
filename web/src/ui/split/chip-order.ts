// Reordering by lifting: the same steps for the keyboard and for the pointer. While a chip is lifted the others show
// how it would stand; the plan changes when it is put down.

/** A chip taken from its place and held over another. */
export interface Lift {
  readonly from: number;
  readonly at: number;
}

/** The places in the order in which they are shown now: `shown[i]` is the original place of what stands at i. */
export function shownOrder(count: number, lift: Lift | null): readonly number[] {
  const places = Array.from({ length: count }, (_, place) => place);
  if (!lift) return places;
  const rest = places.filter((place) => place !== lift.from);
  return [...rest.slice(0, lift.at), lift.from, ...rest.slice(lift.at)];
}

export interface LiftStep {
  readonly lift: Lift | null;
  readonly event: "lifted" | "moved" | "dropped" | "cancelled";
}

/** What a key does to the chip at `place`; undefined: nothing. */
export function liftStep(lift: Lift | null, place: number, count: number, key: string): LiftStep | undefined {
  if (!lift) return key === " " ? { lift: { from: place, at: place }, event: "lifted" } : undefined;
  const moveTo = (at: number): LiftStep => ({
    lift: { ...lift, at: Math.max(0, Math.min(count - 1, at)) },
    event: "moved",
  });
  switch (key) {
    case "ArrowLeft":
    case "ArrowUp":
      return moveTo(lift.at - 1);
    case "ArrowRight":
    case "ArrowDown":
      return moveTo(lift.at + 1);
    case "Home":
      return moveTo(0);
    case "End":
      return moveTo(count - 1);
    case " ":
    case "Enter":
      return { lift: null, event: "dropped" };
    case "Escape":
      return { lift: null, event: "cancelled" };
    default:
      return undefined;
  }
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The place whose middle, as it was when the chip was lifted, is nearest to the pointer. */
export function nearestPlace(middles: readonly Point[], { x, y }: Point): number {
  let nearest = 0;
  let least = Infinity;
  middles.forEach((middle, place) => {
    // A line of chips counts more than a place in it: a wrapped row is entered by going down.
    const distance = Math.hypot(middle.x - x, 3 * (middle.y - y));
    if (distance < least) [nearest, least] = [place, distance];
  });
  return nearest;
}
