import type { Failure } from "../protocol";
import { failure } from "./errors";

// A page has at most 4 GB; a column that grows is moved, and stands there twice for a moment.
const LIMIT = 3 * 2 ** 30;
// Of the limit: a bill that takes less so far is not refused for what it began with.
const HEARD_FROM = 1 / 4;

const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1);

/**
 * Tells in time that a bill is going to be too large for the memory there is: what the second half of the bytes read so far
 * has added, all that is still to come will add too. (The first half also holds each value for the first time.)
 */
export class MemoryForecast {
  private readonly seen: { readonly bytes: number; readonly held: number }[] = [];

  /** `besides`: bytes of memory that another bill takes, and goes on to take. */
  constructor(
    private readonly file: string,
    private readonly limit = LIMIT,
    private readonly besides = 0,
  ) {}

  /** `bytes` of `totalBytes` are read and take `held` bytes of memory. Answers bill_too_large, once it is foreseen. */
  after(bytes: number, totalBytes: number, held: number): Failure | undefined {
    this.seen.push({ bytes, held });
    const half = this.seen.filter((each) => each.bytes <= bytes / 2).pop();
    if (half === undefined || this.besides + held < this.limit * HEARD_FROM) return undefined;
    const perByte = (held - half.held) / (bytes - half.bytes);
    const needed = this.besides + held + perByte * Math.max(0, totalBytes - bytes);
    if (needed <= this.limit) return undefined;
    return failure("bill_too_large", { file: this.file, needed: gigabytes(needed), limit: gigabytes(this.limit) });
  }
}
