import { expect, test } from "vitest";

import { formatBytes } from "../../../web/src/text/size";

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [2048, "2.0 KB"],
  [190_840_832, "182 MB"],
  [395 * 1024 * 1024, "395 MB"],
  [1.5 * 1024 ** 3, "1.5 GB"],
])("%d bytes are %s", (bytes, shown) => {
  expect(formatBytes(bytes)).toBe(shown);
});
