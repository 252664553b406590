import { describe, expect, test } from "vitest";

import { EMPTY_PLAN, type Plan, type Predicate, type SharedRule } from "../../../web/src/protocol";
import { differences } from "../../../web/src/state/library";
import {
  fragmentOf,
  isLink,
  literalsOf,
  LONGEST_LINK,
  looksPrivate,
  rulesOf,
  textOf,
  withoutChoices,
  withoutLiterals,
} from "../../../web/src/state/rules";
import { FIRST_VIEW } from "../../../web/src/state/view";

const IS: Predicate = { op: "is", dimension: "", values: [], from: "", to: "", of: [] };
const EVEN: SharedRule = {
  name: "",
  source: IS,
  dimension: "",
  targets: [],
  except: [],
  method: "even",
  measure: "",
  weighed: { ...IS, op: "" },
  usage: [],
  partitions: [],
};
const PLAN: Plan = {
  ...EMPTY_PLAN,
  by: ["workspace", "key"],
  filters: [
    { dimension: "owner", values: ["acc-search", null], exclude: false },
    { dimension: "key", values: ["sk-live-4f9a77"], exclude: true },
  ],
  measure: "Cost",
  blank_words: ["-"],
};
const rules = (plan: Plan) =>
  rulesOf(
    { plan, view: { ...FIRST_VIEW, find: "acc-secret", root: [{ dimension: "owner", value: "acc-root" }] } },
    undefined,
    "en",
  );

describe("what rules hold", () => {
  test("API keys never, but the level of keys", () => {
    const text = JSON.stringify(rules(PLAN));
    expect(text).not.toContain("sk-live");
    expect(rules(PLAN).plan.by).toEqual(["workspace", "key"]);
  });

  test("API keys never, wherever a plan may come to hold a condition", () => {
    const about = (dimension: string, value: string) => ({ ...IS, dimension, values: [value] });
    const plan: Plan = {
      ...PLAN,
      by: ["key", "list:People", "ou:1", "list:Teams"],
      categories: [
        {
          name: "Kind",
          rules: [
            { value: "x", when: about("key", "sk-2") },
            { value: "y", when: { ...IS, op: "all", of: [about("key", "sk-3")] } },
            { value: "z", when: about("list:People", "lin") },
            { value: "b", when: about("owner", "acc-b") },
          ],
          otherwise: "",
        },
      ],
      roster: { dimension: "key", accounts: [{ account: "sk-4", name: "Robot", ou: "Lab" }] },
      lists: [
        { name: "People", dimension: "key", entries: [{ value: "sk-5", owner: "lin" }] },
        { name: "Teams", dimension: "project", entries: [{ value: "rank", owner: "search" }] },
      ],
      shared: [{ ...EVEN, name: "Gateway", source: about("owner", "gw"), dimension: "key", except: ["sk-6"] }],
    };
    const kept = rules(plan).plan;
    expect(JSON.stringify(kept)).not.toMatch(/sk-\d|lin"/);
    expect(kept.by).toEqual(["key", "list:Teams"]);
    expect(kept.categories[0]?.rules.map(({ value }) => value)).toEqual(["b"]);
    expect(kept.lists.map(({ name }) => name)).toEqual(["Teams"]);
    expect(kept.shared).toEqual([]);
  });

  test("how things are watched is no literal, what is watched is", () => {
    const plan: Plan = {
      ...EMPTY_PLAN,
      watch: {
        ...EMPTY_PLAN.watch,
        budgets: [
          {
            name: "Ads",
            dimension: "owner",
            value: "acc-ads",
            limit: "250",
            estimated: false,
            thresholds: [{ percent: 90, kind: "forecast" }],
          },
        ],
        anomalies: { method: "rolling", window: 7, threshold: "2" },
      },
    };
    expect(literalsOf(rules(plan))).toEqual(["Ads", "acc-ads", "250"]);
    expect(literalsOf(rules(EMPTY_PLAN))).toEqual([]);
  });

  test("which lines are wrong never: in another file, the numbers are those of other lines", () => {
    expect(rules({ ...PLAN, omitted: { lines: ["4"], files: ["2"] } })).toEqual(rules(PLAN));
  });

  test("nothing that was searched for or opened", () => {
    expect(JSON.stringify(rules(PLAN))).not.toMatch(/acc-secret|acc-root/);
  });

  test("every value is named as a literal, those of fields that this page does not know too", () => {
    expect(literalsOf(rules(PLAN))).toEqual(["acc-search", "-"]);
    const plan = {
      ...PLAN,
      categories: [
        {
          name: "Search",
          rules: [{ value: "Core", when: { ...IS, dimension: "project", values: ["rank"] } }],
          otherwise: "",
        },
      ],
      shared: [{ ...EVEN, name: "Gateway", source: { ...IS, dimension: "owner", values: ["gw"] }, dimension: "owner" }],
      later: { what: "unheard of" },
    };
    expect(literalsOf(rules(plan))).toEqual([
      "acc-search",
      "-",
      "Search",
      "Core",
      "rank",
      "Gateway",
      "gw",
      "unheard of",
    ]);
  });

  test("without literals there are none, and the levels of the bill are as they were", () => {
    const bare = withoutLiterals(rules({ ...PLAN, by: [...PLAN.by, "category:Search", "ou:1", "list:People"] }));
    expect(literalsOf(bare)).toEqual([]);
    expect(bare.plan).toEqual({ ...EMPTY_PLAN, by: PLAN.by, measure: "Cost" });
  });

  test("what is kept without being asked for is all that was written, and nothing that was chosen from a bill", () => {
    const written = {
      categories: [{ name: "Kind", rules: [], otherwise: "rest" }],
      lists: [{ name: "Teams", dimension: "project", entries: [{ value: "rank", owner: "search" }] }],
      shared: [{ ...EVEN, name: "Gateway", source: { ...IS, dimension: "owner", values: ["gw"] }, dimension: "owner" }],
    };
    const { plan } = withoutChoices(rules({ ...PLAN, ...written, prices: "Resource,Price" }));
    expect(plan).toMatchObject({ ...written, by: PLAN.by, blank_words: ["-"] });
    expect([plan.filters, plan.prices]).toEqual([[], ""]);
  });
});

test.each([
  ["3300017001", true],
  ["ops@example.org", true],
  ["AKIA4EXAMPLE7KEY99", true],
  ["prod", false],
  ["acc-search", false],
  ["CC-100", false],
])("%s looks like a key, an address or an account: %s", (literal, expected) => {
  expect(looksPrivate(literal)).toBe(expected);
});

describe("the link", () => {
  test("gives back what went in", async () => {
    const fragment = await fragmentOf(rules(PLAN));
    expect(fragment).toMatch(/^#v1\.[\w-]+$/);
    expect(JSON.parse((await textOf(fragment))!)).toEqual(rules(PLAN));
  });

  test("is refused where it is none of ours, broken, too long or unpacks to too much", async () => {
    expect(isLink("#view")).toBe(false);
    expect(await textOf("#v2.abc")).toBeNull();
    expect(await textOf("#v1.***")).toBeNull();
    expect(await textOf(`#v1.${"A".repeat(LONGEST_LINK)}`)).toBeNull();
    const large = await fragmentOf({ ...rules(PLAN), plan: { ...PLAN, by: ["x".repeat(300_000)] } });
    expect(large.length).toBeLessThan(LONGEST_LINK);
    expect(await textOf(large)).toBeNull();
  });
});

test("rules are compared place by place", () => {
  const other = rules({ ...PLAN, by: ["owner"] });
  expect(differences(rules(PLAN), other)).toEqual([["plan.by", '["workspace","key"]', '["owner"]']]);
  expect(differences(other, other)).toEqual([]);
});
