import { expect, test } from "vitest";

import { digestsOf } from "../../../web/src/engine/digest";
import { fileOf, utf8 } from "./bytes";

test("each file's bytes give the SHA-256 that the standard's examples say", async () => {
  // FIPS 180-4: the empty message, "abc", and a million letters a.
  const files = [fileOf("empty", utf8("")), fileOf("abc", utf8("abc")), fileOf("a", utf8("a".repeat(1_000_000)))];
  expect(await digestsOf(files)).toEqual([
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
  ]);
});

test("a file that can not be read again says so", async () => {
  const gone = { ...fileOf("gone.csv", utf8("a,b\n")), slice: () => failingSlice };
  expect(await digestsOf([gone])).toMatchObject({ error: "file_unreadable", values: { file: "gone.csv" } });
});

const failingSlice = {
  stream: () => new ReadableStream<Uint8Array>({ pull: (controller) => controller.error(new Error("gone")) }),
  arrayBuffer: () => Promise.reject(new Error("gone")),
};
