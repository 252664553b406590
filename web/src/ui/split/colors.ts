// Which of the eight colours a group has: by its rank when it was first seen, and from then on its own, so that it is
// the same through drill, time and change of filters. Others and unassigned have their own; beyond eight is Others.

export const COLORS = 8;

export class GroupColors {
  private readonly slots = new Map<string, number>();

  /** A colour (1 to 8) for each of at most eight names, largest first. Remembered colours win; no two are alike. */
  assign(dimension: string, names: readonly string[]): ReadonlyMap<string, number> {
    const given = new Map<string, number>();
    const taken = new Set<number>();
    for (const name of names) {
      const slot = this.slots.get(keyOf(dimension, name));
      if (slot === undefined || taken.has(slot)) continue;
      given.set(name, slot);
      taken.add(slot);
    }
    for (const name of names) {
      if (given.has(name)) continue;
      const slot = firstFree(taken);
      if (slot === undefined) break;
      given.set(name, slot);
      taken.add(slot);
      this.slots.set(keyOf(dimension, name), slot);
    }
    return given;
  }
}

function keyOf(dimension: string, name: string): string {
  return JSON.stringify([dimension, name]);
}

function firstFree(taken: ReadonlySet<number>): number | undefined {
  for (let slot = 1; slot <= COLORS; slot += 1) if (!taken.has(slot)) return slot;
  return undefined;
}
