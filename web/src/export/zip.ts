import { crc32 } from "../engine/unpack/crc32";

// A ZIP archive of a few texts, deflated by the browser.

export async function zip(files: readonly (readonly [name: string, text: string])[], type: string): Promise<Blob> {
  const parts: BlobPart[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const [name, text] of files) {
    const path = encode(name);
    const bytes = encode(text);
    const packed = new Uint8Array(await deflate(bytes));
    const about = fields([
      [2, 20], // version that can read it
      [2, 0x0800], // names are UTF-8
      [2, 8], // deflated
      [2, 0], // time
      [2, 0x21], // 1 January 1980: equal content gives equal bytes
      [4, crc32(0, bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, path.length],
      [2, 0],
    ]);
    parts.push(fields([[4, 0x04034b50]]), about, path, packed);
    // The rest: comment, disk, attributes, and where the entry stands.
    const rest = fields([
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ]);
    directory.push(
      fields([
        [4, 0x02014b50],
        [2, 20],
      ]),
      about,
      rest,
      path,
    );
    offset += 4 + about.length + path.length + packed.length;
  }
  const size = directory.reduce((all, part) => all + part.length, 0);
  const end = fields([
    [4, 0x06054b50],
    [2, 0],
    [2, 0],
    [2, files.length],
    [2, files.length],
    [4, size],
    [4, offset],
    [2, 0],
  ]);
  return new Blob([...parts, ...directory, end], { type });
}

/** Little-endian numbers of so many bytes. */
function fields(values: readonly (readonly [bytes: number, value: number])[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    values.flatMap(([bytes, value]) => Array.from({ length: bytes }, (_, at) => value >>> (8 * at))),
  );
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Raw deflate. */
export function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"))).arrayBuffer();
}
