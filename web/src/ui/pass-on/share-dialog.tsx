import "./pass-on.css";

import { useEffect, useMemo, useState } from "preact/hooks";

import { fileName } from "../../export/content";
import { download } from "../../export/download";
import type { Rules } from "../../protocol";
import { fragmentOf, literalsOf, LONGEST_LINK, looksPrivate, rulesOf, withoutLiterals } from "../../state/rules";
import type { Store } from "../../state/store";
import { language, t } from "../../text/text";
import { Button } from "../button";
import { copyText } from "../copy";
import { Dialog } from "../dialog";
import { RulesInWords } from "./received-rules";
import { SavedRules } from "./saved-rules";

interface ShareProps {
  readonly store: Store;
  readonly onClose: () => void;
}

/** The rules as a link or a file. There is no link before the person has seen what it will hold and asked for it. */
export function ShareDialog({ store, onClose }: ShareProps) {
  const all = useMemo(() => rulesOf(store.wanted.peek(), store.bill.peek()?.options.mapping, language.peek()), []);
  const literals = literalsOf(all);
  const [leaveOut, setLeaveOut] = useState(literals.some(looksPrivate));
  const [link, setLink] = useState<string | null>(null);
  const rules = leaveOut ? withoutLiterals(all) : all;
  useEffect(() => setLink(null), [leaveOut]);
  const make = async () => {
    const fragment = await fragmentOf(rules);
    setLink(location.href.replace(/[?#].*$/, "") + fragment); // a sample that the address names is no rule
  };
  return (
    <Dialog title={t("share.heading")} onClose={onClose} testid="share-dialog">
      <div class="share-rules">
        <p class="muted">{t("share.explain")}</p>
        <RulesInWords rules={rules} />
        {literals.length > 0 && (
          <label class="choice">
            <input
              type="checkbox"
              checked={leaveOut}
              data-testid="leave-out"
              onChange={({ currentTarget }) => setLeaveOut(currentTarget.checked)}
            />
            {t("share.leaveOut", { n: literals.length })}
          </label>
        )}
        <p class="pass-on-buttons">
          <Button look="primary" onClick={() => void make()} testid="make-link">
            {t("share.make")}
          </Button>
          <Button onClick={() => saveFile(rules)} testid="rules-file">
            {t("share.file")}
          </Button>
        </p>
        {link !== null && <Link link={link} />}
        <SavedRules store={store} current={all} onClose={onClose} />
      </div>
    </Dialog>
  );
}

function Link({ link }: { readonly link: string }) {
  const [copied, setCopied] = useState(false);
  if (link.length > LONGEST_LINK) return <p role="status">{t("share.tooLong", { n: link.length })}</p>;
  return (
    <>
      <textarea class="field share-link" readOnly value={link} aria-label={t("share.link")} data-testid="link" />
      <p class="pass-on-buttons">
        <Button
          onClick={() => {
            copyText(link);
            setCopied(true);
          }}
          testid="copy-link"
        >
          {t("share.copy")}
        </Button>
        <span role="status">{copied && t("share.copied")}</span>
      </p>
      <p class="muted">{t("share.where")}</p>
    </>
  );
}

function saveFile(rules: Rules): void {
  download(fileName("rules", "json", new Date()), `${JSON.stringify(rules, null, 1)}\n`, "application/json");
}
