import { type Cell, number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { MeterBill, MeterReport, MeterResource, Plan } from "../../protocol";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { ScrollAcross } from "../scroll-across";
import { sheetTable } from "../sheet-tools";
import { Why } from "../why-figure";
import { accountName, resourceName } from "./names";

interface HoursTableProps {
  readonly report: MeterReport;
  readonly onWhy: (bill: MeterBill) => void;
}

/** Columns of resources; what an hour has beyond them is behind its "why". */
const MOST = 6;
const MONEY = ["computed", "charged", "odd"] as const;

/** One row an hour and account, as the rule goes: what was held, what it costs, what is charged and what is cut off. */
export function HoursTable({ report, onWhy }: HoursTableProps) {
  const kinds = [...new Set(report.bills.flatMap(({ resources }) => resources.map(resourceName)))]
    .sort()
    .slice(0, MOST);
  const several = report.accounts.length > 1;
  const balances = report.bills.some(({ balance }) => balance !== null);
  return (
    <ScrollAcross label={t("metering.caption", { n: report.count })}>
      <table class="ledger metering-hours" data-testid="hours-table">
        <thead>
          <tr>
            {several && <th scope="col">{t("metering.account")}</th>}
            <th scope="col">{t("metering.hour")}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" class="number">
                {t("metering.used", { kind })}
              </th>
            ))}
            <th scope="col" class="number">
              {t("metering.computed")}
            </th>
            <th scope="col" class="number">
              {t("metering.charged")}
            </th>
            <th scope="col" class="number">
              {t("metering.odd")}
            </th>
            {balances && (
              <th scope="col" class="number">
                {t("metering.balance")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {report.bills.map((bill, at) => (
            <tr key={`${bill.account} ${bill.begin}`}>
              {several && <td>{accountName(bill.account)}</td>}
              <th scope="row">
                <button
                  type="button"
                  class="button link"
                  aria-label={t("metering.why.open", { hour: hourOf(bill), account: accountName(bill.account) })}
                  onClick={() => onWhy(bill)}
                >
                  {hourOf(bill)}
                </button>
                {bill.unpriced && <span class="warn"> ⚠ {t("metering.unpriced")}</span>}
              </th>
              {kinds.map((kind) => (
                <td key={kind} class="number">
                  {held(bill.resources.find((each) => resourceName(each) === kind))}
                </td>
              ))}
              {MONEY.map((field) => (
                <td class="number" key={field}>
                  <Why place={`bills/${report.offset + at}/${field}`}>
                    <Amount exact={bill[field]} testid={field} />
                  </Why>
                </td>
              ))}
              {balances && (
                <td class="number">
                  {bill.balance !== null && (
                    <Why place={`bills/${report.offset + at}/balance`}>
                      <Amount exact={bill.balance} />
                    </Why>
                  )}
                </td>
              )}
            </tr>
          ))}
          <tr class="total" data-testid="metering-total">
            <th scope="row" colSpan={1 + (several ? 1 : 0) + kinds.length}>
              {t("metering.total")}
            </th>
            {MONEY.map((field) => (
              <td class="number" key={field}>
                <Why place={field}>
                  <Amount exact={report[field]} testid={`total-${field}`} />
                </Why>
              </td>
            ))}
            {balances && <td />}
          </tr>
        </tbody>
      </table>
    </ScrollAcross>
  );
}

/** All hours with all that was held in them, to be given away. */
export function hoursSheet(plan: Plan, report: MeterReport): Table {
  const { bills, computed, charged, odd } = report;
  const kinds = [...new Set(bills.flatMap(({ resources }) => resources.map(resourceName)))].sort();
  const quantities = (resource: MeterResource | undefined): Cell[] =>
    HELD.map((each) => (resource ? number(resource[each]) : text("")));
  const sheet: Sheet = {
    header: [
      t("metering.account"),
      t("metering.hour"),
      ...kinds.flatMap((kind) => HELD.map((each) => t(`metering.held.${each}`, { kind }))),
      t("metering.computed"),
      t("metering.charged"),
      t("metering.odd"),
      t("metering.balance"),
    ],
    rows: [
      ...bills.map((bill) => [
        text(accountName(bill.account)),
        text(hourOf(bill)),
        ...kinds.flatMap((kind) => quantities(bill.resources.find((each) => resourceName(each) === kind))),
        ...[bill.computed, bill.charged, bill.odd].map(number),
        bill.balance === null ? text("") : number(bill.balance),
      ]),
      [
        text(t("metering.total")),
        text(""),
        ...kinds.flatMap(() => quantities(undefined)),
        ...[computed, charged, odd].map(number),
        text(""),
      ],
    ],
  };
  const sums = [
    [t("metering.computed"), computed],
    [t("metering.charged"), charged],
    [t("metering.odd"), odd],
  ] as const;
  return sheetTable({ sheet, plan, result: report, sums });
}

const HELD = ["requested", "used", "billed"] as const;

function held(resource: MeterResource | undefined): string {
  return resource ? `${resource.requested} / ${resource.used} → ${resource.billed}` : "";
}

/** "2024-09-01 11:00–12:00" */
function hourOf({ begin, end }: MeterBill): string {
  return `${begin.slice(0, 16)}–${end.slice(11, 16)}`;
}
