import { useEffect, useState } from "preact/hooks";

import type { Failure, Questions } from "../protocol";
import { failureOf } from "../state/engine-port";
import type { Bill, Store } from "../state/store";

export interface Answered<Answer> {
  /** The latest; it stays until its successor is there, but not for another bill. */
  readonly answer: Answer | undefined;
  /** Why the latest question has none. */
  readonly failure: Failure | undefined;
  /** Another question than the answered one is under way. */
  readonly pending: boolean;
}

interface Kept<Answer> {
  readonly bill: Bill | null;
  readonly asked: string | null;
  readonly answer?: Answer;
  readonly failure?: Failure;
}

/** The answer to a view's own question, asked again whenever the bill or the request is another; null asks nothing. */
export function useAnswer<Method extends keyof Questions>(
  store: Store,
  method: Method,
  request: Questions[Method]["request"] | null,
): Answered<Questions[Method]["answer"]> {
  const bill = store.bill.value;
  const asked = request && JSON.stringify(request);
  const [kept, keep] = useState<Kept<Questions[Method]["answer"]>>({ bill: null, asked: null });
  useEffect(() => {
    if (!bill || request === null) return undefined;
    const stop = new AbortController();
    bill.handle.ask(method, request, stop.signal).then(
      (answer) => {
        if (!stop.signal.aborted) keep({ bill, asked, answer });
      },
      (reason: unknown) => {
        if (!stop.signal.aborted) keep((former) => ({ ...former, bill, asked, failure: failureOf(reason) }));
      },
    );
    return () => stop.abort();
  }, [bill, method, asked]);
  const mine = kept.bill === bill;
  return {
    answer: mine ? kept.answer : undefined,
    failure: mine ? kept.failure : undefined,
    pending: asked !== null && !(mine && kept.asked === asked),
  };
}
