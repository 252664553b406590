import type { SharedRule, SharedRuleInfo, SharedTarget } from "../../protocol";
import { targetsShown } from "../../state/shared-rules";
import { dimensionName } from "../../text/names";
import { isKey, rich, say, t } from "../../text/text";
import { Amount } from "../amount";
import { Why } from "../why-figure";
import { conditionWords } from "./condition-words";

// A rule of shared costs in words, and what it did.

export function methodName(method: string): string {
  const key = `rules.method.${method}`;
  return isKey(key) ? say(key, {}) : method;
}

/** "Project is one of gateway → Project, by percentages: search 50 %, ads 50 %; not to lab; within Region". */
export function sharedWords(rule: SharedRule): string {
  const { source, dimension, except, partitions } = rule;
  const targets = targetsShown(rule);
  const to = targets.length === 0 ? "" : `: ${targets.map((each) => targetWords(each, rule.method)).join(", ")}`;
  return [
    `${conditionWords(source)} → ${dimensionName(dimension)}, ${t("rules.method")} ${byWords(rule)}${to}`,
    except.length === 0 ? "" : t("rules.words.except", { values: except.join(", ") }),
    partitions.length === 0 ? "" : t("rules.words.within", { names: partitions.map(dimensionName).join(", ") }),
  ]
    .filter((part) => part !== "")
    .join("; ");
}

function targetWords({ value, weight }: SharedTarget, method: string): string {
  if (weight === "") return value;
  return method === "fixed" ? `${value} ${weight} %` : `${value} × ${weight}`;
}

function byWords({ method, usage, measure, weighed }: SharedRule): string {
  if (method !== "proportional") return methodName(method);
  if (usage.length > 0) return t("rules.words.by_usage");
  const by = measure === "" ? t("rules.words.by_cost") : measure;
  return weighed.op === "" ? by : t("rules.words.weighed", { by, when: conditionWords(weighed) });
}

interface KeptWordsProps {
  readonly info: SharedRuleInfo;
  /** Of the rule among those that ran: its figures can be asked why they are what they are. */
  readonly place: number;
  readonly scale?: number;
  /** Uses equal parts instead. */
  readonly onEven?: () => void;
}

/** What stayed at its source, and why. */
export function KeptWords({ info, place, scale = 0, onEven }: KeptWordsProps) {
  const reason = `rules.kept.${info.reason}`;
  if (!isKey(reason)) return null;
  return (
    <span class="warn">
      {" ⚠ "}
      <Why place={`rules/${place}/kept`}>
        <Amount exact={info.kept} scale={scale} />
      </Why>{" "}
      {t("rules.kept", { reason: say(reason, {}) })}{" "}
      {onEven && (
        <button type="button" class="button link" onClick={onEven}>
          {t("rules.even_instead")}
        </button>
      )}
    </span>
  );
}

type AbsentWordsProps = Omit<KeptWordsProps, "onEven">;

/** What went to targets that no line of the bill has: it may be wanted, or a name that is mistyped. */
export function AbsentWords({ info: { absent = [] }, place, scale = 0 }: AbsentWordsProps) {
  return (
    <>
      {absent.slice(0, MOST_ABSENT).map(({ target, amount }, at) => (
        <span class="warn" key={target} data-absent={target}>
          {" ⚠ "}
          {rich("rules.absent", {
            amount: (
              <Why place={`rules/${place}/absent/${at}/amount`}>
                <Amount exact={amount} scale={scale} />
              </Why>
            ),
            target: <bdi>{target}</bdi>,
          })}
        </span>
      ))}
      {absent.length > MOST_ABSENT && (
        <span class="warn"> {t("rules.absent_more", { n: absent.length - MOST_ABSENT })}</span>
      )}
    </>
  );
}

const MOST_ABSENT = 5;
