import { defineConfig } from "vitest/config";

// The page: web/ -> dist/. Everything the page needs is in its own scripts; nothing is fetched after load.
export default defineConfig({
  root: "web",
  publicDir: "../public",
  base: "./",
  build: {
    outDir: "../dist",
    emptyOutDir: true,
    target: "es2022",
    // Its polyfill would fetch, and the policy forbids that.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: true,
  },
  plugins: [
    {
      // The server of `npm run dev` talks to the page over a socket and puts styles inline: the policy holds for builds.
      name: "billfold:policy-off-in-dev",
      apply: "serve",
      transformIndexHtml: (html) => html.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, ""),
    },
  ],
  test: {
    root: ".",
    projects: [
      { extends: true, test: { name: "page", include: ["tests/web/{state,text,ui}/**/*.test.{ts,tsx}"] } },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["tests/web/journeys/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
