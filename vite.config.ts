import { resolve } from "node:path";
import { defineConfig } from "vitest/config";
import { coreModule, root } from "./web/tools/bundle.mjs";
import { enginePlugin } from "./web/tools/engine-plugin";

const TASKS = [
  "ways-in", // 1
  "a-chinese-bill", // 2
  "a-broken-file", // 3
  "split", // 4, 5
  "schedule", // 6, 8
  "rules", // 7
  "metering", // 9
  "consolidated",
  "tags",
  "pass-on", // 10, 11
  "a-big-file", // 12
];

const inRoot = (path: string) => resolve(root, path);

const journeys = {
  globalSetup: "tests/web/build-page.ts",
  poolOptions: { forks: { singleFork: true } }, // one browser at a time: cores are few
  testTimeout: 60_000,
  hookTimeout: 60_000,
  retry: 1, // told by tests/web/second-try.ts
};

const tasksFromTheDisk = (name: string, env: Readonly<Record<string, string>>) => ({
  extends: true as const,
  test: {
    ...journeys,
    name,
    include: TASKS.map((task) => `tests/web/journeys/${task}.test.ts`),
    env: { BILLFOLD_SINGLE_FILE: "yes", ...env },
  },
});

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
        test: { ...journeys, name: "journeys", include: ["tests/web/journeys/**/*.test.ts"] },
      },
      // What a new user does (ux: twelve tasks), once more with the page as one file from the disk.
      tasksFromTheDisk("single-file", {}),
      tasksFromTheDisk("single-file-firefox", { BILLFOLD_BROWSER: "firefox" }),
    ],
  },
});
