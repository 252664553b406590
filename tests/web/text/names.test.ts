import { afterEach, expect, test } from "vitest";

import { dimensionName, encodingName, formName, roleName } from "../../../web/src/text/names";
import { language } from "../../../web/src/text/text";

afterEach(() => {
  language.value = "en";
});

test("a dimension has its name in the page's language", () => {
  expect(dimensionName("owner")).toBe("Owner account");
  language.value = "zh-CN";
  expect(dimensionName("owner")).toBe("托管子账号");
});

test("a tag's key and a column's header are never translated", () => {
  expect(dimensionName("tag:owner")).toBe("Tag: owner");
  expect(dimensionName("Cost Centre")).toBe("Cost Centre");
  expect(dimensionName("toString")).toBe("toString");
});

test("a bill's form has its title in the page's language, and one that is not known says so", () => {
  const titles = { en: "Volcengine split bill", zh: "火山引擎分账账单" };
  expect([formName(titles), formName({})]).toEqual(["Volcengine split bill", "unknown form"]);
  language.value = "zh-CN";
  expect([formName(titles), formName({})]).toEqual(["火山引擎分账账单", "未知格式"]);
});

test("roles and encodings have names for people", () => {
  expect(roleName("payable")).toBe("Payable");
  expect(roleName("")).toBeNull();
  expect([encodingName("gb18030"), encodingName("utf-8"), encodingName("utf-16le")]).toEqual([
    "GB18030",
    "UTF-8",
    "UTF-16 LE",
  ]);
});
