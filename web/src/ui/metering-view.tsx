import "./metering-view.css";

import { useState } from "preact/hooks";

import { EMPTY_PLAN, type Failure, type MeterBill, type MeterReport, type Plan } from "../protocol";
import { withPrices } from "../state/plan";
import { masked } from "../state/settings";
import type { Store } from "../state/store";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { Button } from "./button";
import { wordsOf } from "./error-panel";
import { AccountsTable } from "./metering/accounts-table";
import { CacheSavings, Faults, Gaps, Idle, Missing, Prices } from "./metering/findings";
import { HoursTable, hoursSheet } from "./metering/hours-table";
import { accountName } from "./metering/names";
import { PricesDialog } from "./metering/prices-dialog";
import { WhyHour } from "./metering/why-hour";
import { SheetTools } from "./sheet-tools";
import { useAnswer } from "./use-answer";
import { ExplainedFigures } from "./why-figure";
import { inspect } from "./unsaved";

const HOURS = 200;

/** Usage as hourly bills by a price list; every hour opens its own arithmetic. */
export function MeteringView({ store }: { readonly store: Store }) {
  const whole = store.wanted.value.plan;
  // How the bill is split is nothing to metering: it is not asked again for that.
  const { filters, omitted, blank_words, prices, balances, metered_by } = whole;
  const plan: Plan = { ...EMPTY_PLAN, filters, omitted, blank_words, prices, balances, metered_by };
  const [account, setAccount] = useState<string | null | undefined>(undefined);
  const [offset, setOffset] = useState(0);
  const [editing, edit] = useState(false);
  const accounts = account === undefined ? [] : [account];
  const { answer: report, failure } = useAnswer(store, "meter", { plan, accounts, offset, limit: HOURS });
  const change = (name: () => string, changed: Partial<Plan>) => store.change(name, { ...whole, ...changed });

  const all = async () => hoursSheet(plan, await store.ask("meter", { plan, accounts, offset: 0, limit: 0 }));

  if (failure?.error === "no_usage") return <Needs />;
  return (
    <section class="metering" aria-label={t("tab.metering")} data-testid="metering">
      <div class="metering-head">
        <Button look={prices === "" ? "primary" : "plain"} onClick={() => edit(true)} testid="prices-open">
          {prices === "" ? t("metering.prices.enter") : t("metering.prices.change")}
        </Button>
        {report && (
          <BillsTo
            store={store}
            chosen={report.account}
            onChoose={(by) => {
              setAccount(undefined);
              setOffset(0);
              // What an account has is of the accounts that were.
              change(() => t("metering.by.changed", { name: dimensionName(by) }), { metered_by: by, balances: [] });
            }}
          />
        )}
        {report && report.accounts.length > 1 && (
          <AccountPicker
            report={report}
            account={account}
            onAccount={(chosen) => {
              setAccount(chosen);
              setOffset(0);
            }}
          />
        )}
        {prices === "" && <p class="muted">{t("metering.prices.none")}</p>}
        {report && <SheetTools store={store} name="metering" table={all} />}
      </div>
      {failure && <Trouble failure={failure} />}
      {!report && !failure && <p class="muted">{t("metering.asking")}</p>}
      {report && (
        <>
          <ExplainedFigures {...{ store, plan, view: "meter", accounts }}>
            <Missing report={report} />
            <Faults report={report} />
            <HoursTable report={report} onWhy={(bill) => openWhy(store, plan, bill)} />
            <Pager report={report} onOffset={setOffset} />
            <p class="muted">
              {t("metering.rule")} {zoneWords(report)}
            </p>
            <AccountsTable
              store={store}
              report={report}
              plan={plan}
              onBalance={(of, amount) => change(() => t("metering.balance.changed"), withBalance(plan, of, amount))}
            />
          </ExplainedFigures>
          <Gaps report={report} />
          <Prices report={report} />
          <Idle store={store} plan={plan} />
          <CacheSavings store={store} plan={plan} />
        </>
      )}
      {editing && (
        <PricesDialog
          store={store}
          plan={plan}
          onPrices={(text) => {
            store.change(() => t("metering.prices.changed"), withPrices(whole, text));
            edit(false);
          }}
          onClose={() => edit(false)}
        />
      )}
    </section>
  );
}

function Needs() {
  return (
    <section class="metering" aria-label={t("tab.metering")} data-testid="metering-needs">
      <h2>{t("metering.needs")}</h2>
      <p class="muted">{t("metering.needs.what")}</p>
    </section>
  );
}

function Trouble({ failure }: { readonly failure: Failure }) {
  const { what, cause } = wordsOf(failure);
  return (
    <p class="bad" role="alert" data-testid="metering-failure">
      {t("metering.failed")}: {what}. {cause}
    </p>
  );
}

/** What of a line says whom its hourly bill is made out to. */
const ACCOUNTS: readonly string[] = ["project", "app", "key", "workspace", "login", "owner", "creator", "cost_center"];

interface BillsToProps {
  readonly store: Store;
  readonly chosen: string;
  readonly onChoose: (dimension: string) => void;
}

function BillsTo({ store, chosen, onChoose }: BillsToProps) {
  const all = store.dimensions.value?.answer.dimensions ?? [];
  const names = all.filter(({ kind, name }) => kind === "tag" || ACCOUNTS.includes(name)).map(({ name }) => name);
  const choices = names.includes(chosen) ? names : [chosen, ...names];
  if (choices.length < 2) return null;
  return (
    <label>
      {t("metering.by")}{" "}
      <select
        class="field"
        data-testid="metering-by"
        value={chosen}
        onChange={({ currentTarget: { value } }) => onChoose(value)}
      >
        {choices.map((name) => (
          <option key={name} value={name}>
            {dimensionName(name)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface AccountPickerProps {
  readonly report: MeterReport;
  readonly account: string | null | undefined;
  readonly onAccount: (account: string | null | undefined) => void;
}

function AccountPicker({ report, account, onAccount }: AccountPickerProps) {
  const place = report.accounts.findIndex((each) => each.account === account);
  return (
    <label>
      {t("metering.account")}{" "}
      <select
        class="field"
        value={account === undefined ? "" : String(place)}
        onChange={({ currentTarget: { value } }) =>
          onAccount(value === "" ? undefined : report.accounts[Number(value)]?.account)
        }
      >
        <option value="">{t("metering.account.all")}</option>
        {report.accounts.map((each, at) => (
          <option key={at} value={String(at)}>
            {accountName(each.account)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Pager({ report, onOffset }: { readonly report: MeterReport; readonly onOffset: (offset: number) => void }) {
  const { offset, count, bills } = report;
  if (count <= HOURS) return null;
  const end = offset + bills.length;
  return (
    <div class="metering-head">
      {offset > 0 && <Button onClick={() => onOffset(Math.max(0, offset - HOURS))}>{t("metering.earlier")}</Button>}
      <span class="muted">{t("metering.window", { from: offset + 1, to: end, n: count })}</span>
      {end < count && <Button onClick={() => onOffset(end)}>{t("metering.later")}</Button>}
    </div>
  );
}

function zoneWords({ zone, several_zones }: MeterReport): string {
  if (several_zones) return t("metering.zone.several");
  return zone === "" ? t("metering.zone.written") : t("metering.zone", { zone });
}

/** One balance an account; an empty one is none. */
function withBalance(plan: Plan, account: string | null, amount: string): Pick<Plan, "balances"> {
  const others = plan.balances.filter((each) => each.account !== account);
  return { balances: amount === "" ? others : [...others, { account, amount }] };
}

function openWhy(store: Store, plan: Plan, { account, begin, computed }: MeterBill): void {
  inspect(store, {
    type: "panel",
    title: () => t("metering.why", { begin, computed: masked.value ? t("amount.hidden") : computed }),
    Content: () => <WhyHour store={store} plan={plan} account={account} begin={begin} />,
    wide: true,
  });
}
