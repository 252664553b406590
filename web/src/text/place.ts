import { isKey, say, t } from "./text";

// Where in the rules something is wrong: the core names the place as their JSON has it, from 0
// ("rules[0].when.of[1].values"); the forms count from 1 and have words.

interface Step {
  readonly name: string;
  /** Its place in the list of that name, from 0; null: no list's. */
  readonly at: number | null;
}

/** What a form does not name beside what stands in it. */
const UNSAID = new Set(["plan", "when"]);

/** "rules[0].when.of[1].values" -> "rule 1, condition 2, values"; what has no words stays as it is written. */
export function placeWords(path: string): string {
  const words: string[] = [];
  // Conditions in conditions are counted as the form does: "condition 2.1".
  let condition: number[] = [];
  const close = () => {
    if (condition.length > 0) words.push(t("place.condition", { at: condition.join(".") }));
    condition = [];
  };
  const steps = stepsOf(path);
  steps.forEach(({ name, at }, place) => {
    if (name === "of" && at !== null) {
      condition.push(at + 1);
      return;
    }
    close();
    if (UNSAID.has(name) && place < steps.length - 1) return;
    words.push(stepWords(name, at));
  });
  close();
  return words.reduce((outer, inner) => t("place.in", { outer, inner }));
}

function stepsOf(path: string): readonly Step[] {
  return path.split(".").map((part) => {
    const item = /^(.*)\[(\d+)\]$/.exec(part);
    return item ? { name: item[1]!, at: Number(item[2]) } : { name: part, at: null };
  });
}

function stepWords(name: string, at: number | null): string {
  const key = at === null ? `place.${name}` : `place.${name}.item`;
  if (isKey(key)) return say(key, { at: at === null ? "" : String(at + 1) });
  return at === null ? name : `${name}[${at}]`;
}
