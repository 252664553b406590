// The race: one generated bill, dropped on Billfold's built page and given to what else could answer the same question in
// a browser. A time counts after every group was compared with the exact reference.
//
//   node tests/bench/race/race.mjs [--bytes 1e9] [--runs 3] [--only REGEX]
//
// Prints a Markdown table. Memory is read from /proc, so its column is empty off Linux.

import {
  closeSync,
  createReadStream,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
} from "node:fs";
import { rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { cpus, tmpdir, totalmem } from "node:os";
import { extname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { listen, staticServer } from "../../../web/tools/serve.mjs";
import { SCALE, decimal, writeBill } from "./bill.mjs";
import { compared } from "./exact.mjs";
import { peakRendererMegabytes, ticks } from "./processes.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = resolve(here, "../../..");
const bench = resolve(here, "..");

const { values: given } = parseArgs({
  options: {
    bytes: { type: "string", default: "1e9" },
    runs: { type: "string", default: "3" },
    only: { type: "string", default: "" },
  },
});
const runs = Number(given.runs);
const only = new RegExp(given.only);

const folder = mkdtempSync(join(tmpdir(), "billfold-race-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));
process.on("SIGTERM", () => process.exit(143));

const say = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
const median = (/** @type {number[]} */ all) => [...all].sort((a, b) => a - b)[all.length >> 1] ?? NaN;

// ---- the bill

const path = join(folder, "bill.csv");
say(`Writing a bill of ${Number(given.bytes) / 1e6} MB`);
const bill = writeBill(path, Number(given.bytes));
const total = decimal(
  [...bill.sums.values()].reduce((sum, each) => sum + each, 0n),
  SCALE,
).replace(/\.?0+$/, "");

// Into the page cache, so that nobody pays for the disk.
function warm() {
  const file = openSync(path, "r");
  const buffer = Buffer.alloc(16 << 20);
  while (readSync(file, buffer) > 0);
  closeSync(file);
}

// ---- the others' page

await build({
  absWorkingDir: here,
  entryPoints: ["page.js", "udsv-worker.js", "papaparse-worker.js", "read-worker.js"],
  nodePaths: [join(bench, "node_modules")],
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  outdir: join(folder, "built"),
  logLevel: "warning",
});
const duckdbFolder = join(bench, "node_modules/@duckdb/duckdb-wasm/dist");
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm" };
const others = createServer((request, response) => {
  const name = (request.url ?? "/").slice(1);
  if (name === "") {
    response.writeHead(200, { "content-type": "text/html" });
    response.end('<!doctype html><meta charset="utf-8"><input type="file"><script src="page.js"></script>');
    return;
  }
  const at = name.startsWith("duckdb/") ? join(duckdbFolder, name.slice(7)) : join(folder, "built", name);
  if (!existsSync(at)) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[/** @type {".js"} */ (extname(at))] ?? "application/octet-stream" });
  createReadStream(at).pipe(response);
});
const othersAt = `http://localhost:${await listen(others, 0)}/`;
const ours = staticServer(resolve(root, "dist"), { headers: false });
const oursAt = `http://localhost:${await listen(ours, 0)}/`;

// ---- one contender: a browser of its own

let chromiumVersion = "";
/** @template T @param {(page: import("playwright-core").Page) => Promise<T>} drive */
async function inBrowser(drive) {
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM"] ?? "chromium",
    chromiumSandbox: false,
    args: ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  });
  chromiumVersion = browser.version();
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-US" });
    page.setDefaultTimeout(0);
    return await drive(page);
  } finally {
    await browser.close();
  }
}

/** @typedef {{ ms: number[], groups?: [string, string, string][], megabytes?: number, extra?: string }} Outcome */
/** @type {{ name: string, seconds: number, megabytes: number, says: string, counts: boolean, weight: string, extra: string }[]} */
const table = [];

/** @param {string} name @param {string} weight @param {(page: import("playwright-core").Page) => Promise<Outcome>} drive */
async function race(name, weight, drive) {
  if (!only.test(name)) return;
  warm();
  try {
    const { outcome, megabytes } = await inBrowser(async (page) => {
      const raced = await drive(page);
      return { outcome: raced, megabytes: raced.megabytes ?? peakRendererMegabytes() };
    });
    const { exact, says } = outcome.groups ? compared(bill.sums, outcome.groups) : { exact: true, says: "" };
    const seconds = median(outcome.ms) / 1000;
    table.push({ name, seconds, megabytes, says, counts: exact, weight, extra: outcome.extra ?? "" });
    say(
      `${name}: ${outcome.ms.map((ms) => (ms / 1000).toFixed(3)).join(" ")} s, ${megabytes} MB. ${says} ${outcome.extra ?? ""}`,
    );
  } catch (error) {
    table.push({
      name,
      seconds: NaN,
      megabytes: 0,
      says: `failed: ${String(error).slice(0, 90)}`,
      counts: false,
      weight,
      extra: "",
    });
    say(`${name}: ${String(error)}`);
  }
}

/** @param {string} script */
const worker = (script) => async (/** @type {import("playwright-core").Page} */ page) => {
  await page.goto(othersAt);
  await page.setInputFiles("input", path);
  /** @type {Outcome} */
  const outcome = { ms: [] };
  for (let run = 0; run < runs; run++) {
    const answer = await page.evaluate((name) => /** @type {any} */ (globalThis).inWorker(name, {}), script);
    outcome.ms.push(answer.ms);
    outcome.groups = answer.groups;
  }
  return outcome;
};

/** @param {string} type */
const duckdb = (type) => async (/** @type {import("playwright-core").Page} */ page) => {
  const columns = bill.columns.map((name) => `'${name}': '${name.endsWith("Amount") ? type : "VARCHAR"}'`).join();
  const query =
    "SELECT Project, ConfigName, CAST(coalesce(sum(PayableAmount), 0) AS VARCHAR) " +
    `FROM read_csv('bill.csv', header = true, columns = {${columns}}) GROUP BY 1, 2`;
  await page.goto(othersAt);
  await page.setInputFiles("input", path);
  await page.evaluate(() => /** @type {any} */ (globalThis).startDuckdb());
  /** @type {Outcome} */
  const outcome = { ms: [] };
  for (let run = 0; run < runs; run++) {
    const answer = await page.evaluate((text) => /** @type {any} */ (globalThis).duckdbQuery(text), query);
    outcome.ms.push(answer.ms);
    outcome.groups = answer.groups;
  }
  return outcome;
};

// The built page as anybody has it; only that its workers can be asked for all groups at once, which the page never does.
/** @param {import("playwright-core").Page} page */
async function billfold(page) {
  await page.addInitScript(() => {
    /** @type {Worker[]} */
    const workers = [];
    const Plain = Worker;
    Object.assign(globalThis, {
      workers,
      Worker: class extends Plain {
        constructor(/** @type {string} */ address) {
          super(address);
          workers.push(this);
        }
        terminate() {
          workers.splice(workers.indexOf(this), 1);
          super.terminate();
        }
      },
    });
  });
  /** @type {Outcome} */
  const outcome = { ms: [] };
  for (let run = 0; run < runs; run++) {
    await page.goto(oursAt);
    await page.waitForTimeout(1000); // the worker is up long before anybody has found a file
    await page.getByTestId("file-input").setInputFiles(path);
    await page.waitForFunction(() => performance.getEntriesByName("billfold:ready").length > 0);
    const ms = await page.evaluate(() => {
      const at = (/** @type {string} */ name) => performance.getEntriesByName(name)[0]?.startTime ?? NaN;
      return at("billfold:ready") - at("billfold:read-start");
    });
    outcome.ms.push(ms);
    const shown = await page.getByTestId("bill-total").getAttribute("data-exact");
    if (shown !== total) throw new Error(`the page shows ${shown}, not ${total}`);
  }
  const regroups = await regroup(page);
  outcome.megabytes = peakRendererMegabytes(); // before all groups are taken out, which the page never does
  outcome.groups = await groupsOf(page);
  const slowest = Math.max(...regroups);
  outcome.extra = `regrouped and shown in ${Math.round(median(regroups))} ms (slowest ${Math.round(slowest)} ms)`;
  return outcome;
}

/** @param {import("playwright-core").Page} page */
async function regroup(page) {
  const keep = page.getByTestId("mapping-keep");
  if ((await keep.count()) > 0) await keep.click();
  /** @type {number[]} */
  const times = [];
  const marks = (/** @type {string} */ name) =>
    page.evaluate((each) => performance.getEntriesByName(each).map(({ startTime }) => startTime), name);
  const changed = async (/** @type {() => Promise<void>} */ change) => {
    const before = (await marks("billfold:plan-shown")).length;
    await change();
    await page.waitForFunction((count) => performance.getEntriesByName("billfold:plan-shown").length > count, before);
    const begun = (await marks("billfold:plan-start")).at(-1) ?? NaN;
    const shown = (await marks("billfold:plan-shown")).at(-1) ?? NaN;
    times.push(shown - begun);
    await page.waitForTimeout(300);
  };
  const add = (/** @type {string} */ name) =>
    changed(async () => {
      await page.getByTestId("add-level").click();
      await page.getByRole("combobox", { name: "Find a dimension" }).fill(name);
      await page.keyboard.press("Enter");
    });
  const removeFirst = () =>
    changed(async () => {
      await page.locator(".chip-name").first().focus();
      await page.keyboard.press("Delete");
    });
  while ((await page.locator(".chip-name").count()) > 0) await removeFirst();
  times.length = 0;
  for (const name of ["Owner", "Project", "Configuration", "Billing unit"]) {
    await add(name);
    await removeFirst();
  }
  return times;
}

/** @param {import("playwright-core").Page} page @returns {Promise<[string, string, string][]>} */
async function groupsOf(page) {
  return page.evaluate(async () => {
    const { workers } = /** @type {{ workers: Worker[] }} */ (/** @type {unknown} */ (globalThis));
    const plan = {
      by: ["project", "model"],
      filters: [],
      measure: "PayableAmount",
      grain: "file",
      currency: "",
      blank_words: [],
    };
    for (const each of [...workers].reverse()) {
      // The one that holds the bill answers; any other says that it holds none.
      const answer = await new Promise((done) => {
        const id = 1_000_000;
        each.addEventListener("message", ({ data }) => data.id === id && data.type === "answer" && done(data.answer));
        each.postMessage({ type: "ask", id, request: { method: "split", question: { plan } } });
        setTimeout(() => done(undefined), 60_000);
      });
      if (!answer || answer.error) {
        console.log(JSON.stringify(answer));
        continue;
      }
      return answer.leaves.map((/** @type {{ key: (string|null)[], amount: string }} */ leaf) => [
        leaf.key[0] ?? "",
        leaf.key[1] ?? "",
        leaf.amount,
      ]);
    }
    throw new Error("no worker answers for the bill");
  });
}

// ---- what has to be downloaded, as a server would send it

function brotli(/** @type {string[]} */ files) {
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  const sizes = files.map((file) => brotliCompressSync(readFileSync(file), options).length);
  const bytes = sizes.reduce((sum, each) => sum + each, 0);
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
const built = (/** @type {string} */ name) => join(folder, "built", name);
const assets = readdirSync(resolve(root, "dist/assets")).map((name) => resolve(root, "dist/assets", name));
const page = [resolve(root, "dist/index.html"), resolve(root, "dist/before-paint.js"), ...assets];
const weights = {
  billfold: brotli(page),
  duckdb: only.test("DuckDB")
    ? brotli(
        ["duckdb-eh.wasm", "duckdb-browser-eh.worker.js", "duckdb-browser.mjs"].map((name) => join(duckdbFolder, name)),
      )
    : "",
};

// ---- the race

const before = ticks();
await new Promise((done) => setTimeout(done, 1000));
const calm = ticks();
await race("bare read, BYOB", "", worker("read-worker.js"));
await race("Billfold: dropped to split shown", weights.billfold, billfold);
await race("DuckDB-WASM, DOUBLE", weights.duckdb, duckdb("DOUBLE"));
await race("DuckDB-WASM, DECIMAL(18,9)", weights.duckdb, duckdb("DECIMAL(18,9)"));
await race("DuckDB-WASM, DECIMAL(38,10)", weights.duckdb, duckdb("DECIMAL(38,10)"));
await race("uDSV, exact sums", brotli([built("udsv-worker.js")]), worker("udsv-worker.js"));
await race("Papa Parse, exact sums", brotli([built("papaparse-worker.js")]), worker("papaparse-worker.js"));

const busy = (100 * (calm.busy - before.busy)) / (calm.all - before.all);
const reading = table.find(({ name }) => name.startsWith("bare read"))?.seconds ?? NaN;
const mine = table.find(({ name }) => name.startsWith("Billfold"))?.seconds ?? NaN;
const model = cpus()[0]?.model ?? "";
console.log(
  `${new Date().toISOString().slice(0, 10)}; ${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GB; ` +
    `Chromium ${chromiumVersion}; processors ${busy.toFixed(0)} % busy before the start.\n` +
    `${statSync(path).size.toLocaleString("en")} bytes, ${bill.rows.toLocaleString("en")} rows, 43 columns, ` +
    `${bill.sums.size.toLocaleString("en")} groups of project and model; median of ${runs}.\n`,
);
console.log(
  "| | seconds | of the bare read | of Billfold | peak memory of the tab | download (brotli) | groups exact |",
);
console.log("|---|---|---|---|---|---|---|");
for (const { name, seconds, megabytes, says, weight } of table) {
  const ratio = (/** @type {number} */ of) => (Number.isFinite(seconds / of) ? `${(seconds / of).toFixed(2)} x` : "");
  const time = Number.isFinite(seconds) ? seconds.toFixed(3) : "";
  console.log(`| ${name} | ${time} | ${ratio(reading)} | ${ratio(mine)} | ${megabytes} MB | ${weight} | ${says} |`);
}
for (const { name, extra } of table) if (extra !== "") console.log(`\n${name}: ${extra}.`);

ours.closeAllConnections();
others.closeAllConnections();
ours.close();
others.close();
process.exit(table.every(({ name, counts }) => counts || !name.startsWith("Billfold")) ? 0 : 1);
