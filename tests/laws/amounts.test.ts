import { readdirSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { expect, test } from "vitest";

// An amount crosses the boundary as an exact decimal in a string and stays one: TypeScript that made a number of it could
// add, compare or round it, and would be a cent off some day. What does draw comes from the core as a ratio. So every
// place where text becomes a number stands here, with what the text is.
const made: Readonly<Record<string, readonly string[]>> = {
  "web/src/cli/commands.ts": ['own.get("--window")'], // days
  "web/src/engine/unpack/zip.ts": [
    "view.getBigUint64(locator + 8, true)", // places and sizes in a file
    "view.getBigUint64(32, true)",
    "view.getBigUint64(40, true)",
    "view.getBigUint64(48, true)",
    "view.getBigUint64(next - 8, true)",
  ],
  "web/src/text/names.ts": ["dimension.slice(3)"], // which level of an organization
  "web/src/text/place.ts": ["item[2]"], // a place in a list
  "web/src/ui/discounts/commitments.tsx": ["written"], // a percentage that is set
  "web/src/ui/keyboard.ts": ["key"], // which tab
  "web/src/ui/metering-view.tsx": ["value"], // which account of a list
  "web/src/ui/schedule/civil-weeks.ts": [".map", ".map"], // days and months
  "web/src/ui/schedule/day-calendar.tsx": ["day.slice(8)"],
  "web/src/ui/schedule/preview.tsx": ["at"], // which change of a list
  "web/src/ui/schedule-view.tsx": ["scale || 2"], // how many digits
  "web/src/ui/split/cost-table.tsx": ["line", "cell"], // places in the table
  "web/src/ui/split/explain-panel.tsx": ['values["groups"] ?? 0'], // how many
  "web/src/ui/split/table-tools.tsx": ["event.currentTarget.value"], // how many
  "web/src/ui/tags/organization-tree.tsx": ["a.slice(3)", "b.slice(3)"], // which level of an organization
  "web/src/ui/watch/anomalies.tsx": ["written"], // days
};

const root = resolve(__dirname, "../..");

function sources(folder: string): string[] {
  return readdirSync(resolve(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = relative(root, resolve(root, folder, entry.name))
      .split(sep)
      .join("/");
    if (entry.isDirectory()) return sources(path);
    return /\.tsx?$/.test(path) && !path.endsWith(".d.ts") ? [path] : [];
  });
}

/** What is made a number: Number(...), BigInt(...), parseFloat(...), parseInt(...), .map(Number), +text. */
function madeIn(text: string): string[] {
  const code = text.replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, "");
  const inner = String.raw`((?:[^()]|\([^()]*\))*)`;
  const called = new RegExp(String.raw`\b(?:Number|BigInt|(?:Number\.)?parse(?:Float|Int))\(${inner}\)`, "g");
  const handed = /(\.\w+)\((?:Number|BigInt|parseFloat|parseInt)\)/g;
  const signed = /(?:[=(,?:]|=>|return)\s*\+([A-Za-z_][\w.]*)/g;
  return [called, handed, signed].flatMap((each) => [...code.matchAll(each)].map((match) => match[1] ?? ""));
}

test("no amount becomes a number: every text that does is named", () => {
  const found = Object.fromEntries(
    sources("web/src")
      .map((path) => [path, madeIn(readFileSync(resolve(root, path), "utf8"))] as const)
      .filter(([, each]) => each.length > 0),
  );
  expect(found).toEqual(made);
});

test("the law sees every way in which text becomes a number", () => {
  const ways = ["Number(row.amount)", "BigInt(f(x))", "parseFloat(exact)", "a.map(Number)", "const x = +row.amount;"];
  expect(ways.flatMap(madeIn)).toEqual(["row.amount", "f(x)", "exact", ".map", "row.amount"]);
});
