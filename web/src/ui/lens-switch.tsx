import "./lens-switch.css";

interface LensSwitchProps<Lens extends string> {
  readonly label: string;
  /** Of the group of radio buttons. */
  readonly name: string;
  readonly lenses: readonly { readonly id: Lens; readonly name: string }[];
  readonly chosen: Lens;
  readonly onChoose: (lens: Lens) => void;
}

/** Ways to look at the same figures, one at a time. */
export function LensSwitch<Lens extends string>({ label, name, lenses, chosen, onChoose }: LensSwitchProps<Lens>) {
  return (
    <div class="lenses" role="radiogroup" aria-label={label}>
      {lenses.map((each) => (
        <label class={`lens${each.id === chosen ? " on" : ""}`} key={each.id}>
          <input
            type="radio"
            name={name}
            class="unseen"
            data-testid={`${name}-${each.id}`}
            checked={each.id === chosen}
            onChange={() => onChoose(each.id)}
          />
          {each.name}
        </label>
      ))}
    </div>
  );
}
