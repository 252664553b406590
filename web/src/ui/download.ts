import { formatCsv, type Sheet } from "./split/copy";

/** Saves a sheet as a CSV that Excel reads as UTF-8; nothing leaves the page but into the user's own downloads. */
export function downloadCsv(name: string, sheet: Sheet): void {
  const file = new Blob(["\ufeff", formatCsv(sheet)], { type: "text/csv;charset=utf-8" });
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000); // Some browsers begin to read it only after a while.
}
