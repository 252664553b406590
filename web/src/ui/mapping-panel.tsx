import "./mapping-panel.css";

import { useState } from "preact/hooks";

import type { ColumnInfo, FieldColumn, Mapping, RecogniseReport } from "../protocol";
import { NO_MAPPING } from "../state/engine-port";
import { dimensionName, encodingName, formName, MAPPABLE, roleName } from "../text/names";
import { rich, t } from "../text/text";
import { Button } from "./button";
import { ENCODINGS } from "./encodings";

interface MappingPanelProps {
  readonly recognised: RecogniseReport;
  readonly fileName: string;
  /** As it was read or detected; empty: not known yet. */
  readonly encoding: string;
  /** Whether the figures of this proposal are already on the page. */
  readonly isRead: boolean;
  readonly onUse: (mapping: Mapping, encoding: string | undefined, remember: boolean) => void;
  readonly onKeep: () => void;
}

const NONE = "";

/** What of a file's form is unsure, each with a proposal; what is sure stays folded. */
export function MappingPanel({ recognised, fileName, encoding, isRead, onUse, onKeep }: MappingPanelProps) {
  const proposal = proposalOf(recognised);
  const [added, add] = useState<readonly string[]>([]);
  const asked = [...new Set(["measure", ...recognised.unsure, ...added])];
  const [chosen, choose] = useState<Readonly<Record<string, string>>>({});
  const [form, setForm] = useState({ encoding: "", date_order: "", decimal_mark: "", delimiter: "" });
  const [remember, setRemember] = useState(true);
  const columnOf = (field: string) => chosen[field] ?? proposal.get(field) ?? NONE;
  const recognisedCount = recognised.columns.filter((column) => column.field !== "" || column.kind !== "text").length;
  const ready = columnOf("measure") !== NONE;

  const use = () => {
    const fields: FieldColumn[] = asked.map((field) => ({ field, column: columnOf(field) }));
    const { date_order, decimal_mark, delimiter } = form;
    onUse(
      { ...NO_MAPPING, profile: recognised.profile, fields, date_order, decimal_mark, delimiter },
      form.encoding || undefined,
      remember,
    );
  };

  return (
    <form
      class="panel mapping"
      aria-labelledby="mapping-heading"
      data-testid="mapping"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) use();
      }}
    >
      <h2 id="mapping-heading">
        {recognised.unsure.length > 0 || !isRead ? t("mapping.heading", { n: asked.length }) : t("mapping.columns")}
      </h2>
      <p>
        {recognised.profile === ""
          ? rich("mapping.unknown", {
              name: <bdi>{fileName}</bdi>,
              recognised: recognisedCount,
              all: recognised.columns.length,
            })
          : t("mapping.known", {
              form: formName(recognised.titles),
              recognised: recognisedCount,
              all: recognised.columns.length,
            })}{" "}
        <span class="muted">{isRead ? t("mapping.already") : t("mapping.notYet")}</span>
      </p>

      <div class="mapping-fields">
        {asked.map((field) => (
          <FieldRow
            key={field}
            field={field}
            columns={recognised.columns}
            chosen={columnOf(field)}
            onChoose={(column) => choose({ ...chosen, [field]: column })}
          />
        ))}
        <AnotherField asked={asked} onAdd={(field) => add([...added, field])} />
      </div>

      <div class="mapping-folds">
        <details class="mapping-fold" open={asksDateOrder(recognised)}>
          <summary>{t("mapping.form")}</summary>
          <div class="mapping-form">
            <Choice
              label={t("mapping.encoding")}
              value={form.encoding}
              onChoose={(value) => setForm({ ...form, encoding: value })}
              options={[
                [NONE, encoding ? t("mapping.detected", { name: encodingName(encoding) }) : t("mapping.asFound")],
                ...ENCODINGS.filter((label) => label !== encoding).map(
                  (label) => [label, encodingName(label)] as const,
                ),
              ]}
            />
            <Choice
              label={t("mapping.dates")}
              value={form.date_order}
              onChoose={(value) => setForm({ ...form, date_order: value })}
              options={[
                [NONE, t("mapping.asFound")],
                ["ymd", "2025-04-17"],
                ["mdy", "04/17/2025"],
                ["dmy", "17/04/2025"],
              ]}
            />
            <Choice
              label={t("mapping.decimal")}
              value={form.decimal_mark}
              onChoose={(value) => setForm({ ...form, decimal_mark: value })}
              options={[
                [NONE, t("mapping.asFound")],
                ["point", t("mapping.point")],
                ["comma", t("mapping.comma")],
              ]}
            />
            <Choice
              label={t("mapping.delimiter")}
              value={form.delimiter}
              onChoose={(value) => setForm({ ...form, delimiter: value })}
              options={[
                [NONE, t("mapping.asFound")],
                [",", ","],
                [";", ";"],
                ["\t", t("mapping.tab")],
                ["|", "|"],
              ]}
            />
          </div>
        </details>
        <Rest
          columns={recognised.columns.filter((column) => !asked.some((field) => columnOf(field) === column.name))}
        />
        <FirstRows recognised={recognised} chosen={new Set(asked.map(columnOf))} open={!isRead} />
      </div>

      <div class="mapping-end">
        <label class="choice">
          <input
            type="checkbox"
            checked={remember}
            onChange={({ currentTarget }) => setRemember(currentTarget.checked)}
          />
          {t("mapping.remember")}
        </label>
        <span class="mapping-buttons">
          <Button look="plain" onClick={onKeep} testid="mapping-keep">
            {isRead ? t("mapping.keep") : t("cancel")}
          </Button>
          <button type="submit" class="button primary" aria-disabled={!ready || undefined} data-testid="mapping-use">
            {t("mapping.use")}
          </button>
        </span>
      </div>
    </form>
  );
}

/** Whether days and months could be mistaken for each other. */
function asksDateOrder({ unsure, columns }: RecogniseReport): boolean {
  const dates = columns.filter(({ field }) => field === "date").flatMap(({ samples }) => samples);
  return unsure.includes("date") && dates.length > 0 && !dates.every((date) => /^\d{4}/.test(date));
}

function proposalOf(recognised: RecogniseReport): ReadonlyMap<string, string> {
  const proposal = new Map<string, string>();
  for (const column of recognised.columns) {
    const field = column.kind === "currency" ? "currency" : column.kind === "tags" ? "tags" : column.field;
    if (field !== "" && !proposal.has(field)) proposal.set(field, column.name);
  }
  proposal.set("measure", recognised.default_measure);
  return proposal;
}

interface FieldRowProps {
  readonly field: string;
  readonly columns: readonly ColumnInfo[];
  readonly chosen: string;
  readonly onChoose: (column: string) => void;
}

function FieldRow({ field, columns, chosen, onChoose }: FieldRowProps) {
  const id = `mapping-${field.replace(/\W/g, "-")}`;
  const column = columns.find(({ name }) => name === chosen);
  const amounts = columns.filter(({ kind }) => kind === "amount");
  const others = columns.filter(({ kind }) => kind !== "amount");
  const isMeasure = field === "measure";
  const options = (list: readonly ColumnInfo[]) =>
    list.map(({ name }) => (
      <option key={name} value={name}>
        {name}
      </option>
    ));
  return (
    <div class="mapping-field">
      <label for={id}>{dimensionName(field)}</label>
      <select
        id={id}
        class="field"
        value={chosen}
        aria-describedby={`${id}-note`}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        <option value={NONE}>— {t("mapping.noColumn")} —</option>
        {isMeasure ? (
          <>
            {amounts.length > 0 && <optgroup label={t("mapping.amounts")}>{options(amounts)}</optgroup>}
            <optgroup label={t("mapping.other")}>{options(others)}</optgroup>
          </>
        ) : (
          options(columns)
        )}
      </select>
      <p id={`${id}-note`} class="muted mapping-note">
        {column ? (
          column.samples.length > 0 &&
          rich("mapping.sample", { samples: <bdi class="mono">{column.samples.join(" · ").slice(0, 80)}</bdi> })
        ) : (
          <>{isMeasure ? "" : t("mapping.becomes")}</>
        )}
      </p>
    </div>
  );
}

/** Any other field of ours can be named too, such as the tags or a project that was not recognised. */
function AnotherField({
  asked,
  onAdd,
}: {
  readonly asked: readonly string[];
  readonly onAdd: (field: string) => void;
}) {
  const others = MAPPABLE.filter((field) => !asked.includes(field));
  return (
    <select
      class="field mapping-another"
      aria-label={t("mapping.another")}
      value={NONE}
      onChange={({ currentTarget }) => {
        onAdd(currentTarget.value);
        currentTarget.value = NONE;
      }}
    >
      <option value={NONE}>{t("mapping.another")}</option>
      {others.map((field) => (
        <option key={field} value={field}>
          {dimensionName(field)}
        </option>
      ))}
    </select>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, shown: string])[];
  readonly onChoose: (value: string) => void;
}

function Choice({ label, value, options, onChoose }: ChoiceProps) {
  return (
    <label class="mapping-choice">
      <span>{label}</span>
      <select class="field" value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {options.map(([option, shown]) => (
          <option key={option} value={option}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

function Rest({ columns }: { readonly columns: readonly ColumnInfo[] }) {
  if (columns.length === 0) return null;
  return (
    <details class="mapping-fold">
      <summary>{t("mapping.rest", { n: columns.length })}</summary>
      <dl class="mapping-rest">
        {columns.map((column) => (
          <div key={column.name}>
            <dt>
              <bdi>{column.name}</bdi>
            </dt>
            <dd class="muted">{meaningOf(column)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function meaningOf({ field, kind, role }: ColumnInfo): string {
  if (kind === "currency" || kind === "tags") return dimensionName(kind);
  return field !== "" ? dimensionName(field) : (roleName(role) ?? "—");
}

interface FirstRowsProps {
  readonly recognised: RecogniseReport;
  readonly chosen: ReadonlySet<string>;
  readonly open: boolean;
}

function FirstRows({ recognised, chosen, open }: FirstRowsProps) {
  const { columns, first_rows } = recognised;
  return (
    <details class="mapping-fold" open={open}>
      <summary>{t("mapping.firstRows")}</summary>
      <div class="mapping-rows" tabIndex={0} role="group" aria-label={t("mapping.firstRows")}>
        <table class="ledger">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.name} scope="col" class={classOf(column, chosen)}>
                  <bdi>{column.name}</bdi>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {first_rows.map((row, place) => (
              <tr key={place}>
                {columns.map((column, at) => (
                  <td key={column.name} class={classOf(column, chosen)}>
                    <bdi>{(row[at] ?? "").slice(0, 60) || "—"}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function classOf(column: ColumnInfo, chosen: ReadonlySet<string>): string {
  return `${column.kind === "amount" ? "number" : ""} ${chosen.has(column.name) ? "is-chosen" : ""}`;
}
