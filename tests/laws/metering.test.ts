import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pathOf } from "./bills";
import { answerTo, billfold } from "./command-line";

// The command `meter`, and OpenShift's published usage against a calculation of its own: fractions over one denominator
// in BigInt, row by row, from the file's own cells.

interface Answer {
  readonly bills: readonly {
    readonly project: string | null;
    readonly begin: string;
    readonly end: string;
    readonly computed: string;
    readonly charged: string;
    readonly odd: string;
  }[];
  readonly computed: string;
  readonly charged: string;
  readonly odd: string;
  readonly errors?: readonly { readonly error: string }[];
}

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "billfold-meter-"))));
afterAll(() => rm(folder, { recursive: true }));

async function put(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe("billfold meter", () => {
  const sample = (name: string) => new URL(`../../public/samples/${name}`, import.meta.url).pathname;

  test("answers the worked example of the rules", async () => {
    const answer = await answerTo<Answer>(["meter", sample("metering.csv"), "--prices", sample("metering-prices.csv")]);
    const hour = (begin: number, computed: string, charged: string, odd: string) => ({
      project: "lab",
      begin: `2024-09-01 ${begin}:00:00`,
      end: `2024-09-01 ${begin + 1}:00:00`,
      computed,
      charged,
      odd,
    });
    expect(answer).toEqual({
      bills: [
        hour(10, "0.012000", "0.01", "0.002000"),
        hour(11, "0.018000", "0.01", "0.008000"),
        hour(12, "0.024000", "0.02", "0.004000"),
      ],
      computed: "0.054000",
      charged: "0.04",
      odd: "0.014000",
    });
    expect(Object.keys(answer)).toEqual(["bills", "computed", "charged", "odd"]);
  });

  test("the price list may be among the files, and usage with prices is split like any bill", async () => {
    const files = [sample("metering.csv"), sample("metering-prices.csv")];
    const { computed } = await answerTo<Answer>(["meter", ...files]);
    expect(computed).toBe("0.054000");
    interface Split {
      readonly measure: string;
      readonly total: string;
      readonly leaves: readonly { readonly key: readonly (string | null)[]; readonly amount: string }[];
      readonly difference: string;
    }
    const charged = await answerTo<Split>(["split", ...files, "--basis", "metered", "--by", "resource_kind"]);
    expect(charged).toMatchObject({ measure: "Charged", total: "0.04", difference: "0" });
    // cpu and memory have the same quantities at the same price.
    expect(charged.leaves.map(({ key, amount }) => [key[0], amount])).toEqual([
      ["cpu", "0.02"],
      ["memory", "0.02"],
    ]);
    const odd = await answerTo<Split>([
      "split",
      ...files,
      "--basis",
      "metered",
      "--measure",
      "OddAmount",
      "--by",
      "day",
    ]);
    expect(odd).toMatchObject({ total: "0.014", leaves: [{ key: ["2024-09-01"], amount: "0.014" }], difference: "0" });
  });

  test("usage without a price is an error line of the answer", async () => {
    const prices = await put("cpu-only.csv", "Resource,SubKind,Price,Unit\ncpu,,0.003,core/hour\n");
    const answer = await answerTo<Answer>(["meter", sample("metering.csv"), "--prices", prices]);
    expect(answer.computed).toBe("0.027000");
    expect(answer.errors).toEqual([
      {
        error: "missing_price",
        project: "lab",
        resource: "memory",
        sub_kind: "",
        quantity: "9", // 2, 3 and 4 GiB hours
        begin: "2024-09-01 10:00:00",
        end: "2024-09-01 13:00:00",
      },
    ]);
  });

  test("bills are made out to any dimension", async () => {
    const answer = await answerTo<Answer>([
      "meter",
      sample("metering.csv"),
      "--prices",
      sample("metering-prices.csv"),
      "--by",
      "app",
    ]);
    expect(new Set(answer.bills.map(({ project }) => project))).toEqual(new Set(["train"]));
    expect(answer.computed).toBe("0.054000");
  });

  test("wants prices, and says which line of them it cannot use", async () => {
    expect((await billfold(["meter", sample("metering.csv")])).status).toBe(2);
    const prices = await put("month.csv", "Resource,SubKind,Price,Unit\ncpu,,3,core/month\n");
    const { status, said } = await billfold(["meter", sample("metering.csv"), "--prices", prices]);
    expect(status).toBe(1);
    expect(said).toContain("line 2");
  });
});

// ---- OpenShift

const pods = pathOf("kubernetes-metering/ocp_pod_usage_2019-02.csv");
const storage = pathOf("kubernetes-metering/ocp_storage_2019-02.csv");

type Row = Readonly<Record<string, string>>;

/** The published files hold no quotes. */
function rowsOf(path: string): Row[] {
  const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split(/\r?\n/);
  const names = head!.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, at) => [names[at]!, cell])));
}

/** Every quantity as a whole number of 10^-20. */
const SCALE = 20;
function scaled(cell: string): bigint {
  const [whole, fraction = ""] = cell.split(".");
  return BigInt(whole! + fraction.padEnd(SCALE, "0"));
}

const hourOf = (row: Row) => row["interval_start"]!.slice(0, 13);
const GIB = 1n << 30n;
const larger = (a: bigint, b: bigint) => (a > b ? a : b);

/** Amounts by namespace and hour, over one denominator; intervals of these files lie within an hour. */
function expectedBills(rows: readonly Row[], numerator: (row: Row) => bigint, denominator: bigint) {
  const sums = new Map<string, bigint>();
  for (const row of rows) {
    const key = `${row["namespace"]} ${hourOf(row)}`;
    sums.set(key, (sums.get(key) ?? 0n) + numerator(row));
  }
  return new Map([...sums].map(([key, sum]) => [key, (sum * 1_000_000n) / denominator]));
}

function millionths(text: string): bigint {
  const [whole, fraction = ""] = text.split(".");
  return BigInt(whole! + fraction.padEnd(6, "0"));
}

function agree(answer: Answer, expected: ReadonlyMap<string, bigint>): void {
  const found = new Map(answer.bills.map((bill) => [`${bill.project} ${bill.begin.slice(0, 13)}`, bill]));
  expect(found.size).toBe(answer.bills.length);
  expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
  let [computed, charged] = [0n, 0n];
  for (const [key, amount] of expected) {
    const bill = found.get(key)!;
    const cut = amount - (amount % 10_000n);
    expect([key, millionths(bill.computed), millionths(bill.charged), millionths(bill.odd)]).toEqual([
      key,
      amount,
      cut,
      amount - cut,
    ]);
    computed += amount;
    charged += cut;
  }
  expect(millionths(answer.computed)).toBe(computed);
  expect(millionths(answer.charged)).toBe(charged);
  expect(millionths(answer.odd)).toBe(computed - charged);
}

describe.skipIf(!existsSync(pods))("OpenShift's published usage", () => {
  test("pods: CPU and memory by what is larger, requested or used", async () => {
    const prices = await put("pods.csv", "Resource,SubKind,Price,Unit\ncpu,,0.31,core/hour\nmemory,,0.07,GiB/hour\n");
    const answer = await answerTo<Answer>(["meter", pods, "--prices", prices]);
    // cpu: 31/100/3600 a core second; memory: 7/100/3600/2^30 a byte second; both over 100 x 3600 x 2^30 x 10^20.
    const numerator = (row: Row) =>
      31n * GIB * larger(scaled(row["pod_request_cpu_core_seconds"]!), scaled(row["pod_usage_cpu_core_seconds"]!)) +
      7n * larger(scaled(row["pod_request_memory_byte_seconds"]!), scaled(row["pod_usage_memory_byte_seconds"]!));
    agree(answer, expectedBills(rowsOf(pods), numerator, 100n * 3600n * GIB * 10n ** BigInt(SCALE)));
  });

  // Fractions over the same denominator; a node's capacity is told by every pod that ran on it. The file's own nodes have
  // promised more than they have in every hour, so that nothing is idle; with 200 times the capacity, much is.
  test.each([
    ["as published, where more is requested than there is", 1n],
    ["with 200 times the capacity", 200n],
  ])("pods: what the cluster had beyond what is billed, as a line without a project, %s", async (_, times) => {
    const prices = await put("idle.csv", "Resource,SubKind,Price,Unit\ncpu,,0.31,core/hour\nmemory,,0.07,GiB/hour\n");
    const rows = rowsOf(pods).map((row) => {
      const enlarged: Record<string, string> = { ...row };
      for (const column of ["node_capacity_cpu_core_seconds", "node_capacity_memory_byte_seconds"]) {
        enlarged[column] = (BigInt(row[column]!) * times).toString();
      }
      return enlarged;
    });
    const columns = Object.keys(rows[0]!);
    const file = await put(
      "cluster.csv",
      [columns, ...rows.map((row) => columns.map((column) => row[column]!))]
        .map((line) => `${line.join(",")}\n`)
        .join(""),
    );
    let charged = 0n;
    for (const hour of new Set(rows.map(hourOf))) {
      const inHour = rows.filter((row) => hourOf(row) === hour);
      let sum = 0n;
      for (const node of new Set(inHour.map((row) => row["node"]!))) {
        const ran = inHour.filter((row) => row["node"] === node);
        const told = [...new Map(ran.map((row) => [row["interval_start"], row])).values()];
        const idle = (resource: string, unit: string) => {
          const has = told.reduce((all, row) => all + scaled(row[`node_capacity_${resource}_${unit}_seconds`]!), 0n);
          const billed = ran.reduce(
            (all, row) =>
              all +
              larger(
                scaled(row[`pod_request_${resource}_${unit}_seconds`]!),
                scaled(row[`pod_usage_${resource}_${unit}_seconds`]!),
              ),
            0n,
          );
          return larger(0n, has - billed);
        };
        sum += 31n * GIB * idle("cpu", "core") + 7n * idle("memory", "byte");
      }
      const computed = (sum * 1_000_000n) / (100n * 3600n * GIB * 10n ** BigInt(SCALE));
      charged += computed - (computed % 10_000n);
    }
    expect(charged > 0n).toBe(times > 1n);
    const { leaves } = await answerTo<{ leaves: { key: (string | null)[]; amount: string }[] }>([
      "split",
      file,
      "--prices",
      prices,
      "--basis",
      "metered",
      "--by",
      "MeteredFor,project",
    ]);
    const idle = leaves.filter(({ key: [purpose] }) => purpose === "idle");
    expect(idle.map(({ key }) => key[1])).toEqual([null]);
    expect(millionths(idle[0]!.amount)).toBe(charged);
  });

  test("volumes: their capacity", async () => {
    const prices = await put("volumes.csv", "Resource,SubKind,Price,Unit\npvc,,0.013,GiB/hour\n");
    const answer = await answerTo<Answer>(["meter", storage, "--prices", prices]);
    const numerator = (row: Row) => 13n * scaled(row["persistentvolumeclaim_capacity_byte_seconds"]!);
    agree(answer, expectedBills(rowsOf(storage), numerator, 1000n * 3600n * GIB * 10n ** BigInt(SCALE)));
  });
});
