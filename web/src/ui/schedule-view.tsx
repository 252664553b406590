import "./schedule-view.css";

import { useId } from "preact/hooks";

import type { Plan, ScheduleReport } from "../protocol";
import { withAmortizationScale, withMeasure } from "../state/plan";
import { type ScheduleLens, type ScheduleLook, scheduleRequest, WHOLE } from "../state/schedule";
import type { Bill, Store } from "../state/store";
import { rich, t } from "../text/text";
import { Amount } from "./amount";
import { wordsOf } from "./error-panel";
import { LensSwitch } from "./lens-switch";
import { Audit } from "./schedule/audit";
import { Journal } from "./schedule/journal";
import { NoOrders } from "./schedule/no-orders";
import { Preview } from "./schedule/preview";
import { RollForward } from "./schedule/roll-forward";
import { ScheduleErrors } from "./schedule/schedule-errors";
import { ScheduleTable } from "./schedule/schedule-table";
import { measuresOf } from "./split/basis-bar";
import { BasisSwitch } from "./split/basis-switch";
import { filterDeeds } from "./split/filter-deeds";
import { FilterPills } from "./split/filter-pills";
import { measureName } from "./split/measure-switch";
import { dimensionChoices } from "./split/dimension-choices";
import { useAnswer } from "./use-answer";

const LENSES: readonly ScheduleLens[] = ["table", "roll", "journal", "audit", "preview"];
/** Fraction digits of a day's amount; "" is the console's own, two. */
const SCALES = ["0", "", "4", "6", "8", "10", "file"] as const;

/** What each prepaid order costs in every period, and the proof of it. */
export function ScheduleView({ store }: { store: Store }) {
  const bill = store.bill.value;
  if (!bill) return null;
  return <OpenSchedule store={store} bill={bill} />;
}

function OpenSchedule({ store, bill }: { store: Store; bill: Bill }) {
  const { plan, view } = store.wanted.value;
  const look = view.schedule;
  const onLook = (part: Partial<ScheduleLook>) =>
    store.look({ schedule: { ...store.wanted.peek().view.schedule, ...part } });
  // Nothing of the cells: what there is to spread, over which months, and what had to be left out.
  const overview = useAnswer(
    store,
    "schedule",
    scheduleRequest(plan, { by: "order", find: "" }, "month", WHOLE, { offset: 0, limit: 0 }),
  );
  const report = overview.answer;
  if (!report) {
    return overview.failure ? (
      <p class="bad" role="alert">
        {t("schedule.failed", { reason: wordsOf(overview.failure).what })}
      </p>
    ) : (
      <p class="muted" aria-busy="true">
        {t("schedule.asking")}
      </p>
    );
  }
  const lens = report.has_orders || look.lens === "preview" ? look.lens : "none";
  const parts = { store, bill, plan, look, report, onLook };
  return (
    <section class="schedule" aria-label={t("tab.schedule")} data-testid="schedule" data-lens={lens}>
      <Rules store={store} bill={bill} plan={plan} report={report} />
      <p class="schedule-banner" role="note" data-testid="schedule-banner">
        <span aria-hidden="true">ⓘ</span> {t("schedule.banner")}
      </p>
      {report.error_count > 0 && <ScheduleErrors bill={bill.handle.report} report={report} />}
      {lens === "none" ? (
        <NoOrders store={store} bill={bill} onPreview={() => onLook({ lens: "preview" })} />
      ) : (
        <>
          {report.has_orders && <Finding report={report} />}
          <LensSwitch
            label={t("schedule.lens")}
            name="schedule-lens"
            lenses={LENSES.map((id) => ({ id, name: t(`schedule.lens.${id}`) }))}
            chosen={look.lens}
            onChoose={(next) => onLook({ lens: next })}
          />
          {lens === "table" && <ScheduleTable {...parts} />}
          {lens === "roll" && <RollForward {...parts} />}
          {lens === "journal" && <Journal {...parts} />}
          {lens === "audit" && <Audit {...parts} />}
          {lens === "preview" && <Preview {...parts} />}
        </>
      )}
    </section>
  );
}

/** What every part of the schedule is handed. */
export interface ScheduleParts {
  readonly store: Store;
  readonly bill: Bill;
  readonly plan: Plan;
  readonly look: ScheduleLook;
  /** Of all orders, without cells. */
  readonly report: ScheduleReport;
  readonly onLook: (part: Partial<ScheduleLook>) => void;
}

function Finding({ report }: { report: ScheduleReport }) {
  const { periods, orders, total, scale, currency } = report;
  const [from, to] = [periods[0] ?? "", periods.at(-1) ?? ""];
  const key = from === to ? "schedule.finding_one_period" : "schedule.finding";
  const amount = <Amount exact={total} scale={scale} currency={currency} testid="schedule-total" />;
  return <p class="finding">{rich(key, { n: orders, total: amount, from, to }, orders)}</p>;
}

function Rules({ store, bill, plan, report }: { store: Store; bill: Bill; plan: Plan; report: ScheduleReport }) {
  const id = useId();
  const dimensions = store.dimensions.value?.answer;
  const choices = dimensionChoices(dimensions?.dimensions ?? []);
  const spread = bill.handle.report.measures.filter(({ name }) => report.measures.includes(name));
  return (
    <div class="split-bar schedule-rules">
      <BasisSwitch store={store} bill={bill} plan={plan} measures={measuresOf(store, bill)} />
      {spread.length > 1 && (
        <div class="plan-field">
          <label for={`${id}-measure`}>{t("plan.amount")}</label>
          <select
            id={`${id}-measure`}
            class="field"
            data-testid="schedule-measure"
            value={report.measure}
            onChange={({ currentTarget: { value } }) =>
              store.change(() => t("did.measure", { name: value }), withMeasure(plan, value))
            }
          >
            {spread.map((each) => (
              <option key={each.name} value={each.name}>
                {measureName(each)}
              </option>
            ))}
          </select>
        </div>
      )}
      {report.has_orders && (
        <div class="plan-field">
          <label for={`${id}-scale`}>{t("schedule.decimals")}</label>
          <select
            id={`${id}-scale`}
            class="field"
            data-testid="schedule-scale"
            value={plan.amortization_scale}
            onChange={({ currentTarget: { value } }) =>
              store.change(() => t("did.decimals"), withAmortizationScale(plan, value))
            }
          >
            {SCALES.map((scale) => (
              <option key={scale} value={scale}>
                {scale === "file" ? t("schedule.decimals.file") : t("schedule.decimals.n", { n: Number(scale || 2) })}
              </option>
            ))}
          </select>
        </div>
      )}
      {report.has_orders && (
        <FilterPills
          plan={plan}
          scale={report.scale}
          choices={choices}
          askValues={(request, signal) => store.ask("values", request, signal)}
          {...filterDeeds(store)}
        />
      )}
    </div>
  );
}
