import type {
  BillReport,
  Failure,
  Mapping,
  Progress,
  Questions,
  RecogniseReport,
  Rules,
  SniffReport,
  SourceLine,
} from "../protocol";

// What reading bills offers: to the page through a worker (client.ts), to the command line in its own thread.

/** How the files are to be read; whatever is absent is decided by evidence. */
export interface ReadOptions {
  readonly mapping?: Mapping;
  /** A WHATWG label. Once chosen it is not given up: text that is not valid in it is an error. */
  readonly encoding?: string;
  /** From this many bytes on only the columns of the first questions are stored; the others in a second pass. */
  readonly partialFrom?: number;
  /** Of a file that is stored in part: only what is shown first and these dimensions, and the rest by readRest(). */
  readonly firstOnly?: readonly string[];
  /** Each reader of a large file gets at least so many bytes of it. */
  readonly shardSize?: number;
  /** Bytes of memory that bills may take; from there on `bill_too_large`. */
  readonly memoryLimit?: number;
  /** Go on with a file that unpacks to more than the limit (the failure `unpacks_too_large`). */
  readonly anySize?: boolean;
  /** By a file's name: "" the bill, or beside it "deductions" or "cost_bill". Without it, as its form says. */
  readonly roles?: Readonly<Record<string, string>>;
}

/** Rows and the total of the default measure so far (exact), with the bytes read of the files as they lie on the disk. */
export interface ReadProgress extends Omit<Progress, "held"> {
  readonly bytes: number;
  readonly totalBytes: number;
}

/** How one file's head was understood. */
export interface Recognised {
  readonly sniff: SniffReport;
  /** null: a JSON bill, whose columns are known only when all of it was read. */
  readonly recognised: RecogniseReport | null;
}

/** One line of the bill, read again from its file. */
export interface SourceRecord {
  readonly line: number;
  readonly cells: readonly string[];
  /** As it stands in the file, decoded. */
  readonly text: string;
}

/** A bill that is open. All promises reject with an EngineError. */
export interface OpenBill {
  /** It grows with what is read later. */
  readonly report: BillReport;
  /** Files that were left out because they had been read before (`same_file_twice`). */
  readonly leftOut: readonly Failure[];
  /** The price list that was among the files of usage, as text; "" none. */
  readonly prices: string;
  /** Said while columns are read that were not stored at first; null: that is over. */
  onColumns?: (progress: ReadProgress | null) => void;
  /**
   * A question that is aborted before its turn came is never put to the core; one that is being counted stops after the
   * step that it is at. One that needs columns which were not stored waits until they are read; other questions are answered meanwhile.
   */
  ask<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
    signal?: AbortSignal,
  ): Promise<Questions[Method]["answer"]>;
  /** The columns and totals that `firstOnly` left, if it did. */
  readRest(): Promise<void>;
  /** The lines in the order asked for, as many as asked for. */
  sourceCells(lines: readonly SourceLine[], signal?: AbortSignal): Promise<readonly SourceRecord[]>;
  /** SHA-256 of each file's bytes, in the order of `report.files`; of files in one archive the archive's. Reads them again. */
  digests(): Promise<readonly string[]>;
  /** Gives the memory back; what was asked and not answered is rejected as `cancelled`. */
  close(): void;
}

export interface Engine {
  /** One bill from one or several files of one form. A bill that is open stays open beside it. */
  readBill(
    files: readonly File[],
    options: ReadOptions,
    onProgress: (progress: ReadProgress) => void,
    signal: AbortSignal,
  ): Promise<OpenBill>;
  recogniseFile(file: File, mapping: Mapping, encoding?: string): Promise<Recognised>;
  /** The text of a list that stands beside a bill, in the encoding that the core finds; packed ones are unpacked. */
  readText(file: File): Promise<string>;
  /** Rules from a link, a file or storage, all of them checked by the core. */
  readRules(text: string): Promise<Rules>;
}
