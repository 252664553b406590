import { useId } from "preact/hooks";

import type { MeasureChoice, Plan } from "../../protocol";
import { withBasis, withMeasure } from "../../state/plan";
import type { Bill, Store } from "../../state/store";
import { t } from "../../text/text";
import { useHasOrders } from "../schedule/use-has-orders";

const AMORTIZED = "amortized";

interface BasisSwitchProps {
  readonly store: Store;
  readonly bill: Bill;
  readonly plan: Plan;
  readonly measures: readonly MeasureChoice[];
}

/**
 * As it was billed, or spread over what it was for: where the vendor's form tells so of every line, in the vendor's own
 * sense; else by the core, where the bill has prepaid orders, or as a column of the vendor's has it.
 */
export function BasisSwitch({ store, bill, plan, measures }: BasisSwitchProps) {
  const id = useId();
  const byDefault = bill.handle.report.default_measure;
  const columns = columnsOf(measures, byDefault);
  const byOrders = useHasOrders(store) && !columns?.accrual.computed;
  const choose = (amortized: boolean, to: Plan) =>
    store.change(() => t(amortized ? "did.basis.amortized" : "did.basis.billed"), to);
  if (!byOrders && !columns) return null;
  const measure = plan.measure || byDefault;
  const chosen = byOrders ? plan.basis === AMORTIZED : isAccrual(measures.find(({ name }) => name === measure));
  const pick = async (amortized: boolean) => {
    if (byOrders) choose(amortized, await fitted(store, withBasis(plan, amortized ? AMORTIZED : "")));
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

/** The plan without what its basis does not have: a month of amortization is of cost alone, a column is of the file. */
async function fitted(store: Store, plan: Plan): Promise<Plan> {
  const here = store.dimensions.peek()?.answer.dimensions ?? [];
  const there = await store.ask("dimensions", { plan: withMeasure(plan, "") });
  const names = new Set(there.dimensions.map(({ name }) => name));
  const lost = new Set(here.map(({ name }) => name).filter((name) => !names.has(name)));
  return {
    ...plan,
    by: plan.by.filter((name) => !lost.has(name)),
    filters: plan.filters.filter(({ dimension }) => !lost.has(dimension)),
    measure: there.measures.some(({ name }) => name === plan.measure) ? plan.measure : "",
  };
}

const ACCRUAL = ["effective", "amortized"];
const CASH = ["billed", "payable", "unblended"];

function isAccrual(measure: MeasureChoice | undefined): boolean {
  return measure !== undefined && measure.basis && ACCRUAL.includes(measure.role);
}

/**
 * The vendor's two readings of the same cost, where it has both. What is computed of every line's type comes first: a
 * column of the vendor's may hold it for some types of lines alone.
 */
function columnsOf(
  measures: readonly MeasureChoice[],
  byDefault: string,
): { readonly cash: MeasureChoice; readonly accrual: MeasureChoice } | null {
  const accruals = measures.filter(isAccrual);
  const accrual = accruals.find(({ computed }) => computed) ?? accruals[0];
  const usual = measures.find(({ name }) => name === byDefault);
  const cash = usual && !isAccrual(usual) ? usual : measures.find(({ role, money }) => money && CASH.includes(role));
  return accrual && cash ? { cash, accrual } : null;
}
