import { sha256 } from "@noble/hashes/sha2.js";

import type { Failure } from "../protocol";
import { isFailure } from "./errors";
import { hexadecimal } from "./hexadecimal";
import { piecesOf, type SourceFile } from "./source-file";

/**
 * SHA-256 of each file's bytes as they lie on the disk, in hexadecimal: what any other program says of the same file. The
 * files are read again, piece by piece. Errors: file_changed, file_unreadable.
 */
export async function digestsOf(files: readonly SourceFile[]): Promise<readonly string[] | Failure> {
  const digests: string[] = [];
  for (const file of files) {
    const hash = sha256.create();
    const pieces = piecesOf(file, 0, file.size);
    try {
      for (;;) {
        const piece = await pieces.next();
        if (isFailure(piece)) return piece;
        if (piece === undefined) break;
        hash.update(piece);
      }
    } finally {
      pieces.close();
    }
    digests.push(hexadecimal(hash.digest()));
  }
  return digests;
}
