import "./split-view.css";

import { useComputed } from "@preact/signals";
import { useMemo, useRef, useState } from "preact/hooks";

import { proofOf, statementOf } from "../export/content";
import { shownSheet } from "../export/tables";
import type { Path, Plan, SchemeInfo } from "../protocol";
import {
  moveLevel,
  replaceLevel,
  withBlankWords,
  withExcluded,
  withGrain,
  withLevel,
  withMeasure,
  withOnly,
  withoutLevel,
  withStack,
} from "../state/plan";
import { groupName, pathName } from "../state/row-names";
import { masked } from "../state/settings";
import { periodAsked } from "../state/shared-rules";
import type { ActionName, Bill, Store } from "../state/store";
import { groupOf, type Lens, levelsOf, rootPath, seriesRequest, toggled } from "../state/view";
import { dimensionName } from "../text/names";
import { t } from "../text/text";
import { copyAs } from "./give-away";
import { LensSwitch } from "./lens-switch";
import { contentOf } from "./pass-on/export-deeds";
import { SheetTools } from "./sheet-tools";
import { BasisBar, measuresOf } from "./split/basis-bar";
import { Breadcrumb } from "./split/breadcrumb";
import { GroupColors } from "./split/colors";
import { CompareButton } from "./split/compare-panel";
import { CostTable } from "./split/cost-table";
import { dimensionChoices } from "./split/dimension-choices";
import { filterDeeds } from "./split/filter-deeds";
import { FilterPills } from "./split/filter-pills";
import { GroupChips } from "./split/group-chips";
import { LintButton } from "./split/lint-panel";
import { OmittedPills } from "./split/omitted-pills";
import { measureName } from "./split/measure-switch";
import { OverTime, periodsTable, seriesFigureAt } from "./split/over-time";
import { PlanBar } from "./split/plan-bar";
import { RulesButton } from "./split/rules-panel";
import { SchemeAdvice, SchemeBar, schemeName } from "./split/scheme-bar";
import { AcrossNotice, SharingNotices } from "./split/sharing-notices";
import { TableTools } from "./split/table-tools";
import { Treemap } from "./split/treemap";
import { useLetters } from "./split/use-letters";
import { inspect } from "./unsaved";
import { ExplainedFigures } from "./why-figure";

const LENSES: readonly Lens[] = ["table", "treemap", "time"];

/** Who spent what: the stack of levels, what is kept and measured, and the split as a table and through its lenses. */
export function SplitView({ store }: { store: Store }) {
  const bill = store.bill.value;
  const shown = store.view.value;
  if (!bill || !shown) return null;
  return <OpenSplit store={store} bill={bill} />;
}

function OpenSplit({ store, bill }: { store: Store; bill: Bill }) {
  const section = useRef<HTMLElement>(null);
  const [options, setOptions] = useState(false);
  const shown = store.view.value!;
  const report = shown.answer;
  const { plan, view } = store.wanted.value;
  const dimensions = store.dimensions.value?.answer;
  const choices = useMemo(() => dimensionChoices(dimensions?.dimensions ?? []), [dimensions]);
  const colors = useMemo(() => new GroupColors(), [bill.handle]);
  const busy = useComputed(() => store.pending.value).value;

  const levels = levelsOf(shown.wanted.plan);
  const root = rootPath(shown.wanted);
  const measures = measuresOf(store, bill);
  const measureInfo = measures.find(({ name }) => name === report.measure);
  const measure = measureInfo ? measureName(measureInfo) : report.measure;
  const deeds = planDeeds(store, levels);

  const into = (path: Path) => {
    store.look({ root: groupOf(levels, path) });
    store.announcement.value = t("did.into", { name: pathName(levels, path) });
  };
  const copy = () => copyShown(store);
  useLetters({ c: copy, g: () => click(section, "add-level"), "/": () => click(section, "find") });

  return (
    <section class={`split${options ? " with-options" : ""}`} ref={section} aria-label={t("tab.split")}>
      <div class="split-bar">
        <GroupChips
          levels={plan.by}
          choices={choices}
          announce={(text) => (store.announcement.value = text)}
          onAdd={deeds.add}
          onMove={deeds.move}
          onRemove={deeds.remove}
          onReplace={deeds.replace}
        />
        <SchemeBar schemes={dimensions?.schemes ?? []} levels={plan.by} onUse={deeds.use} />
        <RulesButton store={store} />
        <CompareButton store={store} />
        <LintButton store={store} />
        <span class="split-break" />
        <button
          type="button"
          class="button options-toggle"
          aria-expanded={options}
          onClick={() => setOptions(!options)}
        >
          {t("plan.options")} <span aria-hidden="true">{options ? "▴" : "▾"}</span>
        </button>
        <PlanBar plan={plan} basis={<BasisBar store={store} />} onGrain={deeds.grain} onBlankWords={deeds.blankWords} />
        <OmittedPills store={store} />
        <FilterPills
          plan={plan}
          scale={report.scale}
          choices={choices}
          askValues={(request, signal) => store.ask("values", request, signal)}
          {...filterDeeds(store)}
        />
      </div>
      <SchemeAdvice schemes={dimensions?.schemes ?? []} levels={plan.by} onUse={deeds.use} />
      <Breadcrumb levels={levels} root={root} onInto={into} />
      <SharingNotices store={store} report={report} shown={shown.wanted} />
      <AcrossNotice store={store} period={view.lens === "time" ? view.period : periodAsked(plan)} />

      <div class="split-bar split-look">
        <LensSwitch
          label={t("lens.title")}
          name="lens"
          lenses={LENSES.map((id) => ({ id, name: t(`lens.${id}`) }))}
          chosen={view.lens}
          onChoose={(lens) => store.look({ lens })}
        />
        {view.lens === "table" && <TableTools view={view} onLook={store.look} onCopy={copy} />}
      </div>
      {view.lens === "table" && (
        <CostTable
          report={report}
          shown={shown.wanted}
          view={view}
          measure={measure}
          busy={busy}
          onWindow={(window) => (store.window.value = window)}
          onLook={store.look}
          onWhy={(path, figure) => inspect(store, { type: "why", path, ...(figure && { figure }) })}
          onLines={(path) => inspect(store, { type: "lines", path })}
          onOnly={deeds.only}
          onExclude={deeds.exclude}
          onInto={into}
        />
      )}
      {view.lens === "treemap" && (
        <Treemap
          wanted={store.wanted.value}
          masked={masked.value}
          colors={colors}
          askView={(request, signal) => store.ask("view", request, signal)}
          onInto={into}
          onWhy={(path) => inspect(store, { type: "why", path })}
          onOthers={(path) => store.look({ others: toggled(view.others, groupOf(levels, path)) })}
        />
      )}
      {view.lens === "time" && <TimeLens store={store} colors={colors} onInto={into} />}
    </section>
  );
}

function TimeLens({ store, colors, onInto }: { store: Store; colors: GroupColors; onInto: (path: Path) => void }) {
  const series = store.series.value;
  const { view } = store.wanted.value;
  const request = series && seriesRequest(series.wanted);
  if (!series || !request) return <div class="over-time" aria-busy="true" />;
  const { scale, currency } = store.view.value!.answer;
  const levels = levelsOf(series.wanted.plan);
  const root = rootPath(series.wanted);
  return (
    <ExplainedFigures
      {...{ store, view: "series", ...request }}
      nameOf={(place) => seriesFigureAt(series.answer, levels[root.length] ?? "", place)}
    >
      <OverTime
        report={series.answer}
        dimension={levels[root.length] ?? ""}
        scale={scale}
        currency={currency}
        masked={masked.value}
        busy={store.pending.value}
        colors={colors}
        period={view.period}
        onPeriod={(period) => store.look({ period })}
        onInto={(name) => root.length + 1 < levels.length && onInto([...root, name])}
        tools={
          <SheetTools
            store={store}
            name="over-time"
            table={async () => periodsTable(series.wanted.plan, series.answer, levels[root.length] ?? "", currency)}
          />
        }
      />
    </ExplainedFigures>
  );
}

// ---- changes of the plan, each named for undo

function planDeeds(store: Store, levels: readonly string[]) {
  const change = (name: ActionName, to: (plan: Plan) => Plan) => store.change(name, to(store.wanted.peek().plan));
  const ofGroup = (path: Path) => ({ dimension: levels[path.length - 1] ?? "", value: path.at(-1) ?? null });
  return {
    add: (dimension: string) =>
      change(
        () => t("did.add", { name: dimensionName(dimension) }),
        (plan) => withLevel(plan, dimension),
      ),
    move: (from: number, to: number) => {
      const moved = store.wanted.peek().plan.by[from] ?? "";
      change(
        () => t("did.move", { name: dimensionName(moved) }),
        (plan) => moveLevel(plan, from, to),
      );
    },
    remove: (dimension: string) =>
      change(
        () => t("did.remove", { name: dimensionName(dimension) }),
        (plan) => withoutLevel(plan, dimension),
      ),
    replace: (dimension: string, replacement: string) =>
      change(
        () => t("did.replace", { from: dimensionName(dimension), to: dimensionName(replacement) }),
        (plan) => replaceLevel(plan, dimension, replacement),
      ),
    use: (scheme: SchemeInfo) =>
      change(
        () => t("did.scheme", { name: schemeName(scheme) }),
        (plan) => withScheme(plan, scheme),
      ),
    grain: (grain: string) =>
      change(
        () => t("did.grain", { grain: grainName(grain) }),
        (plan) => withGrain(plan, grain),
      ),
    blankWords: (words: readonly string[]) =>
      change(
        () => t("did.blank"),
        (plan) => withBlankWords(plan, words),
      ),
    only: (path: Path) => {
      const { dimension, value } = ofGroup(path);
      change(
        () => t("did.only", { name: groupName(levels, path) }),
        (plan) => withOnly(plan, dimension, value),
      );
    },
    exclude: (path: Path) => {
      const { dimension, value } = ofGroup(path);
      change(
        () => t("did.exclude", { name: groupName(levels, path) }),
        (plan) => withExcluded(plan, dimension, value),
      );
    },
  };
}

/** A scheme may be about one amount column; it leaves filters and the period as they are. */
function withScheme(plan: Plan, { by, measure }: SchemeInfo): Plan {
  const stacked = withStack(plan, by);
  return measure === "" ? stacked : withMeasure(stacked, measure);
}

function grainName(grain: string): string {
  return grain === "month" || grain === "day" || grain === "line" ? t(`plan.grain.${grain}`) : t("plan.grain.file");
}

// ---- copying

/** The rows as they are shown, with the statement and the hashes of the file that an export of them would be. */
function copyShown(store: Store): void {
  copyAs(store, async () => {
    const content = await contentOf(store);
    return { sheet: shownSheet(content), statement: statementOf(content, await proofOf(content)) };
  });
}

// ---- letters

function click(section: { readonly current: HTMLElement | null }, testid: string): void {
  const control = section.current?.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
  control?.focus();
  if (control instanceof HTMLButtonElement) control.click();
}
