import { useState } from "preact/hooks";

import type { Path, Plan } from "../protocol";
import type { Store } from "../state/store";
import { pathName } from "../state/row-names";
import { levelsOf, SHARED } from "../state/view";
import { t } from "../text/text";
import { Amount } from "./amount";
import { copyTable, copyWords } from "./give-away";
import { ExplainPanel } from "./split/explain-panel";
import { SourceLines } from "./split/source-lines";
import { inspect } from "./unsaved";
import { askedOf, WhyFigure } from "./why-figure";

// A group of a split that is not the one on the page: the same explanation, down to its lines.

/** How the split that the group is of shows its amounts. */
interface Look {
  readonly measure: string;
  readonly scale: number;
  readonly currency: string;
}

interface GroupFigureProps extends Look {
  readonly store: Store;
  readonly plan: Plan;
  readonly path: Path;
  readonly exact: string;
}

/** The amount of a group, which says why it is what it is when it is pressed. */
export function GroupFigure({ store, plan, path, exact, ...look }: GroupFigureProps) {
  const open = () => {
    const Content = () => <WhyGroup store={store} plan={plan} path={path} {...look} />;
    inspect(store, { type: "panel", title: () => t("inspector.why"), Content });
  };
  return (
    <button type="button" class="figure-why" title={t("inspector.why")} onClick={open}>
      <Amount exact={exact} scale={look.scale} fineAfter={READ} />
    </button>
  );
}

/** Fraction digits that are read; the others are set small. */
const READ = 2;

interface WhyGroupProps extends Look {
  readonly store: Store;
  readonly plan: Plan;
  readonly path: Path;
}

interface WhyGroupFigureProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly path: Path;
  /** A place of the group's figures. */
  readonly figure: string;
  readonly onBack: () => void;
}

/** What a group's amount is made of: what it cost by itself, or what a rule of shared costs moved. */
export function WhyGroupFigure({ store, plan, path, figure, onBack }: WhyGroupFigureProps) {
  const group = pathName(levelsOf(plan), path);
  const nameOf = (place: string) => {
    const part = SHARED.find((each) => each === place);
    if (part) return t("figure.of", { word: t(`table.${part}`), name: group });
    // The others are called by the step that led to them; the first has none.
    const moved = place.includes("/taken/") ? "figure.taken" : "figure.got";
    return place === figure ? t("figure.of", { word: t(moved), name: group }) : undefined;
  };
  return (
    <WhyFigure
      store={store}
      asked={askedOf({ plan, view: "group", root: path })}
      nameOf={nameOf}
      place={figure}
      onBack={onBack}
      backTo={t("why.whole_row")}
    />
  );
}

function WhyGroup({ store, plan, path, measure, scale, currency }: WhyGroupProps) {
  const [at, setAt] = useState<{ readonly path: Path; readonly lines?: boolean; readonly figure?: string }>({ path });
  const bill = store.bill.value;
  if (!bill) return null;
  if (at.figure !== undefined)
    return (
      <WhyGroupFigure {...{ store, plan, path: at.path, figure: at.figure }} onBack={() => setAt({ path: at.path })} />
    );
  if (at.lines) {
    return (
      <SourceLines
        bill={bill.handle.report}
        plan={plan}
        path={at.path}
        measure={measure}
        scale={scale}
        currency={currency}
        askLines={(request, signal) => store.ask("lines", request, signal)}
        sourceCells={store.sourceCells}
        onCopy={(table) => copyTable(store, table)}
      />
    );
  }
  return (
    <ExplainPanel
      plan={plan}
      path={at.path}
      scale={scale}
      currency={currency}
      ask={(request, signal) => store.ask("explain", request, signal)}
      onLines={() => setAt({ path: at.path, lines: true })}
      onPath={(next) => setAt({ path: next })}
      onFigure={(figure) => setAt({ path: at.path, figure })}
      onCopied={(text) => copyWords(store, text, () => t("why.copied"))}
    />
  );
}
