import "./sharing-notices.css";

import type { ViewReport } from "../../protocol";
import { type Period, rulesAcross, withinPeriod } from "../../state/shared-rules";
import type { Store } from "../../state/store";
import type { Wanted } from "../../state/view";
import { t } from "../../text/text";
import { Button } from "../button";
import { ExplainedFigures } from "../why-figure";
import { openRules } from "./rules-panel";
import { AbsentWords, KeptWords } from "./shared-words";

interface SharingNoticesProps {
  readonly store: Store;
  readonly report: ViewReport;
  /** What the report answers. */
  readonly shown: Wanted;
}

/** Rules of shared costs that did not do all that is expected of them: whoever got the plan by a link has not seen them. */
export function SharingNotices({ store, report, shown: { plan } }: SharingNoticesProps) {
  const rules = report.shared ?? [];
  if (!rules.some(({ reason, absent }) => reason !== "" || absent)) return null;
  return (
    <ExplainedFigures store={store} plan={plan} view="matrix">
      <ul class="sharing-notices" role="list" data-testid="sharing-notices">
        {rules.map(
          (info, place) =>
            (info.reason !== "" || info.absent) && (
              <li key={info.name} data-rule={info.name}>
                <strong>{info.name}</strong>
                <KeptWords info={info} place={place} scale={report.scale} />
                <AbsentWords info={info} place={place} scale={report.scale} />{" "}
                <Button look="link" onClick={() => openRules(store, place)} testid="open-rule">
                  {t("rules.open_one")}
                </Button>
              </li>
            ),
        )}
      </ul>
    </ExplainedFigures>
  );
}

interface AcrossNoticeProps {
  readonly store: Store;
  /** By what figures are asked for; null: of the whole file. */
  readonly period: Period | null;
}

/** Where figures of one month or day have others' cost in them, which rules do that; one press keeps them within each. */
export function AcrossNotice({ store, period }: AcrossNoticeProps) {
  const { plan } = store.wanted.value;
  const did = store.view.value?.answer.shared ?? [];
  const across = period ? rulesAcross(plan, period, store.dimensions.value?.answer, did) : [];
  if (!period || across.length === 0) return null;
  return (
    <p class="sharing-notices warn" role="status" data-testid="across-notice" data-period={period}>
      <span>
        ⚠ {t(`rules.across.${period}`, { n: across.length, rules: across.map((name) => `“${name}”`).join(", ") })}
      </span>{" "}
      <Button
        testid="share-within"
        onClick={() => store.change(() => t(`did.within.${period}`), withinPeriod(plan, across, period))}
      >
        {t(`rules.within.${period}`)}
      </Button>
    </p>
  );
}
