// In the browser: how each of the others is asked the same question. Bundled by race.mjs.

import * as duckdb from "@duckdb/duckdb-wasm";

const file = () => document.querySelector("input").files[0];

// The time includes the start of the worker, as it includes ours.
async function inWorker(script, message) {
  const begun = performance.now();
  const worker = new Worker(script);
  try {
    const answer = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => (data.error ? reject(new Error(data.error)) : resolve(data));
      worker.onerror = (event) => reject(new Error(event.message));
      worker.postMessage({ file: file(), ...message });
    });
    return { ms: performance.now() - begun, ...answer };
  } finally {
    worker.terminate();
  }
}

let connection;
async function startDuckdb() {
  const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker("duckdb/duckdb-browser-eh.worker.js"));
  await database.instantiate(new URL("duckdb/duckdb-eh.wasm", location.href).href);
  await database.registerFileHandle("bill.csv", file(), duckdb.DuckDBDataProtocol.BROWSER_FILEREADER, true);
  connection = await database.connect();
}

async function duckdbQuery(query) {
  const begun = performance.now();
  const table = await connection.query(query);
  const ms = performance.now() - begun;
  const columns = table.schema.fields.map((_, index) => table.getChildAt(index));
  const groups = Array.from({ length: table.numRows }, (_, row) => columns.map((column) => String(column.get(row))));
  return { ms, groups };
}

Object.assign(globalThis, { inWorker, startDuckdb, duckdbQuery });
