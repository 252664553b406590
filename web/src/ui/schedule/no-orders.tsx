import type { Bill, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Button } from "../button";
import { openSample } from "../open-sample";

/** What a schedule needs of a bill, each with its header in our own Orders file. */
const NEEDED = [
  ["order", "OrderNo"],
  ["amortized_type", "AmortizedType"],
  ["date", "BeginTime"],
  ["end_date", "EndTime"],
] as const;

interface NoOrdersProps {
  readonly store: Store;
  readonly bill: Bill;
  readonly onPreview: () => void;
}

/** A bill without prepaid orders: what it would need, what of that it has, and the preview all the same. */
export function NoOrders({ store, bill, onPreview }: NoOrdersProps) {
  const columns = bill.handle.report.columns;
  return (
    <div class="panel no-orders" data-testid="no-orders">
      <h2>{t("schedule.none.heading")}</h2>
      <p>{t("schedule.none.why")}</p>
      <ul>
        {NEEDED.map(([field, header]) => {
          const column = columns.find((each) => each.field === field);
          const name = dimensionName(field);
          return (
            <li key={field}>
              {column
                ? t("schedule.none.has", { field: name, column: column.name })
                : t("schedule.none.column", { field: name, header })}
            </li>
          );
        })}
      </ul>
      <p>{t("schedule.none.try")}</p>
      <div class="explain-deeds">
        <Button look="primary" onClick={onPreview} testid="no-orders-preview">
          {t("schedule.none.preview")}
        </Button>
        <Button onClick={() => void openSample(store, "orders")} testid="no-orders-sample">
          {t("schedule.none.sample")}
        </Button>
      </div>
    </div>
  );
}
