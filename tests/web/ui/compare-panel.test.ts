import { expect, test } from "vitest";

import type { CompareReport } from "../../../web/src/protocol";
import { sheetOf } from "../../../web/src/ui/split/compare-panel";

test("the copied comparison has the names and the gaps of the one on the screen", () => {
  const gone = { reason: "gone", rule: "", amount: "-2" };
  const report = {
    dimension: "project",
    before: "5",
    after: "4",
    change: "-1",
    reasons: [{ reason: "spend", rule: "", amount: "1" }, gone],
    groups: [
      { value: "ads", before: "3", after: "4", change: "1", reasons: [{ reason: "spend", rule: "", amount: "1" }] },
      { value: null, before: "2", after: "0", change: "-2", reasons: [gone] },
    ],
  } as unknown as CompareReport;
  const cells = sheetOf(report).rows.map((row) => row.map((cell) => (cell.type === "text" ? cell.text : cell.exact)));
  expect(cells).toEqual([
    ["ads", "3", "4", "1", "1", ""],
    ["No project", "2", "0", "-2", "", "-2"],
    ["Total", "5", "4", "-1", "1", "-2"],
  ]);
});
