import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { coreModule, root } from "./web/tools/bundle.mjs";
import { enginePlugin } from "./web/tools/engine-plugin";

const inRoot = (path: string) => resolve(root, path);

export default defineConfig({
  root: inRoot("web"),
  publicDir: inRoot("public"),
  base: "./", // the page works under any path
  resolve: { alias: { "billfold-core": coreModule } },
  plugins: [enginePlugin()],
  server: { hmr: { overlay: false } }, // the overlay is made of innerHTML, which the page's policy refuses
  build: {
    outDir: inRoot("dist"),
    emptyOutDir: true,
    // Old enough that a browser without WebAssembly SIMD still gets as far as being told so.
    target: "es2020",
    modulePreload: false, // its polyfill fetches
    assetsInlineLimit: 0,
  },
  test: {
    root,
    projects: [
      {
        extends: true,
        test: {
          name: "page",
          include: ["tests/web/**/*.test.{ts,tsx}"],
          exclude: ["tests/web/journeys/**"],
        },
      },
      {
        // The core as WebAssembly, through the command line or the worker's functions, in Node.
        extends: true,
        test: { name: "core", include: ["tests/{laws,golden,errors}/**/*.test.ts"], testTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["tests/web/journeys/**/*.test.ts"],
          globalSetup: "tests/web/build-page.ts",
          poolOptions: { forks: { singleFork: true } }, // one browser at a time: cores are few
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
