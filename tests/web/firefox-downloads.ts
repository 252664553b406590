// Firefox's driver tells of a download only where it is a navigation, which one that a script asks for is not. So the
// folder is watched, and what has arrived in it is told of as Chromium's driver does.

import type { EventEmitter } from "node:events";
import { mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";

const PAUSE = 50; // milliseconds

/** Gives what ends the watching. */
export function tellOfDownloads(browser: Browser, folder: string): () => void {
  let taken = 0;
  const sizes = new Map<string, number>();
  const look = () => {
    for (const name of arrivedIn(folder, sizes)) {
      // Away from where the next one of that name would be given another.
      const place = join(folder, String((taken += 1)));
      mkdirSync(place);
      const path = join(place, name);
      renameSync(join(folder, name), path);
      const download = { suggestedFilename: () => name, path: async () => path };
      const pages = browser.contexts().flatMap((context) => context.pages());
      for (const page of pages) (page as unknown as EventEmitter).emit("download", download);
    }
  };
  const timer = setInterval(look, PAUSE);
  return () => clearInterval(timer);
}

/** Files that are not empty and as large as they were a moment ago, with nothing on the way beside them. */
function arrivedIn(folder: string, sizes: Map<string, number>): readonly string[] {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
  if (names.some((name) => name.endsWith(".part"))) return [];
  return names.filter((name) => {
    const { size } = statSync(join(folder, name));
    const before = sizes.get(name);
    sizes.set(name, size);
    const arrived = size > 0 && size === before;
    if (arrived) sizes.delete(name);
    return arrived;
  });
}
