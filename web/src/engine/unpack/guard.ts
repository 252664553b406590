import type { Failure } from "../../protocol";
import { failure } from "../errors";

export interface Limits {
  /** Unpacked bytes from which on the ratio counts: little files may shrink a lot. */
  readonly free: number;
  readonly ratio: number;
  /** Unpacked bytes in all. */
  readonly unpacked: number;
}

// Bills are packed to a tenth or a twentieth of their size.
export const LIMITS: Limits = { free: 64 << 20, ratio: 200, unpacked: 2 * 2 ** 30 };
export const ANY_SIZE: Limits = { ...LIMITS, unpacked: Number.POSITIVE_INFINITY };

/** Stops what unpacks to far more than a bill would. One for each file on the disk. */
export class Guard {
  private packed = 0;
  private unpacked = 0;

  constructor(
    private readonly file: string,
    private readonly limits: Limits,
  ) {}

  in(bytes: number): void {
    this.packed += bytes;
  }

  out(bytes: number): Failure | undefined {
    this.unpacked += bytes;
    const { free, ratio, unpacked } = this.limits;
    if (this.unpacked > free && this.unpacked > ratio * this.packed) {
      return failure("zip_bomb", { file: this.file, ratio: String(ratio) });
    }
    if (this.unpacked > unpacked) {
      return failure("unpacks_too_large", { file: this.file, limit: String(unpacked / 2 ** 30) });
    }
    return undefined;
  }
}
