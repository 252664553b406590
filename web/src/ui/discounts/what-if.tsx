import { useId, useRef } from "preact/hooks";

import { number, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { OwnUseReport, Plan, WhatIfReport, WhatIfInputs } from "../../protocol";
import { canonicalAmount, isNegative, isZero } from "../../text/amount";
import { rich, t } from "../../text/text";
import { Button } from "../button";
import { Asking, type ConsolidatedParts, Figure, hasNoMoney, Percent, Trouble } from "../consolidated";
import { DraftField } from "../draft-field";
import { type FigureColumn, FigureTable } from "../figure-table";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures } from "../why-figure";
import { Affinity } from "./affinity";

const GIVEN = [
  "usage_hours",
  "reserved_hours",
  "commitment",
  "on_demand_rate",
  "reservation_part",
  "plan_part",
] as const satisfies readonly (keyof WhatIfInputs)[];

/** The seed's worked case: what there is to move where a bill has no hours of its own. */
const EXAMPLE: OwnUseReport = {
  needs: "hours",
  currency: "",
  list: "",
  reserved: { hours: "", list: "", used: "", committed: "" },
  planned: { hours: "", list: "", used: "", committed: "" },
  start: {
    usage_hours: "1000",
    reserved_hours: "400",
    commitment: "150",
    on_demand_rate: "0.75",
    reservation_part: "0.3",
    plan_part: "0.34",
  },
  most_hours: "2000",
  most_commitment: "1500",
};

/** What a reservation and a savings plan would come to over the bill's own hours, unused commitment counted. */
export function WhatIf(parts: ConsolidatedParts) {
  const { store, plan, look, onLook } = parts;
  const { answer, failure } = useAnswer(store, "own_use", { plan });
  const own = answer?.needs === "" ? answer : answer || failure ? EXAMPLE : undefined;
  const given = look.whatIf ?? (own ?? EXAMPLE).start;
  const latest = useRef(given);
  latest.current = given;
  const { answer: effect, failure: refused } = useAnswer(store, "what_if", own ? { plan, given } : null);
  if (failure && !hasNoMoney(failure)) return <Trouble failure={failure} />;
  if (!own) return <Asking />;
  // On top of what was put last, which may not have been drawn yet.
  const put = (part: Partial<WhatIfInputs>) => {
    latest.current = { ...latest.current, ...part };
    onLook({ whatIf: latest.current });
  };
  return (
    <>
      <p class="muted" data-testid="what-if-base">
        {own.needs === "" ? (
          <ExplainedFigures {...{ store, plan, view: "own_use" }}>
            <OwnWords own={own} />
          </ExplainedFigures>
        ) : (
          t("what_if.example")
        )}
      </p>
      <div class="what-if">
        <ExplainedFigures {...{ store, plan, view: "own_use" }}>
          <Inputs
            own={own}
            given={given}
            onPut={put}
            onReset={() => onLook({ whatIf: null })}
            changed={look.whatIf !== null}
          />
        </ExplainedFigures>
        <div>
          {refused && <Trouble failure={refused} />}
          {effect && !refused && (
            <ExplainedFigures {...{ store, plan, view: "what_if", given }}>
              <Effect effect={effect} currency={own.currency} />
              <div class="split-bar">
                <SheetTools
                  store={store}
                  name="what-if"
                  table={async () => tableOf(plan, given, effect, own.currency)}
                />
              </div>
            </ExplainedFigures>
          )}
        </div>
      </div>
      <Affinity {...parts} />
    </>
  );
}

function OwnWords({ own }: { own: OwnUseReport }) {
  return (
    <>
      {rich("what_if.own", {
        hours: <Figure exact={own.start.usage_hours} scale={0} place="start/usage_hours" />,
        list: <Figure exact={own.list} scale={2} currency={own.currency} place="list" />,
        rate: (
          <Figure exact={own.start.on_demand_rate} scale={2} currency={own.currency} place="start/on_demand_rate" />
        ),
      })}
    </>
  );
}

interface InputsProps {
  readonly own: OwnUseReport;
  readonly given: WhatIfInputs;
  readonly changed: boolean;
  readonly onPut: (part: Partial<WhatIfInputs>) => void;
  readonly onReset: () => void;
}

function Inputs({ own, given, changed, onPut, onReset }: InputsProps) {
  return (
    <fieldset class="what-if-inputs">
      <legend class="unseen">{t("what_if.inputs")}</legend>
      <Slider field="usage_hours" most={own.most_hours} step="any" {...{ own, given, onPut }} />
      <Slider field="reserved_hours" most={own.most_hours} step="any" {...{ own, given, onPut }} />
      <Slider field="commitment" most={own.most_commitment} step="any" {...{ own, given, onPut }} />
      <Slider field="on_demand_rate" {...{ own, given, onPut }} />
      <Slider field="reservation_part" most="1" step="0.01" {...{ own, given, onPut }} />
      <Slider field="plan_part" most="1" step="0.01" {...{ own, given, onPut }} />
      {changed && (
        <div>
          <Button onClick={onReset} testid="what-if-reset">
            {t("what_if.reset")}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

interface SliderProps {
  readonly field: keyof WhatIfInputs;
  readonly own: OwnUseReport;
  /** Without it there is no slider, only what is typed. */
  readonly most?: string;
  readonly step?: string;
  readonly given: WhatIfInputs;
  readonly onPut: (part: Partial<WhatIfInputs>) => void;
}

/** A slider, and the same number to be typed; both hand on text, which the core reads. */
function Slider({ field, own, most, step = "any", given, onPut }: SliderProps) {
  const id = useId();
  const name = t(`what_if.${field}`);
  return (
    <div class="slider">
      <div class="slider-head">
        <label for={id}>{name}</label>
        {own.needs === "" && (
          <span class="muted">
            {t("what_if.start")} <Figure exact={own.start[field]} scale={0} place={`start/${field}`} />
          </span>
        )}
      </div>
      {most !== undefined ? (
        <input
          type="range"
          aria-label={t("what_if.slide", { name })}
          min={0}
          max={most}
          step={step}
          value={given[field]}
          data-testid={`what-if-${field}-slider`}
          onInput={({ currentTarget }) => onPut({ [field]: slid(currentTarget.value) })}
        />
      ) : (
        <span />
      )}
      <DraftField
        id={id}
        class="field"
        inputMode="decimal"
        autocomplete="off"
        data-testid={`what-if-${field}`}
        value={given[field]}
        onWritten={(text) => {
          const typed = canonicalAmount(text);
          const good = typed !== null && !isNegative(typed);
          if (good) onPut({ [field]: typed });
          return good;
        }}
      />
    </div>
  );
}

/** A slider stands where a hand put it: its digits after the second are none that anybody chose. */
function slid(value: string): string {
  return canonicalAmount(value.replace(/(\.\d{2})\d+$/, "$1")) ?? "0";
}

interface EffectRow {
  readonly name: string;
  /** What its fields are called in the report. */
  readonly field: "reservation" | "plan" | "on_demand";
  readonly hours: string;
  readonly share: string | null;
  readonly cost: string;
  readonly unused: string;
}

function rowsOf(effect: WhatIfReport): readonly EffectRow[] {
  return [
    {
      name: t("what_if.reservation"),
      field: "reservation",
      hours: effect.reservation_hours,
      share: effect.reservation_coverage,
      cost: effect.reservation_cost,
      unused: effect.reservation_unused,
    },
    {
      name: t("what_if.plan"),
      field: "plan",
      hours: effect.plan_hours,
      share: effect.plan_coverage,
      cost: effect.plan_cost,
      unused: effect.plan_unused,
    },
    {
      name: t("what_if.on_demand"),
      field: "on_demand",
      hours: effect.on_demand_hours,
      share: effect.on_demand_coverage,
      cost: effect.on_demand_cost,
      unused: "0",
    },
  ];
}

function Effect({ effect, currency }: { effect: WhatIfReport; currency: string }) {
  const columns: readonly FigureColumn<EffectRow>[] = [
    { id: "name", name: t("what_if.paid_by"), cell: ({ name }) => name },
    {
      id: "hours",
      name: t("what_if.hours"),
      number: true,
      cell: ({ hours, field }) => <Figure exact={hours} scale={0} place={`${field}_hours`} />,
    },
    {
      id: "share",
      name: t("commitments.coverage"),
      number: true,
      cell: ({ share, field }) => <Percent percent={share} place={`${field}_coverage`} />,
    },
    {
      id: "cost",
      name: t("what_if.cost"),
      number: true,
      cell: ({ cost, field }) => <Figure exact={cost} scale={2} place={`${field}_cost`} />,
    },
    {
      id: "unused",
      name: t("what_if.unused"),
      number: true,
      cell: ({ unused, field }) => (
        <span class={isZero(unused) ? undefined : "warn"}>
          <Figure exact={unused} scale={2} place={field === "on_demand" ? undefined : `${field}_unused`} />
        </span>
      ),
    },
  ];
  const loss = isNegative(effect.savings);
  return (
    <>
      <p class={`finding${loss ? " warn" : ""}`} data-testid="what-if-finding" role="status">
        {rich(loss ? "what_if.loses" : "what_if.saves", {
          total: <Figure exact={effect.total} scale={2} currency={currency} place="total" />,
          list: <Figure exact={effect.list} scale={2} currency={currency} place="list" />,
          savings: <Figure exact={effect.savings} scale={2} currency={currency} place="savings" />,
          percent: (
            <strong data-testid="what-if-discount">
              <Percent percent={effect.discount} place="discount" />
            </strong>
          ),
        })}
      </p>
      <FigureTable
        label={t("what_if.table")}
        testid="what-if-table"
        columns={columns}
        rows={rowsOf(effect)}
        nothing={t("consolidated.nothing")}
      />
      <p class="muted">{t("what_if.rule")}</p>
    </>
  );
}

function tableOf(plan: Plan, given: WhatIfInputs, effect: WhatIfReport, currency: string): Table {
  const head = (name: string) => (currency === "" ? name : `${name} (${currency})`);
  const header = [
    t("what_if.paid_by"),
    t("what_if.hours"),
    `${t("commitments.coverage")} %`,
    head(t("what_if.cost")),
    head(t("what_if.unused")),
  ];
  const rows = rowsOf(effect).map(({ name, hours, share, cost, unused }) => [
    text(name),
    number(hours),
    share === null ? text("") : number(share),
    number(cost),
    number(unused),
  ]);
  const sums = [
    [t("table.total"), effect.total],
    [t("role.list"), effect.list],
    [t("commitments.saved"), effect.savings],
  ] as const;
  const assumed = GIVEN.map((field) => [t(`what_if.${field}`), given[field]] as const);
  return sheetTable({ sheet: { header, rows }, plan, result: { given, effect }, assumed, sums });
}
