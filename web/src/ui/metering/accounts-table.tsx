import { number, numberOrNone, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { MeterReport, Plan } from "../../protocol";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { DraftField } from "../draft-field";
import { ScrollAcross } from "../scroll-across";
import { sheetTable, SheetTools } from "../sheet-tools";
import { Why } from "../why-figure";
import { accountName } from "./names";

interface AccountsTableProps {
  readonly store: Store;
  readonly report: MeterReport;
  readonly plan: Plan;
  readonly onBalance: (account: string | null, amount: string) => void;
}

/** Who owes what, and how long a balance lasts where one is entered. */
export function AccountsTable({ store, report, plan, onBalance }: AccountsTableProps) {
  const opening = (account: string | null) => plan.balances.find((each) => each.account === account)?.amount ?? "";
  return (
    <section>
      <div class="figure-tools">
        <h2>{t("metering.accounts")}</h2>
        <SheetTools store={store} name="accounts" table={async () => tableOf(plan, report)} />
      </div>
      <ScrollAcross label={t("metering.accounts")}>
        <table class="ledger" data-testid="accounts-table">
          <thead>
            <tr>
              <th scope="col">{dimensionName(report.account)}</th>
              {[
                t("metering.hours"),
                t("metering.computed"),
                t("metering.charged"),
                t("metering.odd"),
                t("metering.balance.opening"),
                t("metering.balance.closing"),
                t("metering.balance.runs_out"),
              ].map((head) => (
                <th key={head} scope="col" class="number">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {report.accounts.map((each, at) => (
              <tr key={each.account}>
                <th scope="row">{accountName(each.account)}</th>
                <td class="number">{each.hours}</td>
                {(["computed", "charged", "odd"] as const).map((field) => (
                  <td class="number" key={field}>
                    <Why place={`accounts/${at}/${field}`}>
                      <Amount exact={each[field]} />
                    </Why>
                  </td>
                ))}
                <td class="number">
                  <DraftField
                    class="field metering-balance"
                    inputMode="decimal"
                    autocomplete="off"
                    aria-label={t("metering.balance.enter", { account: accountName(each.account) })}
                    value={opening(each.account)}
                    onWritten={(text) => {
                      onBalance(each.account, text.trim());
                      return true;
                    }}
                  />
                </td>
                <td class="number">
                  {each.closing !== null && (
                    <Why place={`accounts/${at}/closing`}>
                      <Amount exact={each.closing} />
                    </Why>
                  )}
                </td>
                <td class="number">{each.closing !== null && (each.runs_out ?? t("metering.balance.lasts"))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollAcross>
    </section>
  );
}

function tableOf(plan: Plan, report: MeterReport): Table {
  const sheet: Sheet = {
    header: [
      dimensionName(report.account),
      t("metering.hours"),
      t("metering.computed"),
      t("metering.charged"),
      t("metering.odd"),
      t("metering.balance.closing"),
      t("metering.balance.runs_out"),
    ],
    rows: report.accounts.map(({ account, hours, computed, charged, odd, closing, runs_out }) => [
      text(accountName(account)),
      number(String(hours)),
      ...[computed, charged, odd].map(number),
      numberOrNone(closing),
      text(closing === null ? "" : (runs_out ?? t("metering.balance.lasts"))),
    ]),
  };
  return sheetTable({ sheet, plan, result: report.accounts });
}
