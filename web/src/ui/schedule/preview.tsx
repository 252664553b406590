import "./preview.css";

import { useId, useState } from "preact/hooks";

import type { PreviewOrder, PreviewReport, ScheduleRow } from "../../protocol";
import { orderPlan } from "../../state/schedule";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { Button } from "../button";
import { wordsOf } from "../error-panel";
import type { ScheduleParts } from "../schedule-view";
import { useAnswer } from "../use-answer";
import { Choose } from "./schedule-tools";
import { COLUMNS, NO_ORDER, ordersIn } from "./typed-orders";
import { errorName, rowTitle, termOf, typeName } from "./words";

const TYPES = ["new", "renew", "refund", "change", "pack-periodic", "pack-total", "payg"] as const;

/** What orders that are not in the bill would do: typed or pasted, the schedule before and after. */
export function Preview(parts: ScheduleParts) {
  const { store, plan, report: overview } = parts;
  const trial = store.trial.value;
  const [alone, setAlone] = useState(!overview.has_orders);
  const [grain, setGrain] = useState<"month" | "day">("month");
  const id = useId();
  const { answer, failure, pending } = useAnswer(
    store,
    "preview",
    trial.length === 0 ? null : { plan: orderPlan(plan), grain, alone, orders: trial, uses: [] },
  );
  return (
    <div class="preview" data-testid="preview">
      <p class="muted">{t("schedule.preview.explain")}</p>
      <OrderForm
        place={trial.length + 1}
        onAdd={(order) => store.tryOut(() => t("did.preview.add", { order: order.order }), [...trial, order])}
      />
      <PasteOrders
        onOrders={(orders) => store.tryOut(() => t("did.preview.paste", { n: orders.length }), [...trial, ...orders])}
      />
      <Tried {...parts} trial={trial} />
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
      {trial.length > 0 && answer && <BeforeAfter report={answer} grain={grain} pending={pending} />}
    </div>
  );
}

// ---- what is tried out

function Tried({ store, trial }: ScheduleParts & { trial: readonly PreviewOrder[] }) {
  if (trial.length === 0) return <p class="muted">{t("schedule.preview.nothing")}</p>;
  return (
    <section aria-label={t("schedule.preview.tried")}>
      <h2>{t("schedule.preview.tried")}</h2>
      <ul class="tried" role="list">
        {trial.map((each, place) => (
          <li key={place}>
            <span>
              <strong>{each.order}</strong> {typeName(each.type)} {termOf(each)}{" "}
              <Amount exact={each.amount} scale={2} />
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

interface OrderFormProps {
  /** Which one it will be, for the name of an order that is given none. */
  readonly place: number;
  readonly onAdd: (order: PreviewOrder) => void;
}

function OrderForm({ place, onAdd }: OrderFormProps) {
  const id = useId();
  const [typed, setTyped] = useState<PreviewOrder>({ ...NO_ORDER, type: "new" });
  const belongs = typed.type === "refund" || typed.type === "change";
  const ends = typed.type !== "refund" && typed.type !== "payg";
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
        onAdd({
          ...typed,
          order: typed.order || t("schedule.preview.default_order", { n: place }),
          original: belongs ? typed.original : "",
          end: ends ? typed.end : "",
          quantity: typed.type === "pack-total" ? typed.quantity : "",
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
      {field("order", t("schedule.preview.order"))}
      {belongs && field("original", t("schedule.preview.original"), "text", true)}
      {field("begin", t(ends ? "schedule.preview.begin" : "schedule.preview.day"), "date", true)}
      {ends && field("end", t("schedule.preview.end"), "date", true)}
      {field("amount", t("schedule.preview.amount"), "text", true)}
      {typed.type === "pack-total" && field("quantity", t("schedule.preview.quantity"), "text", true)}
      <button type="submit" class="button primary" data-testid="preview-add">
        {t("schedule.preview.add")}
      </button>
    </form>
  );
}

function PasteOrders({ onOrders }: { onOrders: (orders: readonly PreviewOrder[]) => void }) {
  const id = useId();
  const [text, setText] = useState("");
  const [none, setNone] = useState(false);
  const columns = COLUMNS.map(([header]) => header).join(", ");
  return (
    <details class="preview-paste">
      <summary>{t("schedule.preview.paste")}</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const orders = ordersIn(text);
          setNone(orders.length === 0);
          if (orders.length === 0) return;
          onOrders(orders);
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
            {t("schedule.preview.paste_none", { columns })}
          </p>
        )}
        <button type="submit" class="button" data-testid="preview-paste-add">
          {t("schedule.preview.add")}
        </button>
      </form>
    </details>
  );
}

// ---- before and after

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
      <div class="scroll-across" tabIndex={0} role="region" aria-label={t("schedule.preview.changes")}>
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
            {changes.map((change) => (
              <tr key={change.period} data-period={change.period}>
                <th scope="row">{change.period}</th>
                <td class="number">
                  <Amount exact={change.before} scale={scale} />
                </td>
                <td class="number">
                  <Amount exact={change.after} scale={scale} />
                </td>
                <td class="number">
                  <Amount exact={change.change} scale={scale} />
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
                <Amount exact={total_before} scale={scale} testid="preview-before" />
              </td>
              <td class="number">
                <Amount exact={total_after} scale={scale} testid="preview-after" />
              </td>
              <td />
            </tr>
          </tbody>
        </table>
      </div>
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
    <div class="scroll-across" tabIndex={0} role="region" aria-label={t("schedule.preview.orders")}>
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
            const was = before.find(({ name, type }) => name === row.name && type === row.type);
            return (
              <tr key={place}>
                <th scope="row">{rowTitle("order", row.name)}</th>
                <td class="muted">{typeName(row.type)}</td>
                <td class="muted">{termOf(row)}</td>
                <td class="number">{was ? <Amount exact={was.total} scale={scale} /> : "—"}</td>
                <td class="number">
                  <Amount exact={row.total} scale={scale} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
