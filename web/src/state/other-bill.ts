import { type ReadonlySignal, signal } from "@preact/signals";

// Opening a bill can be undone, because the worker of the bill that was open before keeps it for a while. Only one bill
// is kept so besides the open one, and a large one not for long: its memory is wanted for what is looked at.

/** What is needed of a bill's scene here: the rest is the store's. */
interface Held {
  readonly bill: { readonly handle: { close(): void }; readonly files: readonly { readonly size: number }[] };
}

/** Undo goes back to the one that was open before, redo to the one that undo left. */
export type Side = "before" | "after";

export interface Kept<Scene, Name> {
  readonly side: Side;
  /** What was done when the one bill took the other's place. */
  readonly name: Name;
  readonly scene: Scene;
}

/** Files of more than this together are a large bill, whose memory is given back after LARGE_KEPT_FOR. */
export const LARGE = 8 << 20; // bytes
/** As long as the toast with Undo stands, and a little more. */
export const LARGE_KEPT_FOR = 10_000; // milliseconds

export class OtherBill<Scene extends Held, Name> {
  private readonly signal = signal<Kept<Scene, Name> | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;

  get kept(): ReadonlySignal<Kept<Scene, Name> | null> {
    return this.signal;
  }

  /** Keeps this one, and closes the one kept before. */
  keep(side: Side, name: Name, scene: Scene): void {
    this.release();
    this.signal.value = { side, name, scene };
    if (isLarge(scene)) this.timer = setTimeout(() => this.release(), LARGE_KEPT_FOR);
  }

  /** The kept one, which is the caller's from now on. */
  take(side: Side): Kept<Scene, Name> | undefined {
    const kept = this.signal.peek();
    if (kept?.side !== side) return undefined;
    this.forget();
    return kept;
  }

  /** Gives its memory back; only that of a large one where so asked, before another is read. */
  release(which: "any" | "large" = "any"): void {
    const kept = this.signal.peek();
    if (!kept || (which === "large" && !isLarge(kept.scene))) return;
    this.forget();
    kept.scene.bill.handle.close();
  }

  private forget(): void {
    clearTimeout(this.timer);
    this.signal.value = null;
  }
}

function isLarge({ bill }: Held): boolean {
  return bill.files.reduce((bytes, { size }) => bytes + size, 0) > LARGE;
}
