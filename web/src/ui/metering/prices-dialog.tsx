import type { Plan } from "../../protocol";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { TextDialog } from "../text-dialog";

interface PricesDialogProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly onPrices: (prices: string) => void;
  readonly onClose: () => void;
}

/** The price list as text; the core says what is wrong with it before it is used. */
export function PricesDialog({ store, plan, onPrices, onClose }: PricesDialogProps) {
  return (
    <TextDialog
      title={t("metering.prices.heading")}
      explain={t("metering.prices.explain")}
      label={t("metering.prices.label")}
      use={t("metering.prices.apply")}
      begin={plan.prices}
      rows={10}
      accept=".csv,.tsv,.json,.txt"
      testid="prices"
      read={store.readText}
      onUse={async (prices) => {
        await store.ask("meter", { plan: { ...plan, prices }, accounts: [], offset: 0, limit: 1 });
        onPrices(prices);
      }}
      onClose={onClose}
    />
  );
}
