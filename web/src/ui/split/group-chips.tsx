import "./group-chips.css";

import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";

import { dimensionName } from "../../text/names";
import { t } from "../../text/text";
import { Menu, type MenuItem } from "../menu";
import { Picker } from "../picker";
import { Popover } from "../popover";
import { type Lift, liftStep, nearestPlace, type Point, shownOrder } from "./chip-order";
import type { DimensionChoices } from "./dimension-choices";

interface GroupChipsProps {
  readonly levels: readonly string[];
  readonly choices: DimensionChoices;
  readonly announce: (text: string) => void;
  readonly onAdd: (dimension: string) => void;
  readonly onMove: (from: number, to: number) => void;
  readonly onRemove: (dimension: string) => void;
  readonly onReplace: (dimension: string, replacement: string) => void;
}

const DRAG_BEGINS = 4; // pixels

/** The stack of levels as chips: dragged, moved with the keyboard, or by their menus; outermost first. */
export function GroupChips(props: GroupChipsProps) {
  const { levels, choices, announce, onAdd, onMove, onRemove, onReplace } = props;
  const help = useId();
  const list = useRef<HTMLOListElement>(null);
  const adder = useRef<HTMLButtonElement>(null);
  const [lift, setLift] = useState<Lift | null>(null);
  const [adding, setAdding] = useState(false);
  const focusNext = useRef<string | null>(null);

  // A chip that was moved is another element's neighbour now; the focus stays with the chip, or with what took its place.
  useLayoutEffect(() => {
    const wanted = focusNext.current;
    if (wanted === null) return;
    focusNext.current = null;
    const chips = [...(list.current?.querySelectorAll<HTMLElement>("[data-level]") ?? [])];
    (chips.find((chip) => chip.dataset["level"] === wanted) ?? adder.current)?.focus();
  });

  const order = shownOrder(levels.length, lift);
  const say = (place: number, dimension: string) =>
    announce(t("chips.place", { name: dimensionName(dimension), place: place + 1, of: levels.length }));

  const put = (from: number, to: number) => {
    const moved = levels[from]!;
    setLift(null);
    focusNext.current = moved;
    say(to, moved);
    if (from !== to) onMove(from, to);
  };
  const remove = (place: number) => {
    const gone = levels[place]!;
    focusNext.current = levels[place + 1] ?? levels[place - 1] ?? "";
    announce(t("chips.removed", { name: dimensionName(gone) }));
    onRemove(gone);
  };

  const onKey = (place: number, event: KeyboardEvent) => {
    const name = dimensionName(levels[place]!);
    if (!lift && (event.key === "Delete" || event.key === "Backspace")) {
      event.preventDefault();
      remove(place);
      return;
    }
    const step = liftStep(lift, place, levels.length, event.key);
    if (!step) return;
    event.preventDefault();
    event.stopPropagation();
    if (step.event === "dropped" && lift) return put(lift.from, lift.at);
    setLift(step.lift);
    if (step.event === "lifted") announce(t("chips.lifted", { name, place: place + 1, of: levels.length }));
    if (step.event === "moved" && step.lift) say(step.lift.at, levels[place]!);
    if (step.event === "cancelled") announce(t("chips.cancelled", { name, place: place + 1 }));
  };

  // ---- the pointer: a press that moves lifts the chip; a press that does not opens its menu

  const dragged = useRef(false);
  const endDrag = useRef<(() => void) | null>(null);
  useEffect(() => () => endDrag.current?.(), []);

  const onPress = (place: number, event: PointerEvent) => {
    dragged.current = false;
    const onGrip = (event.target as Element).closest(".chip-grip") !== null;
    if (event.button !== 0 || (event.pointerType === "touch" && !onGrip)) return;
    const start: Point = { x: event.clientX, y: event.clientY };
    const middles = middlesOf(list.current);
    let held: Lift | null = null;
    const onPointer = (moved: PointerEvent) => {
      const point: Point = { x: moved.clientX, y: moved.clientY };
      if (!held && Math.hypot(point.x - start.x, point.y - start.y) < DRAG_BEGINS) return;
      dragged.current = true;
      held = { from: place, at: nearestPlace(middles, point) };
      setLift(held);
    };
    const stop = (drop: boolean) => {
      endDrag.current?.();
      if (held && drop) put(held.from, held.at);
      else setLift(null);
    };
    const onUp = () => stop(true);
    const onCancel = () => stop(false);
    const onEscape = (pressed: KeyboardEvent) => pressed.key === "Escape" && stop(false);
    addEventListener("pointermove", onPointer);
    addEventListener("pointerup", onUp);
    addEventListener("pointercancel", onCancel);
    addEventListener("keydown", onEscape);
    endDrag.current = () => {
      removeEventListener("pointermove", onPointer);
      removeEventListener("pointerup", onUp);
      removeEventListener("pointercancel", onCancel);
      removeEventListener("keydown", onEscape);
      endDrag.current = null;
    };
  };

  return (
    <div class={`chips${lift ? " lifting" : ""}`}>
      <span class="chips-title" id={`${help}-title`}>
        {t("chips.title")}
      </span>
      <ol role="list" ref={list} class="chips-list" aria-labelledby={`${help}-title`}>
        {levels.map((dimension, place) => {
          const shown = order.indexOf(place);
          return (
            <li key={dimension} class="chip-place" style={{ order: shown }}>
              <Chip
                dimension={dimension}
                place={shown}
                of={levels.length}
                lifted={lift?.from === place}
                help={help}
                choices={choices.without(levels)}
                wasDragged={() => dragged.current}
                onPress={(event) => onPress(place, event)}
                onKey={(event) => onKey(place, event)}
                onBlur={() => lift?.from === place && !dragged.current && setLift(null)}
                onMove={(by) => put(place, place + by)}
                onRemove={() => remove(place)}
                onReplace={(replacement) => {
                  focusNext.current = replacement;
                  onReplace(dimension, replacement);
                }}
              />
              {shown < levels.length - 1 && (
                <span class="chip-then" aria-hidden="true">
                  ▸
                </span>
              )}
            </li>
          );
        })}
      </ol>
      <button
        type="button"
        ref={adder}
        class="button chip-add"
        data-testid="add-level"
        aria-haspopup="dialog"
        aria-expanded={adding}
        onClick={() => setAdding(!adding)}
      >
        <span aria-hidden="true">+</span> {t("chips.add")}
      </button>
      {adding && (
        <Popover anchor={adder} label={t("chips.add")} onClose={() => setAdding(false)}>
          <Picker
            label={t("dimensions.find")}
            none={t("dimensions.none")}
            choices={choices.without(levels).list}
            onChoose={(dimension) => {
              setAdding(false);
              focusNext.current = dimension;
              onAdd(dimension);
              announce(
                t("chips.place", { name: dimensionName(dimension), place: levels.length + 1, of: levels.length + 1 }),
              );
            }}
          />
        </Popover>
      )}
      <span class="unseen" id={help}>
        {t("chips.help")}
      </span>
    </div>
  );
}

interface ChipProps {
  readonly dimension: string;
  /** Where it is shown, from 0. */
  readonly place: number;
  readonly of: number;
  readonly lifted: boolean;
  readonly help: string;
  readonly choices: DimensionChoices;
  readonly wasDragged: () => boolean;
  readonly onPress: (event: PointerEvent) => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onBlur: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onReplace: (replacement: string) => void;
}

function Chip(props: ChipProps) {
  const { dimension, place, of, lifted, help, choices, onMove, onRemove, onReplace } = props;
  const button = useRef<HTMLButtonElement>(null);
  const [surface, setSurface] = useState<"menu" | "change" | null>(null);
  const name = dimensionName(dimension);
  const items: readonly (MenuItem | "rule")[] = [
    { label: t("chips.earlier"), disabled: place === 0, run: () => onMove(-1) },
    { label: t("chips.later"), disabled: place === of - 1, run: () => onMove(1) },
    { label: t("chips.change"), run: () => setSurface("change") },
    "rule",
    { label: t("chips.remove"), key: "Del", run: onRemove },
  ];
  return (
    <div class={`chip${lifted ? " lifted" : ""}`}>
      <button
        type="button"
        ref={button}
        class="chip-name"
        data-level={dimension}
        aria-label={t("chips.place", { name, place: place + 1, of })}
        aria-haspopup="menu"
        aria-expanded={surface === "menu"}
        aria-describedby={help}
        onPointerDown={props.onPress}
        onKeyDown={props.onKey}
        onKeyUp={(event) => event.key === " " && event.preventDefault()}
        onBlur={props.onBlur}
        onClick={() => !props.wasDragged() && setSurface(surface ? null : "menu")}
      >
        <span class="chip-grip" aria-hidden="true">
          ⠿
        </span>
        {name}
      </button>
      <button
        type="button"
        class="chip-remove"
        tabIndex={-1}
        title={t("chips.remove_name", { name })}
        aria-label={t("chips.remove_name", { name })}
        onClick={onRemove}
      >
        <span aria-hidden="true">×</span>
      </button>
      {surface === "menu" && <Menu anchor={button} label={name} items={items} onClose={() => setSurface(null)} />}
      {surface === "change" && (
        <Popover anchor={button} label={t("chips.change")} onClose={() => setSurface(null)}>
          <Picker
            label={t("dimensions.find")}
            none={t("dimensions.none")}
            choices={choices.list}
            onChoose={(replacement) => {
              setSurface(null);
              onReplace(replacement);
            }}
          />
        </Popover>
      )}
    </div>
  );
}

function middlesOf(list: HTMLElement | null): readonly Point[] {
  return [...(list?.children ?? [])].map((place) => {
    const { left, top, width, height } = place.getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  });
}
