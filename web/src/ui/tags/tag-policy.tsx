import { useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { BadValue, Plan, TagRule, TagRuleInfo, TagsReport, ToFix } from "../../protocol";
import type { Store } from "../../state/store";
import { formatAmount } from "../../text/amount";
import { dimensionName } from "../../text/names";
import { rich, t } from "../../text/text";
import { Button } from "../button";
import { AddsUp, Asking, type ConsolidatedParts, Figure, Percent, Trouble, valueName } from "../consolidated";
import { Bullet } from "../discounts/bullet";
import { type FigureColumn, FigureTable, sheetOfColumns } from "../figure-table";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { merged } from "./merge";
import { PolicyDialog } from "./policy-dialog";

const SHOWN = 200;
const ALL = 1_000_000;

/** Coverage by cost and by lines, what is missing, what is wrong and what was probably meant, and the list to fix. */
export function TagPolicy({ store, plan }: ConsolidatedParts) {
  const [editing, edit] = useState(false);
  const rules = plan.watch.tags;
  const show = namesOfLines(store);
  const request = { plan, policy: "", show, offset: 0, limit: SHOWN };
  const { answer, failure, pending } = useAnswer(store, "tags", rules.length > 0 ? request : null);
  const put = (tags: readonly TagRule[]) => {
    const whole = store.wanted.peek().plan;
    store.change(() => t("did.policy"), { ...whole, watch: { ...whole.watch, tags } });
    edit(false);
  };
  return (
    <>
      <div class="split-bar">
        <Button look={rules.length === 0 ? "primary" : "plain"} onClick={() => edit(true)} testid="policy-open">
          {t(rules.length === 0 ? "tags.enter" : "tags.change")}
        </Button>
        {answer && rules.length > 0 && (
          <SheetTools
            store={store}
            name="to_fix"
            table={async () => tableOf(plan, await store.ask("tags", { ...request, limit: ALL }))}
          />
        )}
      </div>
      {rules.length === 0 && <p class="muted">{t("tags.none")}</p>}
      {failure && <Trouble failure={failure} />}
      {rules.length > 0 && !answer && !failure && <Asking />}
      {rules.length > 0 && answer && !failure && (
        <ExplainedFigures {...{ store, plan, view: "tags", show }}>
          <Coverage report={answer} />
          <Rules report={answer} busy={pending} />
          <BadValues report={answer} store={store} plan={plan} />
          <Offenders report={answer} />
          <AddsUp difference={answer.difference} scale={2} testid="tags-difference" />
        </ExplainedFigures>
      )}
      {editing && <PolicyDialog store={store} plan={plan} rules={rules} onRules={put} onClose={() => edit(false)} />}
    </>
  );
}

/** What a line to be fixed is named by: its resource and its account, where the bill has them. */
function namesOfLines(store: Store): readonly string[] {
  const names = (store.dimensions.value?.answer.dimensions ?? []).map(({ name }) => name);
  return ["resource", "owner"].filter((name) => names.includes(name));
}

function Coverage({ report }: { report: TagsReport }) {
  const look = report.reached ? "ok" : "bad";
  return (
    <>
      <p class={`finding ${look}`} data-testid="tags-coverage">
        <span aria-hidden="true">{report.reached ? "✔" : "✖"}</span>{" "}
        {rich("tags.coverage", {
          percent: (
            <strong>
              <Percent percent={report.coverage} place="coverage" />
            </strong>
          ),
          lines: <Percent percent={report.line_coverage} place="line_coverage" />,
          goal: report.goal,
        })}{" "}
        {!report.reached &&
          rich("tags.short", {
            points: <Why place="short_points">{formatAmount(report.short_points ?? "0", { scale: 1 })}</Why>,
            amount: <Figure exact={report.short_by} scale={2} currency={report.currency} place="short_by" />,
          })}
      </p>
    </>
  );
}

function wantedOf({ required, values, pattern, type }: TagRule): string {
  const wants = [
    values.length > 0 ? t("tags.one_of", { values: values.join(", ") }) : "",
    pattern,
    type === "email" ? t("tags.email") : "",
    t(required ? "tags.required" : "tags.optional"),
  ];
  return wants.filter((each) => each !== "").join(" · ");
}

function Rules({ report, busy }: { report: TagsReport; busy: boolean }) {
  const amount = (field: "good" | "missing" | "bad") => (info: TagRuleInfo, at?: string) => (
    <Figure exact={info[field]} scale={2} place={`${at}/${field}`} />
  );
  const columns: readonly FigureColumn<TagRuleInfo>[] = [
    {
      id: "key",
      name: t("tags.key"),
      cell: ({ rule, in_bill }) => (
        <>
          {rule.key}
          {!in_bill && <span class="warn"> ⚠ {t("tags.not_in_bill")}</span>}
        </>
      ),
    },
    { id: "rule", name: t("tags.rule"), cell: ({ rule }) => wantedOf(rule) },
    { id: "good", name: t("tags.good"), number: true, cell: amount("good") },
    { id: "missing", name: t("tags.missing"), number: true, cell: amount("missing") },
    { id: "bad", name: t("tags.bad"), number: true, cell: amount("bad") },
    {
      id: "coverage",
      name: t("tags.by_cost"),
      number: true,
      cell: ({ coverage }, at) => <Percent percent={coverage} place={`${at}/coverage`} />,
    },
    {
      id: "lines",
      name: t("tags.by_lines"),
      number: true,
      cell: ({ line_coverage }, at) => <Percent percent={line_coverage} place={`${at}/line_coverage`} />,
    },
    {
      id: "bar",
      name: t("tags.bar"),
      cell: ({ ratio }) => <Bullet ratio={ratio} mark={report.goal / 100} alarm={ratio < report.goal / 100} />,
    },
  ];
  return (
    <FigureTable
      label={t("tags.rules")}
      caption={t("tags.rules")}
      testid="tags-rules"
      columns={columns}
      rows={report.rules}
      place="rules"
      busy={busy}
      nothing={t("tags.none")}
    />
  );
}

interface Bad {
  readonly key: string;
  readonly place: string;
  readonly value: BadValue;
}

/** A bad value is never called missing; where an allowed one is near, one press puts both in one category. */
function BadValues({ report, store, plan }: { report: TagsReport; store: Store; plan: Plan }) {
  const rows = report.rules.flatMap(({ rule, bad_values }, of) =>
    bad_values.map((value, at) => ({ key: rule.key, place: `rules/${of}/bad_values/${at}`, value })),
  );
  const columns: readonly FigureColumn<Bad>[] = [
    {
      id: "value",
      name: t("tags.value"),
      cell: ({ value }) => <code>{value.value}</code>,
      given: ({ value }) => text(value.value),
    },
    { id: "key", name: t("tags.key"), cell: ({ key }) => key, given: ({ key }) => text(key) },
    {
      id: "amount",
      name: t("tags.cost"),
      number: true,
      cell: ({ place, value }) => <Figure exact={value.amount} scale={2} place={`${place}/amount`} />,
      given: ({ value }) => number(value.amount),
    },
    {
      id: "lines",
      name: t("tags.lines"),
      number: true,
      plain: true,
      cell: ({ place, value }) => <Why place={`${place}/rows`}>{value.rows}</Why>,
      given: ({ value }) => number(String(value.rows)),
    },
    {
      id: "near",
      name: t("tags.near"),
      cell: ({ value }) => value.near_miss ?? "—",
      given: ({ value }) => text(value.near_miss ?? ""),
    },
    {
      id: "merge",
      name: t("tags.merge"),
      cell: ({ key, value }) =>
        value.near_miss !== null && (
          <button
            type="button"
            class="button"
            data-testid="tags-merge"
            onClick={() => merge(store, key, value.value, value.near_miss ?? "")}
          >
            {t("tags.merge.as", { value: value.near_miss })}
          </button>
        ),
    },
  ];
  const table = (): Table =>
    sheetTable({
      sheet: sheetOfColumns(columns, rows, report.currency),
      plan,
      result: report,
    });
  return (
    <FigureTable
      label={t("tags.bad_values")}
      caption={t("tags.bad_values")}
      testid="tags-bad-values"
      columns={columns}
      rows={rows}
      nothing={t("tags.bad_values.none")}
      tools={<SheetTools store={store} name="bad_values" table={async () => table()} />}
    />
  );
}

function merge(store: Store, key: string, value: string, meant: string): void {
  const whole: Plan = store.wanted.peek().plan;
  store.change(() => t("did.merge", { value, meant }), merged(whole, key, value, meant));
}

function Offenders({ report }: { report: TagsReport }) {
  const columns: readonly FigureColumn<ToFix>[] = [
    ...(report.show.length === 0
      ? [{ id: "line", name: t("tags.lines"), cell: ({ rows }: ToFix) => rows }]
      : report.show.map((dimension, place) => ({
          id: dimension,
          name: dimensionName(dimension),
          cell: ({ shown }: ToFix) => valueName(dimension, shown[place] ?? null),
        }))),
    { id: "missing", name: t("tags.missing"), cell: ({ missing }) => missing.join(", ") },
    { id: "bad", name: t("tags.bad"), cell: ({ bad }) => badWords(bad) },
    {
      id: "amount",
      name: t("tags.cost"),
      number: true,
      cell: ({ amount }, at) => <Figure exact={amount} scale={2} place={`${at}/amount`} />,
    },
  ];
  return (
    <>
      <FigureTable
        label={t("tags.to_fix")}
        caption={t("tags.to_fix")}
        testid="tags-to-fix"
        columns={columns}
        rows={report.to_fix}
        place="to_fix"
        nothing={t("tags.to_fix.none")}
      />
      {report.found > report.to_fix.length && (
        <p class="muted">{t("tags.to_fix.more", { shown: report.to_fix.length, n: report.found })}</p>
      )}
    </>
  );
}

function badWords(bad: Readonly<Record<string, string>>): string {
  return Object.entries(bad)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
}

/** Its rows are what breaks a rule: with what breaks none, they are the whole. */
function tableOf(plan: Plan, report: TagsReport): Table {
  const sums = [
    [t("table.total"), report.total],
    [t("tags.good"), report.good],
  ] as const;
  return sheetTable({ sheet: sheetOf(report), plan, result: report, sums, difference: report.difference });
}

function sheetOf(report: TagsReport): Sheet {
  const head = (name: string) => (report.currency === "" ? name : `${name} (${report.currency})`);
  return {
    header: [
      ...report.show.map(dimensionName),
      t("tags.missing"),
      t("tags.bad"),
      head(t("tags.cost")),
      t("tags.lines"),
    ],
    rows: report.to_fix.map(({ shown, missing, bad, amount, rows }) => [
      ...shown.map((value) => text(value ?? "")),
      text(missing.join(", ")),
      text(badWords(bad)),
      number(amount),
      number(String(rows)),
    ]),
  };
}
