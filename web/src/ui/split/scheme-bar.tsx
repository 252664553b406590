import "./scheme-bar.css";

import { useRef, useState } from "preact/hooks";

import type { SchemeInfo } from "../../protocol";
import { dimensionName } from "../../text/names";
import { isKey, say, t } from "../../text/text";
import { Popover } from "../popover";

interface SchemeBarProps {
  readonly schemes: readonly SchemeInfo[];
  /** The stack as it is wanted now. */
  readonly levels: readonly string[];
  readonly onUse: (scheme: SchemeInfo) => void;
}

/** The ready-made ways to split: which of them this bill can be split by, which suits it, and why. */
export function SchemeBar({ schemes, levels, onUse }: SchemeBarProps) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  if (schemes.length === 0) return null;
  return (
    <>
      <button
        type="button"
        ref={button}
        class="button schemes-button"
        data-testid="schemes"
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {t("schemes.title")} <span aria-hidden="true">▾</span>
      </button>
      {open && (
        <Popover anchor={button} label={t("schemes.title")} onClose={() => setOpen(false)} class="schemes">
          <ul role="list">
            {[...schemes].sort(recommendedFirst).map((scheme, place) => (
              <li key={scheme.id}>
                <button
                  type="button"
                  class="scheme"
                  autofocus={place === 0}
                  data-scheme={scheme.id}
                  aria-disabled={scheme.available ? undefined : "true"}
                  aria-pressed={sameStack(scheme.by, levels)}
                  onClick={() => {
                    if (!scheme.available) return;
                    setOpen(false);
                    onUse(scheme);
                  }}
                >
                  <span class="scheme-name">
                    {schemeName(scheme)}
                    {scheme.recommended && <span class="scheme-mark">{t("schemes.recommended")}</span>}
                  </span>
                  <span class="scheme-by">{scheme.by.map(dimensionName).join(" ▸ ")}</span>
                  <span class="scheme-reason">{schemeReason(scheme)}</span>
                </button>
              </li>
            ))}
          </ul>
        </Popover>
      )}
    </>
  );
}

/** One line that says which ready-made split suits the bill, where it is not part of what is shown. */
export function SchemeAdvice({ schemes, levels, onUse }: SchemeBarProps) {
  const advised = schemes.find((scheme) => scheme.recommended && scheme.available);
  if (!advised || advised.by.every((name) => levels.includes(name))) return null;
  return (
    <p class="scheme-advice">
      {t("schemes.advice", { name: schemeName(advised), reason: schemeReason(advised) })}{" "}
      <button type="button" class="button link" onClick={() => onUse(advised)}>
        {t("schemes.use")}
      </button>
    </p>
  );
}

export function schemeName({ id, by }: SchemeInfo): string {
  const key = `scheme.${id}`;
  return isKey(key) ? say(key, {}) : by.map(dimensionName).join(" ▸ ");
}

/** The core's reason in words; names of dimensions among its values are said as the page names them. */
export function schemeReason({ reason, values }: SchemeInfo): string {
  const key = `scheme.reason.${reason}`;
  if (!isKey(key)) return "";
  const named = Object.entries(values).map(([name, value]) => [
    name,
    name === "dimension" ? dimensionName(value) : value,
  ]);
  return say(key, Object.fromEntries(named));
}

function sameStack(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, place) => name === b[place]);
}

function recommendedFirst(a: SchemeInfo, b: SchemeInfo): number {
  const rank = (scheme: SchemeInfo) => (scheme.recommended ? 0 : scheme.available ? 1 : 2);
  return rank(a) - rank(b);
}
