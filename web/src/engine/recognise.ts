import type { Core, Failure, Mapping } from "../protocol";
import { CoreSession } from "./core-session";
import { decoded } from "./decode";
import type { Recognised } from "./engine";
import { failure, isFailure } from "./errors";
import { failed } from "./part";
import { Head } from "./sink";
import type { SourceFile } from "./source-file";
import { type Text, textsOf } from "./texts";

/** How a file's head is understood, of the first text in it. */
export async function recognise(
  core: Core,
  file: SourceFile,
  mapping: Mapping,
  encoding?: string,
): Promise<Recognised | Failure> {
  const session = new CoreSession(core);
  try {
    const texts = await textsOf(session, file, encoding === undefined ? {} : { encoding });
    if (isFailure(texts)) return texts;
    const [text] = texts;
    if (text === undefined) return failure("empty_file");
    const sniff = { ...text.sniff, encoding: text.encoding };
    if (sniff.json) return { sniff, recognised: null };
    const head = utf8(text);
    if (isFailure(head)) return head;
    const recognised = session.recognise(head, text.whole, mapping);
    return isFailure(recognised) ? recognised : { sniff, recognised };
  } finally {
    session.delete();
  }
}

function utf8({ encoding, head, whole }: Text): Uint8Array | Failure {
  const kept = new Head(3 * head.length);
  const sink = decoded(encoding, kept);
  return failed(sink.write(head) ?? (whole ? sink.end() : undefined)) ?? kept.bytes;
}
