import { number, text } from "../../export/sheet";
import type { Table } from "../../export/table";
import type { Plan, ViewRow } from "../../protocol";
import { EMPTY_PLAN } from "../../protocol";
import { groupName } from "../../state/row-names";
import type { Store } from "../../state/store";
import { FIRST_VIEW, viewRequest } from "../../state/view";
import { formatPercent } from "../../text/amount";
import { t } from "../../text/text";
import { Asking, type ConsolidatedParts, Trouble } from "../consolidated";
import { type FigureColumn, FigureTable, sheetOfColumns } from "../figure-table";
import { sheetTable, SheetTools } from "../sheet-tools";
import { useAnswer } from "../use-answer";
import { GroupFigure } from "../why-group";

/** AWS advises no more levels of organizational units. */
const ADVISED = 5;
const ROWS = 2000;
const ALL = 1_000_000;

/** The cost of every organizational unit, to any depth, with its accounts. */
export function OrganizationTree({ store, plan }: ConsolidatedParts) {
  const steps = stepsOf(store);
  const levels = [...steps, "owner"];
  const tree: Plan = { ...plan, by: levels, grain: EMPTY_PLAN.grain };
  const request = viewRequest(
    { plan: tree, view: { ...FIRST_VIEW, openAll: true, top: 0 } },
    { offset: 0, limit: ROWS },
  );
  const { answer, failure, pending } = useAnswer(store, "view", steps.length > 0 ? request : null);
  if (steps.length === 0) {
    return (
      <p class="muted" data-testid="tree-needs">
        {t("tree.needs")}
      </p>
    );
  }
  if (failure) return <Trouble failure={failure} />;
  if (!answer) return <Asking />;
  const rows = answer.view.filter((row) => !isEmptyStep(row, steps.length));
  const columns: readonly FigureColumn<ViewRow>[] = [
    {
      id: "name",
      name: t("tree.unit"),
      cell: ({ path }) => (
        <span class="tree-name" style={{ paddingInlineStart: `${(path.length - 1) * 1.25}rem` }}>
          {path.length > steps.length ? "" : "▾ "}
          {groupName(levels, path)}
        </span>
      ),
      given: ({ path }) => text(groupName(levels, path)),
    },
    {
      id: "level",
      name: t("tree.level"),
      number: true,
      plain: true,
      cell: ({ path }) => (path.length > steps.length ? "" : path.length),
      given: ({ path }) => (path.length > steps.length ? text("") : number(String(path.length))),
    },
    {
      id: "amount",
      name: t("treemap.amount"),
      number: true,
      cell: ({ path, amount }) => (
        <GroupFigure
          {...{ store, path, exact: amount, plan: tree, measure: answer.measure, scale: answer.scale }}
          currency={answer.currency}
        />
      ),
      given: ({ amount }) => number(amount),
    },
    { id: "share", name: t("tree.share"), number: true, cell: ({ share }) => formatPercent(share) },
  ];
  const table = async (): Promise<Table> => {
    const all = await store.ask("view", { ...request, limit: ALL });
    const units = all.view.filter((row) => !isEmptyStep(row, steps.length));
    const sheet = sheetOfColumns(columns, units, all.currency);
    return sheetTable({
      sheet,
      plan: tree,
      result: all,
      sums: [[t("table.total"), all.total]],
      difference: all.balance.difference,
    });
  };
  return (
    <>
      <p class={steps.length > ADVISED ? "warn" : "muted"} data-testid="tree-depth">
        {steps.length > ADVISED && <span aria-hidden="true">⚠ </span>}
        {t(steps.length > ADVISED ? "tree.too_deep" : "tree.depth", { n: steps.length, advised: String(ADVISED) })}
      </p>
      <FigureTable
        label={t("tags.lens.tree")}
        testid="organization-tree"
        columns={columns}
        rows={rows}
        busy={pending}
        nothing={t("consolidated.nothing")}
        tools={<SheetTools store={store} name="organization" table={table} />}
      />
    </>
  );
}

/** The steps of the path that the roster gives, outermost first. */
function stepsOf(store: Store): readonly string[] {
  const names = (store.dimensions.value?.answer.dimensions ?? []).map(({ name }) => name);
  return names.filter((name) => /^ou:\d+$/.test(name)).sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
}

/** A unit whose path ends earlier has no value on the deeper steps: its accounts stand below it all the same. */
function isEmptyStep({ path }: ViewRow, steps: number): boolean {
  return path.length > 1 && path.length <= steps && path.at(-1) === null;
}
