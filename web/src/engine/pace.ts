import type { Failure } from "../protocol";
import { failure } from "./errors";

// Ten times a second is often enough for eyes, and for a wish to stop.
const BEAT_MS = 100;

/** Between pieces of work: says how far it came, and lets in whoever wants to stop it. */
export class Pace {
  bytes = 0;
  private last = performance.now();
  private refused: Failure | undefined;

  constructor(
    private readonly signal?: AbortSignal,
    private readonly onBeat: (bytes: number) => Failure | undefined = () => undefined,
  ) {}

  /** Why it must not go on: it was cancelled, or whoever heard how far it came said so. */
  get stopped(): Failure | undefined {
    return this.refused ?? (this.signal?.aborted ? failure("cancelled") : undefined);
  }

  /** Says how far it came, if it is time to. */
  tell(): boolean {
    if (performance.now() - this.last < BEAT_MS) return false;
    this.last = performance.now();
    this.refused ??= this.onBeat(this.bytes);
    return true;
  }

  /** To be called after each piece, with its size on the disk; answers why it must not go on. */
  async after(bytes: number): Promise<Failure | undefined> {
    this.bytes += bytes;
    if (this.tell()) await messages();
    return this.stopped;
  }
}

/** A task of its own, so that messages that wait are delivered. (A timer would wait 4 ms.) */
export function messages(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
