import { useState } from "preact/hooks";

import { EMPTY_PLAN, type Failure, type ListingReport, type Plan } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import { withItem } from "../../state/plan";
import type { ActionName, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { IconButton } from "../button";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { DimensionSelect, Form, PasteField, TextField } from "./rule-form";

interface ListingsProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly dimensions: readonly string[];
  readonly onChange: (name: ActionName, part: Partial<Plan>) => void;
}

/** Who stands behind an account, a key or a person: the account list, and lists of owners. */
export function Listings({ store, plan, dimensions, onChange }: ListingsProps) {
  const [editing, setEditing] = useState<string | null>(null);
  // Of the text that was read last: the plan keeps each value once.
  const [told, tell] = useState<Told | null>(null);
  const hasRoster = plan.roster.accounts.length > 0;
  const read = async (list: string, dimension: string, text: string): Promise<Failure | null> => {
    try {
      const answer = await store.ask("listing", { plan, list, dimension, text });
      const { roster, lists } = answer.plan;
      // The levels that it gives must be there: a trial costs little.
      await store.ask("dimensions", { plan: { ...plan, roster, lists } });
      onChange(() => (list === "" ? t("did.roster") : t("did.list", { name: list })), { roster, lists });
      tell({ list, repeated: answer.repeated });
      setEditing(null);
      return null;
    } catch (reason) {
      return failureOf(reason);
    }
  };
  return (
    <section>
      <h3>{t("listing.title")}</h3>
      <p class="muted">{t("listing.why")}</p>
      <ul class="rule-list" role="list">
        {hasRoster && (
          <li class="rule" data-rule="roster">
            <Listed
              store={store}
              plan={plan}
              list=""
              name={t("listing.roster")}
              onRemove={() => onChange(() => t("did.rules"), withoutRoster(plan))}
            />
            {told?.list === "" && <RepeatedValues repeated={told.repeated} />}
          </li>
        )}
        {plan.lists.map((list, place) => (
          <li class="rule" key={list.name} data-rule={list.name}>
            <Listed
              store={store}
              plan={plan}
              list={list.name}
              name={list.name}
              onRemove={() => onChange(() => t("did.rules"), withoutList(plan, place))}
            />
            {told?.list === list.name && <RepeatedValues repeated={told.repeated} />}
          </li>
        ))}
      </ul>
      {editing !== null ? (
        <ListingForm
          isRoster={editing === "roster"}
          dimension={editing === "roster" ? plan.roster.dimension : ""}
          dimensions={dimensions}
          onRead={read}
          onCancel={() => setEditing(null)}
        />
      ) : (
        <p class="rule-form-deeds">
          <button type="button" class="button" data-testid="add-roster" onClick={() => setEditing("roster")}>
            {t(hasRoster ? "listing.replace_roster" : "listing.add_roster")}
          </button>
          <button type="button" class="button" data-testid="add-list" onClick={() => setEditing("list")}>
            {t("listing.add_list")}
          </button>
        </p>
      )}
    </section>
  );
}

interface Told {
  readonly list: string;
  readonly repeated: ListingReport["repeated"];
}

/** What the text lists more than once, and which of its lines counts. */
function RepeatedValues({ repeated }: Pick<Told, "repeated">) {
  if (repeated.length === 0) return null;
  return (
    <div class="warn" role="status" data-testid="repeated">
      <p class="rule-words">⚠ {t("listing.repeated", { n: repeated.length })}</p>
      <ul class="plain-list" role="list">
        {repeated.slice(0, MOST).map(({ value, lines: [first = 0, ...others], differs }) => (
          <li key={value}>
            <bdi>{value}</bdi>:{" "}
            {t(differs ? "listing.repeated_otherwise" : "listing.repeated_alike", { first, others: others.join(", ") })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function withoutLevels(plan: Plan, gone: (level: string) => boolean): Pick<Plan, "by" | "filters"> {
  return {
    by: plan.by.filter((level) => !gone(level)),
    filters: plan.filters.filter(({ dimension }) => !gone(dimension)),
  };
}

function withoutRoster(plan: Plan): Partial<Plan> {
  return { roster: EMPTY_PLAN.roster, ...withoutLevels(plan, (level) => level.startsWith("ou:")) };
}

function withoutList(plan: Plan, place: number): Partial<Plan> {
  const dimension = `list:${plan.lists[place]?.name ?? ""}`;
  return { lists: withItem(plan.lists, place, null), ...withoutLevels(plan, (level) => level === dimension) };
}

interface ListedProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly list: string;
  readonly name: string;
  readonly onRemove: () => void;
}

/** A list with what it lacks on either side. */
function Listed({ store, plan, list, name, onRemove }: ListedProps) {
  const { answer } = useAnswer(store, "listing", { plan, list, dimension: "", text: "" });
  const [opened, open] = useState(false);
  return (
    <>
      <div class="rule-head">
        <strong>{name}</strong>
        <span class="rule-deeds">
          <IconButton icon="close" label={t("rules.remove", { name })} onClick={onRemove} />
        </span>
      </div>
      {answer && (
        <ExplainedFigures
          inside
          {...{ store, plan, list, view: "listing" }}
          nameOf={(place) => valueAt(answer.unlisted, place)}
        >
          <Gaps report={answer} dimension={dimensionOf(plan, list)} opened={opened} onOpened={open} />
        </ExplainedFigures>
      )}
    </>
  );
}

function dimensionOf(plan: Plan, list: string): string {
  return list === "" ? plan.roster.dimension : (plan.lists.find(({ name }) => name === list)?.dimension ?? "");
}

function valueAt(unlisted: ListingReport["unlisted"], place: string): string | undefined {
  const found = unlisted.find((_, at) => place === `unlisted/${at}/amount`);
  return found && t("figure.of", { word: t("figure.unlisted_amount"), name: found.value });
}

interface GapsProps {
  readonly report: ListingReport;
  readonly dimension: string;
  /** The values without an entry are on the screen: it outlives an explanation in their place. */
  readonly opened: boolean;
  readonly onOpened: (opened: boolean) => void;
}

function Gaps({ report, dimension, opened, onOpened }: GapsProps) {
  const { entries, unlisted, unlisted_values, unlisted_amount, absent } = report;
  const whole = unlisted_values === 0 && absent.length === 0;
  return (
    <>
      <p class="rule-words">
        {t("listing.entries", { n: entries, dimension: dimensionName(dimension) })}
        {whole && <span class="ok"> ✔ {t("listing.whole")}</span>}
      </p>
      {unlisted_values > 0 && (
        <details data-testid="unlisted" open={opened} onToggle={(event) => onOpened(event.currentTarget.open)}>
          <summary>
            ⚠ {t("listing.unlisted", { n: unlisted_values })}{" "}
            <Why place="unlisted_amount">
              <Amount exact={unlisted_amount} />
            </Why>
          </summary>
          <ul class="plain-list">
            {unlisted.slice(0, MOST).map(({ value, amount }, place) => (
              <li key={value} class="rule-head">
                <span>{value}</span>{" "}
                <Why place={`unlisted/${place}/amount`}>
                  <Amount exact={amount} />
                </Why>
              </li>
            ))}
          </ul>
        </details>
      )}
      {absent.length > 0 && (
        <details data-testid="absent">
          <summary>{t("listing.absent", { n: absent.length })}</summary>
          <p>{absent.slice(0, MOST).join(", ")}</p>
        </details>
      )}
    </>
  );
}

/** Values on the screen. */
const MOST = 200;

interface ListingFormProps {
  readonly isRoster: boolean;
  readonly dimension: string;
  readonly dimensions: readonly string[];
  readonly onRead: (list: string, dimension: string, text: string) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

function ListingForm({ isRoster, dimension: first, dimensions, onRead, onCancel }: ListingFormProps) {
  const [name, setName] = useState("");
  const [dimension, setDimension] = useState(first);
  const [text, setText] = useState("");
  return (
    <Form
      onSave={() => onRead(isRoster ? "" : name.trim() || dimensionName(dimension), dimension, text)}
      onCancel={onCancel}
    >
      {!isRoster && <TextField label={t("rules.name")} value={name} onInput={setName} />}
      <div class="rule-line">
        <span>{t("listing.of")}</span>
        <DimensionSelect label={t("listing.of")} value={dimension} dimensions={dimensions} onChange={setDimension} />
      </div>
      <PasteField
        label={t(isRoster ? "listing.paste_roster" : "listing.paste_list")}
        testid="listing"
        text={text}
        onChange={setText}
      />
    </Form>
  );
}
