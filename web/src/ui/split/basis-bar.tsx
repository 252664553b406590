import type { MeasureChoice, Plan } from "../../protocol";
import { withMeasure } from "../../state/plan";
import type { Bill, Store } from "../../state/store";
import { t } from "../../text/text";
import { BasisSwitch } from "./basis-switch";
import { measureName, MeasureSwitch } from "./measure-switch";

/** The basis on which cost is shown: one for all views, so that no total is another one a view further. */
export function BasisBar({ store }: { readonly store: Store }) {
  const bill = store.bill.value;
  if (!bill) return null;
  const { plan } = store.wanted.value;
  const measures = measuresOf(store, bill);
  const put = (name: string) => {
    const chosen = measures.find((each) => each.name === name);
    store.change(() => t("did.measure", { name: chosen ? measureName(chosen) : name }), withMeasure(plan, name));
  };
  return (
    <>
      <BasisSwitch store={store} bill={bill} plan={plan} measures={measures} />
      <MeasureSwitch measures={measures} measure={measureOf(store, bill, plan)} onMeasure={put} />
    </>
  );
}

/** What there is to measure on the plan's basis; until the core has said so, the columns of the file. */
export function measuresOf(store: Store, { handle }: Bill): readonly MeasureChoice[] {
  const columns = () =>
    handle.report.measures.map(({ name, role, money }) => ({ name, role, money, basis: money, computed: false }));
  return store.dimensions.value?.answer.measures ?? columns();
}

/** The plan's, or the one that is measured where it names none. */
function measureOf(store: Store, { handle }: Bill, plan: Plan): string {
  return plan.measure || (store.dimensions.value?.answer.default_measure ?? handle.report.default_measure);
}
