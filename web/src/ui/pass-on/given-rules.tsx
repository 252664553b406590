import "./pass-on.css";

import { fromLastTime } from "../../state/received";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Button } from "../button";

/** Said while no bill is open: which rules the next one is opened with. */
export function GivenRules({ store }: { readonly store: Store }) {
  const rules = store.given.value;
  if (!rules) return null;
  const levels = rules.plan.by.map((name) => dimensionName(name)).join(" › ") || t("none");
  return (
    <p class="muted given-rules" data-testid="given-rules">
      {fromLastTime.value ? t("rules.lastTime", { levels }) : t("rules.given", { levels })}{" "}
      <Button look="link" onClick={() => (store.given.value = null)}>
        {t("rules.dontUse")}
      </Button>
    </p>
  );
}
