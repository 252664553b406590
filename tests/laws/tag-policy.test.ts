import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, beforeAll, expect, test } from "vitest";
import { answerTo, billfold } from "./command-line";
import { amount, sumOf } from "./decimals";

// The command `tags`: the policy that rules 5 prints, over the sample of an organization, calculated once more line by line.

const sample = new URL("../../public/samples/organization.csv", import.meta.url).pathname;
const POLICY = {
  TagPolicy: {
    Environment: { Required: true, Values: ["Production", "Staging", "Development", "Test"] },
    Project: { Required: true, Pattern: "^[A-Z]{3}-[0-9]{4}$" },
    Owner: { Required: true, Type: "Email" },
    CostCenter: { Required: true, Pattern: "^CC-[0-9]{6}$" },
    DataClassification: { Required: false, Values: ["Public", "Internal", "Confidential", "Restricted"] },
  },
};

interface Tags {
  readonly total: string;
  readonly good: string;
  readonly coverage: string;
  readonly line_coverage: string;
  readonly short_by: string;
  readonly reached: boolean;
  readonly difference: string;
  readonly found: number;
  readonly rules: readonly {
    readonly rule: { readonly key: string };
    readonly good: string;
    readonly missing: string;
    readonly bad: string;
    readonly bad_rows: number;
    readonly bad_values: readonly {
      readonly value: string;
      readonly amount: string;
      readonly near_miss: string | null;
    }[];
  }[];
  readonly to_fix: readonly { readonly missing: readonly string[]; readonly amount: string; readonly rows: number }[];
}

interface Line {
  readonly cost: string;
  readonly tags: Readonly<Record<string, string>>;
}

const lines: readonly Line[] = Papa.parse<Record<string, string>>(readFileSync(sample, "utf8"), {
  header: true,
  skipEmptyLines: true,
}).data.map((row) => ({
  cost: row["line_item_unblended_cost"]!,
  tags: JSON.parse(row["resource_tags"] || "{}") as Record<string, string>,
}));

/** What each rule says of a value, written down again. */
const ALLOWS: Readonly<Record<string, (value: string) => boolean>> = {
  user_environment: (value) => ["Production", "Staging", "Development", "Test"].includes(value),
  user_project: (value) => /^[A-Z]{3}-[0-9]{4}$/.test(value),
  user_owner: (value) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value),
  user_costcenter: (value) => /^CC-[0-9]{6}$/.test(value),
};

const costOf = (keep: (line: Line) => boolean) => sumOf(lines.filter(keep).map(({ cost }) => cost));
const isGood = ({ tags }: Line) => Object.entries(ALLOWS).every(([key, allows]) => key in tags && allows(tags[key]!));

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "billfold-tags-"))));
afterAll(() => rm(folder, { recursive: true }));

async function policy(text: string): Promise<string> {
  const path = join(folder, "policy.json");
  await writeFile(path, text);
  return path;
}

test("coverage by cost and by lines, what is missing, what is bad and what was meant", async () => {
  const answer = await answerTo<Tags>([
    "tags",
    sample,
    "--policy",
    await policy(JSON.stringify(POLICY)),
    "--by",
    "owner",
  ]);
  const [total, good] = [costOf(() => true), costOf(isGood)];
  expect(amount(answer.total)).toBe(total);
  expect(amount(answer.good)).toBe(good);
  expect(answer.difference).toBe("0");
  expect(answer.reached).toBe(false);
  // What the good cost lacks of 90 %: 0.9 of the total has one digit more.
  const wanted = sumOf(Array.from({ length: 9 }, () => total)).replace("-", "");
  expect(amount(sumOf(Array.from({ length: 10 }, () => sumOf([answer.short_by, answer.good]))))).toBe(amount(wanted));
  for (const [at, key] of ["user_environment", "user_project", "user_owner", "user_costcenter"].entries()) {
    const rule = answer.rules[at]!;
    expect(rule.rule.key).toBe(key);
    const allows = ALLOWS[key]!;
    expect(amount(rule.missing)).toBe(costOf(({ tags }) => !(key in tags)));
    expect(amount(rule.bad)).toBe(costOf(({ tags }) => key in tags && !allows(tags[key]!)));
    expect(amount(rule.good)).toBe(costOf(({ tags }) => key in tags && allows(tags[key]!)));
  }
  const environment = answer.rules[0]!.bad_values.map(({ value, near_miss }) => [value, near_miss]);
  expect(environment.sort()).toEqual([
    ["dev", "Development"],
    ["prd", "Production"],
  ]);
  // Nobody requires it, and no line has it.
  expect(answer.rules[4]).toMatchObject({ bad: "0", bad_rows: 0, good: "0" });
  // Every line that breaks a rule is in the list, and the largest comes first.
  expect(amount(sumOf(answer.to_fix.map(({ amount }) => amount)))).toBe(costOf((line) => !isGood(line)));
  expect(answer.to_fix.reduce((sum, { rows }) => sum + rows, 0)).toBe(lines.filter((line) => !isGood(line)).length);
  expect(answer.found).toBe(answer.to_fix.length);
});

test("as CSV it is the list of what to fix", async () => {
  const path = await policy(JSON.stringify(POLICY));
  const { status, out } = await billfold(["tags", sample, "--policy", path, "--by", "owner", "--format", "csv"]);
  expect(status).toBe(0);
  const [head, ...rows] = Papa.parse<string[]>(out, { skipEmptyLines: true }).data;
  expect(head).toEqual(["owner", "missing", "bad", "amount", "rows"]);
  expect(amount(sumOf(rows.map(([, , , cost]) => cost!)))).toBe(costOf((line) => !isGood(line)));
  expect(rows.some(([, , bad]) => bad!.includes("user_environment=prd"))).toBe(true);
});

test("a policy that cannot be used is refused and named", async () => {
  const broken = await billfold(["tags", sample, "--policy", await policy('{"TagPolicy":{"Owner":{"Type":"Phone"}}}')]);
  expect(broken.status).toBe(1);
  expect(broken.said).toContain("tags.Owner.type");
  const pattern = await billfold([
    "tags",
    sample,
    "--policy",
    await policy('{"TagPolicy":{"Owner":{"Pattern":"(a"}}}'),
  ]);
  expect(pattern.status).toBe(1);
  expect(pattern.said).toContain("bad_pattern");
  expect((await billfold(["tags", sample])).status).toBe(2);
});
