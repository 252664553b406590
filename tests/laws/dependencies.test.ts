import { readdirSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { expect, test } from "vitest";

// Who may know whom. Core's rooms stand on floors, lowest first: a room includes itself and rooms of lower floors.
const floors = [
  ["base"],
  ["csv", "json", "money", "calendar"],
  ["text"],
  ["vendor"],
  ["bill"],
  ["plan", "report"],
  ["split", "amortize", "metering", "commitment", "watch"],
  ["session"],
];
// What the boundary includes of core.
const openToWasm = ["session", "base"];
// Core does no I/O, has no clock, no locale, no threads; the rest is what the Emscripten of Debian 12 lacks.
const foreignToCore =
  /^<(iostream|fstream|sstream|iomanip|cstdio|stdio\.h|filesystem|ctime|locale|clocale|random|thread|mutex|future|ranges|format|expected|print|source_location|memory_resource)>$/;
// The page's rooms stand on floors, too: what is made of a bill (state, export) knows nothing of how it is shown (ui).
const pageFloors = [
  ["protocol"],
  ["engine", "text"],
  ["state"],
  ["export"],
  ["samples", "cli"],
  ["ui", "style"],
  ["page"],
  ["main"],
];
// The page knows core by its protocol; the module itself only where it is run.
const mayImport: Readonly<Record<string, RegExp>> = {
  "build/": /^web\/src\/protocol\.ts$/,
  "billfold-core": /^web\/src\/(engine|cli)\//,
};

const root = resolve(__dirname, "../..");

function files(folder: string, ending: RegExp): { path: string; text: string }[] {
  return readdirSync(resolve(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = resolve(root, folder, entry.name);
    const shown = relative(root, path).split(sep).join("/");
    if (entry.isDirectory()) return files(shown, ending);
    return ending.test(entry.name) ? [{ path: shown, text: readFileSync(path, "utf8") }] : [];
  });
}

function included(text: string): string[] {
  return [...text.matchAll(/^#include ("[^"]+"|<[^>]+>)/gm)].map((match) => match[1] ?? "");
}

const core = files("core", /\.(h|cpp)$/);
const floorOf = (room: string | undefined) => floors.findIndex((rooms) => rooms.includes(room ?? ""));

test("a room of core includes itself and lower floors only", () => {
  const wrong = core.flatMap(({ path, text }) => {
    const room = path.split("/")[1];
    return included(text)
      .filter((name) => name.startsWith('"') && name !== '"simdjson.h"')
      .map((name) => ({ name, other: name.slice(1).split("/")[0] }))
      .filter(({ other }) => other !== room && !(floorOf(other) >= 0 && floorOf(other) < floorOf(room)))
      .map(({ name }) => `${path} includes ${name}`);
  });
  expect(wrong).toEqual([]);
  expect(core.length).toBeGreaterThan(10);
});

const clock = /\b(system|steady|high_resolution)_clock\b/;

test("core includes nothing that does I/O, tells the time or knows a locale, nor what Emscripten lacks", () => {
  const wrong = core.flatMap(({ path, text }) =>
    included(text)
      .filter((name) => foreignToCore.test(name))
      .map((name) => `${path} includes ${name}`)
      .concat(clock.test(text) ? [`${path} asks a clock`] : []),
  );
  expect(wrong).toEqual([]);
});

test("the boundary enters core by its one door", () => {
  const wrong = files("wasm", /\.(h|cpp)$/).flatMap(({ path, text }) =>
    included(text)
      .filter((name) => /^"[^"]+\/[^"]+"$/.test(name) && !openToWasm.includes(name.slice(1).split("/")[0] ?? ""))
      .map((name) => `${path} includes ${name}`),
  );
  expect(wrong).toEqual([]);
});

const page = files("web/src", /\.(ts|tsx)$/).filter(({ path }) => !path.endsWith(".d.ts"));
const imported = (text: string) =>
  [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1] ?? "");

test("a room of the page imports itself and lower floors only", () => {
  const roomOf = (path: string) => path.split("/")[2]?.replace(/\.tsx?$/, "");
  const pageFloor = (room: string | undefined) => pageFloors.findIndex((rooms) => rooms.includes(room ?? ""));
  const wrong = page.flatMap(({ path, text }) => {
    const room = roomOf(path);
    return imported(text)
      .filter((name) => name.startsWith("."))
      .map((name) => ({
        name,
        target: relative(root, resolve(root, path, "..", name))
          .split(sep)
          .join("/"),
      }))
      .filter(({ target }) => target.startsWith("web/src/")) // what else there is: bytes of samples, the protocol's types
      .filter(({ target }) => roomOf(target) !== room && !(pageFloor(roomOf(target)) < pageFloor(room)))
      .map(({ name }) => `${path} imports ${name}`);
  });
  expect(wrong).toEqual([]);
  expect(page.filter(({ path }) => pageFloor(roomOf(path)) < 0).map(({ path }) => path)).toEqual([]);
});

test("the page knows core by its protocol only", () => {
  const wrong = page.flatMap(({ path, text }) =>
    imported(text)
      .filter((name) => Object.entries(mayImport).some(([part, where]) => name.includes(part) && !where.test(path)))
      .map((name) => `${path} imports ${name}`),
  );
  expect(wrong).toEqual([]);
  expect(page.length).toBeGreaterThan(10);
});
