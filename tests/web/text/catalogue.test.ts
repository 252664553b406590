import { afterEach, expect, test } from "vitest";

import { en } from "../../../web/src/text/en";
import { type Message, partsOf } from "../../../web/src/text/message";
import { language, rich, t } from "../../../web/src/text/text";
import { zh } from "../../../web/src/text/zh";

const catalogues: Record<string, Readonly<Record<string, Message>>> = { en, zh };

function namesIn(message: Message): string[] {
  const sentences = typeof message === "string" ? [message] : [message.one, message.other, "{n}"];
  const names = sentences.flatMap((sentence) => partsOf(sentence).filter((_, place) => place % 2 === 1));
  return [...new Set(names)].sort();
}

afterEach(() => {
  language.value = "en";
});

test("both languages have the same messages", () => {
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
});

test.each(Object.keys(en))("%s has the same placeholders in both languages", (key) => {
  expect(namesIn(catalogues["zh"]![key]!)).toEqual(namesIn(catalogues["en"]![key]!));
});

test("no message is empty and none has blanks at its ends", () => {
  for (const catalogue of Object.values(catalogues)) {
    for (const [key, message] of Object.entries(catalogue)) {
      for (const sentence of typeof message === "string" ? [message] : [message.one, message.other]) {
        expect(sentence, key).toMatch(/^\S(.*\S)?$/s);
      }
    }
  }
});

test("Chinese has a blank between Han and Latin letters, and full-width marks", () => {
  for (const [key, message] of Object.entries(catalogues["zh"]!)) {
    const sentence = typeof message === "string" ? message : message.other;
    expect(sentence, key).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
    expect(sentence, key).not.toMatch(/\p{Script=Han}[,;:?!]/u);
  }
});

test("a singular and a plural follow the count, counts are grouped", () => {
  expect(t("rows", { n: 1 })).toBe("1 row");
  expect(t("rows", { n: 214806 })).toBe("214,806 rows");
  language.value = "zh-CN";
  expect(t("rows", { n: 214806 })).toBe("214,806 行");
});

test("a rich message keeps its elements in their places", () => {
  expect(rich("rows", { n: "three" })).toEqual(["", "three", " rows"]);
});
