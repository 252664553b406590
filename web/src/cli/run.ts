import { failure, isFailure, missingColumns } from "../engine/errors";
import { readBill, readColumns } from "../engine/read-bill";
import type { SourceFile } from "../engine/source-file";
import { type Core, EMPTY_PLAN, type Failure, type Plan } from "../protocol";
import type { Answer } from "./answers";
import { type Command, parseArguments } from "./arguments";
import { HELP } from "./help";

/** What the command line needs of its surroundings. */
export interface World {
  readonly core: () => Promise<Core | Failure>;
  readonly openFile: (path: string) => Promise<SourceFile | Failure>;
  readonly readText: (path: string) => Promise<string | Failure>;
  readonly writeFile: (path: string, text: string) => Promise<Failure | undefined>;
  readonly out: (text: string) => void;
  readonly say: (text: string) => void; // for people: standard error
}

/** Runs one command; gives the exit status. */
export async function run(args: readonly string[], world: World): Promise<0 | 1 | 2> {
  const command = parseArguments(args);
  if (command.type === "help") {
    world.out(HELP);
    return 0;
  }
  if (command.type === "wrong") {
    world.say(`${command.message}\nbillfold --help tells what there is.\n`);
    return 2;
  }
  const failed = await perform(command, world);
  if (!failed) return 0;
  world.say(`${sentence(failed)}\n`);
  return 1;
}

async function perform(given: Command, world: World): Promise<Failure | undefined> {
  const own = await ownOf(given, world);
  if (isFailure(own)) return own;
  const command: Command = { ...given, own };
  const plan = await planOf(command, world);
  if (isFailure(plan)) return plan;
  const files: SourceFile[] = [];
  for (const path of command.files) {
    const file = await world.openFile(path);
    if (isFailure(file)) return file;
    files.push(file);
  }
  const core = await world.core();
  if (isFailure(core)) return core;
  const answer = await answerOf(command, plan, core, files, world);
  if (isFailure(answer)) return answer;
  for (const remark of answer.remarks ?? []) world.say(`${remark}\n`);
  return deliver(answer, command, world);
}

async function answerOf(
  command: Command,
  plan: Plan,
  core: Core,
  files: readonly SourceFile[],
  world: World,
): Promise<Answer | Failure> {
  const bill = await readBill(core, files, optionsOf(command), () => {});
  if (isFailure(bill)) return bill;
  for (const left of bill.leftOut) world.say(`${sentence(left)}\n`);
  // A level or a filter is a column of amounts, whose cells were not kept as texts: they are read once more.
  for (const read = new Set<string>(); ;) {
    const answer = command.kind.answer(bill, plan, command.own);
    const names = isFailure(answer) ? missingColumns(answer) : undefined;
    const key = JSON.stringify(names);
    if (names === undefined || read.has(key)) return answer;
    read.add(key);
    const stopped = await readColumns(core, bill, names, () => {});
    if (isFailure(stopped)) return stopped;
  }
}

function optionsOf({ mapping, encoding, anySize }: Command) {
  return { mapping, anySize, partialFrom: Number.POSITIVE_INFINITY, ...(encoding !== undefined && { encoding }) };
}

async function deliver(answer: Answer, command: Command, world: World): Promise<Failure | undefined> {
  const text = command.format === "csv" ? answer.csv(command) : `${answer.json()}\n`;
  if (command.out === undefined) {
    world.out(text);
    return undefined;
  }
  const mark = command.format === "csv" ? "\uFEFF" : ""; // Excel takes a CSV without it for the system's encoding
  return world.writeFile(command.out, mark + text);
}

async function planOf(command: Command, world: World): Promise<Plan | Failure> {
  const written = command.planFile === undefined ? {} : await planIn(command.planFile, world);
  if (isFailure(written)) return written;
  const texts = await textsOf(command, world);
  if (isFailure(texts)) return texts;
  // Whatever else stands in the file goes to core as it is, which knows what a plan may hold.
  const plan: Plan = { ...EMPTY_PLAN, ...written, ...command.plan, ...texts };
  return command.filters.length === 0 || !Array.isArray(plan.filters)
    ? plan
    : { ...plan, filters: [...plan.filters, ...command.filters] };
}

// The files that options name and whose text is part of the plan.
async function textsOf({ kind, own }: Command, world: World): Promise<Partial<Plan> | Failure> {
  let texts: Partial<Plan> = {};
  for (const [option, field] of Object.entries(kind.texts ?? {})) {
    const path = own.get(option);
    if (path === undefined) continue;
    const text = await world.readText(path);
    if (typeof text !== "string") return text;
    texts = { ...texts, [field]: text };
  }
  return texts;
}

// The command's own options, what stands in a file in the place of its name.
async function ownOf({ kind, own }: Command, world: World): Promise<ReadonlyMap<string, string> | Failure> {
  const read = new Map(own);
  for (const option of kind.plans ?? []) {
    const path = own.get(option);
    if (path === undefined) continue;
    const plan = await planIn(path, world);
    if (isFailure(plan)) return plan;
    read.set(option, JSON.stringify({ ...EMPTY_PLAN, ...plan }));
  }
  for (const option of kind.ownTexts ?? []) {
    const path = own.get(option);
    if (path === undefined) continue;
    const text = await world.readText(path);
    if (typeof text !== "string") return text;
    read.set(option, text);
  }
  return read;
}

async function planIn(path: string, world: World): Promise<object | Failure> {
  const text = await world.readText(path);
  if (typeof text !== "string") return text;
  try {
    const plan: unknown = JSON.parse(text);
    if (typeof plan === "object" && plan !== null && !Array.isArray(plan)) return plan;
    return failure("bad_plan", { what: "it is not an object", where: path });
  } catch (error) {
    return failure("bad_plan", { what: (error as Error).message, where: path });
  }
}

// "april.csv, line 12, column 3: A quote ... (unterminated_quote)"
function sentence({ error, message, values, line, column }: Failure): string {
  const file = values["file"];
  const place = [
    file !== undefined && !message.includes(file) && file,
    line > 0 && `line ${line}`,
    column > 0 && `column ${column}`,
  ].filter(Boolean);
  return `${place.length > 0 ? `${place.join(", ")}: ` : ""}${message} (${error})`;
}
