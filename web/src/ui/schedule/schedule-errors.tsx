import { useState } from "preact/hooks";

import type { BillReport, ScheduleReport } from "../../protocol";
import { isZero } from "../../text/amount";
import { rich, t } from "../../text/text";
import { Amount } from "../amount";
import { Button } from "../button";
import { ScrollAcross } from "../scroll-across";
import { lineName } from "./place-name";
import { errorName } from "./words";

const SHOWN = 100;
const AT_ONCE = 3;

/** Lines that are no part of the schedule, why, and what it lacks for them. */
export function ScheduleErrors({ bill, report }: { bill: BillReport; report: ScheduleReport }) {
  const { errors, error_count: count, scale, currency, left_out, orders_total, total } = report;
  const [all, setAll] = useState(count <= AT_ONCE);
  const amount = (exact: string) => <Amount exact={exact} scale={scale} currency={currency} />;
  return (
    <section class="notice caution" role="region" aria-labelledby="schedule-errors" data-testid="schedule-errors">
      <h2 id="schedule-errors">
        <span aria-hidden="true">⚠ </span>
        {t("schedule.errors", { n: count })}
      </h2>
      <p>
        {isZero(left_out)
          ? t("schedule.errors.no_effect")
          : rich("schedule.errors.effect", {
              orders: amount(orders_total),
              left_out: amount(left_out),
              total: amount(total),
            })}
      </p>
      {!all && (
        <Button onClick={() => setAll(true)} testid="schedule-errors-show">
          {t("schedule.errors.show", { n: count })}
        </Button>
      )}
      {all && (
        <ScrollAcross label={t("schedule.errors", { n: count })}>
          <table class="ledger">
            <thead>
              <tr>
                <th scope="col">{t("schedule.errors.line")}</th>
                <th scope="col">{t("schedule.order")}</th>
                <th scope="col">{t("schedule.errors.reason")}</th>
                <th scope="col" class="number">
                  {t("schedule.errors.amount")}
                </th>
              </tr>
            </thead>
            <tbody>
              {errors.slice(0, SHOWN).map(({ reason, order, place, amount: lacks, values }, row) => (
                <tr key={row} data-reason={reason}>
                  <th scope="row">{lineName(bill, place)}</th>
                  <td>{order}</td>
                  <td>{errorName(reason, values)}</td>
                  <td class="number">
                    <Amount exact={lacks} scale={scale} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {count > SHOWN && <p class="muted">{t("schedule.errors.more", { n: count - SHOWN })}</p>}
        </ScrollAcross>
      )}
    </section>
  );
}
