import { EMPTY_PLAN } from "../../protocol";
import { scheduleRequest, WHOLE } from "../../state/schedule";
import type { Store } from "../../state/store";
import { useAnswer } from "../use-answer";

const ANY = scheduleRequest(EMPTY_PLAN, { by: "order", find: "" }, "month", WHOLE, { offset: 0, limit: 0 });

/** Whether some line of the bill is paid for a time ahead; false until the core has said so. */
export function useHasOrders(store: Store): boolean {
  return useAnswer(store, "schedule", ANY).answer?.has_orders ?? false;
}
