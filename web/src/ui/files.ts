import { failure } from "../engine/errors";
import type { Failure } from "../protocol";
import { pageFailure } from "../state/errors";
import { t } from "../text/text";

// What a drop, a paste or a chooser hands over, as files or as the reason why there are none.

export type Handed = { readonly files: readonly File[] } | { readonly failure: Failure };

export function handedByDrop(transfer: DataTransfer): Handed {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.());
  const folder = entries.find((entry) => entry?.isDirectory);
  if (folder) return { failure: failure("folder_dropped", { file: folder.name }) };
  const files = [...transfer.files];
  if (files.length > 0) return { files };
  const text = transfer.getData("text/plain");
  const isLink = transfer.types.includes("text/uri-list");
  return !isLink && isTable(text) ? { files: [fileOfText(text)] } : { failure: pageFailure("nothing_dropped") };
}

export function handedByPaste(transfer: DataTransfer): Handed {
  const files = [...transfer.files];
  // Excel offers a picture of the cells beside their text.
  const text = transfer.getData("text/plain");
  if (isTable(text)) return { files: [fileOfText(text)] };
  return files.length > 0 ? { files } : { failure: pageFailure("nothing_pasted") };
}

/** At least two lines, of which the first has several cells or the text is JSON. */
export function isTable(text: string): boolean {
  const trimmed = text.trim();
  return /^[[{]/.test(trimmed) || /^[^\n]*[\t,;|][^\n]*\n\s*\S/.test(trimmed);
}

export function fileOfText(text: string): File {
  return new File([text], t("paste.name"), { type: "text/plain" });
}
