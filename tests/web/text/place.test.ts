import { readFileSync } from "node:fs";
import { afterEach, expect, test } from "vitest";

import { placeWords } from "../../../web/src/text/place";
import { isKey, language } from "../../../web/src/text/text";
import { wordsOf } from "../../../web/src/ui/error-panel";

afterEach(() => {
  language.value = "en";
});

const failure = (error: string, values: Record<string, string>) => ({ error, message: "", values, line: 0, column: 0 });

test.each([
  ["rules[0].when", "rule 1, condition", "规则 1，条件"],
  ["rules[0].when.values", "rule 1, values", "规则 1，取值"],
  ["rules[2].when.of[1].to", "rule 3, condition 2, “to”", "规则 3，条件 2，“到”"],
  ["rules[0].when.of[1].of[0].op", "rule 1, condition 2.1, test", "规则 1，条件 2.1，判断方式"],
  ["targets[0].weight", "target 1, weight", "目标 1，权重"],
  ["source.of[1].dimension", "where the cost is taken, condition 2, dimension", "取走成本的条件，条件 2，维度"],
  ["plan.categories[0].rules[1].by", "category 1, rule 2, by", "第 1 个分类，规则 2，by"],
  ["made[3].up", "made[3], up", "made[3]，up"],
])("%s is said in the form's words", (path, english, chinese) => {
  expect(placeWords(path)).toBe(english);
  language.value = "zh-CN";
  expect(placeWords(path)).toBe(chinese);
});

test("a fault of a rule names the place in the form's words, and no path from 0", () => {
  const { cause } = wordsOf(failure("bad_bound", { rule: "Teams", field: "rules[0].when.from", text: "x" }));
  expect(cause).toBe("“Teams”, rule 1, “from”: “x”.");
});

test("a circle of rules is said by the names that their dimensions have on the page", () => {
  const values = { rule: "Team", field: "rules", rules: "category:Team -> ou:1 -> list:Leads -> category:Team" };
  expect(wordsOf(failure("rule_cycle", values)).cause).toBe(
    "Category: Team → Organization, step 1 → Owner by list: Leads → Category: Team (“Team”, rules).",
  );
  language.value = "zh-CN";
  expect(wordsOf(failure("rule_cycle", values)).cause).toBe(
    "分类：Team → 组织第 1 级 → 责任人（Leads） → 分类：Team（“Team”，规则）。",
  );
});

test("what is listed twice is named with its place", () => {
  const values = { value: "100", field: "roster.accounts[2].account" };
  expect(wordsOf(failure("listed_twice", values))).toEqual({
    what: "“100” is listed twice",
    cause: "It stands above already (account list, account 3, account).",
    fix: "Keep one of the two entries.",
  });
});

test("a rule without a name is called so", () => {
  expect(wordsOf(failure("incomplete_rule", { rule: "1", field: "categories[0].name" })).cause).toBe(
    "“(without a name)” lacks this: category 1, name.",
  );
  expect(wordsOf(failure("bad_bound", { rule: " ", field: "rules[0].when.to", text: "x" })).cause).toBe(
    "“(without a name)”, rule 1, “to”: “x”.",
  );
});

test("what is wrong in a JSON keeps its path beside the words", () => {
  const values = { what: "is not a known field", where: "categories[0].rules[1].by" };
  expect(wordsOf(failure("bad_plan", values)).what).toBe(
    "The rules are not valid, category 1, rule 2, by (categories[0].rules[1].by): is not a known field",
  );
  language.value = "zh-CN";
  expect(wordsOf(failure("bad_plan", values)).what).toBe(
    "规则无效，第 1 个分类，规则 2，by (categories[0].rules[1].by)：没有这个字段",
  );
});

// What the core says in its own words, where it reads a plan or a list.
const faults = ["base/json.cpp", "session/rules.cpp", "plan/listed.cpp"].flatMap((file) => {
  const source = readFileSync(new URL(`../../../core/${file}`, import.meta.url), "utf8");
  const calls = source.matchAll(/(?:about|wrong|bad_list|"what",)\s*\(?([^;]*?)[;}]/gs);
  return [...calls].flatMap(([, argument]) =>
    [...argument!.matchAll(/"(i[st]\w* [^"]+|no [^"]+|more [^"]+)"/g)].map(([, words]) => words!),
  );
});

// What it says against a pattern.
const complaints = [
  ...readFileSync(new URL("../../../core/plan/pattern.cpp", import.meta.url), "utf8").matchAll(
    /(?:complain\(|bad_pattern\(text, )"([^"]+)"/g,
  ),
].map(([, words]) => words!);

test("a broken pattern is said in the page's language alone", () => {
  expect(complaints.length).toBeGreaterThan(12);
  language.value = "zh-CN";
  for (const what of complaints) {
    const { cause } = wordsOf(
      failure("bad_pattern", { rule: "甲", field: "rules[0].when.values", pattern: "(", at: "2", what }),
    );
    expect(cause, what).not.toMatch(/[a-z]{2}/i);
  }
});

test("the core's faults are found", () => {
  expect(faults).toContain("is not a known field");
  expect(faults).toContain("is of another version");
  expect(faults).toContain("its JSON is no list of objects");
  expect(faults.length).toBeGreaterThan(20);
});

test.each([...new Set([...faults, ...complaints])])("“%s” has words in the page's languages", (fault) => {
  expect(isKey(`fault.${fault.toLowerCase().replace(/\W+/g, "_")}`), fault).toBe(true);
});

test("a list that cannot be used ends its sentence once", () => {
  const { cause } = wordsOf(failure("bad_list", { what: "its JSON is no list of objects", line: "1" }));
  expect(cause).toBe("Line 1: its JSON is no list of objects.");
});
