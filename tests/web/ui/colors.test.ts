import { expect, test } from "vitest";

import { GroupColors } from "../../../web/src/ui/split/colors";

const colored = (colors: GroupColors, names: string[]) => Object.fromEntries(colors.assign("owner", names));

test("colours follow the rank at first sight", () => {
  expect(colored(new GroupColors(), ["a", "b", "c"])).toEqual({ a: 1, b: 2, c: 3 });
});

test("a group keeps its colour when ranks change or others leave", () => {
  const colors = new GroupColors();
  colored(colors, ["a", "b", "c"]);
  expect(colored(colors, ["c", "b"])).toEqual({ c: 3, b: 2 });
  expect(colored(colors, ["d", "c"])).toEqual({ d: 1, c: 3 });
});

test("no two groups on the screen are alike, even if both had the colour once", () => {
  const colors = new GroupColors();
  colored(colors, ["a", "b"]);
  colored(colors, ["d"]); // takes 1 while a is away
  expect(new Set(Object.values(colored(colors, ["a", "d", "b"]))).size).toBe(3);
});

test("a ninth group has none", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
  const given = colored(new GroupColors(), names);
  expect(given["h"]).toBe(8);
  expect(given["i"]).toBeUndefined();
});

test("dimensions have colours of their own", () => {
  const colors = new GroupColors();
  colors.assign("owner", ["a", "b"]);
  expect(colors.assign("project", ["b"]).get("b")).toBe(1);
});
