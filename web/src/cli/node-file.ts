import { type FileHandle, open, readFile, stat } from "node:fs/promises";
import { failure } from "../engine/errors";
import type { SourceFile } from "../engine/source-file";
import type { Failure } from "../protocol";

// A file of the disk in the form in which a browser gives one to the page, so that both are read in the same way.

export async function fileAt(path: string): Promise<SourceFile | Failure> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return failure("folder_dropped", { file: path });
    if (!found.isFile()) return inMemory(path, await readFile(path)); // a pipe: it can be read only once
    return onDisk(path, found.size, found.mtimeMs);
  } catch {
    return failure("file_unreadable", { file: path });
  }
}

export function inMemory(name: string, bytes: Uint8Array): SourceFile {
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>]);
  return { name, size: blob.size, slice: (begin, end) => blob.slice(begin, end) };
}

function onDisk(name: string, size: number, changed: number): SourceFile {
  const slice = (begin: number, end: number) => {
    const stream = () => streamOf(name, begin, end, { size, changed });
    return { stream, arrayBuffer: () => new Response(stream()).arrayBuffer() };
  };
  return { name, size, slice };
}

// Fails like a browser's where the file is not the one any more that it was.
function streamOf(
  path: string,
  begin: number,
  end: number,
  was: { readonly size: number; readonly changed: number },
): ReadableStream<Uint8Array> {
  let handle: FileHandle | undefined;
  let at = begin;
  const source: UnderlyingByteSource = {
    type: "bytes",
    autoAllocateChunkSize: 64 << 10,
    async pull(controller) {
      const request = controller.byobRequest!;
      const view = request.view as Uint8Array;
      handle ??= await open(path);
      const { bytesRead } = await handle.read(view, 0, Math.min(view.byteLength, end - at), at);
      at += bytesRead;
      if (bytesRead > 0 && at < end) return request.respond(bytesRead);
      const is = await handle.stat();
      await handle.close();
      if (is.size !== was.size || is.mtimeMs !== was.changed) throw new Error("the file was changed");
      if (bytesRead > 0) request.respond(bytesRead);
      controller.close();
      controller.byobRequest?.respond(0); // a read that waits hears of the end only so
    },
    cancel: () => handle?.close(),
  };
  return new ReadableStream(source);
}
