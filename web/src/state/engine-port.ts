import type { BillReport, Failure, Mapping, Questions, RecogniseReport, SourceLine } from "../protocol";

// What the page needs of the engine. web/src/engine fulfils it with a worker; tests with a few lines.

export interface ReadOptions {
  readonly mapping?: Mapping;
  /** A WHATWG label; absent: by evidence. */
  readonly encoding?: string;
}

export interface ReadProgress {
  /** Of the files as they lie on the disk. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  /** Of the default measure, so far; exact. */
  readonly total: string;
}

export interface OpenBill {
  readonly report: BillReport;
  ask<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
    signal?: AbortSignal,
  ): Promise<Questions[Method]["answer"]>;
  /** The cells of lines, read again from the file. */
  sourceCells(lines: readonly SourceLine[]): Promise<readonly (readonly string[])[]>;
  /** Gives the memory back. */
  close(): void;
}

export interface Engine {
  /** Rejects with an EngineError, or with an AbortError once the signal is given. */
  readBill(
    files: readonly File[],
    options: ReadOptions,
    onProgress: (progress: ReadProgress) => void,
    signal: AbortSignal,
  ): Promise<OpenBill>;
  recogniseFile(file: File, mapping: Mapping): Promise<RecogniseReport>;
}

/** The failure that an engine's error carries; anything else is a defect of ours and is shown as one. */
export function failureOf(reason: unknown): Failure {
  if (typeof reason === "object" && reason !== null && "failure" in reason) return reason.failure as Failure;
  const message = reason instanceof Error ? reason.message : String(reason);
  return { error: "defect", message, values: { message }, line: 0, column: 0 };
}

export const NO_MAPPING: Mapping = {
  profile: "",
  fields: [],
  delimiter: "",
  decimal_mark: "",
  date_order: "",
  header_line: 0,
};
