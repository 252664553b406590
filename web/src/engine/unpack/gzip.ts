import { FlateErrorCode, Gunzip } from "fflate";
import { failure } from "../errors";
import type { Sink, Stop } from "../sink";
import { crc32 } from "./crc32";
import type { Guard } from "./guard";

const LONGEST_HEADER = 128 << 10; // 64 KiB of extra field, and a name
const TRAILER = 8; // after each member: the checksum and the length of what it unpacks to, four bytes each

/**
 * Unpacks gzip of one or several members. Each member's checksum is compared, because a damaged file may well unpack to
 * something. (The browsers' own DecompressionStream refuses a second member.)
 */
export class GunzipInto implements Sink {
  private readonly gunzip = new Gunzip();
  private stopped: Stop | undefined;
  private crc = 0;
  private length = 0;
  private taken = 0;
  private recent = new Uint8Array(0); // what was taken last: a trailer is looked at when the header behind it is whole

  constructor(
    private readonly file: string,
    private readonly guard: Guard,
    private readonly next: Sink,
  ) {
    this.gunzip.ondata = (bytes) => this.pass(bytes);
    this.gunzip.onmember = (begin) => this.check(begin);
  }

  write(bytes: Uint8Array): Stop | undefined {
    this.recent = lastOf(this.recent, bytes);
    this.taken += bytes.length;
    this.guard.in(bytes.length);
    return this.push(new Uint8Array(bytes), false); // fflate keeps what holds no more than a part of a header
  }

  end(): Stop | undefined {
    const stop = this.push(new Uint8Array(0), true);
    if (stop) return stop;
    this.check(this.taken);
    return this.stopped ?? this.next.end();
  }

  private push(bytes: Uint8Array, last: boolean): Stop | undefined {
    try {
      this.gunzip.push(bytes, last);
    } catch (error) {
      const { code } = error as { code?: number };
      this.stopped ??= failure(code === FlateErrorCode.UnexpectedEOF ? "truncated_gzip" : "damaged_gzip", {
        file: this.file,
      });
    }
    return this.stopped;
  }

  private pass(bytes: Uint8Array): void {
    if (this.stopped || bytes.length === 0) return;
    this.crc = crc32(this.crc, bytes);
    this.length = (this.length + bytes.length) >>> 0;
    this.stopped = this.guard.out(bytes.length) ?? this.next.write(bytes);
  }

  // Compares the trailer that stands before `end` with what was unpacked.
  private check(end: number): void {
    const begin = end - TRAILER - (this.taken - this.recent.length);
    const whole = begin >= 0 && begin + TRAILER <= this.recent.length;
    const trailer = new DataView(this.recent.buffer, whole ? begin : 0);
    if (!whole || trailer.getUint32(0, true) !== this.crc || trailer.getUint32(4, true) !== this.length) {
      this.stopped ??= failure("damaged_gzip", { file: this.file });
    }
    this.crc = 0;
    this.length = 0;
  }
}

function lastOf(before: Uint8Array, bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(before.length + bytes.length);
  all.set(before);
  all.set(bytes, before.length);
  return all.slice(-LONGEST_HEADER);
}
