import "./consolidated.css";

import type { WatchLens } from "../state/consolidated";
import { watchedPlan } from "../state/consolidated";
import type { Store } from "../state/store";
import { t } from "../text/text";
import { lookOf } from "./consolidated";
import { LensSwitch } from "./lens-switch";
import { BasisBar } from "./split/basis-bar";
import { AcrossNotice } from "./split/sharing-notices";
import { Anomalies } from "./watch/anomalies";
import { Budgets } from "./watch/budgets";

const LENSES: readonly WatchLens[] = ["budgets", "anomalies"];

/** What will be overspent, and which days are unlike those before them. */
export function WatchView({ store }: { readonly store: Store }) {
  const { look, onLook } = lookOf(store);
  const plan = watchedPlan(store.wanted.value.plan);
  const parts = { store, plan, look, onLook };
  return (
    <section class="consolidated" aria-label={t("tab.watch")} data-testid="watch" data-lens={look.watch}>
      <div class="split-bar">
        <LensSwitch
          label={t("discounts.lens")}
          name="watch-lens"
          lenses={LENSES.map((id) => ({ id, name: t(`watch.lens.${id}`) }))}
          chosen={look.watch}
          onChoose={(watch) => onLook({ watch })}
        />
        <BasisBar store={store} />
      </div>
      <AcrossNotice store={store} period={look.watch === "budgets" ? "month" : "day"} />
      {look.watch === "budgets" ? <Budgets {...parts} /> : <Anomalies {...parts} />}
    </section>
  );
}
