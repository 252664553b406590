import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

import { bundleWorker } from "../../web/tools/bundle.mjs";
import { bansIn, MARKUP, WAYS_OUT } from "./ways-out";

// No source of ours names a way to speak to a server, beside the policy that would refuse it.

const root = resolve(__dirname, "../..");
function sources(folder: string): { path: string; text: string }[] {
  return readdirSync(resolve(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return path === "web/src/cli" ? [] : sources(path);
    return /\.tsx?$/.test(path) ? [{ path, text: readFileSync(resolve(root, path), "utf8") }] : [];
  });
}
const withoutComments = (text: string) => text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");

test("the worker's script, the core's glue included, holds no way out", async () => {
  const { source } = await bundleWorker({ minify: true });
  expect(bansIn(source, WAYS_OUT)).toEqual([]);
});

test("no source of the page names a way out or makes markup of text", () => {
  const found = sources("web/src").flatMap(({ path, text }) =>
    bansIn(withoutComments(text), [...WAYS_OUT, ...MARKUP]).map((ban) => `${path}: ${ban}`),
  );
  expect(found).toEqual([]);
});

test("the example for nginx sends the policy that the page states", () => {
  const page = readFileSync(resolve(root, "web/index.html"), "utf8");
  const example = readFileSync(resolve(root, "web/hosting/nginx.conf"), "utf8");
  const stated = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(page)![1];
  expect(example).toContain(`Content-Security-Policy "${stated}; frame-ancestors 'none'"`);
});
