import "./why-figure.css";

import { type ComponentChildren, createContext } from "preact";
import { useContext, useState } from "preact/hooks";

import type { FigureStep, WhyFigureReport, WhyFigureRequest } from "../protocol";
import type { Store } from "../state/store";
import { isZero } from "../text/amount";
import { isKey, rich, say, t } from "../text/text";
import { Amount } from "./amount";
import { Button } from "./button";
import { copyTable } from "./give-away";
import { wordsShown } from "./split/explain-panel";
import { SourceLines } from "./split/source-lines";
import { useAnswer } from "./use-answer";
import { inspect } from "./unsaved";

// Why a figure of a report is what it is: the core names the figures that it is made of, and each of them can be asked in
// turn, down to the lines.

/** The question whose report the figures below are of. */
export type Asked = Omit<WhyFigureRequest, "place" | "offset" | "limit">;

interface Explained {
  readonly store: Store;
  readonly asked: Asked;
  /** What a figure is called where its field does not say it; undefined where it does. */
  readonly nameOf?: ((place: string) => string | undefined) | undefined;
}

interface Opened extends Explained {
  readonly onWhy: (place: string) => void;
}

const Question = createContext<Opened | null>(null);

/** What was not chosen in a view. */
const NOTHING_GIVEN: WhyFigureRequest["given"] = {
  usage_hours: "0",
  reserved_hours: "0",
  commitment: "0",
  on_demand_rate: "0",
  reservation_part: "0",
  plan_part: "0",
};

interface ExplainedProps extends Partial<Asked>, Pick<Explained, "store" | "nameOf"> {
  readonly plan: Asked["plan"];
  readonly view: string;
  /** The figures stand in the drawer themselves: the explanation takes their place there, with a way back. */
  readonly inside?: boolean;
  readonly children: ComponentChildren;
}

/** Figures of one report, as it was asked for. */
export function ExplainedFigures({ store, nameOf, inside = false, children, ...asked }: ExplainedProps) {
  const [chosen, choose] = useState<string | null>(null);
  const explained: Explained = { store, asked: askedOf(asked), nameOf };
  if (inside && chosen !== null)
    return <WhyFigure key={chosen} {...explained} place={chosen} onBack={() => choose(null)} />;
  const onWhy = inside ? choose : (place: string) => openWhy(explained, place);
  return <Question.Provider value={{ ...explained, onWhy }}>{children}</Question.Provider>;
}

/** The question with what it does not ask left empty. */
export function askedOf(asked: Partial<Asked> & Pick<Asked, "plan" | "view">): Asked {
  return {
    by: "",
    from: "",
    to: "",
    month: "",
    dimension: "",
    explain_by: "",
    given: NOTHING_GIVEN,
    kind: "",
    purchaser: "",
    zone: "",
    scope: "",
    policy: "",
    show: [],
    before: "",
    after: "",
    item: "",
    before_plan: null,
    rule: "",
    usage: "",
    accounts: [],
    root: [],
    grain: "",
    top: 0,
    department: "",
    category: "",
    list: "",
    alone: false,
    orders: [],
    uses: [],
    ...asked,
  };
}

/** A figure that says why it is what it is when it is pressed. */
export function Why({ place, children }: { readonly place: string | undefined; readonly children: ComponentChildren }) {
  const question = useContext(Question);
  if (question === null || place === undefined) return <>{children}</>;
  return (
    <button
      type="button"
      class="figure-why"
      title={t("inspector.why")}
      data-why={place}
      onClick={() => question.onWhy(place)}
    >
      {children}
    </button>
  );
}

/** The item of a list whose number a part of a place is. */
export function itemAt<Item>(list: readonly Item[], part: string | undefined): Item | undefined {
  return list.find((_, number) => `${number}` === part);
}

/** For what is no text: asks why of a place of the figures around; null where nothing is explained. */
export function useWhyOf(): ((place: string) => void) | null {
  return useContext(Question)?.onWhy ?? null;
}

function openWhy(explained: Explained, place: string): void {
  const Content = () => <WhyFigure {...explained} place={place} />;
  inspect(explained.store, { type: "panel", title: () => t("inspector.why"), Content });
}

interface WhyFigureProps extends Explained {
  readonly place: string;
  readonly onBack?: () => void;
  /** What the way back leads to, where that is not the figures around. */
  readonly backTo?: string;
}

/** A figure on the way down; `name` is that of the step that led to it. */
interface OnTheWay {
  readonly place: string;
  readonly name?: string;
}

export function WhyFigure({ store, asked, nameOf, place, onBack, backTo = t("figure.back_to_all") }: WhyFigureProps) {
  const [trail, setTrail] = useState<readonly OnTheWay[]>([{ place }]);
  const [showsLines, showLines] = useState(false);
  const { place: at, name } = trail[trail.length - 1] ?? { place };
  const request = { ...asked, place: at, offset: 0, limit: 1 };
  const { answer, failure, pending } = useAnswer(store, "why_figure", request);
  const go = (next: readonly OnTheWay[]) => {
    setTrail(next);
    showLines(false);
  };
  if (failure) return <p class="bad">{t("why.failed")}</p>;
  if (!answer) return <p class="muted">{t("why.asking")}</p>;
  const word = nameOf?.(at) ?? name ?? wordOf(viewOfPlace(asked.view, at), answer.what);
  return (
    <div class="explain" data-testid="why-figure" data-place={pending ? undefined : at} aria-busy={pending}>
      {(trail.length > 1 || onBack) && (
        <p>
          <Button
            look="link"
            onClick={() => (trail.length > 1 ? go(trail.slice(0, -1)) : onBack?.())}
            testid="why-back"
          >
            {trail.length > 1 ? t("figure.back") : backTo}
          </Button>
        </p>
      )}
      <p class="explain-what">{word}</p>
      <p class="explain-amount">
        <Amount exact={answer.amount} testid="explained" />
      </p>
      <h3>{t("figure.formula")}</h3>
      <Formula view={viewOfPlace(asked.view, at)} word={word} answer={answer} onStep={(next) => go([...trail, next])} />
      <Verdict answer={answer} />
      {answer.rules.length > 0 && <Rules answer={answer} />}
      {answer.lines.rows > 0 && !showsLines && (
        <div class="explain-deeds">
          <Button look="primary" onClick={() => showLines(true)} testid="why-lines">
            {t("why.show_lines", { n: answer.lines.rows })}
          </Button>
        </div>
      )}
      {showsLines && <Lines store={store} asked={asked} place={at} word={word} />}
    </div>
  );
}

const SIGNS: Readonly<Record<string, string>> = {
  plus: "+",
  minus: "−",
  times: "×",
  divided_by: "÷",
  at_most: "≤",
  at_least: "≥",
  rounded: "≈",
  truncated: "≈",
  apportioned: "≈",
  beside: "",
};

/** Steps on the screen; the verdict is of all. */
const MOST = 200;

interface FormulaProps {
  readonly view: string;
  /** What the figure itself is called. */
  readonly word: string;
  readonly answer: WhyFigureReport;
  readonly onStep: (step: OnTheWay) => void;
}

function Formula({ view, word, answer, onStep }: FormulaProps) {
  return (
    <table class="ledger explain-steps formula" data-testid="why-steps">
      <thead class="unseen">
        <tr>
          <th scope="col">{t("figure.operation")}</th>
          <th scope="col">{t("why.step")}</th>
          <th scope="col">{t("treemap.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {answer.steps.slice(0, MOST).map((step, at) => (
          <tr key={at} class={step.op === "beside" ? "beside" : undefined} data-op={step.op} data-what={step.what}>
            <td class="why-op">
              <span aria-hidden="true">{at === 0 && step.op === "plus" ? "" : SIGNS[step.op]}</span>
              <span class="unseen">{operation(step.op)}</span>
            </td>
            <th scope="row">
              {step.place === "" ? (
                stepName(view, step)
              ) : (
                <Button look="link" onClick={() => onStep({ place: step.place, name: stepName(view, step) })}>
                  {stepName(view, step)}
                </Button>
              )}
            </th>
            <td class="number">
              <Amount exact={step.amount} />
            </td>
          </tr>
        ))}
        {answer.steps.length > MOST && (
          <tr>
            <td colSpan={3} class="muted">
              {t("why.more", { n: answer.steps.length - MOST })}
            </td>
          </tr>
        )}
        <tr class="total">
          <td class="why-op">=</td>
          <th scope="row">{word}</th>
          <td class="number">
            <Amount exact={answer.amount} />
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function operation(op: string): string {
  const key = `figure.op.${op}`;
  return isKey(key) ? say(key, {}) : op;
}

/** A field of a report in words: the view's own, else those that several views have. */
export function wordOf(view: string, what: string): string {
  const own = [`figure.${view}.${what}`, `figure.${what}`].find(isKey);
  return own === undefined ? what : say(own, {});
}

/** What a rule handed out has the same words below the figures of whatever view. */
function viewOfPlace(view: string, place: string): string {
  return place.split("/").includes("handouts") ? "group" : view;
}

function stepName(view: string, { op, what, name, place, digits }: FigureStep): string {
  if (op === "rounded" || op === "truncated" || op === "apportioned")
    return t(`figure.${op}`, { digits: String(digits) });
  const word = wordOf(viewOfPlace(view, place), what);
  if (name === null) return word;
  return name === "" ? t("figure.of_none", { word }) : t("figure.of", { word, name: knownName(view, what, name) });
}

/** Our own words for what the core names by a word of its own. */
const KNOWN_NAMES: Readonly<Record<string, string>> = {
  opinion: "fair",
  place: "affinity.place",
  fit: "affinity.fit",
  reserved: "affinity.scope",
};

function knownName(view: string, what: string, name: string): string {
  const key = `${KNOWN_NAMES[what] ?? (view === "compare" ? "compare.reason" : "")}.${name}`;
  return isKey(key) ? say(key, {}) : name;
}

function Verdict({ answer: { amount, difference } }: { readonly answer: WhyFigureReport }) {
  const holds = isZero(difference);
  return (
    <p class={holds ? "ok" : "bad"} data-testid="why-check" data-exact={difference}>
      {holds ? "✔ " : "✖ "}
      {holds
        ? rich("figure.comes_to", { amount: <Amount exact={amount} /> })
        : rich("why.differs", { difference: <Amount exact={difference} /> })}
    </p>
  );
}

/** Which lines count: from the file down, by currency and filters. */
function Rules({ answer }: { readonly answer: WhyFigureReport }) {
  return (
    <>
      <h3>{t("figure.rules")}</h3>
      <ul class="explain-rules" role="list">
        {answer.rules.map((step, at) => (
          <li key={at} class="muted">
            {wordsShown(step, { levels: [], path: [], scale: 0 })} · {t("rows", { n: step.rows })}
          </li>
        ))}
      </ul>
    </>
  );
}

interface LinesProps extends WhyFigureProps {
  readonly word: string;
}

function Lines({ store, asked, place, word }: LinesProps) {
  const bill = store.bill.value;
  if (!bill) return null;
  return (
    <SourceLines
      bill={bill.handle.report}
      plan={asked.plan}
      path={[place]}
      heading={word}
      measure={word}
      scale={0}
      currency=""
      askLines={async ({ offset, limit }, signal) =>
        (await store.ask("why_figure", { ...asked, place, offset, limit }, signal)).lines
      }
      sourceCells={store.sourceCells}
      onCopy={(table) => copyTable(store, table)}
    />
  );
}
