import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import type { ExplainStep, SchemeInfo } from "../../../web/src/protocol";
import { stepWords } from "../../../web/src/ui/split/explain-panel";
import { schemeName, schemeReason } from "../../../web/src/ui/split/scheme-bar";

// What the core says by a code, the page says in words: the codes are read where the core promises them.
const protocol = readFileSync(new URL("../../../core/session/protocol.h", import.meta.url), "utf8");
function codes(from: string, to: string, among: RegExp): string[] {
  const begin = protocol.indexOf(from);
  const end = protocol.indexOf(to, begin);
  expect(begin, from).toBeGreaterThan(0);
  expect(end, to).toBeGreaterThan(begin);
  return [...new Set(protocol.slice(begin, end).match(among))];
}

const scheme = (more: Partial<SchemeInfo>): SchemeInfo => ({
  id: "keys",
  by: ["key"],
  measure: "",
  available: true,
  recommended: false,
  reason: "",
  values: { dimension: "key", coverage: "87.2", count: "12" },
  ...more,
});

test("every reason for or against a scheme has its sentence, with nothing left to fill in", () => {
  const reasons = codes("// Not available: no_column", "std::string reason;", /\b[a-z]+(?:_[a-z]+)+\b/g);
  expect(reasons.length).toBeGreaterThan(12);
  for (const reason of reasons) {
    const words = schemeReason(scheme({ reason }));
    expect(words, reason).toMatch(/^[A-Z\d].*\.$/);
    expect(words, reason).not.toMatch(/[?{}]/);
  }
});

test("every scheme has its name", () => {
  const ids = codes("std::string id;  // departments", "std::vector<std::string> by;", /\b[a-z]+_[a-z_]+\b/g);
  expect(ids).toContain("workspace_login_key");
  for (const id of ids) expect(schemeName(scheme({ id, by: ["key"] })), id).not.toBe("API key");
});

test("every step of an explanation has its words, with nothing left to fill in", () => {
  const named = codes("// Of steps: lines_of_file", "std::string what;", /\b[a-z]+(?:_[a-z]+)+\b/g);
  const rules = codes("// `rules`: how many lines", "struct Explanation {", /\bcategory_[a-z]+\b/g);
  expect(rules).toEqual(["category_rule", "category_rest"]);
  const steps = [...named, ...rules, "child", "others", "positive", "negative", "zero", "rejected"];
  const ofLines = { currency: "CNY", dimension: "owner", value: "acc-1", values: "a, b", count: "2", groups: "41" };
  const values = { ...ofLines, rule: "Gateway", change: "50.01", category: "Kind" };
  for (const what of steps) {
    const step: ExplainStep = { what, values, amount: "1", rows: 1 };
    const words = stepWords(step, { levels: ["payer", "owner"], path: ["p"], scale: 2 });
    expect(words, what).not.toBe(what);
    expect(words, what).not.toMatch(/[?{}]/);
  }
});
