import "./explain-panel.css";

import { useEffect, useRef, useState } from "preact/hooks";

import type { Explanation, ExplainStep, Path, Plan } from "../../protocol";
import { Latest } from "../../state/latest";
import { masked } from "../../state/settings";
import { groupName, noValueName, pathName } from "../../state/row-names";
import { levelsOf } from "../../state/view";
import { formatAmount, isZero, NOT_APPLICABLE } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { isKey, rich, say, t } from "../../text/text";
import { Amount, HIDDEN } from "../amount";

interface ExplainPanelProps {
  readonly plan: Plan;
  readonly path: Path;
  readonly scale: number;
  readonly currency: string;
  readonly ask: (request: { readonly plan: Plan; readonly path: Path }, signal: AbortSignal) => Promise<Explanation>;
  readonly onLines: () => void;
  readonly onPath: (path: Path) => void;
  /** Asks why of a figure of the group: what a rule brought or took. */
  readonly onFigure: (place: string) => void;
  readonly onCopied: (text: string) => void;
}

/** Why a figure is what it is: the core's steps from the file down to it, and the parts that it is the sum of. */
export function ExplainPanel(props: ExplainPanelProps) {
  const { plan, path, scale, currency, ask, onLines, onPath, onFigure, onCopied } = props;
  const [explanation, setExplanation] = useState<Explanation | null>(null);
  const [failed, setFailed] = useState(false);
  const latest = useRef(new Latest());
  const asked = JSON.stringify([plan, path]);
  useEffect(() => {
    const runner = latest.current;
    setFailed(false);
    void runner
      .run((signal) => ask({ plan, path }, signal))
      .then((answer) => answer && setExplanation(answer))
      .catch(() => setFailed(true));
    return () => runner.stop();
  }, [asked]);

  if (failed) return <p class="bad">{t("why.failed")}</p>;
  if (!explanation) return <p class="muted">{t("why.asking")}</p>;
  const levels = levelsOf(plan);
  const context: StepContext = { levels, path: explanation.path, scale };
  const balanced = isZero(explanation.difference);
  return (
    <div class="explain" data-testid="explanation">
      <p class="explain-what">{pathName(levels, explanation.path)}</p>
      <p class="explain-amount">
        <Amount exact={explanation.amount} scale={scale} currency={currency} testid="explained" />
      </p>
      <p class="muted">{t("why.measured", { measure: explanation.measure, n: explanation.rows })}</p>

      <h3>{t("why.steps")}</h3>
      <Steps steps={explanation.steps} context={context} onFigure={onFigure} />
      {explanation.rules && (
        <>
          <h3>{t("why.rules")}</h3>
          <Steps steps={explanation.rules} context={context} />
        </>
      )}
      {explanation.parts.length > 0 && (
        <>
          <h3>{t("why.parts")}</h3>
          <Steps steps={explanation.parts} context={context} total={explanation} onPath={onPath} />
          <p class={balanced ? "ok" : "bad"} data-testid="explain-check">
            {balanced ? "✔ " : "✖ "}
            {balanced
              ? rich("why.adds_up", { amount: <Amount exact={explanation.amount} scale={scale} /> })
              : rich("why.differs", { difference: <Amount exact={explanation.difference} scale={scale} /> })}
          </p>
        </>
      )}
      <div class="explain-deeds">
        <button type="button" class="button primary" onClick={onLines}>
          {t("why.show_lines", { n: explanation.rows })}
        </button>
        <button type="button" class="button" onClick={() => onCopied(asText(explanation, context))}>
          {t("why.copy")}
        </button>
      </div>
    </div>
  );
}

/** Parts on the screen; all are in the copied text. */
const MOST = 200;

interface StepContext {
  readonly levels: readonly string[];
  readonly path: Path;
  readonly scale: number;
}

interface StepsProps {
  readonly steps: readonly ExplainStep[];
  readonly context: StepContext;
  readonly total?: Explanation;
  readonly onPath?: (path: Path) => void;
  readonly onFigure?: (place: string) => void;
}

function Steps({ steps, context, total, onPath, onFigure }: StepsProps) {
  const wayDown = steps.findIndex(({ what }) => OF_RULES.includes(what));
  return (
    <table class="ledger explain-steps">
      <thead class="unseen">
        <tr>
          <th scope="col">{t("why.step")}</th>
          <th scope="col">{t("table.lines")}</th>
          <th scope="col">{t("treemap.amount")}</th>
        </tr>
      </thead>
      <tbody>
        {steps.slice(0, MOST).map((step, place) => {
          const child = childPath(step, context);
          const figure = figureOf(step, place - wayDown);
          const open = child && onPath ? () => onPath(child) : figure && onFigure ? () => onFigure(figure) : undefined;
          return (
            <tr key={place}>
              <th scope="row">
                {open ? (
                  <button type="button" class="button link" onClick={open}>
                    {wordsShown(step, context)}
                  </button>
                ) : (
                  wordsShown(step, context)
                )}
              </th>
              <td class="number muted">{t("rows", { n: step.rows })}</td>
              <td class="number">
                {step.amount === "" ? NOT_APPLICABLE : <Amount exact={step.amount} scale={context.scale} />}
              </td>
            </tr>
          );
        })}
        {steps.length > MOST && (
          <tr>
            <td colSpan={3} class="muted">
              {t("why.more", { n: steps.length - MOST })}
            </td>
          </tr>
        )}
        {total && (
          <tr class="total">
            <th scope="row">{t("table.total")}</th>
            <td class="number">{t("rows", { n: total.rows })}</td>
            <td class="number">
              <Amount exact={total.amount} scale={context.scale} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  );
}

/** The group that a part stands for, where it stands for one. */
function childPath({ what, values }: ExplainStep, { levels, path }: StepContext): Path | undefined {
  if (path.length >= levels.length) return undefined;
  if (what === "child") return [...path, values["value"] ?? ""];
  return what === "child_without_value" ? [...path, null] : undefined;
}

/** Steps of rules of shared costs. */
const OF_RULES = ["received_by_rule", "received_by_more", "given_by_rule"];

/** Where what a rule moved stands among the group's figures; `number` counts the steps of rules. */
function figureOf({ what }: ExplainStep, number: number): string | undefined {
  if (what === "received_by_rule") return `amount/handouts/${number}/got`;
  return what === "given_by_rule" ? `amount/taken/${number}` : undefined;
}

export function wordsShown(step: ExplainStep, context: StepContext): string {
  return stepWords(step, context, masked.value ? () => HIDDEN : formatAmount);
}

/** A step in words; a code that is new to the page says itself rather than nothing. */
export function stepWords(step: ExplainStep, context: StepContext, amount = formatAmount): string {
  const child = childPath(step, context);
  if (child) return groupName(context.levels, child);
  const { what } = step;
  const values = asShown(step.values, amount);
  const dimension = values["dimension"] ?? "";
  if (what === "without_value") return noValueName(dimension);
  if (isOfFilter(what)) return filterStep(what, values);
  if (values["own"] !== undefined) return say("why.received_part", values);
  if (values["exact"] !== undefined) return say("why.received_exactly", values);
  const key = `why.${what}`;
  if (!isKey(key)) return what;
  return say(key, { ...values, dimension: dimensionName(dimension), n: Number(values["groups"] ?? 0) });
}

const OF_FILTERS = ["kept_by_filter", "left_out_by_filter", "dropped_is", "dropped_is_not"] as const;

const isOfFilter = (what: string): what is (typeof OF_FILTERS)[number] => OF_FILTERS.some((each) => each === what);

/** "Kept: Project is rank-v2, recall or no value". */
function filterStep(what: (typeof OF_FILTERS)[number], values: ExplainStep["values"]): string {
  const named = [values["values"] ?? "", values["blank"] === "true" ? noValueName(values["dimension"] ?? "") : ""];
  return t(`why.${what}`, {
    dimension: dimensionName(values["dimension"] ?? ""),
    values: named.filter((each) => each !== "").join(", "),
  });
}

/** What of a step's values is an amount or a weight; a name may look like one. */
const AMOUNTS: ReadonlySet<string> = new Set([
  ...["change", "pool", "weight", "weights", "exact", "remainder", "amount"],
  ...["own", "whole", "portion", "rest"],
]);

const asShown = (values: ExplainStep["values"], amount: (exact: string) => string): ExplainStep["values"] =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, AMOUNTS.has(name) ? amount(value) : value]));

/** The whole explanation as lines of text, amounts as the core gave them. */
function asText(explanation: Explanation, context: StepContext): string {
  const line = (step: ExplainStep) => `${stepWords(step, context)}\t${t("rows", { n: step.rows })}\t${step.amount}`;
  return [
    `${pathName(context.levels, explanation.path)}: ${explanation.amount}`,
    t("why.measured", { measure: explanation.measure, n: explanation.rows }),
    "",
    t("why.steps"),
    ...explanation.steps.map(line),
    ...(explanation.rules ? ["", t("why.rules"), ...explanation.rules.map(line)] : []),
    "",
    t("why.parts"),
    ...explanation.parts.map(line),
    `${t("table.total")}\t${t("rows", { n: explanation.rows })}\t${explanation.amount}`,
    t("why.difference", { difference: explanation.difference }),
  ].join("\n");
}
