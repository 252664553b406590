import { useState } from "preact/hooks";

import type { Failure, ListingReport, Plan, ValueList } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import { faultOfList, textOfList, withListName, withoutList, withoutRoster } from "../../state/listings";
import type { ActionName, Store } from "../../state/store";
import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Amount } from "../amount";
import { IconButton } from "../button";
import { useAnswer } from "../use-answer";
import { ExplainedFigures, Why } from "../why-figure";
import { DimensionSelect, Form, PasteField, Refused, TextField } from "./rule-form";

interface ListingsProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly dimensions: readonly string[];
  /** Null: it is changed; otherwise why not. */
  readonly onChange: (name: ActionName, plan: Plan) => Promise<Failure | null>;
}

/** A list by its place. */
type Editing = "roster" | "new" | number;

/** Who stands behind an account, a key or a person: the account list, and lists of owners. */
export function Listings({ store, plan, dimensions, onChange }: ListingsProps) {
  const [editing, setEditing] = useState<Editing | null>(null);
  // Of the text that was read last: the plan keeps each value once.
  const [told, tell] = useState<Told | null>(null);
  const [kept, keep] = useState<Kept | null>(null);
  const hasRoster = plan.roster.accounts.length > 0;
  /** `list`: its name, "" the roster; `former`: the list that is edited. */
  const read = async (list: string, dimension: string, text: string, former: ValueList | null) => {
    const fault = faultOfList(plan, list, dimension, former);
    if (fault) return fault;
    const begun = former ? withListName(plan, former, list) : plan;
    try {
      const answer = await store.ask("listing", { plan: begun, list, dimension, text });
      const { roster, lists } = answer.plan;
      const next = { ...begun, roster, lists };
      // The levels that it gives must be there: a trial costs little.
      await store.ask("dimensions", { plan: next });
      const refused = await onChange(() => (list === "" ? t("did.roster") : t("did.list", { name: list })), next);
      if (refused) return refused;
      tell({ list, repeated: answer.repeated });
      setEditing(null);
      keep(null);
      return null;
    } catch (reason) {
      return failureOf(reason);
    }
  };
  const remove = async (list: string, next: Plan) => {
    const failure = await onChange(() => t("did.rules"), next);
    keep(failure && { list, failure });
  };
  const listed = (list: string, name: string, without: Plan, onEdit: (() => void) | null) => (
    <>
      <Listed {...{ store, plan, list, name, onEdit }} onRemove={() => void remove(list, without)} />
      {kept?.list === list && <Refused failure={kept.failure} />}
      {told?.list === list && <RepeatedValues repeated={told.repeated} />}
    </>
  );
  const form = (what: Editing) => {
    const former = typeof what === "number" ? (plan.lists[what] ?? null) : null;
    return (
      <ListingForm
        store={store}
        isRoster={what === "roster"}
        former={former}
        dimension={what === "roster" ? plan.roster.dimension : (former?.dimension ?? "")}
        dimensions={dimensions}
        onRead={(list, dimension, text) => read(list, dimension, text, former)}
        onCancel={() => setEditing(null)}
      />
    );
  };
  return (
    <section>
      <h3>{t("listing.title")}</h3>
      <p class="muted">{t("listing.why")}</p>
      <ul class="rule-list" role="list">
        {hasRoster && (
          <li class="rule" data-rule="roster">
            {listed("", t("listing.roster"), withoutRoster(plan), null)}
          </li>
        )}
        {plan.lists.map((list, place) => (
          <li class="rule" key={list.name} data-rule={list.name}>
            {editing === place
              ? form(place)
              : listed(list.name, list.name, withoutList(plan, place), () => setEditing(place))}
          </li>
        ))}
      </ul>
      {editing === "roster" || editing === "new" ? (
        form(editing)
      ) : (
        <p class="rule-form-deeds">
          <button type="button" class="button" data-testid="add-roster" onClick={() => setEditing("roster")}>
            {t(hasRoster ? "listing.replace_roster" : "listing.add_roster")}
          </button>
          <button type="button" class="button" data-testid="add-list" onClick={() => setEditing("new")}>
            {t("listing.add_list")}
          </button>
        </p>
      )}
    </section>
  );
}

/** A list that was to go, and why it stays. */
interface Kept {
  readonly list: string;
  readonly failure: Failure;
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

interface ListedProps {
  readonly store: Store;
  readonly plan: Plan;
  readonly list: string;
  readonly name: string;
  /** Null: what is there is only replaced. */
  readonly onEdit: (() => void) | null;
  readonly onRemove: () => void;
}

/** A list with what it lacks on either side. */
function Listed({ store, plan, list, name, onEdit, onRemove }: ListedProps) {
  const { answer } = useAnswer(store, "listing", { plan, list, dimension: "", text: "" });
  const [opened, open] = useState(false);
  return (
    <>
      <div class="rule-head">
        <strong>{name}</strong>
        <span class="rule-deeds">
          {onEdit && <IconButton icon="edit" label={t("rules.edit", { name })} onClick={onEdit} />}
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
  readonly store: Store;
  readonly isRoster: boolean;
  /** The list that is edited. */
  readonly former: ValueList | null;
  readonly dimension: string;
  readonly dimensions: readonly string[];
  readonly onRead: (list: string, dimension: string, text: string) => Promise<Failure | null>;
  readonly onCancel: () => void;
}

function ListingForm(props: ListingFormProps) {
  const { store, isRoster, former, dimension: first, dimensions, onRead, onCancel } = props;
  const [name, setName] = useState(former?.name ?? "");
  const [dimension, setDimension] = useState(first);
  const [text, setText] = useState(former ? textOfList(former) : "");
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
        store={store}
        label={t(isRoster ? "listing.paste_roster" : "listing.paste_list")}
        testid="listing"
        text={text}
        onChange={setText}
      />
    </Form>
  );
}
