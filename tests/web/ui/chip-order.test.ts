import { describe, expect, it } from "vitest";

import { type Lift, liftStep, nearestPlace, shownOrder } from "../../../web/src/ui/split/chip-order";

function keys(place: number, count: number, ...pressed: string[]): { lift: Lift | null; events: string[] } {
  let lift: Lift | null = null;
  const events: string[] = [];
  for (const key of pressed) {
    const step = liftStep(lift, place, count, key);
    if (!step) continue;
    lift = step.lift;
    events.push(step.event);
  }
  return { lift, events };
}

describe("with the keyboard", () => {
  it("space lifts, arrows move, space puts down", () => {
    const before = keys(2, 3, " ", "ArrowLeft", "ArrowLeft");
    expect(before).toEqual({ lift: { from: 2, at: 0 }, events: ["lifted", "moved", "moved"] });
    expect(shownOrder(3, before.lift)).toEqual([2, 0, 1]);
    expect(keys(2, 3, " ", "ArrowLeft", " ")).toEqual({ lift: null, events: ["lifted", "moved", "dropped"] });
  });

  it("a chip stays within the stack", () => {
    expect(keys(1, 3, " ", "ArrowRight", "ArrowRight", "ArrowRight").lift).toEqual({ from: 1, at: 2 });
    expect(keys(1, 3, " ", "Home").lift).toEqual({ from: 1, at: 0 });
  });

  it("escape puts it back where it was", () => {
    const after = keys(2, 3, " ", "ArrowLeft", "Escape");
    expect(after.events.at(-1)).toBe("cancelled");
    expect(shownOrder(3, after.lift)).toEqual([0, 1, 2]);
  });

  it("arrows do nothing to a chip that is not lifted", () => {
    expect(liftStep(null, 1, 3, "ArrowLeft")).toBeUndefined();
    expect(liftStep(null, 1, 3, "Enter")).toBeUndefined();
  });
});

describe("the order shown while a chip is lifted", () => {
  it("closes the gap and opens another", () => {
    expect(shownOrder(4, { from: 0, at: 2 })).toEqual([1, 2, 0, 3]);
    expect(shownOrder(4, { from: 3, at: 1 })).toEqual([0, 3, 1, 2]);
    expect(shownOrder(4, null)).toEqual([0, 1, 2, 3]);
  });
});

describe("with the pointer", () => {
  const middles = [
    { x: 50, y: 20 },
    { x: 150, y: 20 },
    { x: 60, y: 60 },
  ];
  it("the nearest place is taken, a wrapped row by going down", () => {
    expect(nearestPlace(middles, { x: 120, y: 22 })).toBe(1);
    expect(nearestPlace(middles, { x: 140, y: 50 })).toBe(2);
    expect(nearestPlace(middles, { x: -20, y: 10 })).toBe(0);
  });
});
