import "./preview.css";

import { useId, useState } from "preact/hooks";

import type { PreviewOrder, PreviewReport, PreviewUse, ScheduleRow } from "../../protocol";
import { isUse, orderPlan, type Tried } from "../../state/schedule";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { Button } from "../button";
import { wordsOf } from "../error-panel";
import { ScrollAcross } from "../scroll-across";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why, wordOf } from "../why-figure";
import { Choose } from "./schedule-tools";
import { COLUMNS, NO_ORDER, NO_USE, triedIn, USE_COLUMNS } from "./typed-orders";
import { errorName, rowTitle, termOf, typeName } from "./words";

const TYPES = [
  "new",
  "renew",
  "refund",
  "change",
  "pack-periodic",
  "pack-total",
  "reserved-storage",
  "payg",
  "deduction",
] as const;
/** Orders that are amortized by use, so that they hold a quantity. */
const BY_USE = ["pack-total", "reserved-storage"];
const DEDUCTION = "deduction";
const SETTLEMENTS = ["hourly", "daily", "monthly"] as const;

/** What orders that are not in the bill would do: typed or pasted, the schedule before and after. */
export function Preview(parts: ScheduleParts) {
  const { store, plan, report: overview } = parts;
  const trial = store.trial.value;
  const [alone, setAlone] = useState(!overview.has_orders);
  const [grain, setGrain] = useState<"month" | "day">("month");
  const id = useId();
  const asked = {
    plan: orderPlan(plan),
    grain,
    alone,
    orders: trial.filter((each): each is PreviewOrder => !isUse(each)),
    uses: trial.filter(isUse),
  };
  const { answer, failure, pending } = useAnswer(store, "preview", trial.length === 0 ? null : asked);
  return (
    <div class="preview" data-testid="preview">
      <p class="muted">{t("schedule.preview.explain")}</p>
      <OrderForm
        place={trial.length + 1}
        onAdd={(order) => store.tryOut(() => t("did.preview.add", { order: order.order }), [...trial, order])}
      />
      <PasteRows
        onRows={(rows) => store.tryOut(() => t("did.preview.paste", { n: rows.length }), [...trial, ...rows])}
      />
      <TriedList {...parts} trial={trial} />
      {trial.length > 0 && (
        <div class="split-bar">
          <fieldset class="plan-field basis">
            <legend>{t("schedule.grain")}</legend>
            {(["month", "day"] as const).map((each) => (
              <label class="choice" key={each}>
                <input
                  type="radio"
                  name={`${id}-grain`}
                  checked={grain === each}
                  onChange={() => setGrain(each)}
                  data-testid={`preview-grain-${each}`}
                />
                {t(`schedule.grain.${each}`)}
              </label>
            ))}
          </fieldset>
          {overview.has_orders && (
            <label class="choice">
              <input type="checkbox" checked={alone} onChange={() => setAlone(!alone)} data-testid="preview-alone" />
              {t("schedule.preview.alone")}
            </label>
          )}
        </div>
      )}
      {failure && <p class="bad">{wordsOf(failure).what}</p>}
      {trial.length > 0 && answer && (
        <ExplainedFigures {...{ store, view: "preview", ...asked }} nameOf={(place) => changeAt(answer, place)}>
          <BeforeAfter report={answer} grain={grain} pending={pending} />
        </ExplainedFigures>
      )}
    </div>
  );
}

// ---- what is tried out

function TriedList({ store, trial }: ScheduleParts & { trial: readonly Tried[] }) {
  if (trial.length === 0) return <p class="muted">{t("schedule.preview.nothing")}</p>;
  return (
    <section aria-label={t("schedule.preview.tried")}>
      <h2>{t("schedule.preview.tried")}</h2>
      <ul class="tried" role="list">
        {trial.map((each, place) => (
          <li key={place}>
            <span>
              <strong>{each.order}</strong> {isUse(each) ? <UseWords use={each} /> : <OrderWords order={each} />}
            </span>
            <button
              type="button"
              class="button plain"
              aria-label={t("schedule.preview.remove", { order: each.order })}
              onClick={() =>
                store.tryOut(
                  () => t("did.preview.remove", { order: each.order }),
                  trial.filter((_, other) => other !== place),
                )
              }
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        ))}
      </ul>
      {trial.length > 1 && (
        <Button look="link" onClick={() => store.tryOut(() => t("did.preview.clear"), [])}>
          {t("schedule.preview.clear")}
        </Button>
      )}
    </section>
  );
}

function OrderWords({ order }: { order: PreviewOrder }) {
  return (
    <>
      {typeName(order.type)} {termOf(order)} <Amount exact={order.amount} scale={2} />
    </>
  );
}

function UseWords({ use }: { use: PreviewUse }) {
  return (
    <>
      {typeName(DEDUCTION)} {use.date} <span class="number">{use.quantity}</span>
    </>
  );
}

interface OrderFormProps {
  /** Which one it will be, for the name of an order that is given none. */
  readonly place: number;
  readonly onAdd: (tried: Tried) => void;
}

function OrderForm({ place, onAdd }: OrderFormProps) {
  const id = useId();
  const [typed, setTyped] = useState<PreviewOrder>({ ...NO_ORDER, type: "new" });
  const [settlement, setSettlement] = useState(NO_USE.settlement);
  const isDeduction = typed.type === DEDUCTION;
  const belongs = typed.type === "refund" || typed.type === "change";
  const ends = typed.type !== "refund" && typed.type !== "payg" && !isDeduction;
  const holds = BY_USE.includes(typed.type);
  const field = (name: keyof PreviewOrder, label: string, kind: "text" | "date" = "text", required = false) => (
    <div class="preview-field">
      <label for={`${id}-${name}`}>{label}</label>
      <input
        id={`${id}-${name}`}
        class="field"
        type={kind}
        data-testid={`preview-${name}`}
        inputMode={name === "amount" || name === "quantity" ? "decimal" : undefined}
        autocomplete="off"
        required={required}
        value={typed[name]}
        onInput={({ currentTarget: { value } }) => setTyped({ ...typed, [name]: value.trim() })}
      />
    </div>
  );
  return (
    <form
      class="preview-form"
      onSubmit={(event) => {
        event.preventDefault();
        const { order, original, begin, end, quantity } = typed;
        if (isDeduction) onAdd({ order, date: begin, quantity, settlement });
        else
          onAdd({
            ...typed,
            order: order || t("schedule.preview.default_order", { n: place }),
            original: belongs ? original : "",
            end: ends ? end : "",
            quantity: holds ? quantity : "",
          });
        setTyped({ ...NO_ORDER, type: typed.type });
      }}
    >
      <div class="preview-field">
        <Choose
          id={`${id}-type`}
          label={t("schedule.preview.type")}
          testid="preview-type"
          value={typed.type}
          choices={TYPES.map((each) => [each, typeName(each)] as const)}
          onChoose={(type) => setTyped({ ...typed, type })}
        />
      </div>
      {field("order", t(isDeduction ? "schedule.preview.pack" : "schedule.preview.order"), "text", isDeduction)}
      {belongs && field("original", t("schedule.preview.original"), "text", true)}
      {field("begin", t(ends ? "schedule.preview.begin" : "schedule.preview.day"), "date", true)}
      {ends && field("end", t("schedule.preview.end"), "date", true)}
      {!isDeduction && field("amount", t("schedule.preview.amount"), "text", true)}
      {holds && field("quantity", t("schedule.preview.quantity"), "text", true)}
      {isDeduction && field("quantity", t("schedule.preview.used"), "text", true)}
      {isDeduction && (
        <div class="preview-field">
          <Choose
            id={`${id}-settlement`}
            label={t("schedule.preview.settlement")}
            testid="preview-settlement"
            value={settlement}
            choices={SETTLEMENTS.map((each) => [each, t(`schedule.settlement.${each}`)] as const)}
            onChoose={setSettlement}
          />
        </div>
      )}
      <button type="submit" class="button primary" data-testid="preview-add">
        {t("schedule.preview.add")}
      </button>
    </form>
  );
}

function PasteRows({ onRows }: { onRows: (rows: readonly Tried[]) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [none, setNone] = useState(false);
  const columns = headersOf(COLUMNS);
  return (
    <details class="preview-paste">
      <summary>{t("schedule.preview.paste")}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const rows = triedIn(text);
          setNone(rows.length === 0);
          if (rows.length === 0) return;
          onRows(rows);
          setText("");
        }}
      >
        <label for={`${id}-rows`}>{t("schedule.preview.paste_label")}</label>
        <textarea
          id={`${id}-rows`}
          class="field mono"
          rows={4}
          spellcheck={false}
          placeholder={columns}
          data-testid="preview-paste"
          aria-describedby={none ? `${id}-none` : undefined}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        {none && (
          <p id={`${id}-none`} class="bad" role="alert">
            {t("schedule.preview.paste_none", { columns, uses: headersOf(USE_COLUMNS) })}
          </p>
        )}
        <button type="submit" class="button" data-testid="preview-paste-add">
          {t("schedule.preview.add")}
        </button>
      </form>
    </details>
  );
}

const headersOf = (columns: readonly (readonly [header: string, field: string])[]): string =>
  columns.map(([header]) => header).join(", ");

// ---- before and after

/** What changes is called by its period, too. */
function changeAt({ changes }: PreviewReport, place: string): string | undefined {
  const [list, at, field = ""] = place.split("/");
  const change = list === "changes" ? changes[Number(at)] : undefined;
  return change && t("figure.of", { word: wordOf("preview", field), name: change.period });
}

interface BeforeAfterProps {
  readonly report: PreviewReport;
  readonly grain: "month" | "day";
  readonly pending: boolean;
}

function BeforeAfter({ report, grain, pending }: BeforeAfterProps) {
  const { scale, changes, errors, total_before, total_after, rows, before } = report;
  return (
    <>
      {errors.length > 0 && (
        <ul class="notice caution preview-errors" role="alert" data-testid="preview-errors">
          {errors.map(({ reason, order, line, values }) => (
            <li key={line} data-reason={reason}>
              ⚠ {t("schedule.preview.error", { order: order || String(line), reason: errorName(reason, values) })}
            </li>
          ))}
        </ul>
      )}
      <ScrollAcross label={t("schedule.preview.changes")}>
        <table class="ledger schedule-plain" data-testid="preview-changes" aria-busy={pending}>
          <caption>{t(grain === "day" ? "schedule.preview.days" : "schedule.preview.changes")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("time.period")}</th>
              <th scope="col" class="number">
                {t("schedule.preview.before")}
              </th>
              <th scope="col" class="number">
                {t("schedule.preview.after")}
              </th>
              <th scope="col" class="number">
                {t("schedule.preview.change")}
              </th>
            </tr>
          </thead>
          <tbody>
            {changes.map((change, place) => (
              <tr key={change.period} data-period={change.period}>
                <th scope="row">{change.period}</th>
                <td class="number">
                  <Why place={`changes/${place}/before`}>
                    <Amount exact={change.before} scale={scale} />
                  </Why>
                </td>
                <td class="number">
                  <Why place={`changes/${place}/after`}>
                    <Amount exact={change.after} scale={scale} />
                  </Why>
                </td>
                <td class="number">
                  <Why place={`changes/${place}/change`}>
                    <Amount exact={change.change} scale={scale} />
                  </Why>
                </td>
              </tr>
            ))}
            {changes.length === 0 && (
              <tr>
                <td colSpan={4} class="muted">
                  {t("schedule.preview.no_change")}
                </td>
              </tr>
            )}
            <tr class="total">
              <th scope="row">{t("table.total")}</th>
              <td class="number">
                <Why place="total_before">
                  <Amount exact={total_before} scale={scale} testid="preview-before" />
                </Why>
              </td>
              <td class="number">
                <Why place="total_after">
                  <Amount exact={total_after} scale={scale} testid="preview-after" />
                </Why>
              </td>
              <td />
            </tr>
          </tbody>
        </table>
      </ScrollAcross>
      {rows.length > 0 && <OrdersBecome rows={rows} before={before} scale={scale} />}
    </>
  );
}

/** The orders that were typed and those that they touch, each as it becomes and as it was. */
function OrdersBecome({
  rows,
  before,
  scale,
}: {
  rows: readonly ScheduleRow[];
  before: readonly ScheduleRow[];
  scale: number;
}) {
  return (
    <ScrollAcross label={t("schedule.preview.orders")}>
      <table class="ledger schedule-plain" data-testid="preview-orders">
        <caption>{t("schedule.preview.orders")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("schedule.order")}</th>
            <th scope="col">{t("schedule.type")}</th>
            <th scope="col">{t("schedule.term")}</th>
            <th scope="col" class="number">
              {t("schedule.preview.before")}
            </th>
            <th scope="col" class="number">
              {t("schedule.preview.after")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, place) => {
            const at = before.findIndex(({ name, type }) => name === row.name && type === row.type);
            const was = before[at];
            return (
              <tr key={place}>
                <th scope="row">{rowTitle("order", row.name)}</th>
                <td class="muted">{typeName(row.type)}</td>
                <td class="muted">{termOf(row)}</td>
                <td class="number">
                  {was ? (
                    <Why place={`before/${at}/total`}>
                      <Amount exact={was.total} scale={scale} />
                    </Why>
                  ) : (
                    "—"
                  )}
                </td>
                <td class="number">
                  <Why place={`rows/${place}/total`}>
                    <Amount exact={row.total} scale={scale} />
                  </Why>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollAcross>
  );
}
