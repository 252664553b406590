import "./consolidated.css";

import type { TagsLens } from "../state/consolidated";
import { watchedPlan } from "../state/consolidated";
import type { Store } from "../state/store";
import { t } from "../text/text";
import { lookOf } from "./consolidated";
import { LensSwitch } from "./lens-switch";
import { BasisBar } from "./split/basis-bar";
import { Compliance } from "./tags/compliance";
import { OrganizationTree } from "./tags/organization-tree";
import { TagPolicy } from "./tags/tag-policy";

const LENSES: readonly TagsLens[] = ["policy", "compliance", "tree"];

/** What breaks the tag policy, the month's compliance, and the organization's tree. */
export function TagsView({ store }: { readonly store: Store }) {
  const { look, onLook } = lookOf(store);
  const plan = watchedPlan(store.wanted.value.plan);
  const parts = { store, plan, look, onLook };
  return (
    <section class="consolidated" aria-label={t("tab.tags")} data-testid="tags" data-lens={look.tags}>
      <div class="split-bar">
        <LensSwitch
          label={t("discounts.lens")}
          name="tags-lens"
          lenses={LENSES.map((id) => ({ id, name: t(`tags.lens.${id}`) }))}
          chosen={look.tags}
          onChoose={(tags) => onLook({ tags })}
        />
        <BasisBar store={store} />
      </div>
      {look.tags === "policy" && <TagPolicy {...parts} />}
      {look.tags === "compliance" && <Compliance {...parts} />}
      {look.tags === "tree" && <OrganizationTree {...parts} />}
    </section>
  );
}
