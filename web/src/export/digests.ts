import type { OpenBill } from "../state/engine-port";

/** SHA-256 of a bill's files, found once a bill, for its files are read again. A file that is gone is in nobody's way. */
export async function digestsOf(handle: OpenBill): Promise<readonly string[] | null> {
  const known = digests.get(handle) ?? handle.digests().catch(() => null);
  digests.set(handle, known);
  return known;
}

const digests = new WeakMap<OpenBill, Promise<readonly string[] | null>>();
