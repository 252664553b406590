import "./help-dialog.css";

import { useState } from "preact/hooks";

import {
  canRemember,
  chooseDensity,
  chooseShortcuts,
  type Density,
  density,
  forgetEverything,
  shortcuts,
} from "../state/settings";
import { saved } from "../state/library";
import { type Key, say, t } from "../text/text";
import { Button } from "./button";
import { CheckHow } from "./check-how";
import { Dialog } from "./dialog";

const KEYS: readonly (readonly [keys: readonly string[], does: Key])[] = [
  [["o"], "help.open"],
  [["Ctrl", "V"], "help.paste"],
  [["/"], "help.find"],
  [["1"], "help.tabs"],
  [["g"], "help.addLevel"],
  [["w"], "help.why"],
  [["s"], "help.lines"],
  [["c"], "help.copy"],
  [["Ctrl", "Z"], "help.undo"],
  [["↑", "↓"], "help.tree"],
  [["→", "←"], "help.treeOpen"],
  [["Ctrl", "P"], "help.print"],
  [["?"], "help.help"],
  [["Esc"], "help.close"],
];

const DENSITIES: readonly Density[] = ["comfortable", "default", "compact"];

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const [forgotten, setForgotten] = useState(false);
  return (
    <Dialog title={t("help.heading")} onClose={onClose} testid="help-dialog">
      <div class="help">
        <section aria-labelledby="help-keys">
          <h3 id="help-keys">{t("help.keys")}</h3>
          <dl class="help-keys">
            {KEYS.map(([keys, does]) => (
              <div key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{say(does, {})}</dd>
              </div>
            ))}
          </dl>
        </section>
        <section class="help-settings" aria-labelledby="help-settings">
          <h3 id="help-settings">{t("help.settings")}</h3>
          <label class="choice">
            <input
              type="checkbox"
              checked={shortcuts.value}
              onChange={({ currentTarget }) => chooseShortcuts(currentTarget.checked)}
            />
            {t("help.single")}
          </label>
          <fieldset class="help-density">
            <legend>{t("help.density")}</legend>
            {DENSITIES.map((each) => (
              <label class="choice" key={each}>
                <input
                  type="radio"
                  name="density"
                  checked={density.value === each}
                  onChange={() => chooseDensity(each)}
                />
                {t(`density.${each}`)}
              </label>
            ))}
          </fieldset>
          <CheckHow />
          <p class="muted">{canRemember.value ? t("help.forgetExplain") : t("help.cannotRemember")}</p>
          <p>
            <Button
              onClick={() => {
                forgetEverything();
                saved.value = [];
                setForgotten(true);
              }}
              testid="forget"
            >
              {t("help.forget")}
            </Button>
          </p>
          <p role="status">{forgotten && t("help.forgotten")}</p>
        </section>
      </div>
    </Dialog>
  );
}
