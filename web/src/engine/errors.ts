import type { Failure } from "../protocol";
import type { ColumnNames } from "./protocol";

// The ways to fail that the reader of files can see: the code, and the English sentence that the command line prints,
// with {values} filled in. The page has its own words by code. The first group are codes of core (core/base/error.h, with
// the same sentences) that the reader sees before core does.

export const ENGINE_ERRORS = {
  empty_file: "The file is empty. Choose the bill's CSV, TSV, JSON, GZ or ZIP file.",
  not_a_bill: "This looks like {what}, not a bill. Export the bill as CSV (UTF-8) and open that.",
  bad_encoding: "The text is not valid {encoding} at byte {byte}. Choose another encoding.",
  bad_plan: "The plan is not valid: {what} (at {where}).",
  out_of_memory: "The bill does not fit in memory. Split the file by month and open one part.",

  bill_too_large:
    "{file} would take about {needed} GB of memory, and {limit} GB can be had. Split it by month and open one part.",
  file_unreadable: "{file} cannot be read. It may have been moved, removed or locked by another program.",
  file_changed: "{file} was changed while it was read. Open it again when nothing writes to it any more.",
  folder_dropped: "{file} is a folder. Choose the bill's files in it.",
  unknown_encoding: 'There is no encoding "{encoding}". Name one such as utf-8, gb18030 or utf-16le.',

  truncated_gzip: "{file} ends before its compressed data does. Download it again.",
  damaged_gzip: "{file} is damaged: it does not unpack to what was packed. Download it again.",
  truncated_zip: "{file} ends before its list of contents. Download it again.",
  damaged_zip: "{entry} in {file} is damaged: it does not unpack to what was packed. Download it again.",
  encrypted_zip: "{entry} in {file} is protected by a password. Unpack it and open the bill in it.",
  unknown_packing: "{entry} in {file} is packed in a way (method {method}) that is not known here. Unpack it first.",
  zip_without_bill: "{file} holds no CSV, TSV, TXT or JSON file. It holds: {entries}.",
  nested_archive: "{entry} in {file} is an archive itself. Unpack {file} and open the bill in it.",
  too_many_entries: "{file} holds {count} files; at most {limit} can be read. Unpack it and open the bill's files.",
  zip_bomb: "{file} unpacks to more than {ratio} times its size, which no bill does. It was not read any further.",
  unpacks_too_large: "{file} unpacks to more than {limit} GiB. Split it by month, or allow any size.",

  no_simd: "Bills are read by WebAssembly with SIMD, which is missing here. Use a newer version.",
  worker_died: "The program that reads bills has stopped ({what}). Open the bill again.",
  cancelled: "Stopped. Nothing of it was kept.",
} as const;

export type EngineErrorCode = keyof typeof ENGINE_ERRORS;

export function failure(error: EngineErrorCode, values: Readonly<Record<string, string>> = {}): Failure {
  const message = ENGINE_ERRORS[error].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "?");
  return { error, message, values, line: 0, column: 0 };
}

/** Every answer of core and of the reader is the answer itself or a Failure, told apart by the field `error`. */
export function isFailure(answer: unknown): answer is Failure {
  return typeof answer === "object" && answer !== null && "error" in answer;
}

/** The columns that a question needs and the bill did not store; undefined: it failed by something else. */
export function missingColumns({ error, values }: Failure): ColumnNames | undefined {
  const { column, as } = values as { readonly column?: string; readonly as?: string };
  if (error !== "column_not_read" || column === undefined) return undefined;
  return as === "amount" ? { columns: [], measures: [column] } : { columns: [column], measures: [] };
}
