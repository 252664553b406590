import "./consolidated.css";

import type { DiscountsLens } from "../state/consolidated";
import { watchedPlan } from "../state/consolidated";
import type { Store } from "../state/store";
import { t } from "../text/text";
import { lookOf } from "./consolidated";
import { Commitments } from "./discounts/commitments";
import { Discounts } from "./discounts/discounts";
import { WhatIf } from "./discounts/what-if";
import { LensSwitch } from "./lens-switch";
import { BasisBar } from "./split/basis-bar";

const LENSES: readonly DiscountsLens[] = ["discounts", "commitments", "what_if"];

/** What was discounted, what was committed to and wasted, and what another commitment would save. */
export function DiscountsView({ store }: { readonly store: Store }) {
  const { look, onLook } = lookOf(store);
  const plan = watchedPlan(store.wanted.value.plan);
  const parts = { store, plan, look, onLook };
  return (
    <section class="consolidated" aria-label={t("tab.discounts")} data-testid="discounts" data-lens={look.discounts}>
      <div class="split-bar">
        <LensSwitch
          label={t("discounts.lens")}
          name="discounts-lens"
          lenses={LENSES.map((id) => ({ id, name: t(`discounts.lens.${id}`) }))}
          chosen={look.discounts}
          onChoose={(discounts) => onLook({ discounts })}
        />
        {look.discounts === "discounts" && <BasisBar store={store} />}
      </div>
      {look.discounts === "discounts" && <Discounts {...parts} />}
      {look.discounts === "commitments" && <Commitments {...parts} />}
      {look.discounts === "what_if" && <WhatIf {...parts} />}
    </section>
  );
}
