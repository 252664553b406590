import type {
  BeginRequest,
  BillReport,
  CellsReport,
  Core,
  Done,
  Failure,
  Mapping,
  Progress,
  Questions,
  RecogniseReport,
  Rules,
  Session,
  SniffReport,
} from "../protocol";
import { failure, isFailure } from "./errors";

/** One session of core with types: bytes go into the memory that it lends, JSON comes out as what it says. */
export class CoreSession {
  private readonly session: Session;
  /** After the latest feed. */
  progress: Progress = { rows: 0, total: "" };

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

  /** The columns that another session read of the same files; it is empty then. */
  takeColumns(other: CoreSession): Done | Failure {
    return parsed(this.session.take_columns(other.session));
  }

  ask<Method extends keyof Questions>(
    method: Method,
    request: Questions[Method]["request"],
  ): Questions[Method]["answer"] | Failure {
    return parsed(this.session[method](JSON.stringify(request)));
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
    const place = this.session.lend(bytes.length);
    if (place === 0) return failure("out_of_memory");
    this.core.HEAPU8.set(bytes, place);
    return undefined;
  }
}

function parsed<Answer>(json: string): Answer | Failure {
  return JSON.parse(json) as Answer | Failure;
}
