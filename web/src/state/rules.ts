import { EMPTY_PLAN, type Mapping, type Plan, type Rules, type SharedView } from "../protocol";
import { NO_MAPPING } from "./engine-port";
import type { View, Wanted } from "./view";

// Rules as they are saved and passed on (core/session/protocol.h: Rules): what is asked and how it is looked at, nothing
// of the bill but the words that a person put into them. Those words are literals: each is shown before a link exists,
// and API keys are never among them.

export function rulesOf({ plan, view }: Wanted, mapping: Mapping | undefined, language: Rules["language"]): Rules {
  const { lens, sort, ascending, top, openAll, period } = view;
  return {
    version: 1,
    // What somebody has on an account is an amount, and the account may be a key.
    // Which lines are wrong is known of one file: in another, its numbers are those of other lines.
    plan: withoutKeys({ ...plan, balances: [], omitted: EMPTY_PLAN.omitted }),
    mapping: mapping ?? NO_MAPPING,
    view: { lens, sort, ascending, top, open_all: openAll, period },
    language,
  };
}

/** The part of the view that rules hold; what was opened or searched for stays out. */
export function viewOf({ lens, sort, ascending, top, open_all, period }: SharedView): Partial<View> {
  return {
    lens: lens as View["lens"],
    sort: sort as View["sort"],
    ascending,
    top,
    openAll: open_all,
    period: period as View["period"],
    root: [],
    open: [],
    closed: [],
    others: [],
    find: "",
  };
}

// ---- literals

/** What of a plan names things by our words or the file's headers; every other text in it counts as a literal. */
const NAMES = ["by", "measure", "grain", "currency", "basis", "amortization_scale", "metered_by"] as const;
/** The same deeper in it: of a rule, how unusual days are found, of which figure a threshold is. */
const NAMES_IN_RULES = ["dimension", "op", "method", "measure", "partitions", "anomalies", "thresholds"];
/** Dimensions that the plan defines: each holds the name of a rule. */
const DEFINED = /^(category|ou|list):/;
const KEY_DIMENSION = "key";
/** The fields of a rule, and of a condition, that hold conditions. */
const CONDITIONS = ["when", "source", "weighed", "of"] as const;

/** Every text in the rules that may be a value of a bill, each once. */
export function literalsOf({ plan }: Rules): readonly string[] {
  const rest = Object.entries(plan).filter(([name]) => !(NAMES as readonly string[]).includes(name));
  return [...new Set(rest.flatMap(([, value]) => textsIn(value)))];
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return value === "" ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  // Which dimension a condition is about is no value of it.
  return Object.entries(value).flatMap(([name, each]) => (NAMES_IN_RULES.includes(name) ? [] : textsIn(each)));
}

/** The same rules without any literal: only what is known to hold none is kept. */
export function withoutLiterals(rules: Rules): Rules {
  const { by, measure, grain, currency, basis, amortization_scale, metered_by } = rules.plan;
  const known = by.filter((name) => !DEFINED.test(name));
  const plan = { ...EMPTY_PLAN, by: known, measure, grain, currency, basis, amortization_scale, metered_by };
  return { ...rules, plan };
}

/** Kept without being asked for: all that a person wrote. What is chosen from a bill stays with it, and so do its prices. */
export function withoutChoices(rules: Rules): Rules {
  const { filters, prices } = EMPTY_PLAN;
  return { ...rules, plan: { ...rules.plan, filters, prices } };
}

/** Values of API keys go wherever they stand: what asks that dimension is left out, and what is made of its values. */
function withoutKeys(plan: Plan): Plan {
  const keyed = dimensionsOfKeys(plan);
  const roster = keyed.has("ou:name") ? EMPTY_PLAN.roster : plan.roster;
  const by = plan.by.filter((name) => name === KEY_DIMENSION || !isMadeOfKeys(name, keyed));
  return cleaned({ ...plan, by, roster }, keyed) as Plan;
}

/** API keys, and the lists and the roster that say who stands behind them. */
function dimensionsOfKeys({ lists, roster }: Plan): ReadonlySet<string> {
  const listed = lists.filter(({ dimension }) => dimension === KEY_DIMENSION).map(({ name }) => `list:${name}`);
  return new Set([KEY_DIMENSION, ...listed, ...(roster.dimension === KEY_DIMENSION ? ["ou:name"] : [])]);
}

function isMadeOfKeys(name: string, keyed: ReadonlySet<string>): boolean {
  return keyed.has(name) || (name.startsWith("ou:") && keyed.has("ou:name"));
}

function cleaned(value: unknown, keyed: ReadonlySet<string>): unknown {
  if (Array.isArray(value)) {
    return value.filter((each) => !isAboutKeys(each, keyed)).map((each) => cleaned(each, keyed));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each, keyed)]));
}

function isAboutKeys(value: unknown, keyed: ReadonlySet<string>): boolean {
  if (Array.isArray(value)) return value.some((each) => isAboutKeys(each, keyed));
  if (typeof value !== "object" || value === null) return false;
  if ("dimension" in value && typeof value.dimension === "string" && isMadeOfKeys(value.dimension, keyed)) return true;
  // A rule goes with its condition: without it, it would take every line.
  return CONDITIONS.some((name) => isAboutKeys((value as Readonly<Record<string, unknown>>)[name], keyed));
}

/** Looks like a key, an e-mail address or an account number. */
export function looksPrivate(literal: string): boolean {
  return /@\S+\.\S/.test(literal) || /\d{6,}/.test(literal) || /^(?=.*\d)(?=.*[a-z])[\w-]{16,}$/i.test(literal);
}

// ---- the link: #v1.<base64url of the deflated JSON>

const PREFIX = "#v1.";
/** Longer ones are cut by programs on the way. */
export const LONGEST_LINK = 8_000;
const MOST_INFLATED = 256 * 1024;

export async function fragmentOf(rules: Rules): Promise<string> {
  const packed = new Blob([JSON.stringify(rules)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  const letters = [...bytes].map((byte) => String.fromCharCode(byte)).join("");
  return PREFIX + btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The text in a link's fragment, which nobody has looked at; null if it is none of ours, too long or broken. */
export async function textOf(fragment: string): Promise<string | null> {
  if (!fragment.startsWith(PREFIX) || fragment.length > LONGEST_LINK) return null;
  try {
    const letters = atob(fragment.slice(PREFIX.length).replaceAll("-", "+").replaceAll("_", "/"));
    const packed = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
    const inflated = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
    return await bounded(inflated);
  } catch {
    return null;
  }
}

export const isLink = (fragment: string): boolean => fragment.startsWith(PREFIX);

/** What unpacks to more than the limit is not unpacked further. */
async function bounded(stream: ReadableStream<Uint8Array>): Promise<string | null> {
  const reader = stream.getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST_INFLATED) {
      void reader.cancel();
      return null;
    }
    text += decoder.decode(value, { stream: true });
  }
}
