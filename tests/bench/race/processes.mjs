// Memory by the process table (Linux): what the browser's tabs took at most, whoever allocated it.

import { readdirSync, readFileSync } from "node:fs";

const read = (/** @type {string} */ path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // it has ended
  }
};

/** Peak resident memory in MB of the largest renderer among the processes that this one started; 0 elsewhere. */
export function peakRendererMegabytes() {
  /** @type {Map<string, string[]>} */
  const children = new Map();
  let all;
  try {
    all = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  } catch {
    return 0;
  }
  for (const id of all) {
    const parent = /\) \S (\d+)/.exec(read(`/proc/${id}/stat`))?.[1];
    if (parent) children.set(parent, [...(children.get(parent) ?? []), id]);
  }
  const ours = [String(process.pid)];
  for (const id of ours) ours.push(...(children.get(id) ?? []));
  const renderers = ours.filter((id) => read(`/proc/${id}/cmdline`).includes("--type=renderer"));
  const peaks = renderers.map((id) => Number(/VmHWM:\s+(\d+)/.exec(read(`/proc/${id}/status`))?.[1] ?? 0));
  return Math.round(Math.max(0, ...peaks) / 1024);
}

/** Busy and all ticks of the processors so far. */
export function ticks() {
  const [, ...counts] = (read("/proc/stat").split("\n")[0] ?? "").split(/\s+/);
  const numbers = counts.map(Number);
  const all = numbers.reduce((sum, each) => sum + each, 0);
  return { busy: all - (numbers[3] ?? 0) - (numbers[4] ?? 0), all };
}
