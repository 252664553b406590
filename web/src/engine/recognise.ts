import type { Core, Failure, Mapping } from "../protocol";
import { CoreSession } from "./core-session";
import type { Recognised } from "./engine";
import { failure, isFailure } from "./errors";
import type { SourceFile } from "./source-file";
import { textsOf, utf8Head } from "./texts";

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
    const head = utf8Head(text);
    if (isFailure(head)) return head;
    const recognised = session.recognise(head, text.whole, mapping);
    return isFailure(recognised) ? recognised : { sniff, recognised };
  } finally {
    session.delete();
  }
}
