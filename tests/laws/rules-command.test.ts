import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { billfold, type Outcome } from "./command-line";

// Compare, lint and matrix as scripts rely on them.

const bill = `Owner,Machine,Day,PayableAmount
ads,i-1,2025-04-01,10.00
ads,i-2,2025-04-02,5.00
ads,i-1,2025-05-01,12.50
lab,i-2,2025-05-02,5.25
lab,i-3,2025-05-02,1.00
lab,i-3,2025-05-02,1.00
,i-4,2025-05-01,4.00
`;
const shared = {
  by: ["Owner"],
  shared: [
    {
      name: "Lab",
      source: { op: "is", dimension: "Owner", values: ["lab"] },
      dimension: "Owner",
      targets: [
        { value: "ads", weight: "60" },
        { value: "web", weight: "40" },
      ],
      method: "fixed",
    },
  ],
};

let folder: string;
let file: string;
let plan: string;
let bare: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "billfold-"));
  file = join(folder, "bill.csv");
  plan = join(folder, "plan.json");
  bare = join(folder, "bare.json");
  await writeFile(file, bill);
  await writeFile(plan, JSON.stringify(shared));
  await writeFile(bare, JSON.stringify({ by: ["Owner"] }));
});
afterAll(() => rm(folder, { recursive: true }));

const answer = ({ status, out, said }: Outcome) => {
  expect(said).toBe("");
  expect(status).toBe(0);
  return JSON.parse(out) as Record<string, unknown>;
};

describe("compare", () => {
  const months = ["--before", "2025-04", "--after", "2025-05", "--item", "Machine"];

  test("two months: i-1 costs 2.50 more, i-2 moved to lab and costs 0.25 more, i-3 and i-4 are new", async () => {
    const compared = answer(await billfold(["compare", file, "--by", "Owner", ...months]));
    expect(compared).toMatchObject({
      dimension: "Owner",
      item: "Machine",
      before: "15",
      after: "23.75",
      change: "8.75",
      difference: "0",
      moves: [{ from: "ads", to: "lab", amount: "5", items: 1 }],
    });
    expect(compared["groups"]).toMatchObject([
      {
        value: "lab",
        before: "0",
        after: "7.25",
        reasons: [
          { reason: "spend", amount: "0.25" },
          { reason: "added", amount: "2" },
          { reason: "tag", amount: "5" },
        ],
      },
      {
        value: "ads",
        change: "-2.5",
        reasons: [
          { reason: "spend", amount: "2.5" },
          { reason: "tag", amount: "-5" },
        ],
      },
      { value: null, reasons: [{ reason: "added", amount: "4" }] },
    ]);
  });

  test("as CSV a line a reason", async () => {
    const { out } = await billfold(["compare", file, "--by", "Owner", ...months, "--format", "csv"]);
    expect(out.split("\r\n").slice(0, 3)).toEqual([
      "group,before,after,change,reason,rule,amount",
      "lab,0,7.25,7.25,spend,,0.25",
      "lab,0,7.25,7.25,added,,2",
    ]);
  });

  test("two plans: 7.25 of lab go to ads and web, 60 and 40 %", async () => {
    const compared = answer(await billfold(["compare", file, "--plan", plan, "--before-plan", bare]));
    expect(compared).toMatchObject({ before: "38.75", after: "38.75", change: "0", difference: "0" });
    expect(compared["groups"]).toMatchObject([
      { value: "lab", change: "-7.25", reasons: [{ reason: "rule", rule: "Lab", amount: "-7.25" }] },
      { value: "ads", change: "4.35", reasons: [{ reason: "rule", rule: "Lab", amount: "4.35" }] },
      { value: "web", change: "2.9", reasons: [{ reason: "rule", rule: "Lab", amount: "2.9" }] },
      { value: null, change: "0", reasons: [] },
    ]);
  });

  test("wants two of something", async () => {
    for (const options of [[], ["--before", "2025-04"], ["--before-plan", bare, "--after", "2025-05"]]) {
      expect((await billfold(["compare", file, "--by", "Owner", ...options])).status).toBe(2);
    }
    expect((await billfold(["compare", file, ...months])).status).toBe(2);
  });
});

test("lint finds the doubled line and what has no owner", async () => {
  const { findings, rows } = answer(await billfold(["lint", file, "--by", "Owner"]));
  expect(rows).toBe(7);
  expect(findings).toMatchObject([
    { concern: "duplicate_lines", values: ["7"], amount: "1", rows: 1, lines: [{ file: 0, line: 7 }] },
    { concern: "without_value", dimension: "Owner", amount: "4", rows: 1, lines: [{ line: 8 }] },
  ]);
  const { out } = await billfold(["lint", file, "--by", "Owner", "--format", "csv"]);
  expect(out).toBe(
    "concern,dimension,values,amount,rows,lines\r\nduplicate_lines,,7,1,1,7\r\nwithout_value,Owner,,4,1,8\r\n",
  );
});

test("matrix tells what every rule handed to whom", async () => {
  const { cells } = answer(await billfold(["matrix", file, "--plan", plan]));
  expect(cells).toEqual([
    { rule: "Lab", partition: [], target: "ads", pool: "7.25", weight: "60", weights: "100", amount: "4.35" },
    { rule: "Lab", partition: [], target: "web", pool: "7.25", weight: "40", weights: "100", amount: "2.9" },
  ]);
  expect((await billfold(["matrix", file])).status).toBe(2);
});

// Together 34.75: web 20.85, ops 13.90. Of ads alone, 27.50: 16.50 and 11.00; lab gives the rest.
test("sources tells what each of several gave to each target, with sums both ways; targets that the bill lacks are named", async () => {
  const several = join(folder, "several.json");
  const rule = { ...shared.shared[0]!, name: "All", source: { op: "starts", dimension: "Owner", values: ["a", "l"] } };
  const targets = [
    { value: "web", weight: "60" },
    { value: "ops", weight: "40" },
  ];
  await writeFile(several, JSON.stringify({ shared: [{ ...rule, targets }] }));
  const { out } = await billfold(["sources", file, "--plan", several, "--format", "csv"]);
  expect(out).toBe(
    "rule,partition,source,ops,web,total\r\nAll,,ads,11,16.5,27.5\r\nAll,,lab,2.9,4.35,7.25\r\ntotal,,,13.9,20.85,34.75\r\n",
  );
  const { rules, total } = answer(await billfold(["sources", file, "--plan", several]));
  expect(total).toBe("34.75");
  expect(rules).toMatchObject([
    {
      absent: [
        { target: "web", amount: "20.85" },
        { target: "ops", amount: "13.9" },
      ],
    },
  ]);
  expect((await billfold(["sources", file])).status).toBe(2);
});

test("percentages that do not add up name the rule and its field", async () => {
  const wrong = join(folder, "wrong.json");
  await writeFile(wrong, JSON.stringify(shared).replace('"40"', '"39.9"'));
  const { status, said } = await billfold(["matrix", file, "--plan", wrong]);
  expect(status).toBe(1);
  expect(said).toContain('Rule "Lab", targets: the percentages add up to 99.9; 0.1 is missing.');
});
