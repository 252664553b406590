import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { EMPTY_PLAN } from "../../../web/src/protocol";
import { sheetTable } from "../../../web/src/ui/sheet-tools";

const sheet = { header: ["Team"], rows: [] };

test("a table without sums and without a balance has none, and one that has keeps them", () => {
  const plain = sheetTable({ sheet, plan: EMPTY_PLAN, result: 1 });
  expect(plain).toEqual({ sheet, plan: EMPTY_PLAN, result: 1, sums: [], difference: null });
  const summed = sheetTable({ sheet, plan: EMPTY_PLAN, result: 1, sums: [["Total", "3"]], difference: "0" });
  expect(summed).toMatchObject({ sums: [["Total", "3"]], difference: "0" });
});

test("no view makes its table in another way", () => {
  const folder = new URL("../../../web/src/ui/", import.meta.url);
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".tsx"));
  expect(sources.length).toBeGreaterThan(50);
  const own = sources.filter((name) =>
    /^\s*(?:sums: \[\],|difference: null,)|\bdifference: null \}/m.test(readFileSync(new URL(name, folder), "utf8")),
  );
  expect(own).toEqual([]);
});
