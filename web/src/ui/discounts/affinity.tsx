import { useId, useState } from "preact/hooks";

import { number, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { AffinityReport, AffinityRow, AffinityRequest, Plan } from "../../protocol";
import { formatCount } from "../../text/amount";
import { isKey, say, t } from "../../text/text";
import { type ConsolidatedParts, hasNoMoney, Percent, Trouble, valueName } from "../consolidated";
import { type FigureColumn, FigureTable } from "../figure-table";
import { Choose } from "../schedule/schedule-tools";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";

const SCOPES = ["regional", "zonal", "both"] as const;

/** Whom a reservation would serve first: the seed's score, and beside it the order that AWS documents. */
export function Affinity({ store, plan }: ConsolidatedParts) {
  const id = useId();
  const [request, ask] = useState<Omit<AffinityRequest, "plan">>({
    kind: "",
    purchaser: "",
    zone: "",
    scope: "",
  });
  const { answer, failure } = useAnswer(store, "affinity", { plan, ...request });
  if (failure) return hasNoMoney(failure) ? null : <Trouble failure={failure} />;
  if (!answer || answer.kinds.length === 0) return null;
  const named = (values: readonly string[]) => values.map((value) => [value, value] as const);
  const columns: readonly FigureColumn<AffinityRow>[] = [
    { id: "account", name: t("field.owner"), cell: ({ account }) => valueName("owner", account) },
    { id: "kind", name: t("affinity.kind"), cell: ({ kind }) => kind },
    { id: "zone", name: t("affinity.where"), cell: where },
    {
      id: "hours",
      name: t("what_if.hours"),
      number: true,
      cell: ({ hours }, at) => <Why place={`${at}/hours`}>{hours}</Why>,
    },
    {
      id: "score",
      name: t("affinity.score"),
      number: true,
      cell: ({ score }, at) => <Why place={`${at}/score`}>{formatCount(score)}</Why>,
    },
    {
      id: "order",
      name: t("affinity.order"),
      number: true,
      cell: ({ order }) => orderName(order),
    },
    {
      id: "covered",
      name: t("affinity.covered"),
      number: true,
      cell: ({ covered }, at) => <Percent percent={covered} place={`${at}/covered`} />,
    },
    { id: "by", name: t("affinity.by"), cell: ({ served_by }) => servedName(served_by) },
  ];
  return (
    <section data-testid="affinity">
      <h2>{t("affinity.heading")}</h2>
      <p class="muted">{t("affinity.note")}</p>
      <div class="split-bar">
        <Choose
          id={`${id}-kind`}
          label={t("affinity.kind")}
          testid="affinity-kind"
          value={answer.kind}
          choices={named(answer.kinds)}
          onChoose={(kind) => ask({ ...request, kind })}
        />
        <Choose
          id={`${id}-purchaser`}
          label={t("commitments.purchaser")}
          testid="affinity-purchaser"
          value={answer.purchaser}
          choices={answer.purchasers.map((value) => [value, valueName("owner", value)] as const)}
          onChoose={(purchaser) => ask({ ...request, purchaser })}
        />
        <Choose
          id={`${id}-zone`}
          label={t("field.availability_zone")}
          testid="affinity-zone"
          value={answer.zone}
          choices={named(answer.zones)}
          onChoose={(zone) => ask({ ...request, zone })}
        />
        <Choose
          id={`${id}-scope`}
          label={t("affinity.scope")}
          testid="affinity-scope"
          value={answer.scope}
          choices={SCOPES.map((scope) => [scope, t(`affinity.scope.${scope}`)] as const)}
          onChoose={(scope) => ask({ ...request, scope })}
        />
        <SheetTools store={store} name="affinity" table={async () => tableOf(plan, answer)} />
      </div>
      <ExplainedFigures {...{ store, plan, view: "affinity", ...request }}>
        <FigureTable
          label={t("affinity.heading")}
          testid="affinity-table"
          columns={columns}
          rows={answer.rows}
          place="rows"
          nothing={t("consolidated.nothing")}
        />
      </ExplainedFigures>
    </section>
  );
}

function where({ zone, place }: AffinityRow): string {
  return `${placeName(place)} (${zone})`;
}

function orderName(order: number): string {
  return order === 0 ? t("affinity.never") : t("affinity.nth", { n: String(order) });
}

function tableOf(plan: Plan, report: AffinityReport): Table {
  const header = [
    t("field.owner"),
    t("affinity.kind"),
    t("affinity.where"),
    t("what_if.hours"),
    t("affinity.score"),
    t("affinity.order"),
    `${t("affinity.covered")} %`,
    t("affinity.by"),
  ];
  const rows = report.rows.map((row) => [
    text(row.account ?? ""),
    text(row.kind),
    text(where(row)),
    number(row.hours),
    number(String(row.score)),
    text(orderName(row.order)),
    row.covered === null ? text("") : number(row.covered),
    text(servedName(row.served_by)),
  ]);
  return sheetTable({ sheet: { header, rows }, plan, result: report });
}

function servedName(by: string): string {
  return by === "zonal" || by === "regional" ? t(`affinity.scope.${by}`) : "—";
}

function placeName(place: string): string {
  const key = `affinity.place.${place}`;
  return isKey(key) ? say(key, {}) : place;
}
