import { useRef } from "preact/hooks";

import type { Path } from "../../protocol";
import type { Store } from "../../state/store";
import { groupOf, levelsOf, pathIn } from "../../state/view";
import { t } from "../../text/text";
import { copyTable, copyWords } from "../give-away";
import { ExplainPanel } from "./explain-panel";
import { measuresOf } from "./basis-bar";
import { measureName } from "./measure-switch";
import { SourceLines } from "./source-lines";
import { inspect } from "../unsaved";
import { WhyGroupFigure } from "../why-group";

interface SplitInspectorProps {
  readonly store: Store;
  readonly type: "why" | "lines";
  readonly path: Path;
  readonly figure?: string;
}

/** What the split view shows in the inspector: why a figure is what it is, or the lines behind it. */
export function SplitInspector({ store, type, path, figure }: SplitInspectorProps) {
  const bill = store.bill.value;
  const shown = store.view.value;
  const levels = shown ? levelsOf(shown.wanted.plan) : [];
  // The figure was chosen under these levels; when they change it is looked for among the new ones.
  const chosen = useRef({ path, levels });
  if (chosen.current.path !== path) chosen.current = { path, levels };
  if (!bill || !shown) return null;
  const { plan } = shown.wanted;
  const { scale, currency, measure } = shown.answer;
  const now = pathIn(levels, groupOf(chosen.current.levels, path));
  if (!now) return <p class="muted">{t("why.gone")}</p>;
  const info = measuresOf(store, bill).find(({ name }) => name === measure);

  if (type === "why" && figure !== undefined) {
    return (
      <WhyGroupFigure
        key={JSON.stringify([now, figure])}
        {...{ store, plan, path: now, figure }}
        onBack={() => inspect(store, { type: "why", path: now })}
      />
    );
  }
  if (type === "why") {
    return (
      <ExplainPanel
        plan={plan}
        path={now}
        scale={scale}
        currency={currency}
        ask={(request, signal) => store.ask("explain", request, signal)}
        onLines={() => inspect(store, { type: "lines", path: now })}
        onPath={(next) => inspect(store, { type: "why", path: next })}
        onFigure={(next) => inspect(store, { type: "why", path: now, figure: next })}
        onCopied={(text) => copyWords(store, text, () => t("why.copied"))}
      />
    );
  }
  return (
    <SourceLines
      bill={bill.handle.report}
      plan={plan}
      path={now}
      measure={info ? measureName(info) : measure}
      scale={scale}
      currency={currency}
      askLines={(request, signal) => store.ask("lines", request, signal)}
      sourceCells={store.sourceCells}
      onCopy={(table) => copyTable(store, table)}
    />
  );
}
