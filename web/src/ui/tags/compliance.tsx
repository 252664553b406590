import { useState } from "preact/hooks";

import { number, type Sheet, text } from "../../export/sheet";
import type { ComplianceAnswer, ComplianceReport, ComplianceRowInfo } from "../../protocol";
import { isKey, rich, say, t } from "../../text/text";
import { Asking, type ConsolidatedParts, Figure, Percent, Trouble } from "../consolidated";
import { DraftField } from "../draft-field";
import { type FigureColumn, FigureTable } from "../figure-table";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";

const ANSWERS = ["pass", "fail", "open"] as const;
const GLYPHS: Readonly<Record<string, string>> = { pass: "✔", fail: "✖", open: "○" };
const LOOKS: Readonly<Record<string, string>> = { pass: "ok", fail: "bad", open: "muted" };

/** The month's matrix: what the bill shows by itself, and what is answered by hand and kept with the rules. */
export function Compliance({ store }: ConsolidatedParts) {
  const whole = store.wanted.value.plan;
  const { answer, failure, pending } = useAnswer(store, "compliance", { plan: whole });
  const [own, setOwn] = useState("");
  if (failure) return <Trouble failure={failure} />;
  if (!answer) return <Asking />;
  const put = (given: ComplianceAnswer) => {
    const former = whole.watch.compliance;
    const others = former.filter(({ row }) => row !== given.row);
    const place = former.findIndex(({ row }) => row === given.row);
    const at = place < 0 ? others.length : place;
    const compliance = [...others.slice(0, at), given, ...others.slice(at)];
    store.change(() => t("did.compliance"), { ...whole, watch: { ...whole.watch, compliance } });
  };
  const remove = (row: string) => {
    const compliance = whole.watch.compliance.filter((each) => each.row !== row);
    store.change(() => t("did.compliance.removed", { row }), { ...whole, watch: { ...whole.watch, compliance } });
  };
  const columns: readonly FigureColumn<ComplianceRowInfo>[] = [
    { id: "row", name: t("compliance.row"), cell: ({ row }) => rowName(row) },
    {
      id: "how",
      name: t("compliance.how"),
      cell: ({ by_hand }) => t(by_hand ? "compliance.by_hand" : "compliance.by_bill"),
    },
    {
      id: "answer",
      name: t("compliance.answer"),
      cell: (row) => (row.by_hand ? <ByHand row={row} onAnswer={put} /> : <Answer answer={row.answer} />),
    },
    {
      id: "percent",
      name: "%",
      number: true,
      cell: ({ percent }, at) => percent !== null && <Percent percent={percent} place={`${at}/percent`} />,
    },
    {
      id: "part",
      name: t("compliance.part"),
      number: true,
      cell: ({ row, part, whole }, at) =>
        whole !== "" &&
        rich("compliance.part_of", {
          part: <Counted row={row} exact={part} place={`${at}/part`} />,
          whole: <Counted row={row} exact={whole} place={`${at}/whole`} />,
        }),
    },
    {
      id: "note",
      name: t("compliance.note"),
      cell: (row) =>
        row.by_hand ? (
          <DraftField
            class="field"
            aria-label={t("compliance.note.of", { row: rowName(row.row) })}
            autocomplete="off"
            value={row.note}
            onWritten={(note) => {
              put({ row: row.row, answer: row.answer, note });
              return true;
            }}
          />
        ) : (
          reasonOf(row)
        ),
    },
    ...(answer.rows.some(isOwn)
      ? [
          {
            id: "remove",
            name: t("compliance.remove"),
            cell: (row: ComplianceRowInfo) =>
              isOwn(row) && (
                <button
                  type="button"
                  class="button link"
                  aria-label={t("compliance.remove.of", { row: row.row })}
                  onClick={() => remove(row.row)}
                >
                  {t("compliance.remove")}
                </button>
              ),
          },
        ]
      : []),
  ];
  return (
    <>
      <p class="muted">{t("compliance.explain")}</p>
      <div class="split-bar">
        <SheetTools
          store={store}
          name="compliance"
          table={async () =>
            sheetTable({
              sheet: sheetOf(answer),
              plan: whole,
              result: answer,
            })
          }
        />
      </div>
      <ExplainedFigures {...{ store, plan: whole, view: "compliance" }}>
        <FigureTable
          label={t("tags.lens.compliance")}
          testid="compliance-table"
          columns={columns}
          rows={answer.rows}
          place="rows"
          busy={pending}
          nothing={t("consolidated.nothing")}
        />
      </ExplainedFigures>
      <form
        class="split-bar"
        onSubmit={(event) => {
          event.preventDefault();
          if (own.trim() !== "") put({ row: own.trim(), answer: "open", note: "" });
          setOwn("");
        }}
      >
        <input
          class="field"
          aria-label={t("compliance.own")}
          placeholder={t("compliance.own")}
          autocomplete="off"
          value={own}
          onInput={({ currentTarget }) => setOwn(currentTarget.value)}
        />
        <button type="submit" class="button">
          {t("compliance.add")}
        </button>
      </form>
    </>
  );
}

/** Budgets and accounts are counted, the other rows are amounts. */
function Counted({ row, exact, place }: { row: string; exact: string; place: string }) {
  if (row === "tags" || row === "unallocated") return <Figure exact={exact} scale={2} place={place} />;
  return <Why place={place}>{exact}</Why>;
}

/** A requirement in the reader's own words, which may go again. */
function isOwn({ row, by_hand }: ComplianceRowInfo): boolean {
  return by_hand && rowName(row) === row;
}

function rowName(row: string): string {
  const key = `compliance.row.${row}`;
  return isKey(key) ? say(key, {}) : row;
}

function answerName(answer: string): string {
  const key = `compliance.answer.${answer}`;
  return isKey(key) ? say(key, {}) : answer;
}

function Answer({ answer }: { answer: string }) {
  return (
    <span class={LOOKS[answer]} data-answer={answer}>
      <span aria-hidden="true">{GLYPHS[answer]}</span> {answerName(answer)}
    </span>
  );
}

interface ByHandProps {
  readonly row: ComplianceRowInfo;
  readonly onAnswer: (answer: ComplianceAnswer) => void;
}

function ByHand({ row, onAnswer }: ByHandProps) {
  return (
    <select
      class="field"
      aria-label={t("compliance.answer.of", { row: rowName(row.row) })}
      value={row.answer}
      onChange={({ currentTarget: { value } }) => onAnswer({ row: row.row, answer: value, note: row.note })}
    >
      {ANSWERS.map((each) => (
        <option key={each} value={each}>
          {GLYPHS[each]} {answerName(each)}
        </option>
      ))}
    </select>
  );
}

/** What the answer rests on. */
function reasonOf({ row, answer }: ComplianceRowInfo): string {
  const key = `compliance.reason.${row}${answer === "open" ? ".open" : ""}`;
  return isKey(key) ? say(key, {}) : "";
}

function sheetOf({ rows }: ComplianceReport): Sheet {
  return {
    header: [
      t("compliance.row"),
      t("compliance.answer"),
      "%",
      t("compliance.part"),
      t("compliance.whole"),
      t("compliance.note"),
    ],
    rows: rows.map((row) => [
      text(rowName(row.row)),
      text(answerName(row.answer)),
      row.percent === null ? text("") : number(row.percent),
      row.whole === "" ? text("") : number(row.part),
      row.whole === "" ? text("") : number(row.whole),
      text(row.by_hand ? row.note : reasonOf(row)),
    ]),
  };
}
