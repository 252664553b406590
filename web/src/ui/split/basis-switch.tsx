import { useId } from "preact/hooks";

import type { BillReport, MeasureInfo, Plan } from "../../protocol";
import { withBasis, withMeasure } from "../../state/plan";
import type { Bill, Store } from "../../state/store";
import { t } from "../../text/text";
import { useHasOrders } from "../schedule/use-has-orders";

const AMORTIZED = "amortized";

/**
 * As it was billed, or spread over what it was for: by the core, where the bill has prepaid orders; else by the column
 * in which the vendor did so.
 */
export function BasisSwitch({ store, bill, plan }: { store: Store; bill: Bill; plan: Plan }) {
  const id = useId();
  const hasOrders = useHasOrders(store);
  const columns = columnsOf(bill.handle.report);
  const choose = (amortized: boolean, to: Plan) =>
    store.change(() => t(amortized ? "did.basis.amortized" : "did.basis.billed"), to);
  if (!hasOrders && !columns) return null;
  const measure = plan.measure || bill.handle.report.default_measure;
  const chosen = hasOrders ? plan.basis === AMORTIZED : isAccrual(measureOf(bill.handle.report, measure));
  const pick = async (amortized: boolean) => {
    if (hasOrders) choose(amortized, await fitted(store, withBasis(plan, amortized ? AMORTIZED : "")));
    else if (columns) choose(amortized, withMeasure(plan, (amortized ? columns.accrual : columns.cash).name));
  };
  return (
    <fieldset class="plan-field basis" data-testid="basis">
      <legend>{t("plan.basis")}</legend>
      <label class="choice">
        <input type="radio" name={id} checked={!chosen} onChange={() => void pick(false)} />
        {t("plan.basis.billed")}
      </label>
      <label class="choice">
        <input type="radio" name={id} checked={chosen} onChange={() => void pick(true)} />
        {t("plan.basis.amortized")}
      </label>
    </fieldset>
  );
}

/** The plan without the levels and filters that its basis does not have: a month of amortization is of cost alone. */
async function fitted(store: Store, plan: Plan): Promise<Plan> {
  const here = store.dimensions.peek()?.answer.dimensions ?? [];
  const there = new Set((await store.ask("dimensions", { plan })).dimensions.map(({ name }) => name));
  const lost = new Set(here.map(({ name }) => name).filter((name) => !there.has(name)));
  return {
    ...plan,
    by: plan.by.filter((name) => !lost.has(name)),
    filters: plan.filters.filter(({ dimension }) => !lost.has(dimension)),
  };
}

const ACCRUAL = ["effective", "amortized"];

function isAccrual(measure: MeasureInfo | undefined): boolean {
  return measure !== undefined && ACCRUAL.includes(measure.role);
}

function measureOf(bill: BillReport, name: string): MeasureInfo | undefined {
  return bill.measures.find((each) => each.name === name);
}

/** The vendor's two columns for the same cost, where it has both. */
function columnsOf(bill: BillReport): { readonly cash: MeasureInfo; readonly accrual: MeasureInfo } | null {
  const accrual = bill.measures.find(isAccrual);
  const byDefault = measureOf(bill, bill.default_measure);
  const cash =
    byDefault && !isAccrual(byDefault)
      ? byDefault
      : bill.measures.find(({ role, money }) => money && ["billed", "payable", "unblended"].includes(role));
  return accrual && cash ? { cash, accrual } : null;
}
