import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

import { readText } from "../../../web/src/engine/read-text";
import { fileOf, hex, joined, utf8 } from "./bytes";
import { fakeCore } from "./fake-core";

const roster = "账号,名称\nads,广告\n";
// 账号,名称 and 广告 as Chinese spreadsheets write them.
const gbk = joined(hex("d5 cb ba c5 2c c3 fb b3 c6 0a"), utf8("ads,"), hex("b9 e3 b8 e6 0a"));

test.each([
  ["UTF-8", utf8(roster)],
  ["UTF-8 with a mark", utf8(`\uFEFF${roster}`)],
  ["GBK", gbk],
  ["UTF-16", new Uint8Array(Buffer.from(`\uFEFF${roster}`, "utf16le"))],
  ["GBK, packed", new Uint8Array(gzipSync(gbk))],
])("a list in %s is the text that it is", async (_, bytes) => {
  const core = fakeCore();
  expect(await readText(core, fileOf("roster.csv", bytes))).toBe(roster);
  expect(core.sessions.map(({ deleted }) => deleted)).toEqual([true]);
});

test("a list that stops being UTF-8 behind its head is read in the encoding that all of it fits", async () => {
  const long = "ads,1\n".repeat(50_000);
  expect(await readText(fakeCore(), fileOf("long.csv", joined(utf8(long), gbk)))).toBe(long + roster);
});

test("what is no text is refused, and so is a file that cannot be read", async () => {
  expect(await readText(fakeCore(), fileOf("empty.csv", new Uint8Array(0)))).toMatchObject({ error: "empty_file" });
});
