import { useRef, useState } from "preact/hooks";

import type { Rules } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import { differences, removeRules, renameRules, saved, saveRules } from "../../state/library";
import { canRemember } from "../../state/settings";
import type { Store } from "../../state/store";
import { t } from "../../text/text";
import { Button } from "../button";
import { wordsOf } from "../error-panel";
import { FileButton } from "../file-button";

interface SavedProps {
  readonly store: Store;
  readonly current: Rules;
  readonly onClose: () => void;
}

const MOST_FILE_BYTES = 256 * 1024;

/** Rules kept in this browser under names, and those in a file. */
export function SavedRules({ store, current, onClose }: SavedProps) {
  const name = useRef<HTMLInputElement>(null);
  const [compared, setCompared] = useState<{ name: string; with: Rules } | null>(null);
  const [wrong, setWrong] = useState("");

  const read = async (text: string, then: (rules: Rules) => void) => {
    try {
      then(await store.readRules(text));
      setWrong("");
    } catch (reason) {
      const { what, fix } = wordsOf(failureOf(reason));
      setWrong(`${what} ${fix}`);
    }
  };
  const use = (rules: Rules) => {
    store.apply(() => t("did.rules"), rules);
    onClose();
  };
  const named = (deed: (name: string) => void) => {
    const typed = name.current!.value.trim();
    if (typed === "") name.current!.focus();
    else deed(typed);
  };

  return (
    <section class="saved-rules" aria-labelledby="saved-rules">
      <h3 id="saved-rules">{t("saved.heading")}</h3>
      {!canRemember.value && <p class="muted">{t("help.cannotRemember")}</p>}
      <p class="pass-on-buttons">
        <input
          ref={name}
          class="field"
          type="text"
          maxLength={80}
          aria-label={t("saved.name")}
          placeholder={t("saved.name")}
          data-testid="rules-name"
        />
        <Button onClick={() => named((typed) => saveRules(typed, current))} testid="save-rules">
          {t("saved.save")}
        </Button>
        <FileButton
          accept=".json,application/json"
          testid="rules-input"
          onFile={async (file) => read(await file.slice(0, MOST_FILE_BYTES + 1).text(), use)}
        >
          {t("saved.openFile")}
        </FileButton>
      </p>
      {wrong && <p role="alert">{wrong}</p>}
      <ul class="saved-list">
        {saved.value.map((entry) => (
          <li key={entry.name} data-testid="saved-entry">
            <bdi class="saved-name">{entry.name}</bdi>
            <Button look="link" onClick={() => void read(entry.text, use)}>
              {t("saved.use")}
            </Button>
            <Button
              look="link"
              onClick={() => void read(entry.text, (rules) => setCompared({ name: entry.name, with: rules }))}
            >
              {t("saved.compare")}
            </Button>
            <Button look="link" onClick={() => named((typed) => renameRules(entry.name, typed))}>
              {t("saved.rename")}
            </Button>
            <Button look="link" onClick={() => removeRules(entry.name)}>
              {t("saved.remove")}
            </Button>
          </li>
        ))}
      </ul>
      {compared && <Compared current={current} name={compared.name} other={compared.with} />}
    </section>
  );
}

function Compared({ current, name, other }: { current: Rules; name: string; other: Rules }) {
  const rows = differences(current, other);
  if (rows.length === 0) return <p role="status">{t("saved.same", { name })}</p>;
  return (
    <table class="compared" data-testid="compared">
      <thead>
        <tr>
          <th>{t("saved.place")}</th>
          <th>{t("saved.now")}</th>
          <th>
            <bdi>{name}</bdi>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([place, now, then]) => (
          <tr key={place}>
            <td>
              <code>{place}</code>
            </td>
            <td>
              <code>{now}</code>
            </td>
            <td>
              <code>{then}</code>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
