import type {
  BeginRequest,
  BillReport,
  CellsReport,
  Core,
  Done,
  Failure,
  Mapping,
  PieceReport,
  Progress,
  Questions,
  RecogniseReport,
  Rules,
  RowBegin,
  Session,
  ShardReport,
  SniffReport,
} from "../protocol";
import { failure, isFailure } from "./errors";
import { messages } from "./pace";

/** One session of core with types: bytes go into the memory that it lends, JSON comes out as what it says. */
export class CoreSession {
  private readonly session: Session;
  /** After the latest feed. */
  progress: Progress = { rows: 0, total: "", held: 0 };

  constructor(private readonly core: Core) {
    this.session = new core.Session();
  }

  sniff(head: Uint8Array, whole: boolean): SniffReport | Failure {
    return this.put(head) ?? parsed(this.session.sniff(head.length, whole));
  }
  recognise(head: Uint8Array, whole: boolean, mapping: Mapping): RecogniseReport | Failure {
    return this.put(head) ?? parsed(this.session.recognise(head.length, whole, JSON.stringify(mapping)));
  }

  begin(request: BeginRequest): Done | Failure {
    return parsed(this.session.begin(JSON.stringify(request)));
  }
  feed(bytes: Uint8Array): Failure | undefined {
    const answer = this.put(bytes) ?? parsed<Progress>(this.session.feed(bytes.length));
    if (isFailure(answer)) return answer;
    this.progress = answer;
    return undefined;
  }
  end(): Done | Failure {
    return parsed(this.session.end());
  }
  finish(): BillReport | Failure {
    return parsed(this.session.finish());
  }

  // A file that is read in shards (shards.ts): in the session that takes it over,
  rowBegin(window: Uint8Array): RowBegin | Failure {
    return this.putBeside(window) ?? parsed(this.session.row_begin(window.length));
  }
  progressWith(others: readonly Progress[]): Progress {
    const answer = parsed<Progress>(this.session.progress(JSON.stringify({ shards: others.map(bare) })));
    return isFailure(answer) ? this.progress : answer;
  }
  /** false: it does not follow on what was read. */
  takePiece(piece: Uint8Array): boolean {
    const answer = this.putBeside(piece) ?? parsed<Done>(this.session.take_piece(piece.length));
    return !isFailure(answer) && answer.done;
  }
  // and in the others.
  endShard(isLast: boolean): ShardReport | Failure {
    return parsed(this.session.end_shard(isLast));
  }
  writePiece(at: number): Uint8Array<ArrayBuffer> | Failure {
    const written = parsed<PieceReport>(this.session.write_piece(at));
    if (isFailure(written)) return written;
    const place = this.session.piece();
    return this.core.HEAPU8.slice(place, place + written.bytes) as Uint8Array<ArrayBuffer>;
  }

  /** The columns that another session read of the same files; it is empty then. Answers what is known of the bill with them. */
  takeColumns(other: CoreSession): BillReport | Failure {
    return parsed(this.session.take_columns(other.session));
  }

  ask<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
  ): Questions[Method]["answer"] | Failure {
    for (const ask = this.asking(method, request); ;) {
      const answer = ask();
      if (answer !== undefined) return answer;
    }
  }
  /** The same, stopping between the steps of a large bill's counting for messages; answers `cancelled` once that is wished. */
  async askInSteps<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
    signal: AbortSignal,
  ): Promise<Questions[Method]["answer"] | Failure> {
    for (const ask = this.asking(method, request); ;) {
      const answer = ask();
      if (answer !== undefined) return answer;
      await messages();
      if (signal.aborted) return failure("cancelled");
    }
  }
  // Takes one step of counting; undefined: there are more.
  private asking<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
  ): () => Questions[Method]["answer"] | Failure | undefined {
    const text = JSON.stringify(request);
    return () => {
      const answer = parsed<Questions[Method]["answer"]>(this.session[method](text));
      return isFailure(answer) && answer.error === "unfinished" ? undefined : answer;
    };
  }
  rules(text: string): Rules | Failure {
    return parsed(this.session.rules(text));
  }
  cells(record: Uint8Array, file: number): CellsReport | Failure {
    return this.put(record) ?? parsed(this.session.cells(record.length, file));
  }

  delete(): void {
    this.session.delete();
  }

  private put(bytes: Uint8Array): Failure | undefined {
    return this.copied(bytes, this.session.lend(bytes.length));
  }
  private putBeside(bytes: Uint8Array): Failure | undefined {
    return this.copied(bytes, this.session.lend_beside(bytes.length));
  }
  private copied(bytes: Uint8Array, place: number): Failure | undefined {
    if (place === 0) return failure("out_of_memory");
    this.core.HEAPU8.set(bytes, place);
    return undefined;
  }
}

// Core's own fields of it alone.
const bare = ({ rows, total, held }: Progress): Progress => ({ rows, total, held });

function parsed<Answer>(json: string): Answer | Failure {
  return JSON.parse(json) as Answer | Failure;
}
