/** Encodings that a bill can be read in, as WHATWG labels, the usual ones first. */
export const ENCODINGS = ["utf-8", "gb18030", "utf-16le", "utf-16be", "windows-1252", "big5", "shift_jis"] as const;
