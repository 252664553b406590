import type { Core, Failure } from "../protocol";
import { CoreSession } from "./core-session";
import { decoded } from "./decode";
import { failure, isFailure } from "./errors";
import { Pace } from "./pace";
import { failed, pour } from "./part";
import type { Sink } from "./sink";
import type { SourceFile } from "./source-file";
import { type Text, textsOf } from "./texts";

/** The first text in a file, in the encoding that its head gives away, or the next likely one that all of it fits. */
export async function readText(core: Core, file: SourceFile): Promise<string | Failure> {
  const session = new CoreSession(core);
  try {
    const texts = await textsOf(session, file, {});
    if (isFailure(texts)) return texts;
    const [text] = texts;
    if (text === undefined) return failure("empty_file");
    const first = await decodedAs(text, text.encoding);
    if (!isFailure(first) || first.error !== "bad_encoding") return first;
    for (const encoding of text.alternatives) {
      const next = await decodedAs(text, encoding);
      if (!isFailure(next)) return next;
    }
    return first;
  } finally {
    session.delete();
  }
}

async function decodedAs(text: Text, encoding: string): Promise<string | Failure> {
  const letters = new Letters();
  const stopped = failed(await pour({ ...text, thorough: true }, decoded(encoding, letters), new Pace()));
  return stopped ?? letters.text;
}

/** Takes UTF-8. */
class Letters implements Sink {
  text = "";
  private taken = 0;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });

  write(bytes: Uint8Array): Failure | undefined {
    return this.take(bytes, true);
  }
  end(): Failure | undefined {
    return this.take(new Uint8Array(0), false);
  }

  private take(bytes: Uint8Array, more: boolean): Failure | undefined {
    try {
      this.text += this.decoder.decode(bytes, { stream: more });
    } catch {
      return failure("bad_encoding", { encoding: "utf-8", byte: String(this.taken) });
    }
    this.taken += bytes.length;
    return undefined;
  }
}
