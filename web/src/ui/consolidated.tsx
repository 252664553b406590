import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

import type { Failure, Path, Plan } from "../protocol";
import type { ConsolidatedLook } from "../state/consolidated";
import { ownersAmong } from "../state/dimensions";
import { noValueName, valueName as nameOfValue } from "../state/row-names";
import type { Store } from "../state/store";
import { formatPercent, isZero } from "../text/amount";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { Amount } from "./amount";
import { wordsOf } from "./error-panel";
import { copyTable } from "./give-away";
import { openSample } from "./open-sample";
import { Choose } from "./schedule/schedule-tools";
import { SourceLines } from "./split/source-lines";
import { Why } from "./why-figure";
import { inspect } from "./unsaved";

// What the views of discounts and of what is watched have in common.

export interface ConsolidatedParts {
  readonly store: Store;
  /** Without stack and grain, which do not matter here. */
  readonly plan: Plan;
  readonly look: ConsolidatedLook;
  readonly onLook: (part: Partial<ConsolidatedLook>) => void;
}

export function lookOf(store: Store): Pick<ConsolidatedParts, "look" | "onLook"> {
  return {
    look: store.wanted.value.view.consolidated,
    onLook: (part) => store.look({ consolidated: { ...store.wanted.peek().view.consolidated, ...part } }),
  };
}

/** Fraction digits that are read; the others are set small. */
const READ = 2;

interface FigureProps {
  readonly exact: string;
  readonly scale: number;
  readonly currency?: string;
  /** Where it stands in its report: it can be asked why it is what it is. */
  readonly place?: string | undefined;
}

export function Figure({ exact, scale, currency, place }: FigureProps) {
  return (
    <Why place={place}>
      <Amount exact={exact} scale={scale} fineAfter={READ} currency={currency ?? null} />
    </Why>
  );
}

/** Null where there is nothing that it could be of. */
export function Percent({ percent, place }: { readonly percent: string | null; readonly place?: string | undefined }) {
  return <Why place={percent === null ? undefined : place}>{formatPercent(percent)}</Why>;
}

/** The value of a dimension with the name that the bill has for it, or the words for lines without one. */
export function valueName(dimension: string, value: string | null): string {
  return value === null || value === "" ? noValueName(dimension) : nameOfValue(dimension, value);
}

interface ByProps {
  readonly store: Store;
  readonly label: string;
  readonly testid: string;
  readonly value: string;
  /** What "" stands for, where it may be chosen. */
  readonly none?: string;
  readonly onChoose: (by: string) => void;
}

/** Any dimension of the bill. */
export function By({ store, label, testid, value, none, onChoose }: ByProps) {
  const id = useId();
  const dimensions = store.dimensions.value?.answer.dimensions ?? [];
  const choices = ownersAmong(dimensions).map(({ name }) => [name, dimensionName(name)] as const);
  const all = none === undefined ? choices : [["", none] as const, ...choices];
  return <Choose id={id} label={label} testid={testid} value={value} choices={all} onChoose={onChoose} />;
}

/** A bill of usage has nothing that could be discounted. */
export const hasNoMoney = ({ error }: Failure): boolean => error === "no_amount_column";

/** What a bill lacks for a view, and a sample that has it. */
export function Needs({ store, heading, children }: { store: Store; heading: string; children: ComponentChildren }) {
  return (
    <div class="panel consolidated-needs" data-testid="needs">
      <h2>{heading}</h2>
      <p>{children}</p>
      <button
        type="button"
        class="button"
        onClick={() => void openSample(store, "organization")}
        data-testid="needs-sample"
      >
        {t("consolidated.sample")}
      </button>
    </div>
  );
}

export function Trouble({ failure }: { readonly failure: Failure }) {
  const { what, cause } = wordsOf(failure);
  return (
    <p class="bad" role="alert" data-testid="consolidated-failure">
      <span aria-hidden="true">✖ </span>
      {what}. {cause}
    </p>
  );
}

export function Asking() {
  return (
    <p class="muted" aria-busy="true">
      {t("consolidated.asking")}
    </p>
  );
}

/** The lines of the file behind a figure, beside the view; the split stays as it is. */
export function openLines(store: Store, plan: Plan, path: Path, title: () => string): void {
  const Content = () => <Lines store={store} plan={plan} path={path} />;
  inspect(store, { type: "panel", title, Content, wide: true });
}

function Lines({ store, plan, path }: { store: Store; plan: Plan; path: Path }) {
  const bill = store.bill.value;
  const shown = store.view.value?.answer;
  if (!bill || !shown) return null;
  return (
    <SourceLines
      bill={bill.handle.report}
      plan={plan}
      path={path}
      measure={plan.measure || shown.measure}
      scale={shown.scale}
      currency={shown.currency}
      askLines={(request, signal) => store.ask("lines", request, signal)}
      sourceCells={store.sourceCells}
      onCopy={(table) => copyTable(store, table)}
    />
  );
}

interface LinkedProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly dimension: string;
  readonly value: string | null;
}

/** A value's name, which opens the lines that have it. */
export function Linked({ store, plan, dimension, value }: LinkedProps) {
  const name = valueName(dimension, value);
  return (
    <button
      type="button"
      class="button link"
      title={t("consolidated.lines")}
      onClick={() => openLines(store, { ...plan, by: [dimension] }, [value], () => name)}
    >
      {name}
    </button>
  );
}

/** Whether parts add up, as the core says. */
export function AddsUp({ difference, scale, testid }: { difference: string; scale: number; testid: string }) {
  const holds = isZero(difference);
  return (
    <p class={holds ? "ok" : "bad"} data-testid={testid} data-exact={difference}>
      <span aria-hidden="true">{holds ? "✔" : "✖"}</span> {t("schedule.difference")}{" "}
      <Why place="difference">
        <Amount exact={difference} scale={scale} />
      </Why>
    </p>
  );
}
