import { formatCount } from "./amount";

const UNITS = ["B", "KB", "MB", "GB"] as const;

/** 190_840_832 -> "182 MB", as file managers count (1024), no digits after the point above 10. */
export function formatBytes(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1000 && unit < UNITS.length - 1) {
    size /= 1024;
    unit += 1;
  }
  const shown = unit === 0 || size >= 10 ? formatCount(Math.round(size)) : size.toFixed(1);
  return `${shown} ${UNITS[unit]}`;
}
