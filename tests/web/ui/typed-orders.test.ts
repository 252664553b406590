import { describe, expect, it } from "vitest";

import { NO_ORDER, NO_USE, triedIn } from "../../../web/src/ui/schedule/typed-orders";

describe("pasted orders", () => {
  it("cells apart by tabs, as a spreadsheet copies them, in any order of columns", () => {
    const pasted =
      "AmortizedType\tOrderNo\tBeginTime\tEndTime\tPayableAmount\nnew\tA-1\t2023-01-01\t2023-01-31\t62.00\r\n";
    expect(triedIn(pasted)).toEqual([
      { ...NO_ORDER, type: "new", order: "A-1", begin: "2023-01-01", end: "2023-01-31", amount: "62.00" },
    ]);
  });

  it("cells apart by commas, quoted ones whole; columns that mean nothing here are left out", () => {
    const pasted = 'OrderNo,Note,PayableAmount,OriginalOrderNo\n"R,1","a ""b"", c","-1,200.50",A-1\n';
    expect(triedIn(pasted)).toEqual([{ ...NO_ORDER, order: "R,1", amount: "-1,200.50", original: "A-1" }]);
  });

  it("amounts are taken to the letter", () => {
    expect(triedIn("OrderNo,PayableAmount\nA,0.1000000000000000055")[0]).toMatchObject({
      amount: "0.1000000000000000055",
    });
  });

  it("headers are known in any case, empty lines are none", () => {
    expect(triedIn("orderno,PACKQUANTITY\n\nA,5\n\n\nB,7\n").map(({ quantity }) => quantity)).toEqual(["5", "7"]);
  });

  it("a table with the header of the Deductions file is of deductions", () => {
    expect(triedIn("OrderNo,Date,Quantity,Settlement\nP,2023-01-05,1e8,monthly\nP,2023-01-30,7,\n")).toEqual([
      { ...NO_USE, order: "P", date: "2023-01-05", quantity: "1e8", settlement: "monthly" },
      { ...NO_USE, order: "P", date: "2023-01-30", quantity: "7", settlement: "" },
    ]);
  });

  it("a table whose first line names no column has no orders", () => {
    expect(triedIn("A-1,new,62.00\nA-2,new,31.00")).toEqual([]);
    expect(triedIn("")).toEqual([]);
  });
});
