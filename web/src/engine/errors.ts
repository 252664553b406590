import type { Failure } from "../protocol";

// The ways to fail that only the reader of files can see, beside the core's own (core/base/error.h): the code, and the
// English sentence that the command line prints, with {values} filled in. The page has its own words by code.

export const ENGINE_ERRORS = {
  file_unreadable:
    "{file} cannot be read. It may have been moved, removed or locked by another program: open it again.",
  file_changed: "{file} was changed while it was read. Open it again when nothing writes to it any more.",
  folder_dropped: "{file} is a folder. Choose the bill's files in it.",
  truncated_gzip: "{file} ends before its compressed data does. Download it again.",
  damaged_gzip: "{file} is damaged: what it unpacks to is not what was packed. Download it again.",
  truncated_zip: "{file} ends before its list of contents. Download it again.",
  damaged_zip: "{file} is damaged: {what}. Download it again.",
  encrypted_zip: "{entry} in {file} is protected by a password. Unpack it and open the bill in it.",
  zip_without_bill: "{file} holds no CSV, TSV or JSON file. It holds: {entries}.",
  nested_archive: "{entry} in {file} is an archive itself. Unpack it and open the bill in it.",
  too_many_entries: "{file} holds {count} files; at most {limit} can be read. Unpack it and open the bill's files.",
  unknown_packing: "{entry} in {file} is packed by method {method}, which cannot be read. Unpack it and open the bill.",
  zip_bomb: "{file} unpacks to more than {ratio} times its size, which no bill does. It was not read any further.",
  unpacks_too_large: "{file} unpacks to more than {limit}. Split it by month, or say that it may be so large.",
  unknown_encoding: 'There is no encoding "{encoding}". Name one such as utf-8, gb18030 or utf-16le.',
  no_simd: "WebAssembly with SIMD is needed to read bills and is missing here. Use a newer version.",
  worker_died: "The program that reads bills has stopped: {what}. Open the bill again.",
  cancelled: "Stopped. Nothing of it was kept.",
} as const;

export type EngineErrorCode = keyof typeof ENGINE_ERRORS;

export function failure(error: EngineErrorCode, values: Readonly<Record<string, string>> = {}): Failure {
  const message = ENGINE_ERRORS[error].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "?");
  return { error, message, values, line: 0, column: 0 };
}

/** Every answer of the core and of the reader is the answer itself or a Failure, told apart by the field `error`. */
export function isFailure(answer: unknown): answer is Failure {
  return typeof answer === "object" && answer !== null && "error" in answer;
}
