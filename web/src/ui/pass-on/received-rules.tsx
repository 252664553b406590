import { useState } from "preact/hooks";

import type { Rules } from "../../protocol";
import { received } from "../../state/received";
import { literalsOf } from "../../state/rules";
import { chooseLanguage } from "../../state/settings";
import type { Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Button } from "../button";
import { Dialog } from "../dialog";

/** Rules from a link are somebody else's word: nothing of them is used before the person says so. */
export function ReceivedRules({ store }: { readonly store: Store }) {
  const [looks, setLooks] = useState(false);
  const rules = received.value;
  if (!rules) return null;
  const done = () => {
    received.value = null;
    setLooks(false);
  };
  const apply = () => {
    store.apply(() => t("did.rules"), rules);
    if (rules.language === "en" || rules.language === "zh-CN") chooseLanguage(rules.language);
    done();
  };
  const buttons = (
    <>
      <Button look="primary" onClick={apply} testid="rules-apply">
        {t("rules.apply")}
      </Button>
      <Button onClick={done} testid="rules-dismiss">
        {t("rules.dismiss")}
      </Button>
    </>
  );
  return (
    <section class="notice" aria-label={t("rules.received")} data-testid="received-rules">
      <h2>{t("rules.received")}</h2>
      <p>{t("rules.receivedExplain")}</p>
      <p class="pass-on-buttons">
        {buttons}
        <Button onClick={() => setLooks(true)} testid="rules-look">
          {t("rules.look")}
        </Button>
      </p>
      {looks && (
        <Dialog title={t("rules.received")} onClose={() => setLooks(false)} testid="rules-dialog">
          <RulesInWords rules={rules} />
          <p class="pass-on-buttons">{buttons}</p>
        </Dialog>
      )}
    </section>
  );
}

/** What rules hold: the levels, every literal, and the whole as it stands. */
export function RulesInWords({ rules }: { readonly rules: Rules }) {
  const literals = literalsOf(rules);
  return (
    <>
      <p>
        {t("share.levels")}{" "}
        {rules.plan.by.length === 0 ? t("none") : rules.plan.by.map((name) => dimensionName(name)).join(" › ")}
      </p>
      <p>{t("share.mappings", { n: rules.mapping.fields.length })}</p>
      <p>{literals.length === 0 ? t("share.noLiterals") : t("share.literals", { n: literals.length })}</p>
      {literals.length > 0 && (
        <ul class="literals" data-testid="literals">
          {literals.map((literal) => (
            <li key={literal}>
              <bdi>{literal}</bdi>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary>{t("share.asJson")}</summary>
        <code class="rules-json">{JSON.stringify(rules, null, 1)}</code>
      </details>
    </>
  );
}
