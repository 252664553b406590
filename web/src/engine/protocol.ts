import type { BeginRequest, BillReport, Done, Failure, Mapping, Questions, Rules, SourceLine } from "../protocol";
import type { ReadOptions, ReadProgress, Recognised, SourceRecord } from "./engine";

// What the page and its worker say to each other. A request has a number, and its answer the same. A worker holds at most
// one bill; the page ends the worker when it is done with it, which is the only way to give memory back.

type Question = {
  readonly [Method in keyof Questions]: { readonly method: Method; readonly question: Questions[Method]["request"] };
}[keyof Questions];

/** By header: what is grouped or filtered by, and what is summed. Both empty: everything. Or what a first pass left. */
export type ColumnNames = Pick<BeginRequest, "columns" | "measures"> | "rest";

export interface Requests {
  /** First of all: the WebAssembly module, or its bytes. */
  readonly start: { readonly request: WebAssembly.Module | ArrayBuffer; readonly answer: Done };
  /** Reads a shard of a file for the worker at the other end (shard-port.ts). */
  readonly help: { readonly request: { readonly lead: MessagePort }; readonly answer: Done };
  readonly recognise: {
    readonly request: { readonly file: File; readonly mapping: Mapping; readonly encoding: string | undefined };
    readonly answer: Recognised;
  };
  /** A list that stands beside a bill, decoded; needs no bill. */
  readonly text: { readonly request: { readonly file: File }; readonly answer: string };
  /** Text from outside, read strictly; needs no bill. */
  readonly rules: { readonly request: { readonly text: string }; readonly answer: Rules };
  /** Progress is said while it goes on. */
  readonly read: {
    readonly request: {
      readonly files: readonly File[];
      readonly options: ReadOptions;
      readonly helpers: readonly MessagePort[];
    };
    readonly answer: {
      readonly report: BillReport;
      readonly leftOut: readonly Failure[];
      readonly prices: string;
      readonly partial: boolean;
    };
  };
  /** Reads columns that were not stored, by header; none named: all that are missing. Progress is said while it goes on. */
  readonly columns: {
    readonly request: { readonly names: ColumnNames; readonly helpers: readonly MessagePort[] };
    readonly answer: BillReport;
  };
  readonly ask: { readonly request: Question; readonly answer: Questions[keyof Questions]["answer"] };
  /** Of each of the bill's files. */
  readonly digests: { readonly request: null; readonly answer: readonly string[] };
  readonly source: {
    readonly request: { readonly lines: readonly SourceLine[] };
    readonly answer: readonly SourceRecord[];
  };
}
export type RequestType = keyof Requests;

export type ToWorker =
  | {
      readonly [Type in RequestType]: {
        readonly type: Type;
        readonly id: number;
        readonly request: Requests[Type]["request"];
      };
    }[RequestType]
  | { readonly type: "cancel"; readonly id: number }
  /** Those that help with this request are lost. */
  | { readonly type: "alone"; readonly id: number };

export type FromWorker =
  | { readonly type: "answer"; readonly id: number; readonly answer: Requests[RequestType]["answer"] | Failure }
  | { readonly type: "progress"; readonly id: number; readonly progress: ReadProgress };
