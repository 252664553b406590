import { Inflate } from "fflate";
import { failure } from "../errors";
import type { Sink, Stop } from "../sink";
import { crc32 } from "./crc32";
import type { Guard } from "./guard";
import type { ZipEntry } from "./zip";

/** Unpacks one entry of a zip file and compares it with what the list of contents says of it. */
export class EntryInto implements Sink {
  private readonly inflate: Inflate | undefined;
  private stopped: Stop | undefined;
  private crc = 0;
  private length = 0;

  constructor(
    private readonly file: string,
    private readonly entry: ZipEntry,
    private readonly guard: Guard,
    private readonly next: Sink,
  ) {
    if (entry.deflated) {
      this.inflate = new Inflate((bytes) => this.pass(bytes));
    }
  }

  write(bytes: Uint8Array): Stop | undefined {
    this.guard.in(bytes.length);
    return this.push(bytes, false);
  }

  end(): Stop | undefined {
    const stop = this.push(new Uint8Array(0), true);
    if (stop) return stop;
    if (this.crc !== this.entry.crc || this.length !== this.entry.size) return this.damaged();
    return this.next.end();
  }

  private push(bytes: Uint8Array, last: boolean): Stop | undefined {
    try {
      if (this.inflate) this.inflate.push(bytes, last);
      else this.pass(bytes);
    } catch {
      this.stopped ??= this.damaged();
    }
    return this.stopped;
  }

  private pass(bytes: Uint8Array): void {
    if (this.stopped || bytes.length === 0) return;
    this.crc = crc32(this.crc, bytes);
    this.length += bytes.length;
    this.stopped = this.guard.out(bytes.length) ?? this.next.write(bytes);
  }

  private damaged(): Stop {
    return failure("damaged_zip", { file: this.file, entry: this.entry.name });
  }
}
