import "./notice.css";

import { useState } from "preact/hooks";

import type { Failure } from "../protocol";
import type { Store, Trouble } from "../state/store";
import { dimensionName, encodingName } from "../text/names";
import { placeWords } from "../text/place";
import { isKey, rich, say, t } from "../text/text";
import { Button, IconButton } from "./button";
import { ENCODINGS } from "./encodings";
import { copyWords } from "./give-away";
import { RawText } from "./raw-text";

interface ErrorPanelProps {
  readonly store: Store;
  readonly trouble: Trouble;
  /** Whether a bill was open before; it still is. */
  readonly keepsBill: boolean;
  readonly onClose: () => void;
  readonly onChoose: () => void;
  readonly onPaste: () => void;
  readonly onReadAs: (encoding: string) => void;
  readonly onReadAgain: () => void;
  readonly onAnySize: () => void;
  readonly onOpenAlone: () => void;
  readonly onNameColumns: () => void;
}

/** Why a file could not be used: what, where, the likely cause, what to do, and the one thing to do it with. */
export function ErrorPanel({ store, trouble, keepsBill, onClose, ...actions }: ErrorPanelProps) {
  const { failure } = trouble;
  const words = wordsOf(failure);
  const text = failure.values["text"];
  return (
    <section
      class="notice fatal"
      role="alert"
      aria-labelledby="error-heading"
      data-testid="error"
      data-error={failure.error}
    >
      <header class="notice-head">
        <h2 id="error-heading" tabIndex={-1}>
          <span aria-hidden="true">✖ </span>
          {words.what}
        </h2>
        <IconButton icon="close" label={t("close")} onClick={onClose} testid="error-close" />
      </header>
      <Place trouble={trouble} />
      {text !== undefined && <p>{rich("error.text", { text: <RawText text={text} /> })}</p>}
      <dl class="notice-words">
        <dt>{t("error.cause")}</dt>
        <dd>{words.cause}</dd>
        <dt>{t("error.fix")}</dt>
        <dd>{words.fix}</dd>
      </dl>
      {keepsBill && <p class="muted">{t("error.stays")}</p>}
      <div class="notice-actions">
        <Action trouble={trouble} {...actions} />
        <Button
          look="plain"
          onClick={() => copyWords(store, detailsOf(trouble), () => t("rejected.copied"))}
          testid="error-copy"
        >
          {t("rejected.copy")}
        </Button>
      </div>
    </section>
  );
}

function Place({ trouble: { failure, files } }: { readonly trouble: Trouble }) {
  const name = failure.values["file"] ?? (files.length === 1 ? files[0]!.name : undefined);
  return (
    <p class="notice-place">
      {name !== undefined && <span>{rich("error.file", { name: <bdi>{name}</bdi> })}</span>}
      {failure.line > 0 && <span>{t("error.line", { n: failure.line })}</span>}
      {failure.column > 0 && <span>{t("error.column", { n: failure.column })}</span>}
    </p>
  );
}

type Actions = Omit<ErrorPanelProps, "store" | "trouble" | "keepsBill" | "onClose">;

function Action({
  trouble,
  onChoose,
  onPaste,
  onReadAs,
  onReadAgain,
  onAnySize,
  onOpenAlone,
  onNameColumns,
}: Actions & { trouble: Trouble }) {
  switch (trouble.failure.error) {
    case "bad_encoding":
      return <ReadAs tried={trouble.failure.values["encoding"] ?? ""} onReadAs={onReadAs} />;
    case "no_amount_column":
    case "not_an_amount":
    case "unknown_column":
      return (
        <Button look="primary" onClick={onNameColumns}>
          {t("error.nameColumns")}
        </Button>
      );
    case "different_form":
      return (
        <Button look="primary" onClick={onOpenAlone}>
          {t("error.openAlone")}
        </Button>
      );
    case "unpacks_too_large":
      return (
        <Button look="primary" onClick={onAnySize}>
          {t("error.anySize")}
        </Button>
      );
    case "file_changed":
    case "file_unreadable":
    case "worker_died":
    case "defect":
      return (
        <Button look="primary" onClick={onReadAgain}>
          {t("error.readAgain")}
        </Button>
      );
    case "nothing_pasted":
      return (
        <Button look="primary" onClick={onPaste}>
          {t("error.pasteAgain")}
        </Button>
      );
    case "no_simd":
      return null;
    default:
      return (
        <Button look="primary" onClick={onChoose}>
          {t("error.chooseFile")}
        </Button>
      );
  }
}

function ReadAs({ tried, onReadAs }: { readonly tried: string; readonly onReadAs: (encoding: string) => void }) {
  const others: readonly string[] = ENCODINGS.filter((label) => label !== tried);
  const [chosen, choose] = useState(others[0]!);
  return (
    <>
      <select
        class="field"
        aria-label={t("mapping.encoding")}
        value={chosen}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      >
        {others.map((label) => (
          <option key={label} value={label}>
            {encodingName(label)}
          </option>
        ))}
      </select>
      <Button look="primary" onClick={() => onReadAs(chosen)}>
        {t("error.readAs")}
      </Button>
    </>
  );
}

export interface FailureWords {
  readonly what: string;
  readonly cause: string;
  readonly fix: string;
}

/** A failure's words in the page's language; a code that has none is a defect of ours and is said as one. */
export function wordsOf(failure: Failure): FailureWords {
  const key = `error.${failure.error}`;
  if (!isKey(key)) return wordsOf({ ...failure, error: "defect", values: { message: failure.message } });
  const values = { ...failure.values, ...ownWords(failure) };
  const part = (name: "cause" | "fix") => {
    const partKey = `${key}.${name}`;
    return isKey(partKey) ? say(partKey, values) : "";
  };
  return { what: say(key, values), cause: part("cause"), fix: part("fix") };
}

// Values that the core gives as codes, as places of a JSON or in its own words are said in the page's language.
function ownWords({ values }: Failure): Record<string, string> {
  const own: Record<string, string> = {};
  const { rule, rules, field, where, what } = values;
  if (field !== undefined) own["field"] = placeWords(field);
  if (rule?.trim() === "" || (field !== undefined && /^\w+\[\d+\]\.name$/.test(field)))
    own["rule"] = t("place.unnamed");
  if (rules !== undefined) own["rules"] = circleWords(rules);
  if (where !== undefined) own["where"] = placeAndPath(where);
  if (what !== undefined) own["what"] = faultWords(what);
  const container = `container.${values["container"] ?? ""}`;
  if (isKey(container)) own["what"] = say(container, {});
  if (values["encoding"] !== undefined) own["encoding"] = encodingName(values["encoding"]);
  return own;
}

/** What is written as JSON is looked for by its path, too. */
function placeAndPath(path: string): string {
  const words = placeWords(path);
  return /^\w+$/.test(path) || path === words || path.includes(" ") ? words : `${words} (${path})`;
}

/** "category:Team -> list:Leads -> category:Team"; rules of shared costs stand there by their names. */
const circleWords = (circle: string): string =>
  circle
    .split(" -> ")
    .map((name) => (/^(category|list|ou):/.test(name) ? dimensionName(name) : name))
    .join(" → ");

/** "is not a known field" */
function faultWords(what: string): string {
  const key = `fault.${what.toLowerCase().replace(/\W+/g, "_")}`;
  return isKey(key) ? say(key, {}) : what;
}

function detailsOf({ failure, files }: Trouble): string {
  const { what, cause, fix } = wordsOf(failure);
  const place = [files.map((file) => file.name).join(", "), failure.line > 0 && t("error.line", { n: failure.line })];
  return [what, place.filter(Boolean).join(", "), failure.values["text"], cause, fix, `(${failure.error})`]
    .filter(Boolean)
    .join("\n");
}
