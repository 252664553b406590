import type { Filter, Mapping, Plan } from "../protocol";
import { COMMANDS, type Kind } from "./commands";

// What stands behind ./billfold, as a value.

export interface Command {
  readonly type: "command";
  readonly kind: Kind;
  readonly files: readonly string[]; // "-" is standard input
  readonly mapping: Mapping;
  readonly encoding: string | undefined;
  readonly anySize: boolean;
  /** What the options say of the plan; the rest is the plan file's, or the default. */
  readonly plan: Partial<Pick<Plan, "by" | "measure" | "currency" | "basis">>;
  /** The options that only this command has. */
  readonly own: ReadonlyMap<string, string>;
  readonly filters: readonly Filter[];
  readonly planFile: string | undefined;
  readonly format: "json" | "csv";
  readonly raw: boolean;
  readonly out: string | undefined;
}
export interface Help {
  readonly type: "help";
}
export interface WrongUsage {
  readonly type: "wrong";
  readonly message: string;
}

const SWITCHES = ["--help", "-h", "--raw", "--any-size"];
const OPTIONS = [
  "--by",
  "--measure",
  "--plan",
  "--filter",
  "--format",
  "--profile",
  "--map",
  "--encoding",
  "--currency",
  "--basis",
  "--out",
];
const OWN = COMMANDS.flatMap(({ options }) => options);
const REPEATABLE = ["--by", "--filter", "--map"];

export function parseArguments(args: readonly string[]): Command | Help | WrongUsage {
  const given = sort(args);
  if ("type" in given) return given;
  const { words, options } = given;
  if (options.has("--help") || options.has("-h")) return { type: "help" };
  const [name, ...files] = words;
  const kind = COMMANDS.find((each) => each.name === name);
  if (name === undefined) return wrong("Name a command and a file.");
  if (kind === undefined) return wrong(`There is no command "${name}".`);
  if (files.length === 0) return wrong(`Name a file: billfold ${name} FILE`);
  const foreign = OWN.find((option) => options.has(option) && !kind.options.includes(option));
  if (foreign !== undefined) return wrong(`${name} takes no ${foreign}.`);

  const by = (options.get("--by") ?? []).flatMap((list) => list.split(","));
  if (by.includes("")) return wrong("--by wants names of dimensions: --by owner,project");
  const complaint = kind.complaint({
    by,
    files: files.length,
    hasPlan: options.has("--plan"),
    has: (option) => options.has(option),
  });
  if (complaint !== undefined) return wrong(complaint);
  const format = options.get("--format")?.[0] ?? "json";
  if (format !== "json" && format !== "csv") return wrong("--format is json or csv.");
  const filters = (options.get("--filter") ?? []).map(filterOf);
  if (filters.includes(undefined)) return wrong("--filter is DIM=VALUE, DIM=VALUE|VALUE, or DIM= for no value.");
  const fields = (options.get("--map") ?? []).map(pairOf);
  if (fields.includes(undefined)) return wrong("--map is FIELD=COLUMN.");

  return {
    type: "command",
    kind,
    files,
    mapping: {
      profile: options.get("--profile")?.[0] ?? "",
      fields: present(fields).map(([field, column]) => ({ field, column })),
      delimiter: "",
      decimal_mark: "",
      date_order: "",
      header_line: 0,
    },
    encoding: options.get("--encoding")?.[0],
    anySize: options.has("--any-size"),
    plan: {
      ...(by.length > 0 && { by }),
      ...one("measure", options.get("--measure")),
      ...one("currency", options.get("--currency")),
      ...one("basis", options.get("--basis")),
    },
    own: new Map(kind.options.flatMap((name) => (options.get(name) ?? []).map((value) => [name, value] as const))),
    filters: present(filters),
    planFile: options.get("--plan")?.[0],
    format,
    raw: options.has("--raw"),
    out: options.get("--out")?.[0],
  };
}

interface Sorted {
  readonly words: readonly string[];
  readonly options: ReadonlyMap<string, readonly string[]>;
}

// Options may stand anywhere and be written --name VALUE or --name=VALUE; all behind -- are files.
function sort(args: readonly string[]): Sorted | WrongUsage {
  const words: string[] = [];
  const options = new Map<string, string[]>();
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    if (word === "--") return { words: [...words, ...args.slice(at + 1)], options };
    if (!word.startsWith("-") || word === "-") {
      words.push(word);
      continue;
    }
    const [name, inline] = pairOf(word) ?? [word, undefined];
    if (SWITCHES.includes(name) && inline === undefined) {
      options.set(name, []);
      continue;
    }
    if (!OPTIONS.includes(name) && !OWN.includes(name)) return wrong(`There is no option ${word}.`);
    const value = inline ?? args[++at];
    if (value === undefined) return wrong(`${name} wants a value.`);
    const values = options.get(name) ?? [];
    if (values.length > 0 && !REPEATABLE.includes(name)) return wrong(`${name} is given twice.`);
    options.set(name, [...values, value]);
  }
  return { words, options };
}

function pairOf(text: string): readonly [string, string] | undefined {
  const at = text.indexOf("=");
  return at > 0 ? [text.slice(0, at), text.slice(at + 1)] : undefined;
}

function filterOf(text: string): Filter | undefined {
  const [dimension, values] = pairOf(text) ?? [];
  if (dimension === undefined || values === undefined) return undefined;
  return { dimension, values: values.split("|").map((value) => (value === "" ? null : value)), exclude: false };
}

function one<Name extends string>(name: Name, values: readonly string[] | undefined): { [Key in Name]?: string } {
  return (values?.[0] === undefined ? {} : { [name]: values[0] }) as { [Key in Name]?: string };
}

function present<T>(list: readonly (T | undefined)[]): readonly T[] {
  return list.filter((each): each is T => each !== undefined);
}

function wrong(message: string): WrongUsage {
  return { type: "wrong", message };
}
