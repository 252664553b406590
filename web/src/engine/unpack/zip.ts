import type { Failure } from "../../protocol";
import { failure, isFailure } from "../errors";
import { bytesOf, type SourceFile } from "../source-file";

// A zip file's list of contents stands at its end; from there every entry is found, and its size and checksum are known
// before it is read. Reading from the front (as streams must) would have to guess where entries without sizes end.

export interface ZipEntry {
  readonly name: string;
  readonly deflated: boolean; // else stored as it is
  readonly crc: number;
  readonly size: number; // unpacked
  readonly begin: number; // of its packed bytes in the file
  readonly end: number;
}

interface Listed {
  readonly name: string;
  readonly encrypted: boolean;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly header: number; // where the entry's own header begins
}

const MOST_ENTRIES = 200;
const LONGEST_LIST = 16 << 20;
const END = 0x06054b50;
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_64 = 0x07064b50;
const LOCATOR_64_LENGTH = 20;
const END_64 = 0x06064b50;
const END_64_LENGTH = 56;
const LISTED = 0x02014b50;
const LISTED_LENGTH = 46;
const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const IN_EXTRA = 0xffffffff; // the value is a 64-bit one in the extra field

/** The entries of a zip file that are a bill's, in the order of its list. */
export async function billsIn(file: SourceFile): Promise<readonly ZipEntry[] | Failure> {
  const list = await listOf(file);
  if (isFailure(list)) return list;
  const chosen = chooseBills(file.name, list);
  if (isFailure(chosen)) return chosen;
  const entries: ZipEntry[] = [];
  for (const listed of chosen) {
    const entry = await entryOf(file, listed);
    if (isFailure(entry)) return entry;
    entries.push(entry);
  }
  return entries;
}

// Tables first: beside them a .json is a manifest and a .txt a readme.
const KINDS = [/\.(csv|tsv)$/i, /\.(json|jsonl|ndjson)$/i, /\.txt$/i];
const ARCHIVES = /\.(zip|gz|tgz|tar|7z|rar|bz2|xz|zst)$/i;
const NOT_OURS = /(^|\/)(__MACOSX\/|\._|\.DS_Store$)|\/$/; // what systems add, and folders

function chooseBills(file: string, list: readonly Listed[]): readonly Listed[] | Failure {
  const files = list.filter(({ name }) => !NOT_OURS.test(name));
  for (const kind of KINDS) {
    const chosen = files.filter(({ name }) => kind.test(name));
    if (chosen.length > 0) return chosen;
  }
  const nested = files.find(({ name }) => ARCHIVES.test(name));
  if (nested) return failure("nested_archive", { file, entry: nested.name });
  const shown = files.slice(0, 5).map(({ name }) => name);
  const entries = [...shown, ...(files.length > shown.length ? ["…"] : [])].join(", ");
  return failure("zip_without_bill", { file, entries: entries || "nothing" });
}

async function listOf(file: SourceFile): Promise<readonly Listed[] | Failure> {
  const truncated = failure("truncated_zip", { file: file.name });
  const place = await placeOfList(file);
  if (isFailure(place)) return place;
  const { count, offset, length } = place;
  if (count > MOST_ENTRIES) {
    return failure("too_many_entries", { file: file.name, count: String(count), limit: String(MOST_ENTRIES) });
  }
  if (offset + length > file.size || length > LONGEST_LIST) return truncated;
  const bytes = await bytesOf(file, offset, offset + length);
  if (isFailure(bytes)) return bytes;
  const view = viewOf(bytes);
  const list: Listed[] = [];
  for (let at = 0; list.length < count;) {
    if (at + LISTED_LENGTH > bytes.length || view.getUint32(at, true) !== LISTED) return truncated;
    const nameEnd = at + LISTED_LENGTH + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const flags = view.getUint16(at + 8, true);
    const [size, packed, header] = wide(bytes.subarray(nameEnd, extraEnd), [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    list.push({
      name: nameOf(bytes.subarray(at + LISTED_LENGTH, nameEnd)),
      encrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: packed!,
      size: size!,
      header: header!,
    });
    at = extraEnd + view.getUint16(at + 32, true);
  }
  return list;
}

interface PlaceOfList {
  readonly count: number;
  readonly offset: number;
  readonly length: number;
}

async function placeOfList(file: SourceFile): Promise<PlaceOfList | Failure> {
  const truncated = failure("truncated_zip", { file: file.name });
  const tailBegin = Math.max(0, file.size - END_LENGTH - LONGEST_COMMENT - LOCATOR_64_LENGTH);
  const tail = await bytesOf(file, tailBegin, file.size);
  if (isFailure(tail)) return tail;
  const view = viewOf(tail);
  for (let at = tail.length - END_LENGTH; at >= 0; at--) {
    if (view.getUint32(at, true) !== END || at + END_LENGTH + view.getUint16(at + 20, true) !== tail.length) continue;
    const locator = at - LOCATOR_64_LENGTH;
    if (locator >= 0 && view.getUint32(locator, true) === LOCATOR_64) {
      return placeOfList64(file, Number(view.getBigUint64(locator + 8, true)));
    }
    return {
      count: view.getUint16(at + 10, true),
      length: view.getUint32(at + 12, true),
      offset: view.getUint32(at + 16, true),
    };
  }
  return truncated;
}

async function placeOfList64(file: SourceFile, at: number): Promise<PlaceOfList | Failure> {
  const truncated = failure("truncated_zip", { file: file.name });
  if (at + END_64_LENGTH > file.size) return truncated;
  const bytes = await bytesOf(file, at, at + END_64_LENGTH);
  if (isFailure(bytes)) return bytes;
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== END_64) return truncated;
  return {
    count: Number(view.getBigUint64(32, true)),
    length: Number(view.getBigUint64(40, true)),
    offset: Number(view.getBigUint64(48, true)),
  };
}

// Numbers that do not fit 32 bits stand in an extra field, in this order, and only those.
function wide(extra: Uint8Array, numbers: readonly number[]): readonly number[] {
  const view = viewOf(extra);
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let next = at + 4;
    return numbers.map((number) => {
      if (number !== IN_EXTRA || next + 8 > extra.length) return number;
      next += 8;
      return Number(view.getBigUint64(next - 8, true));
    });
  }
  return numbers;
}

// The names are only shown. Most are UTF-8; Windows in Chinese writes its own encoding without saying so.
function nameOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

async function entryOf(file: SourceFile, listed: Listed): Promise<ZipEntry | Failure> {
  const { name, crc, size, method, header } = listed;
  const values = { file: file.name, entry: name };
  if (listed.encrypted) return failure("encrypted_zip", values);
  if (method !== 0 && method !== 8) return failure("unknown_packing", { ...values, method: String(method) });
  if (header + LOCAL_LENGTH > file.size) return failure("damaged_zip", values);
  const bytes = await bytesOf(file, header, header + LOCAL_LENGTH);
  if (isFailure(bytes)) return bytes;
  const view = viewOf(bytes);
  const begin = header + LOCAL_LENGTH + view.getUint16(26, true) + view.getUint16(28, true);
  const end = begin + listed.packed;
  if (view.getUint32(0, true) !== LOCAL || end > file.size) return failure("damaged_zip", values);
  return { name, deflated: method === 8, crc, size, begin, end };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
