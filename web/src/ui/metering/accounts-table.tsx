import type { MeterReport, Plan } from "../../protocol";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { Why } from "../why-figure";
import { accountName } from "./names";

interface AccountsTableProps {
  readonly report: MeterReport;
  readonly plan: Plan;
  readonly onBalance: (account: string | null, amount: string) => void;
}

/** Who owes what, and how long a balance lasts where one is entered. */
export function AccountsTable({ report, plan, onBalance }: AccountsTableProps) {
  const opening = (account: string | null) => plan.balances.find((each) => each.account === account)?.amount ?? "";
  return (
    <section>
      <h2>{t("metering.accounts")}</h2>
      <div class="metering-scroll" tabIndex={0} role="region" aria-label={t("metering.accounts")}>
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
                  <input
                    class="field metering-balance"
                    inputMode="decimal"
                    autocomplete="off"
                    aria-label={t("metering.balance.enter", { account: accountName(each.account) })}
                    value={opening(each.account)}
                    onChange={({ currentTarget }) => onBalance(each.account, currentTarget.value.trim())}
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
      </div>
    </section>
  );
}
