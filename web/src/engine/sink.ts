import type { Failure } from "../protocol";

/** Why no more bytes are wanted: something failed, or whoever takes them has enough. */
export type Stop = Failure | "enough";

/** Takes bytes, one piece after another; a border between two pieces can stand anywhere. Pieces are not kept. */
export interface Sink {
  write(bytes: Uint8Array): Stop | undefined;
  /** After the last piece. */
  end(): Stop | undefined;
}

/** Keeps the first bytes. */
export class Head implements Sink {
  private readonly kept: Uint8Array;
  private length = 0;
  /** Whether these are all the bytes there are. */
  whole = false;

  constructor(limit: number) {
    this.kept = new Uint8Array(limit);
  }

  get bytes(): Uint8Array {
    return this.kept.subarray(0, this.length);
  }

  write(bytes: Uint8Array): Stop | undefined {
    const room = this.kept.length - this.length;
    this.kept.set(bytes.subarray(0, room), this.length);
    this.length += Math.min(bytes.length, room);
    return bytes.length > room ? "enough" : undefined;
  }

  end(): undefined {
    this.whole = true;
  }
}
