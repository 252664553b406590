import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { isFailure } from "../../../web/src/engine/errors";
import type { Stop } from "../../../web/src/engine/sink";
import { Guard, LIMITS, type Limits } from "../../../web/src/engine/unpack/guard";
import { GunzipInto } from "../../../web/src/engine/unpack/gzip";
import { Collected, joined, text, writeAll } from "./bytes";

const april = "Project,Amount\nsearch,1.50\n";
const may = "ads,2.25\nrank,-0.75\n";

function gunzip(bytes: Uint8Array, size = bytes.length, limits: Limits = LIMITS) {
  const got = new Collected();
  const stop = writeAll(new GunzipInto("bill.csv.gz", new Guard("bill.csv.gz", limits), got), bytes, size);
  return { stop, got };
}
const code = (stop: Stop | undefined) => (isFailure(stop) ? stop.error : stop);

test("a gzip of two members is the text of both, wherever pieces begin", () => {
  const bytes = joined(gzipSync(april), gzipSync(may));
  for (let size = 1; size <= bytes.length; size++) {
    const { stop, got } = gunzip(bytes, size);
    expect(stop).toBeUndefined();
    expect(text(got.bytes)).toBe(april + may);
    expect(got.ended).toBe(true);
  }
});

test("a hundred small members are all read", () => {
  const members = Array.from({ length: 100 }, (_, n) => gzipSync(`line ${n}\n`));
  const { stop, got } = gunzip(joined(...members), 17);
  expect(stop).toBeUndefined();
  expect(text(got.bytes)).toBe(Array.from({ length: 100 }, (_, n) => `line ${n}\n`).join(""));
});

test("an empty text in a gzip is an empty text", () => {
  const { stop, got } = gunzip(gzipSync(""));
  expect(stop).toBeUndefined();
  expect(got.bytes).toHaveLength(0);
  expect(got.ended).toBe(true);
});

test("a gzip that ends too early is a failure, wherever it ends, but between two members", () => {
  const first = gzipSync(april);
  const bytes = joined(first, gzipSync(may));
  for (let length = 1; length < bytes.length; length++) {
    if (length === first.length) continue; // a whole file by itself
    const { stop, got } = gunzip(bytes.subarray(0, length), 16);
    expect(["truncated_gzip", "damaged_gzip"], `${length} bytes`).toContain(code(stop));
    expect(got.ended).toBe(false);
  }
  expect(code(gunzip(bytes.subarray(0, first.length - 12)).stop)).toBe("truncated_gzip");
});

test("a gzip with one wrong byte is never taken for another text", () => {
  const bytes = joined(gzipSync(april), gzipSync(may));
  for (let at = 0; at < bytes.length; at++) {
    const wrong = bytes.slice();
    wrong[at]! ^= 0x10;
    const { stop, got } = gunzip(wrong, 23);
    if (code(stop) === undefined)
      expect(text(got.bytes), `byte ${at}`).toBe(april + may); // a date, a system
    else expect(["truncated_gzip", "damaged_gzip"]).toContain(code(stop));
  }
});

test("what unpacks to more than 200 times its size is stopped, after 64 MiB", () => {
  const bomb = gzipSync(Buffer.alloc(80 << 20, "a,b\n"), { level: 9 });
  const { stop, got } = gunzip(bomb, 64 << 10);
  expect(stop).toMatchObject({ error: "zip_bomb", values: { file: "bill.csv.gz", ratio: "200" } });
  expect(got.pieces.reduce((all, piece) => all + piece.length, 0)).toBeLessThanOrEqual(64 << 20);
});

test("little files may shrink as much as they like", () => {
  expect(gunzip(gzipSync(Buffer.alloc(1 << 20, "a,b\n"), { level: 9 })).stop).toBeUndefined();
});

test("what unpacks to more than the limit is stopped with an error of its own", () => {
  const { stop } = gunzip(gzipSync(april.repeat(100)), 64, { ...LIMITS, unpacked: 2048 });
  expect(code(stop)).toBe("unpacks_too_large");
});

test("who has enough of it ends the unpacking", () => {
  const sink = new GunzipInto("bill.csv.gz", new Guard("bill.csv.gz", LIMITS), {
    write: () => "enough",
    end: () => undefined,
  });
  expect(sink.write(gzipSync(april))).toBe("enough");
});
