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
    plan: withoutKeys({ ...plan, balances: [] }),
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
const KEY_DIMENSION = "key";

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
  return Object.entries(value).flatMap(([name, each]) => (name === "dimension" ? [] : textsIn(each)));
}

/** The same rules without any literal: only what is known to hold none is kept. */
export function withoutLiterals(rules: Rules): Rules {
  const { by, measure, grain, currency, basis, amortization_scale, metered_by } = rules.plan;
  return {
    ...rules,
    plan: { ...EMPTY_PLAN, by, measure, grain, currency, basis, amortization_scale, metered_by },
  };
}

/** Values of API keys go wherever they stand: every condition on that dimension is left out. */
function withoutKeys(plan: Plan): Plan {
  return cleaned(plan) as Plan;
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((each) => !isAboutKeys(each)).map(cleaned);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each)]));
}

function isAboutKeys(value: unknown): boolean {
  return typeof value === "object" && value !== null && "dimension" in value && value.dimension === KEY_DIMENSION;
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
