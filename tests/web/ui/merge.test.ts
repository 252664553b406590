import { expect, test } from "vitest";

import { EMPTY_PLAN } from "../../../web/src/protocol";
import { merged } from "../../../web/src/ui/tags/merge";

const is = (values: readonly string[]) => ({ op: "is", dimension: "tag:env", values, from: "", to: "", of: [] });

test("a bad value and the one that was meant become one value of a category of the tag's name", () => {
  const { categories } = merged(EMPTY_PLAN, "env", "prd", "Production");
  expect(categories).toEqual([
    { name: "env", rules: [{ value: "Production", when: is(["Production", "prd"]) }], otherwise: "" },
  ]);
});

test("a second slip joins the first, another meaning is a rule of its own, and nothing is put in twice", () => {
  const once = merged(EMPTY_PLAN, "env", "prd", "Production");
  const twice = merged(merged(once, "env", "PROD", "Production"), "env", "tst", "Test");
  expect(merged(twice, "env", "prd", "Production").categories).toEqual([
    {
      name: "env",
      rules: [
        { value: "Production", when: is(["Production", "prd", "PROD"]) },
        { value: "Test", when: is(["Test", "tst"]) },
      ],
      otherwise: "",
    },
  ]);
});

test("categories of other names stay", () => {
  const plan = { ...EMPTY_PLAN, categories: [{ name: "unit", rules: [], otherwise: "rest" }] };
  expect(merged(plan, "env", "prd", "Production").categories.map(({ name }) => name)).toEqual(["unit", "env"]);
});
