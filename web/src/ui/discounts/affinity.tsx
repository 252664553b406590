import { useId, useState } from "preact/hooks";

import type { AffinityRow, AffinityRequest } from "../../protocol";
import { formatCount, formatPercent } from "../../text/amount";
import { isKey, say, t } from "../../text/text";
import { type ConsolidatedParts, hasNoMoney, Trouble, valueName } from "../consolidated";
import { type FigureColumn, FigureTable } from "../figure-table";
import { Choose } from "../schedule/schedule-tools";
import { useAnswer } from "../use-answer";

/** Whom a reservation would serve first: the seed's score, and beside it the order that AWS documents. */
export function Affinity({ store, plan }: ConsolidatedParts) {
  const id = useId();
  const [request, ask] = useState<Omit<AffinityRequest, "plan">>({ kind: "", purchaser: "", zone: "" });
  const { answer, failure } = useAnswer(store, "affinity", { plan, ...request });
  if (failure) return hasNoMoney(failure) ? null : <Trouble failure={failure} />;
  if (!answer || answer.kinds.length === 0) return null;
  const named = (values: readonly string[]) => values.map((value) => [value, value] as const);
  const columns: readonly FigureColumn<AffinityRow>[] = [
    { id: "account", name: t("field.owner"), cell: ({ account }) => valueName("owner", account) },
    { id: "kind", name: t("affinity.kind"), cell: ({ kind }) => kind },
    { id: "zone", name: t("affinity.where"), cell: ({ zone, place }) => `${placeName(place)} (${zone})` },
    { id: "hours", name: t("what_if.hours"), number: true, cell: ({ hours }) => hours },
    { id: "score", name: t("affinity.score"), number: true, cell: ({ score }) => formatCount(score) },
    {
      id: "order",
      name: t("affinity.order"),
      number: true,
      cell: ({ order }) => (order === 0 ? t("affinity.never") : t("affinity.nth", { n: String(order) })),
    },
    { id: "covered", name: t("affinity.covered"), number: true, cell: ({ covered }) => formatPercent(covered) },
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
      </div>
      <FigureTable
        label={t("affinity.heading")}
        testid="affinity-table"
        columns={columns}
        rows={answer.rows}
        nothing={t("consolidated.nothing")}
      />
    </section>
  );
}

function placeName(place: string): string {
  const key = `affinity.place.${place}`;
  return isKey(key) ? say(key, {}) : place;
}
