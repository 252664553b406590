import { number, numberOrNone, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type {
  AccountBenefit,
  CommitmentCheck,
  CommitmentInfo,
  CommitmentKind,
  CommitmentsReport,
  CoverageInfo,
  Plan,
  TransferInfo,
} from "../../protocol";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { isKey, rich, say, t } from "../../text/text";
import {
  AddsUp,
  Asking,
  By,
  type ConsolidatedParts,
  Figure,
  hasNoMoney,
  Linked,
  Needs,
  Percent,
  Trouble,
  valueName,
} from "../consolidated";
import { DraftField } from "../draft-field";
import { type FigureColumn, FigureTable, sheetOfColumns } from "../figure-table";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures } from "../why-figure";
import { Bullet } from "./bullet";

/** What commitments cover, how much of them is used, whose the waste is, and who benefits from whose. */
export function Commitments({ store, plan, look, onLook }: ConsolidatedParts) {
  const { answer, failure, pending } = useAnswer(store, "commitments", { plan, by: look.commitmentsBy });
  if (failure && !hasNoMoney(failure)) return <Trouble failure={failure} />;
  if (!answer && !failure) return <Asking />;
  if (!answer || answer.needs !== "") {
    return (
      <Needs store={store} heading={t("commitments.needs")}>
        {t(answer?.needs === "lines" ? "commitments.needs.lines" : "commitments.needs.form")}
      </Needs>
    );
  }
  const whole = store.wanted.value.plan;
  const alarm = (kind: string, percent: number) => {
    const alarms = { ...whole.watch.alarms, [kind === "savings_plan" ? "savings_plan" : "reservation"]: percent };
    store.change(() => t("did.alarm"), { ...whole, watch: { ...whole.watch, alarms } });
  };
  return (
    <ExplainedFigures {...{ store, plan, view: "commitments", by: look.commitmentsBy }}>
      <div class="commitment-kinds">
        {answer.kinds.map((kind, at) => (
          <Kind
            key={kind.kind}
            report={answer}
            kind={kind}
            place={`kinds/${at}`}
            onAlarm={(percent) => alarm(kind.kind, percent)}
          />
        ))}
      </div>
      <Unused store={store} plan={plan} report={answer} busy={pending} />
      <div class="split-bar">
        <By
          store={store}
          label={t("commitments.coverage_by")}
          testid="commitments-by"
          value={answer.by}
          onChoose={(commitmentsBy) => onLook({ commitmentsBy })}
        />
      </div>
      <ByValue store={store} plan={plan} report={answer} busy={pending} />
      <Accounts store={store} plan={plan} report={answer} />
      <Transfers store={store} plan={plan} report={answer} />
      <Checks report={answer} />
    </ExplainedFigures>
  );
}

export function kindName(kind: string): string {
  const key = `commitments.kind.${kind}`;
  return isKey(key) ? say(key, {}) : kind;
}

interface KindProps {
  readonly report: CommitmentsReport;
  readonly kind: CommitmentKind;
  readonly place: string;
  readonly onAlarm: (percent: number) => void;
}

function Kind({ report, kind, place, onAlarm }: KindProps) {
  const { usage, alarm_below, alarm, ratio, coverage } = kind;
  const name = kindName(kind.kind);
  return (
    <section class="commitment-kind" aria-label={name} data-testid={`kind-${kind.kind}`}>
      <h2>{name}</h2>
      <p class={alarm ? "warn" : "ok"} data-testid={`kind-${kind.kind}-verdict`}>
        <span aria-hidden="true">{alarm ? "⚠" : "✔"}</span>{" "}
        {rich("commitments.utilization", {
          percent: (
            <strong>
              <Percent percent={usage.utilization} place={`${place}/usage/utilization`} />
            </strong>
          ),
        })}{" "}
        {t(alarm ? "commitments.below" : "commitments.above", { percent: alarm_below })}
      </p>
      <Bullet ratio={ratio} mark={alarm_below / 100} alarm={alarm} />
      <dl class="consolidated-facts">
        <Fact name={t("commitments.used")} exact={usage.used} report={report} place={`${place}/usage/used`} />
        <Fact name={t("commitments.unused")} exact={usage.unused} report={report} place={`${place}/usage/unused`} />
        <Fact
          name={t("commitments.committed")}
          exact={usage.committed}
          report={report}
          place={`${place}/usage/committed`}
        />
        <div>
          <dt>{t("commitments.coverage")}</dt>
          <dd>
            <Percent percent={coverage} place={`${place}/coverage`} />
          </dd>
        </div>
      </dl>
      <label class="commitment-alarm">
        {t("commitments.alarm_below")}{" "}
        <DraftField
          class="field"
          type="number"
          min={1}
          max={100}
          value={String(alarm_below)}
          data-testid={`kind-${kind.kind}-alarm`}
          onWritten={(written) => {
            const percent = Math.round(Number(written));
            const isOne = percent >= 1 && percent <= 100;
            if (isOne) onAlarm(percent);
            return isOne;
          }}
        />{" "}
        %
      </label>
    </section>
  );
}

interface FactProps {
  readonly name: string;
  readonly exact: string;
  readonly report: CommitmentsReport;
  readonly place: string;
}

function Fact({ name, exact, report, place }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <Figure exact={exact} scale={report.scale} currency={report.currency} place={place} />
      </dd>
    </div>
  );
}

const purchaserName = (purchaser: string | null) =>
  purchaser === null ? t("commitments.no_purchaser") : valueName("owner", purchaser);

/** Unused commitment is money, and it has an owner: its own rows, never spread in silence. */
function Unused({ store, plan, report, busy }: ByValueProps) {
  const amount = (field: "used" | "unused") => (one: CommitmentInfo, at?: string) => (
    <Figure exact={one.usage[field]} scale={report.scale} place={`${at}/usage/${field}`} />
  );
  const columns: readonly FigureColumn<CommitmentInfo>[] = [
    { id: "id", name: t("commitments.one"), cell: ({ id }) => <span class="long-name">{id ?? "—"}</span> },
    { id: "kind", name: t("commitments.kind"), cell: ({ kind }) => kindName(kind) },
    { id: "purchaser", name: t("commitments.purchaser"), cell: ({ purchaser }) => purchaserName(purchaser) },
    { id: "used", name: t("commitments.used"), number: true, cell: amount("used") },
    { id: "unused", name: t("commitments.unused"), number: true, cell: amount("unused") },
    {
      id: "utilization",
      name: t("commitments.utilization.short"),
      number: true,
      cell: ({ usage, alarm }, at) => (
        <span class={alarm ? "warn" : undefined}>
          {alarm && (
            <>
              <span aria-hidden="true">⚠ </span>
              <span class="unseen">{t("commitments.alarm")} </span>
            </>
          )}
          <Percent percent={usage.utilization} place={`${at}/usage/utilization`} />
        </span>
      ),
    },
  ];
  return (
    <>
      <p class="finding" data-testid="commitments-unused">
        {rich("commitments.unused.finding", {
          amount: (
            <Figure
              exact={report.total.usage.unused}
              scale={report.scale}
              currency={report.currency}
              place="total/usage/unused"
            />
          ),
        })}
      </p>
      <FigureTable
        label={t("commitments.each")}
        caption={t("commitments.each")}
        testid="commitments-table"
        columns={columns}
        rows={report.commitments}
        place="commitments"
        busy={busy}
        nothing={t("consolidated.nothing")}
        tools={<SheetTools store={store} name="commitments" table={async () => tableOf(plan, report)} />}
      />
    </>
  );
}

interface ByValueProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly report: CommitmentsReport;
  readonly busy: boolean;
}

function ByValue({ store, plan, report, busy }: ByValueProps) {
  const columns: readonly FigureColumn<CoverageInfo>[] = [
    {
      id: "value",
      name: dimensionName(report.by),
      cell: (one) =>
        one === report.total ? (
          t("table.total")
        ) : (
          <Linked store={store} plan={plan} dimension={report.by} value={one.value} />
        ),
      given: (one) => text(one === report.total ? t("table.total") : valueName(report.by, one.value)),
    },
    amountColumn(report, "coverable", t("commitments.coverable"), ({ coverable }) => coverable),
    amountColumn(report, "covered", t("commitments.covered"), ({ covered }) => covered),
    {
      id: "coverage",
      name: t("commitments.coverage"),
      number: true,
      plain: true,
      cell: ({ coverage }, at) => <Percent percent={coverage} place={`${at}/coverage`} />,
      given: ({ coverage }) => numberOrNone(coverage),
    },
    amountColumn(report, "used", t("commitments.used"), ({ usage }) => usage.used, "usage/used"),
    amountColumn(report, "unused", t("commitments.unused"), ({ usage }) => usage.unused, "usage/unused"),
    {
      id: "utilization",
      name: t("commitments.utilization.short"),
      number: true,
      plain: true,
      given: ({ usage }) => numberOrNone(usage.utilization),
      cell: ({ usage }, at) => <Percent percent={usage.utilization} place={`${at}/usage/utilization`} />,
    },
  ];
  const table = (): Table =>
    sheetTable({
      sheet: sheetOfColumns(columns, report.coverage, report.currency, report.total),
      plan,
      result: report,
      sums: [
        [t("commitments.coverable"), report.total.coverable],
        [t("commitments.covered"), report.total.covered],
      ],
    });
  return (
    <FigureTable
      label={t("commitments.coverage.label", { dimension: dimensionName(report.by) })}
      caption={t("commitments.coverage.label", { dimension: dimensionName(report.by) })}
      testid="coverage-table"
      columns={columns}
      rows={report.coverage}
      place="coverage"
      total={report.total}
      busy={busy}
      nothing={t("consolidated.nothing")}
      tools={<SheetTools store={store} name="coverage" table={async () => table()} />}
    />
  );
}

/** A column of amounts; `field`: where they stand in a row of the report, if not by the column's name. */
function amountColumn<Row>(
  { scale }: CommitmentsReport,
  id: string,
  name: string,
  exact: (row: Row) => string,
  field = id,
): FigureColumn<Row> {
  return {
    id,
    name,
    number: true,
    cell: (row, at) => <Figure exact={exact(row)} scale={scale} place={`${at}/${field}`} />,
    given: (row) => number(exact(row)),
  };
}

function wordColumn<Row>(id: string, name: string, words: (row: Row) => string): FigureColumn<Row> {
  return { id, name, cell: words, given: (row) => text(words(row)) };
}

interface Shown {
  readonly store: Store;
  readonly plan: Plan;
  readonly report: CommitmentsReport;
}

interface ListedProps<Row> extends Shown {
  /** Of its file. */
  readonly name: string;
  readonly testid: string;
  readonly caption: string;
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  /** The list of the report that the rows are. */
  readonly place: string;
  readonly nothing: string;
}

/** A list of the report, on the screen and as it is given away. */
function Listed<Row>({ store, plan, report, name, caption, columns, rows, ...look }: ListedProps<Row>) {
  const table = async (): Promise<Table> =>
    sheetTable({
      sheet: sheetOfColumns(columns, rows, report.currency),
      plan,
      result: report,
    });
  return (
    <FigureTable
      {...{ columns, rows, caption, label: caption, ...look }}
      tools={<SheetTools store={store} name={name} table={table} />}
    />
  );
}

/** Account by account: what it pays for commitments, what it uses of all of them, and what that saved it. */
function Accounts(parts: Shown) {
  const { report } = parts;
  const columns: readonly FigureColumn<AccountBenefit>[] = [
    wordColumn("account", t("field.owner"), ({ account }) => valueName("owner", account)),
    amountColumn(report, "pays", t("commitments.pays"), ({ pays }) => pays),
    amountColumn(report, "unused", t("commitments.of_that_unused"), ({ unused }) => unused),
    amountColumn(report, "lends", t("commitments.lends"), ({ lends }) => lends),
    amountColumn(report, "borrows", t("commitments.borrows"), ({ borrows }) => borrows),
    amountColumn(report, "saved", t("commitments.saved"), ({ saved }) => saved),
  ];
  return (
    <>
      <Listed
        {...parts}
        name="benefits"
        testid="benefit-table"
        caption={t("commitments.accounts")}
        columns={columns}
        rows={report.accounts}
        place="accounts"
        nothing={t("consolidated.nothing")}
      />
      <AddsUp difference={report.difference} scale={report.scale} testid="commitments-difference" />
    </>
  );
}

function Transfers(parts: Shown) {
  const { report } = parts;
  const columns: readonly FigureColumn<TransferInfo>[] = [
    wordColumn("purchaser", t("commitments.paid_by"), ({ purchaser }) => purchaserName(purchaser)),
    wordColumn("user", t("commitments.used_by"), ({ user }) => valueName("owner", user)),
    wordColumn("kind", t("commitments.kind"), ({ kind }) => kindName(kind)),
    amountColumn(report, "used", t("commitments.used"), ({ used }) => used),
    amountColumn(report, "list", t("role.list"), ({ list }) => list),
    amountColumn(report, "saved", t("commitments.saved"), ({ saved }) => saved),
  ];
  return (
    <Listed
      {...parts}
      name="transfers"
      testid="transfers-table"
      caption={t("commitments.transfers")}
      columns={columns}
      rows={report.transfers}
      place="transfers"
      nothing={t("commitments.transfers.none")}
    />
  );
}

/** Lines whose type and whose commitment say different things. */
function Checks({ report }: { report: CommitmentsReport }) {
  return (
    <ul class="consolidated-checks" data-testid="commitments-checks">
      {report.checks.map((check, at) => (
        <Check key={check.kind} check={check} report={report} place={`checks/${at}/amount`} />
      ))}
    </ul>
  );
}

interface CheckProps {
  readonly check: CommitmentCheck;
  readonly report: CommitmentsReport;
  readonly place: string;
}

function Check({ check, report, place }: CheckProps) {
  const holds = check.without_id === 0 && check.of_other_type === 0;
  const kind = kindName(check.kind);
  return (
    <li class={holds ? "ok" : "warn"}>
      <span aria-hidden="true">{holds ? "✔" : "⚠"}</span>{" "}
      {holds
        ? t("commitments.check.holds", { kind, n: check.lines })
        : rich("commitments.check.differs", {
            kind,
            without: check.without_id,
            other: check.of_other_type,
            amount: <Figure exact={check.amount} scale={report.scale} place={place} />,
          })}
    </li>
  );
}

function tableOf(plan: Plan, report: CommitmentsReport): Table {
  const { used, unused, committed } = report.total.usage;
  const sums = [
    [t("commitments.used"), used],
    [t("commitments.unused"), unused],
    [t("commitments.committed"), committed],
  ] as const;
  return sheetTable({ sheet: sheetOf(report), plan, result: report, sums, difference: report.difference });
}

function sheetOf(report: CommitmentsReport): Sheet {
  const head = (name: string) => (report.currency === "" ? name : `${name} (${report.currency})`);
  return {
    header: [
      t("commitments.one"),
      t("commitments.kind"),
      t("commitments.purchaser"),
      head(t("commitments.used")),
      head(t("commitments.unused")),
      head(t("commitments.committed")),
      `${t("commitments.utilization.short")} %`,
    ],
    rows: report.commitments.map(({ id, kind, purchaser, usage }) => [
      text(id ?? ""),
      text(kindName(kind)),
      text(purchaserName(purchaser)),
      number(usage.used),
      number(usage.unused),
      number(usage.committed),
      usage.utilization === null ? text("") : number(usage.utilization),
    ]),
  };
}
