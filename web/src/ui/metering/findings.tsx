import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { CacheSavingsReport, IdleReport, MeterReport, Plan } from "../../protocol";
import type { Store } from "../../state/store";
import { isKey, say, t } from "../../text/text";
import { Amount } from "../amount";
import { ScrollAcross } from "../scroll-across";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { accountName, resourceName } from "./names";

// What stands beside the hours: usage without a price, records that cannot be billed, gaps, and what lay idle.

interface FoldProps {
  readonly title: string;
  readonly look?: "warn";
  readonly testid: string;
  readonly onOpen?: (open: boolean) => void;
  readonly children: ComponentChildren;
}

function Fold({ title, look, testid, onOpen, children }: FoldProps) {
  return (
    <details class="metering-fold" data-testid={testid} onToggle={({ currentTarget }) => onOpen?.(currentTarget.open)}>
      <summary class={look}>
        {look === "warn" && <span aria-hidden="true">⚠ </span>}
        {title}
      </summary>
      {children}
    </details>
  );
}

interface TableProps {
  readonly heads: readonly string[];
  /** The first columns of text; the rest are figures. */
  readonly texts: number;
  readonly rows: readonly (readonly ComponentChildren[])[];
}

function Table({ heads, texts, rows }: TableProps) {
  const look = (column: number) => (column < texts ? undefined : "number");
  return (
    <ScrollAcross label={heads.join(", ")}>
      <table class="ledger">
        <thead>
          <tr>
            {heads.map((head, column) => (
              <th key={head} scope="col" class={look(column)}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => (
            <tr key={place}>
              {row.map((cell, column) => (
                <td key={column} class={look(column)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollAcross>
  );
}

export function Missing({ report }: { readonly report: MeterReport }) {
  if (report.missing.length === 0) return null;
  return (
    <Fold title={t("metering.missing", { n: report.missing.length })} look="warn" testid="metering-missing">
      <p class="muted">{t("metering.missing.what")}</p>
      <Table
        heads={[t("metering.account"), t("metering.resource"), t("metering.from_to"), t("metering.quantity")]}
        texts={3}
        rows={report.missing.map((each, at) => [
          accountName(each.account),
          resourceName(each),
          `${each.begin} – ${each.end}`,
          <Why place={`missing/${at}/quantity`}>
            {each.by_time ? t("metering.quantity.hours", { quantity: each.quantity }) : each.quantity}
          </Why>,
        ])}
      />
    </Fold>
  );
}

export function Faults({ report }: { readonly report: MeterReport }) {
  if (report.faults === 0) return null;
  const words = (reason: string) => {
    const key = `metering.fault.${reason}`;
    return isKey(key) ? say(key, {}) : reason;
  };
  return (
    <Fold title={t("metering.faults", { n: report.faults })} look="warn" testid="metering-faults">
      <Table
        heads={[t("metering.reason"), t("metering.line")]}
        texts={1}
        rows={report.faulty.map(({ line, reason }) => [words(reason), line])}
      />
    </Fold>
  );
}

export function Gaps({ report }: { readonly report: MeterReport }) {
  if (report.gap_count === 0) return null;
  return (
    <Fold title={t("metering.gaps", { n: report.gap_count })} testid="metering-gaps">
      <Table
        heads={[t("metering.account"), t("metering.from_to"), t("metering.hours")]}
        texts={2}
        rows={report.gaps.map((gap) => [accountName(gap.account), `${gap.begin} – ${gap.end}`, gap.hours])}
      />
    </Fold>
  );
}

export function Prices({ report }: { readonly report: MeterReport }) {
  if (report.prices.length === 0) return null;
  return (
    <Fold title={t("metering.prices.list", { n: report.prices.length })} testid="metering-prices">
      <Table
        heads={[
          t("metering.resource"),
          t("metering.unit"),
          t("metering.valid"),
          t("metering.above"),
          t("metering.price"),
        ]}
        texts={3}
        rows={report.prices.map((price) => [
          resourceName(price),
          price.unit,
          price.from === "" && price.to === "" ? "" : `${price.from} – ${price.to}`,
          price.above,
          <Amount exact={price.price} />,
        ])}
      />
    </Fold>
  );
}

/** Asked only once it is opened: it is gathered app by app. */
export function Idle({ store, plan }: { readonly store: Store; readonly plan: Plan }) {
  const [open, setOpen] = useState(false);
  const { answer } = useAnswer(store, "idle", open ? { plan } : null);
  return (
    <Fold title={t("metering.idle")} testid="metering-idle" onOpen={setOpen}>
      <p class="muted">{t("metering.idle.what")}</p>
      {answer && (
        <ExplainedFigures {...{ store, plan, view: "idle" }}>
          <IdleTable report={answer} />
          {answer.nodes.length > 0 && <NodesTable report={answer} />}
        </ExplainedFigures>
      )}
    </Fold>
  );
}

function IdleTable({ report }: { readonly report: IdleReport }) {
  if (report.lines.length === 0) return <p>{t("metering.idle.none")}</p>;
  return (
    <>
      <p>
        {t("metering.total")}:{" "}
        <Why place="amount">
          <Amount exact={report.amount} testid="idle-total" />
        </Why>
      </p>
      <Table
        heads={[
          t("metering.account"),
          t("metering.app"),
          t("metering.resource"),
          t("metering.billed"),
          t("metering.unused"),
          t("metering.amount"),
        ]}
        texts={3}
        rows={report.lines.map((line, at) => [
          accountName(line.account),
          line.app ?? "",
          resourceName(line),
          <Why place={`lines/${at}/billed`}>{line.billed}</Why>,
          <Why place={`lines/${at}/unused`}>{line.unused}</Why>,
          <Why place={`lines/${at}/amount`}>
            <Amount exact={line.amount} />
          </Why>,
        ])}
      />
    </>
  );
}

/** The cluster's capacity that nobody is billed for: what a shared-cost rule can hand out. */
function NodesTable({ report }: { readonly report: IdleReport }) {
  return (
    <>
      <h3>{t("metering.nodes")}</h3>
      <p class="muted">{t("metering.nodes.what")}</p>
      <p>
        {t("metering.computed")}{" "}
        <Why place="nodes_computed">
          <Amount exact={report.nodes_computed} testid="nodes-computed" />
        </Why>
        , {t("metering.charged")}{" "}
        <Why place="nodes_charged">
          <Amount exact={report.nodes_charged} testid="nodes-charged" />
        </Why>
        , {t("metering.odd")}{" "}
        <Why place="nodes_odd">
          <Amount exact={report.nodes_odd} />
        </Why>
      </p>
      <Table
        heads={[
          t("metering.node"),
          t("metering.resource"),
          t("metering.capacity"),
          t("metering.billed"),
          t("metering.unused"),
          t("metering.amount"),
        ]}
        texts={2}
        rows={report.nodes.map((line, at) => [
          line.node ?? "",
          resourceName(line),
          <Why place={`nodes/${at}/capacity`}>{line.capacity}</Why>,
          <Why place={`nodes/${at}/billed`}>{line.billed}</Why>,
          <Why place={`nodes/${at}/unused`}>{line.unused}</Why>,
          <Why place={`nodes/${at}/amount`}>
            <Amount exact={line.amount} />
          </Why>,
        ])}
      />
    </>
  );
}

export function CacheSavings({ store, plan }: { readonly store: Store; readonly plan: Plan }) {
  const { answer } = useAnswer(store, "cache_savings", { plan });
  if (!answer || answer.lines.length === 0) return null;
  return (
    <ExplainedFigures {...{ store, plan, view: "cache_savings" }}>
      <SavingsTable report={answer} />
    </ExplainedFigures>
  );
}

function SavingsTable({ report }: { readonly report: CacheSavingsReport }) {
  return (
    <Fold title={t("metering.savings")} testid="metering-savings">
      <p class="muted">{t("metering.savings.what")}</p>
      <p>
        {t("metering.total")}:{" "}
        <Why place="saved">
          <Amount exact={report.saved} testid="savings-total" />
        </Why>
      </p>
      <Table
        heads={[
          t("metering.account"),
          t("metering.model"),
          t("metering.hits"),
          t("metering.full"),
          t("metering.paid"),
          t("metering.saved"),
        ]}
        texts={2}
        rows={report.lines.map((line, at) => [
          accountName(line.account),
          line.model,
          ...(["hits", "full", "paid"] as const).map((field) => (
            <Why key={field} place={`lines/${at}/${field}`}>
              <Amount exact={line[field]} />
            </Why>
          )),
          <Why place={`lines/${at}/saved`}>
            <Amount exact={line.saved} />
          </Why>,
        ])}
      />
    </Fold>
  );
}
