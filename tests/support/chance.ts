// What random tests draw from: the same draws for the same seed, on any machine (mulberry32).

export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  oneIn(n: number): boolean {
    return this.below(n) === 0;
  }

  pick<Item>(from: readonly Item[]): Item {
    return from[this.below(from.length)]!;
  }

  /** Up to `most` of what is made, at least `least`. */
  several<Item>(least: number, most: number, make: (place: number) => Item): Item[] {
    return Array.from({ length: least + this.below(most - least + 1) }, (_, place) => make(place));
  }
}
