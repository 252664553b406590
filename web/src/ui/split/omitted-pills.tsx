import "./filter-pills.css";

import type { Plan } from "../../protocol";
import { omitsAny, withPutBack } from "../../state/plan";
import type { Store } from "../../state/store";
import { t } from "../../text/text";

/** As many lines are named in a pill; of more their number is told. */
const NAMED = 3;

/** What is left out as wrong before anything is shared, each with its way back. */
export function OmittedPills({ store }: { readonly store: Store }) {
  const { plan } = store.wanted.value;
  if (!omitsAny(plan.omitted)) return null;
  const { lines, files } = plan.omitted;
  return (
    <div class="filters" role="group" aria-label={t("omitted.title")} data-testid="omitted">
      {lines.length > 0 && <Pill store={store} words={linesWords(lines)} next={(from) => withPutBack(from)} />}
      {files.map((file) => (
        <Pill key={file} store={store} words={fileWords(store, file)} next={(from) => withPutBack(from, file)} />
      ))}
    </div>
  );
}

/** "Left out as wrong: lines 4, 9–20"; "… 12 lines", or the first of them where a name is of many. */
export function linesWords(lines: readonly string[]): string {
  const isOfMany = (name: string) => name.includes("-");
  const some = lines.some(isOfMany);
  if (lines.length > NAMED && !some) return t("omitted.lines", { n: lines.length });
  const named = lines.slice(0, NAMED).map((name) => name.replace("-", "–"));
  if (lines.length > NAMED) named.push("…");
  return t(lines.length === 1 && !some ? "omitted.line_named" : "omitted.lines_named", { lines: named.join(", ") });
}

export function fileWords(store: Store, file: string): string {
  const names = store.bill.value?.handle.report.files.map(({ name }) => name) ?? [];
  return t("omitted.file", { file: names.find((_, at) => String(at + 1) === file) ?? file });
}

interface PillProps {
  readonly store: Store;
  readonly words: string;
  readonly next: (plan: Plan) => Plan;
}

function Pill({ store, words, next }: PillProps) {
  const back = t("omitted.put_back", { what: words });
  const putBack = () => store.change(() => back, next(store.wanted.peek().plan));
  return (
    <div class="pill exclude">
      <span class="pill-words pill-still" title={t("omitted.means")}>
        {words}
      </span>
      <button type="button" class="pill-remove" title={back} aria-label={back} onClick={putBack}>
        <span aria-hidden="true">×</span>
      </button>
    </div>
  );
}
