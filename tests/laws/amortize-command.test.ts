import { resolve } from "node:path";
import { expect, test } from "vitest";
import { answerTo, billfold } from "./command-line";

// ./billfold amortize, audit and journal, on the sample of every case of rules 3. Numbers are those of the rules.

const orders = resolve(__dirname, "../../public/samples/orders.csv");
const deductions = resolve(__dirname, "../../public/samples/deductions.csv");

interface Row {
  readonly order: string;
  readonly type: string;
  readonly month?: string;
  readonly day?: string;
  readonly daily: string;
  readonly days: number;
  readonly amount: string;
  readonly opening: string;
  readonly left: string;
}
interface Schedule {
  readonly total: string;
  readonly rows: readonly Row[];
  readonly difference: string;
}

const amortized = (by: string) => answerTo<Schedule>(["amortize", deductions, orders, "--by", by]);

test("by month: the keys in their order, and the numbers of the rules", async () => {
  const { out, said, status } = await billfold(["amortize", orders, deductions, "--by", "month"]);
  expect(said).toBe("");
  expect(status).toBe(0);
  const answer = JSON.parse(out) as Schedule;
  expect(Object.keys(answer)).toEqual(["total", "by", "rows", "difference"]);
  expect(Object.keys(answer.rows[0]!)).toEqual([
    "order",
    "type",
    "month",
    "begin",
    "end",
    "daily",
    "days",
    "amount",
    "opening",
    "left",
  ]);
  const row = (order: string, month: string) =>
    answer.rows.find((each) => each.order === order && each.month === month);
  expect(row("ECS-1y", "2023-05")).toMatchObject({
    daily: "1",
    days: 31,
    amount: "31",
    opening: "120",
    left: "214",
  });
  expect(row("Order003", "2023-01")!.amount).toBe("62");
  expect(row("Order004", "2023-01")!.amount).toBe("-20");
  expect(row("RTC-1y", "2023-02")!.amount).toBe("1288.56");
  expect(row("RTC-1y", "2023-12")!.amount).toBe("1429.32");
  expect(row("Pack-1bn", "2023-01")!.amount).toBe("36000");
  expect(row("Pack-1bn", "2023-05")!.amount).toBe("24000");
  expect(row("Pack-1bn", "2023-12")!.amount).toBe("60000");
  expect(answer.difference).toBe("0");
  // 365 + 62 + 62 + 62 - 20 + 62 - 18 + 36 + 16800 + 120000 + 2
  expect(answer.total).toBe("137413");
});

test("by day: one order and one day that has an amount, whatever the order of the files", async () => {
  const { rows } = await amortized("day");
  const on = (order: string, day: string) => rows.find((each) => each.order === order && each.day === day)?.amount;
  expect(on("Order002", "2023-02-28")).toBe("2.33");
  expect(on("Order003", "2023-01-20")).toBe("24");
  expect(on("Order003", "2023-01-21")).toBeUndefined();
  expect([on("Order005", "2023-01-20"), on("SubOrder001", "2023-01-20"), on("SubOrder002", "2023-01-20")]).toEqual([
    "2",
    "-1.5",
    "3",
  ]);
  expect(on("RTC-1y", "2023-12-31")).toBe("48.72");
  expect(on("Pack-1bn", "2023-12-31")).toBe("60000");
});

test("by order: the whole of each", async () => {
  const { rows } = await amortized("order");
  expect(rows).toHaveLength(11);
  expect(rows.find(({ order }) => order === "Order001")).toMatchObject({
    days: 31,
    amount: "62",
    opening: "0",
    left: "0",
  });
});

test("a line in error is told, and what it leaves out", async () => {
  const header = "OrderNo,OriginalOrderNo,AmortizedType,BeginTime,EndTime,PayableAmount,CouponAmount,PackQuantity\n";
  const text = `${header}A,,new,2023-01-01,2023-01-31,62,,\nR,X,refund,2023-01-20,,-20,,\n`;
  const { status, out, said } = await billfold(["amortize", "-", "--by", "month"], new TextEncoder().encode(text));
  expect(status).toBe(0);
  expect(said).toBe("line 3 of file 1, order R: unknown_order; -20 is not in the schedule.\n");
  expect(JSON.parse(out)).toMatchObject({
    total: "62",
    left_out: "-20",
    errors: [{ reason: "unknown_order", order: "R", line: 3, amount: "-20" }],
  });
});

test("another word than day, month or order is wrong usage", async () => {
  expect((await billfold(["amortize", orders, "--by", "week"])).status).toBe(2);
  expect((await billfold(["amortize", orders])).status).toBe(2);
});

test("a journal balances", async () => {
  const answer = await answerTo<{ debit: string; credit: string; difference: string }>([
    "journal",
    orders,
    deductions,
    "--by",
    "Project",
  ]);
  expect(answer.difference).toBe("0");
  expect(answer.debit).toBe(answer.credit);
});

interface Movement {
  readonly name?: string;
  readonly opening: string;
  readonly purchases: string;
  readonly additions: string;
  readonly amortized: string;
  readonly refunds: string;
  readonly closing: string;
}

test("a roll-forward by order and by a dimension: opening + additions - amortized - refunds = closing", async () => {
  const ask = (...options: string[]) =>
    answerTo<{ rows: Movement[]; total: Movement; difference: string }>([
      "roll-forward",
      orders,
      deductions,
      ...options,
    ]);
  const may = await ask("--from", "2023-05", "--to", "2023-05");
  // 365 by days: 120 amortized before May, 31 in it.
  expect(may.rows.find(({ name }) => name === "ECS-1y")).toMatchObject({
    opening: "245",
    additions: "0",
    amortized: "31",
    refunds: "0",
    closing: "214",
  });
  const january = await ask("--by", "Project", "--to", "2023-01");
  // Bought 365 + 62 + 62 + 62 + 36 + 16800 + 120000, -18 of the old configuration; 20 paid back.
  expect(january.total).toMatchObject({ opening: "0", additions: "137369", refunds: "20", closing: "99707.38" });
  expect(january.difference).toBe("0");
  for (const { opening, additions, amortized, refunds, closing } of [...may.rows, ...january.rows]) {
    const [a, b, c, d, e] = [opening, additions, amortized, refunds, closing].map(cents) as [
      bigint,
      bigint,
      bigint,
      bigint,
      bigint,
    ];
    expect(a + b - c - d).toBe(e);
  }
});

test("a roll-forward as CSV has the same columns; two dimensions are wrong usage", async () => {
  const { out } = await billfold(["roll-forward", orders, deductions, "--by", "Project", "--format", "csv"]);
  expect(out.split("\r\n")[0]).toBe("name,opening,purchases,residuals,additions,amortized,refunds,closing");
  expect((await billfold(["roll-forward", orders, "--by", "Project,Product"])).status).toBe(2);
});

function cents(exact: string): bigint {
  const [whole, fraction = ""] = exact.replace("-", "").split(".");
  const amount = BigInt(whole! + fraction.padEnd(2, "0"));
  return exact.startsWith("-") ? -amount : amount;
}
