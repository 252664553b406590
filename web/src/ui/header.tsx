import "./header.css";

import type { ComponentChildren } from "preact";

import type { BillReport } from "../protocol";
import { NO_CURRENCY } from "../state/plan";
import { chooseLanguage, chooseTheme, masked, type Theme, theme } from "../state/settings";
import type { ActionName } from "../state/store";
import { withoutTurns } from "../text/direction";
import { encodingName, formName } from "../text/names";
import { type Language, language, t } from "../text/text";
import { Button, IconButton } from "./button";
import { Icon } from "./icon";

interface HeaderProps {
  /** What is in the bar about the bill; nothing while there is none. */
  readonly children?: ComponentChildren;
  readonly undoName: ActionName | undefined;
  readonly redoName: ActionName | undefined;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onHelp: () => void;
  readonly hasBill: boolean;
}

export function Header({ children, undoName, redoName, onUndo, onRedo, onHelp, hasBill }: HeaderProps) {
  return (
    <header class="top">
      <div class="top-inside">
        <span class="brand">
          <Mark /> Billfold
        </span>
        <div class="top-bill">{children}</div>
        <div class="top-tools">
          {hasBill && (
            <>
              <IconButton
                icon="undo"
                label={undoName ? t("undo.named", { name: undoName() }) : t("undo.nothing")}
                disabled={!undoName}
                onClick={onUndo}
                testid="undo"
              />
              <IconButton
                icon="redo"
                label={redoName ? t("redo.named", { name: redoName() }) : t("redo.nothing")}
                disabled={!redoName}
                onClick={onRedo}
                testid="redo"
              />
              <MaskToggle />
            </>
          )}
          <ThemeToggle />
          <LanguageToggle />
          <IconButton icon="question" label={t("help.button")} onClick={onHelp} testid="help" />
        </div>
      </div>
    </header>
  );
}

/** A page with a fold and a double rule. */
function Mark() {
  return (
    <svg class="mark" viewBox="0 0 16 16" width="20" height="20" aria-hidden="true" focusable="false">
      <path d="M2 1.5h8.5L14 5v9.5H2z" fill="none" stroke="currentColor" stroke-width="1.4" stroke-linejoin="round" />
      <path d="M4.5 8h7M7.5 10.6h4M7.5 12.4h4" stroke="currentColor" stroke-width="1.1" />
    </svg>
  );
}

interface SourceChipProps {
  readonly report: BillReport;
  readonly onOpen: () => void;
}

/** What is open and how it was understood; opens how it was read. */
export function SourceChip({ report, onOpen }: SourceChipProps) {
  const [first] = report.files;
  const name = first?.name ?? "";
  const encodings = [...new Set(report.files.map((file) => encodingName(file.encoding)))];
  return (
    <button type="button" class="source" title={t("source.label", { name })} onClick={onOpen} data-testid="source">
      <Icon name="file" />
      <bdi class="source-name">{withoutTurns(name)}</bdi>
      {report.files.length > 1 && <span>+ {t("source.files", { n: report.files.length - 1 })}</span>}
      <span class="source-form">{formName(report.titles)}</span>
      <span class="source-rows">{t("rows", { n: report.rows })}</span>
      <span class="source-encoding">{encodings.join(", ")}</span>
    </button>
  );
}

/** A plan that names none. */
export const ALL_CURRENCIES = "";

export function currencyName(code: string): string {
  if (code === ALL_CURRENCIES) return t("currency.all");
  return code === NO_CURRENCY ? t("currency.none") : code;
}

interface CurrencySelectProps {
  readonly report: BillReport;
  /** The amount is no money, and may be of all lines. */
  readonly offersAll: boolean;
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
}

/** Only where a bill has several: they are shown one at a time and never added. */
export function CurrencySelect({ report, offersAll, chosen, onChoose }: CurrencySelectProps) {
  // Beside one currency, lines without any belong to it.
  if (report.currencies.filter(({ code }) => code !== null).length < 2) return null;
  const codes = [...(offersAll ? [ALL_CURRENCIES] : []), ...report.currencies.map(({ code }) => code ?? NO_CURRENCY)];
  return (
    <label class="top-currency">
      <span class="unseen">{t("currency.label")}</span>
      <select
        class="field"
        value={chosen}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
        data-testid="currency"
      >
        {codes.map((code) => (
          <option key={code} value={code}>
            {currencyName(code)}
          </option>
        ))}
      </select>
    </label>
  );
}

export function OpenButton({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <Button onClick={onOpen} testid="open-another">
      {t("open.button")}
    </Button>
  );
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };
const DRAWN = { system: "system", light: "sun", dark: "moon" } as const;

function ThemeToggle() {
  const now = theme.value;
  return (
    <IconButton icon={DRAWN[now]} label={t(`theme.${now}`)} onClick={() => chooseTheme(NEXT[now])} testid="theme" />
  );
}

const LANGUAGES: readonly { readonly code: Language; readonly name: string; readonly short: string }[] = [
  { code: "zh-CN", name: "中文", short: "中" },
  { code: "en", name: "English", short: "EN" },
];

function LanguageToggle() {
  return (
    <div class="languages" role="group" aria-label={t("language.label")}>
      {LANGUAGES.map(({ code, name, short }) => (
        <button
          key={code}
          type="button"
          lang={code}
          title={name}
          aria-pressed={language.value === code}
          onClick={() => chooseLanguage(code)}
          data-testid={`language-${code}`}
        >
          {short}
        </button>
      ))}
    </div>
  );
}

function MaskToggle() {
  const on = masked.value;
  return (
    <IconButton
      icon={on ? "eyeOff" : "eye"}
      label={on ? t("mask.off") : t("mask.on")}
      onClick={() => (masked.value = !on)}
      testid="mask"
    />
  );
}
