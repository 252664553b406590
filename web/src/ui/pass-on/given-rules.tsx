import "./pass-on.css";

import { holdsRules } from "../../state/plan";
import { forgetLast } from "../../state/received";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Button } from "../button";

/** Which rules the next bill is opened with. */
export function GivenRules({ store }: { readonly store: Store }) {
  const given = store.given.value;
  if (!given || store.reading.value) return null;
  const { rules, fromLastTime } = given;
  const levels = rules.plan.by.map((name) => dimensionName(name)).join(" › ") || t("none");
  const lastTime = holdsRules(rules.plan) ? "rules.lastTime" : "rules.lastTime.levels";
  return (
    <p class="muted given-rules" data-testid="given-rules">
      {t(fromLastTime ? lastTime : "rules.given", { levels })}{" "}
      <Button look="link" onClick={() => (fromLastTime ? forgetLast(store) : (store.given.value = null))}>
        {t("rules.dontUse")}
      </Button>
    </p>
  );
}
