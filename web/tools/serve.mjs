// A static server for the built page, on this machine only:  node web/tools/serve.mjs dist [--port N]

import { readFileSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

/** @type {Readonly<Record<string, string>>} */
const types = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
};

/**
 * A server of the files under a folder. With `headers`, the policy that index.html states is also sent with every
 * answer, as whoever hosts the page should do; without, the page has nothing but its own statement, as on a host that
 * can not send headers.
 * @param {string} folder
 * @param {{ headers?: boolean, onRequest?: (path: string) => void }} [options]
 */
export function staticServer(folder, { headers = true, onRequest = () => {} } = {}) {
  const base = resolve(folder);
  const fence = headers ? policyHeaders(base) : {};
  // It has a policy of its own: it may ask for the page's files, which the page itself may not.
  const serviceWorkerFence = headers ? { "content-security-policy": "default-src 'none'; connect-src 'self'" } : {};
  return createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://localhost").pathname;
    onRequest(path);
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { allow: "GET, HEAD" }).end();
      return;
    }
    const file = fileOf(base, path);
    try {
      const body = await readFile(file ?? "");
      response.writeHead(200, {
        "content-type": types[extname(/** @type {string} */ (file))] ?? "application/octet-stream",
        "content-length": body.length,
        "cache-control": "no-cache",
        "x-content-type-options": "nosniff",
        ...(path.endsWith("/service-worker.js") ? serviceWorkerFence : fence),
      });
      response.end(request.method === "HEAD" ? undefined : body);
    } catch {
      response.writeHead(404, { "content-type": "text/plain" }).end("Not found\n");
    }
  });
}

/** @param {string} base @param {string} path */
function fileOf(base, path) {
  let name;
  try {
    name = decodeURIComponent(path);
  } catch {
    return undefined;
  }
  if (name.includes("\0")) return undefined;
  const file = join(base, name.endsWith("/") ? name + "index.html" : name);
  return file.startsWith(base + sep) ? file : undefined;
}

/** @param {string} base */
function policyHeaders(base) {
  const page = readFileSync(join(base, "index.html"), "utf8");
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)?.[1];
  if (policy === undefined) throw new Error("index.html states no policy");
  return { "content-security-policy": `${policy}; frame-ancestors 'none'`, "referrer-policy": "no-referrer" };
}

/** @param {import("node:http").Server} server @param {number} port @returns {Promise<number>} */
export function listen(server, port) {
  return new Promise((done, fail) => {
    server.once("error", fail);
    server.listen(port, "localhost", () => {
      server.off("error", fail);
      const address = server.address();
      done(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

/** @returns {{ folder: string, port: number | undefined } | undefined} */
function wanted() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { port: { type: "string" } },
    });
    const [folder, ...rest] = positionals;
    if (folder === undefined || rest.length > 0) return undefined;
    if (values.port === undefined) return { folder, port: undefined };
    return /^\d{1,5}$/.test(values.port) ? { folder, port: Number(values.port) } : undefined;
  } catch {
    return undefined;
  }
}

async function main() {
  const given = wanted();
  if (given === undefined) {
    console.error("Usage: ./run [--port N]");
    process.exit(2);
  }
  const server = staticServer(given.folder);
  const first = given.port ?? 4173;
  // A port that was asked for is not exchanged for another.
  const last = given.port ?? first + 20;
  for (let port = first; ; port++) {
    try {
      console.log(`Billfold is at http://localhost:${await listen(server, port)}/`);
      return;
    } catch (error) {
      const taken = /** @type {NodeJS.ErrnoException} */ (error).code === "EADDRINUSE";
      if (taken && port < last) continue;
      console.error(taken ? `Port ${port} is taken. Choose another: ./run --port N` : String(error));
      process.exit(1);
    }
  }
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) await main();
