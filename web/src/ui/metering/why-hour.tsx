import type { Plan, WhyMetered } from "../../protocol";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { ScrollAcross } from "../scroll-across";
import { useAnswer } from "../use-answer";
import { resourceName } from "./names";

interface WhyHourProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly account: string | null;
  readonly begin: string;
}

/** Why an hour's bill is what it is: prices and quantities, what is cut off, and the records that lie in the hour. */
export function WhyHour({ store, plan, account, begin }: WhyHourProps) {
  const { answer: why, failure } = useAnswer(store, "why_metered", { plan, account, begin });
  if (failure) return <p class="bad">{t("why.failed")}</p>;
  if (!why) return <p class="muted">{t("why.asking")}</p>;
  return (
    <div data-testid="why-hour">
      <h3>{t("metering.why.parts")}</h3>
      <Parts why={why} />
      <h3>{t("metering.why.records", { n: why.records })}</h3>
      <Segments why={why} />
      {why.segments.length < why.records && <p class="muted">{t("metering.why.more", { n: why.segments.length })}</p>}
    </div>
  );
}

function Parts({ why }: { readonly why: WhyMetered }) {
  const { bill } = why;
  return (
    <ScrollAcross label={t("metering.why.parts")}>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col">{t("metering.resource")}</th>
            <th scope="col" class="number">
              {t("metering.price")}
            </th>
            <th scope="col" class="number">
              {t("metering.quantity")}
            </th>
            <th scope="col" class="number">
              {t("metering.amount")}
            </th>
          </tr>
        </thead>
        <tbody>
          {why.parts.map((part, place) => (
            <tr key={place}>
              <th scope="row">{resourceName(part)}</th>
              <td class="number">
                <Amount exact={part.price} /> <span class="muted">{part.unit}</span>
              </td>
              <td class="number">
                × <Amount exact={part.quantity} />
              </td>
              <td class="number">
                = <Amount exact={part.amount} />
              </td>
            </tr>
          ))}
          <Row name={t("metering.why.sum")} exact={why.sum} />
          <Row name={t("metering.why.cut")} exact={bill.computed} />
          <Row name={t("metering.why.charged")} exact={bill.charged} />
          <Row name={t("metering.why.odd")} exact={bill.odd} />
        </tbody>
      </table>
    </ScrollAcross>
  );
}

function Row({ name, exact }: { readonly name: string; readonly exact: string }) {
  return (
    <tr class="total">
      <th scope="row" colSpan={3}>
        {name}
      </th>
      <td class="number">
        <Amount exact={exact} />
      </td>
    </tr>
  );
}

function Segments({ why }: { readonly why: WhyMetered }) {
  return (
    <ScrollAcross label={t("metering.why.records", { n: why.records })}>
      <table class="ledger">
        <thead>
          <tr>
            <th scope="col" class="number">
              {t("metering.line")}
            </th>
            <th scope="col">{t("metering.app")}</th>
            <th scope="col">{t("metering.resource")}</th>
            <th scope="col">{t("metering.from_to")}</th>
            <th scope="col" class="number">
              {t("metering.why.seconds")}
            </th>
            <th scope="col" class="number">
              {t("metering.why.requested")}
            </th>
            <th scope="col" class="number">
              {t("metering.why.used")}
            </th>
            <th scope="col" class="number">
              {t("metering.billed")}
            </th>
          </tr>
        </thead>
        <tbody>
          {why.segments.map((segment, place) => (
            <tr key={place}>
              <td class="number">{segment.line}</td>
              <td>{segment.app ?? ""}</td>
              <td>{resourceName(segment)}</td>
              <td>
                {clock(segment.begin)} – {clock(segment.end)}
              </td>
              <td class="number">{segment.seconds}</td>
              <td class="number">{segment.requested}</td>
              <td class="number">{segment.used}</td>
              <td class="number">{segment.billed}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollAcross>
  );
}

/** "10:30:00" of "2024-09-01 10:30:00": the day is in the heading. */
function clock(time: string): string {
  return time.slice(11);
}
