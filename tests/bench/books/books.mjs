// Schedules, metering and rules against the same in DuckDB-WASM and in plain JavaScript, in one run of Node on one machine.
//
//   node tests/bench/books/books.mjs [--orders 1e6] [--records 1e7] [--lines 1.7e6] [--runs 3]
//
// Billfold is the WebAssembly module that the page ships (build/wasm), asked the page's own question of a file that it
// has read; DuckDB has its rows in a table, plain JavaScript in typed arrays. What all of them answer is compared before a
// time counts. Needs `npm ci` in tests/bench. Times are of the processor, not of the clock, so that a machine that others
// use falsifies them less; all three work in one thread.

import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";

const root = resolve(fileURLToPath(new URL(".", import.meta.url)), "../../..");
const { values: given } = parseArgs({
  options: {
    orders: { type: "string", default: "1e6" },
    records: { type: "string", default: "1e7" },
    lines: { type: "string", default: "1.7e6" },
    runs: { type: "string", default: "3" },
  },
});
const runs = Number(given.runs);
const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
const median = (/** @type {number[]} */ all) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN;

/** A generator of whole numbers below a bound, the same on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Milliseconds of the processor, of the median run; the answer of the last. */
async function timed(/** @type {(run: number) => any} */ work) {
  const times = [];
  let answer;
  for (let run = 0; run < runs; run++) {
    const begin = process.cpuUsage();
    answer = await work(run);
    const { user, system } = process.cpuUsage(begin);
    times.push((user + system) / 1000);
  }
  return { time: median(times), answer };
}

function same(name, got, expected) {
  if (JSON.stringify(got) === JSON.stringify(expected)) return;
  throw new Error(
    `${name} answers ${JSON.stringify(got)?.slice(0, 300)} and not ${JSON.stringify(expected).slice(0, 300)}`,
  );
}

// ---- who runs

const { default: createCore } = await import(pathToFileURL(join(root, "build/wasm/billfold-core.mjs")).href);
const core = await createCore({ wasmBinary: readFileSync(join(root, "build/wasm/billfold-core.wasm")) });

/** A session with the text of the lines read into it. */
function opened(file, lines) {
  const session = new core.Session();
  session.begin(JSON.stringify({ file }));
  const encoder = new TextEncoder();
  let piece = "";
  const feed = () => {
    const bytes = encoder.encode(piece);
    core.HEAPU8.set(bytes, session.lend(bytes.length));
    const fed = session.feed(bytes.length);
    if (fed.startsWith('{"error"')) throw new Error(fed);
    piece = "";
  };
  for (const line of lines) {
    piece += line;
    if (piece.length > 1 << 20) feed();
  }
  feed();
  session.end();
  const report = JSON.parse(session.finish());
  if (report.error) throw new Error(report.message);
  return session;
}

async function duckdb() {
  const require = createRequire(join(root, "tests/bench/package.json"));
  const folder = dirname(require.resolve("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs"));
  const { createDuckDB, NODE_RUNTIME, VoidLogger } = require("@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs");
  const modules = {
    mvp: { mainModule: join(folder, "duckdb-mvp.wasm"), mainWorker: "" },
    eh: { mainModule: join(folder, "duckdb-eh.wasm"), mainWorker: "" },
  };
  const database = await createDuckDB(modules, new VoidLogger(), NODE_RUNTIME);
  await database.instantiate(() => {});
  database.open({ path: ":memory:", query: { castBigIntToDouble: false } });
  const arrow = require("apache-arrow");
  const connection = database.connect();
  return {
    query: (sql) =>
      connection
        .query(sql)
        .toArray()
        .map((row) => row.toJSON()),
    load: (name, columns) => connection.insertArrowTable(arrow.tableFromArrays(columns), { name, create: true }),
  };
}

const table = [];
const row = (what, who, time, own) =>
  table.push(
    `| ${what} | ${who} | ${(time / 1000).toFixed(2)} s | ${own === undefined ? "" : `${(time / own).toFixed(1)} x`} |`,
  );

// ---- orders of one to three years, by month

const EPOCH = 19358; // 2023-01-01
const DAYS = 365 + 1096;
const iso = (/** @type {number} */ day) => new Date(day * 86_400_000).toISOString().slice(0, 10);

async function schedules(/** @type {number} */ count) {
  say(`${count} orders`);
  const next = random(1);
  const cents = new Int32Array(count);
  const first = new Int32Array(count);
  const last = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    cents[at] = next(100_000_000);
    first[at] = EPOCH + next(365);
    last[at] = first[at] + 364 + next(731);
  }
  const names = Array.from({ length: DAYS }, (_, day) => iso(EPOCH + day));
  const months = [...new Set(names.map((day) => day.slice(0, 7)))];
  const monthOf = Int32Array.from(names, (day) => months.indexOf(day.slice(0, 7)));

  const byDayLoop = await timed(() => {
    const sums = new Float64Array(months.length); // of whole cents, below 2^53
    for (let at = 0; at < count; at++) {
      const daily = Math.trunc(cents[at] / (last[at] - first[at] + 1));
      let left = cents[at];
      const end = last[at] - EPOCH;
      for (let day = first[at] - EPOCH; day < end; day++) {
        sums[monthOf[day]] += daily;
        left -= daily;
      }
      sums[monthOf[end]] += left;
    }
    return [...sums];
  });
  const expected = byDayLoop.answer.slice(0, byDayLoop.answer.findLastIndex((sum) => sum !== 0) + 1);

  const lines = function* () {
    yield "OrderNo,OriginalOrderNo,AmortizedType,BeginTime,EndTime,PayableAmount,CouponAmount,PackQuantity\n";
    for (let at = 0; at < count; at++) {
      const amount = (cents[at] / 100).toFixed(2);
      yield `O${at},,new,${names[first[at] - EPOCH]},${names[last[at] - EPOCH]},${amount},,\n`;
    }
  };
  const session = opened("orders.csv", lines());
  // Another scale of a day is another schedule from the beginning: nothing of the one before is used.
  const billfold = await timed((run) => {
    const plan = { amortization_scale: run % 2 === 0 ? "2" : "" };
    return JSON.parse(session.schedule(JSON.stringify({ plan, limit: 0 }))).totals.map(({ amount }) =>
      Math.round(Number(amount) * 100),
    );
  });
  // What a person waits for who changes what is looked at: the orders are known, the schedule is made from its beginning.
  const again = await timed((run) => {
    const plan = { amortization_scale: "2", blank_words: [`none${run}`] };
    return JSON.parse(session.schedule(JSON.stringify({ plan, limit: 0 }))).totals.map(({ amount }) =>
      Math.round(Number(amount) * 100),
    );
  });
  session.delete();
  same("Billfold", billfold.answer, expected);
  same("Billfold, with known orders", again.answer, expected);

  const { load, query } = await duckdb();
  load("orders", { cents, first, last });
  load("months", {
    month: Int32Array.from(months.keys()),
    begin: Int32Array.from(months, (month) => EPOCH + names.indexOf(`${month}-01`)),
    until: Int32Array.from(months, (month) => EPOCH + names.findLastIndex((day) => day.startsWith(month))),
  });
  // The same closed form: what is recognised through the end of a month, less what was before it.
  const through = (day) =>
    `CASE WHEN ${day} >= last THEN cents WHEN ${day} < first THEN 0
       ELSE (cents // (last - first + 1)) * (${day} - first + 1) END`;
  const sql = await timed(() =>
    query(`SELECT month, SUM(${through("until")} - (${through("(begin - 1)")}))::DOUBLE AS cents
           FROM orders JOIN months ON first <= until AND last >= begin GROUP BY month ORDER BY month`).map((each) =>
      Number(each.cents),
    ),
  );
  same("DuckDB-WASM", sql.answer, expected);
  const what = `${count} orders by month`;
  row(what, "Billfold (WebAssembly), from the lines' texts", billfold.time);
  row(what, "plain JavaScript, a loop over the days, from numbers", byDayLoop.time, billfold.time);
  row(what, "DuckDB-WASM, the same closed form, from numbers", sql.time, billfold.time);
  row(`${what}, orders known`, "Billfold (WebAssembly)", again.time);
  row(`${what}, orders known`, "plain JavaScript, a loop over the days", byDayLoop.time, again.time);
  row(`${what}, orders known`, "DuckDB-WASM, the same closed form", sql.time, again.time);
}

// ---- usage records to hourly bills

const RESOURCES = [
  { kind: "cpu", larger: true, millis: 3 },
  { kind: "memory", larger: true, millis: 7 },
  { kind: "pvc", larger: false, millis: 2 },
  { kind: "gpu", larger: false, millis: 9500 },
  { kind: "rdma", larger: false, millis: 250 },
];
const MONTH = 30 * 86400;

async function metering(/** @type {number} */ count) {
  say(`${count} usage records`);
  const next = random(8);
  const project = new Int32Array(count);
  const resource = new Int32Array(count);
  const requested = new Int32Array(count);
  const used = new Int32Array(count);
  const begin = new Int32Array(count);
  const end = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    project[at] = next(100);
    resource[at] = next(RESOURCES.length);
    requested[at] = next(64);
    used[at] = next(64);
    begin[at] = next((MONTH - 20000) / 60) * 60;
    end[at] = begin[at] + 60 * (at % 10 === 0 ? next(300) : 1 + next(60));
  }
  const times = Array.from({ length: MONTH / 60 }, (_, minute) =>
    new Date(Date.UTC(2024, 8, 1) + minute * 60_000).toISOString().slice(0, 19).replace("T", " "),
  );
  const lines = function* () {
    yield "Project,App,Resource,SubKind,Requested,Used,BeginTime,EndTime\n";
    for (let at = 0; at < count; at++) {
      const { kind } = RESOURCES[resource[at]];
      yield `p${project[at]},a,${kind},,${requested[at]},${used[at]},${times[begin[at] / 60]},${times[end[at] / 60]}\n`;
    }
  };
  const session = opened("meter.csv", lines());
  const prices = (note) =>
    `Resource,SubKind,Price,Unit\n${RESOURCES.map(({ kind, millis }) => `${kind},,${millis / 1000},\n`).join("")}none${note},,1,\n`;
  // Another price list is another metering from the beginning.
  const billfold = await timed((run) => {
    const report = JSON.parse(session.meter(JSON.stringify({ plan: { prices: prices(run) }, limit: 1 })));
    if (report.error) throw new Error(report.message);
    return { bills: report.count, computed: report.computed, charged: report.charged };
  });
  session.delete();

  const { load, query } = await duckdb();
  load("records", { project, resource, requested, used, begin, end });
  load("prices", {
    resource: Int32Array.from(RESOURCES.keys()),
    millis: Int32Array.from(RESOURCES, ({ millis }) => millis),
    larger: Int32Array.from(RESOURCES, ({ larger }) => Number(larger)),
  });
  // price x quantity x seconds in thousandths; an hour's sum is cut to millionths, then to hundredths.
  const sql = await timed(() =>
    query(`
      WITH parts AS (
        SELECT project, hour, millis * (CASE WHEN larger = 1 THEN greatest(requested, used) ELSE requested END)::BIGINT *
               (least("end", (hour + 1) * 3600) - greatest("begin", hour * 3600)) AS part
        FROM (SELECT *, unnest(range("begin" // 3600, ("end" - 1) // 3600 + 1)) AS hour
              FROM records JOIN prices USING (resource) WHERE "end" > "begin")),
      bills AS (SELECT SUM(part) * 1000 // 3600 AS computed FROM parts GROUP BY project, hour)
      SELECT COUNT(*)::DOUBLE AS bills, SUM(computed)::DOUBLE AS computed, SUM(computed // 10000)::DOUBLE AS charged
      FROM bills`).map((each) => ({
      bills: Number(each.bills),
      computed: (Number(each.computed) / 1e6).toFixed(6),
      charged: (Number(each.charged) / 1e2).toFixed(2),
    })),
  );
  same("DuckDB-WASM", sql.answer[0], billfold.answer);
  const what = `${count} usage records to ${billfold.answer.bills} hourly bills`;
  row(what, "Billfold (WebAssembly)", billfold.time);
  row(what, "DuckDB-WASM", sql.time, billfold.time);
}

// ---- fifty rules of a category over a bill, one of them changed each time

const KEYS = 50;

async function rules(/** @type {number} */ count) {
  say(`${count} lines`);
  const next = random(6);
  const cents = new Int32Array(count);
  const account = new Int32Array(count);
  const project = new Int32Array(count);
  const product = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    cents[at] = next(1_000_000);
    account[at] = next(1000);
    project[at] = next(5000);
    product[at] = next(60);
  }
  const lines = function* () {
    yield "Owner,Project,Product,Cost\n";
    for (let at = 0; at < count; at++) {
      yield `acc-${account[at]},project-${project[at]},product-${product[at]},${(cents[at] / 100).toFixed(2)}\n`;
    }
  };
  const session = opened("bill.csv", lines());
  // Ten of each: a list, a beginning, a part, an expression, and two conditions at once. The run is in the last rule.
  const written = (run) =>
    Array.from({ length: KEYS }, (_, rule) => {
      const is = (op, dimension, ...values) => ({ op, dimension, values });
      const kinds = [
        () => is("is", "Owner", `acc-${rule}`, `acc-${rule + 100}`, `acc-${rule + 200}`),
        () => is("starts", "Project", `project-${rule}`),
        () => is("contains", "Project", `-${rule}7`),
        () => is("matches", "Project", `^project-[1-3]+${rule % 10}[0-9]$`),
        () => ({ op: "all", of: [is("is", "Product", `product-${rule}`), is("contains", "Owner", String(run))] }),
      ];
      return { value: `value ${rule % 7}`, when: kinds[rule % kinds.length]() };
    });
  const amounts = (answer) =>
    Object.fromEntries(answer.leaves.map(({ key, amount }) => [key[0], Math.round(Number(amount) * 100)]));
  const billfold = await timed((run) => {
    const categories = [{ name: "Kind", rules: written(run), otherwise: "rest" }];
    const answer = JSON.parse(session.split(JSON.stringify({ plan: { by: ["category:Kind"], categories } })));
    if (answer.error) throw new Error(answer.message);
    return amounts(answer);
  });
  session.delete();

  // The same in JavaScript, which tests each distinct text of a column once, too.
  const javascript = await timed((run) => {
    const tests = written(run).map(({ value, when }) => ({ value, when: asked(when) }));
    const sums = new Map();
    for (let at = 0; at < count; at++) {
      const found = tests.find(({ when }) => when(at));
      const value = found ? found.value : "rest";
      sums.set(value, (sums.get(value) ?? 0) + cents[at]);
    }
    return Object.fromEntries(sums);
  });
  function asked({ op, dimension, values, of }) {
    if (op === "all") {
      const each = of.map(asked);
      return (at) => each.every((one) => one(at));
    }
    const [ids, distinct, name] = {
      Owner: [account, 1000, "acc-"],
      Project: [project, 5000, "project-"],
      Product: [product, 60, "product-"],
    }[dimension];
    const holds = {
      is: (text) => values.includes(text),
      starts: (text) => values.some((value) => text.startsWith(value)),
      contains: (text) => values.some((value) => text.includes(value)),
      matches: (text) => values.some((value) => new RegExp(value).test(text)),
    }[op];
    const known = Uint8Array.from({ length: distinct }, (_, id) => Number(holds(name + id)));
    return (at) => known[ids[at]] === 1;
  }
  const sorted = (sums) => Object.entries(sums).sort();
  same("Billfold", sorted(billfold.answer), sorted(javascript.answer));
  const what = `${KEYS} rules over ${count} lines`;
  row(what, "Billfold (WebAssembly)", billfold.time);
  row(what, "plain JavaScript, from numbers", javascript.time, billfold.time);
}

if (Number(given.orders) > 0) await schedules(Number(given.orders));
if (Number(given.records) > 0) await metering(Number(given.records));
if (Number(given.lines) > 0) await rules(Number(given.lines));
console.log(`| what | who | time | against Billfold |\n|---|---|---|---|\n${table.join("\n")}`);
