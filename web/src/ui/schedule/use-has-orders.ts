import { EMPTY_PLAN } from "../../protocol";
import { scheduleRequest, WHOLE } from "../../state/schedule";
import type { Store } from "../../state/store";
import { useAnswer } from "../use-answer";

const ANY = scheduleRequest(EMPTY_PLAN, { by: "order", find: "" }, "month", WHOLE, { offset: 0, limit: 0 });

/**
 * Whether some line of the bill is paid for a time ahead. Mostly the report of the bill knows; where what is stored does
 * not tell, as of a large bill, the core is asked, and it is no until it has answered.
 */
export function useHasOrders(store: Store): boolean {
  const report = store.bill.value?.handle.report;
  const known = (report?.prepaid_lines ?? 0) > 0;
  const { answer } = useAnswer(store, "schedule", !known && report?.may_have_orders ? ANY : null);
  return known || (answer?.has_orders ?? false);
}
