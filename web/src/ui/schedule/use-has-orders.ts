import { EMPTY_PLAN } from "../../protocol";
import { scheduleRequest, WHOLE } from "../../state/schedule";
import type { Store } from "../../state/store";
import { useAnswer } from "../use-answer";

const ANY = scheduleRequest(EMPTY_PLAN, { by: "order", find: "" }, "month", WHOLE, { offset: 0, limit: 0 });

/** Whether some line of the bill is paid for a time ahead; false until the core has said so. It is asked only where it may
 *  be: of a large bill the answer takes reading the rest of its columns. */
export function useHasOrders(store: Store): boolean {
  const mayHave = store.bill.value?.handle.report.may_have_orders ?? false;
  return useAnswer(store, "schedule", mayHave ? ANY : null).answer?.has_orders ?? false;
}
