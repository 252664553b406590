import { afterEach, describe, expect, it } from "vitest";

import { language, t } from "../../../web/src/text/text";
import { filterWords } from "../../../web/src/ui/split/filter-words";
import { groupName, noValueName, pathName } from "../../../web/src/state/row-names";

afterEach(() => {
  language.value = "en";
});

describe("what has no value", () => {
  it("names the tag, the field or the column", () => {
    expect(noValueName("tag:env")).toBe("No “env” tag");
    expect(noValueName("owner")).toBe("No owner account");
    expect(noValueName("key")).toBe("No API key");
    expect(noValueName("CostCentre")).toBe("No “CostCentre”");
    expect(noValueName("month")).toBe("No date");
  });

  it("in Chinese too", () => {
    language.value = "zh-CN";
    expect(noValueName("tag:env")).toBe("未打“env”标签");
    expect(noValueName("project")).toBe("无项目");
  });
});

it("a value does not turn the direction of itself or of what it stands in; what joins letters stays", () => {
  expect(groupName(["project"], ["\u202Egnp.exe"])).toBe("⟨U+202E⟩gnp.exe");
  expect(t("why.given_by_rule", { change: "50.01", rule: "\u2067pool" })).toBe(
    "With 50.01, taken by rule “⟨U+2067⟩pool”",
  );
  expect(groupName(["project"], ["\u{1F469}\u200D\u{1F4BB}"])).toBe("\u{1F469}\u200D\u{1F4BB}");
});

it("a group is called by its innermost value, in its way by all", () => {
  const levels = ["owner", "tag:env", "line"];
  expect(groupName(levels, ["acc-1", "prod"])).toBe("prod");
  expect(pathName(levels, ["acc-1", null, "17"])).toBe("acc-1 / No “env” tag / Line 17");
  expect(pathName(levels, [])).toBe("Total");
});

describe("a filter in words", () => {
  const filter = (values: (string | null)[], exclude = false) => filterWords({ dimension: "project", values, exclude });
  it("says one or two values, counts more", () => {
    expect(filter(["rank"])).toBe("Project is rank");
    expect(filter(["rank", null])).toBe("Project is rank or No project");
    expect(filter(["a", "b", "c"])).toBe("Project is one of 3");
    expect(filter(["a", "b", "c"], true)).toBe("Project is none of 3");
    expect(filter([null], true)).toBe("Project is not No project");
  });
});
