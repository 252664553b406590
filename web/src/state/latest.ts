// Of several runs of one job only the newest counts: it aborts those before it, and their late answers are dropped.

export class Latest {
  private current: AbortController | undefined;

  /** The answer, or undefined if a newer run took over or `stop` was called before it came. */
  async run<Answer>(job: (signal: AbortSignal) => Promise<Answer>): Promise<Answer | undefined> {
    this.stop();
    const mine = new AbortController();
    this.current = mine;
    try {
      const answer = await job(mine.signal);
      return this.current === mine ? answer : undefined;
    } catch (reason) {
      if (this.current !== mine || mine.signal.aborted) return undefined;
      throw reason;
    } finally {
      if (this.current === mine) this.current = undefined;
    }
  }

  stop(): void {
    this.current?.abort();
    this.current = undefined;
  }
}
