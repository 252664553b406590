import { type Core, EMPTY_PLAN } from "../protocol";
import { isFailure } from "./errors";
import { readBill } from "./read-bill";

// Before its first file, what reads files is not compiled, or not well: the browser does that when it is used. So a bill
// that nobody made is read and asked once while nothing else is to be done.

const ROWS = 4000;

/** Reads a made-up bill and asks it what is asked of every bill; nothing of it is kept. */
export async function warmUp(core: Core): Promise<void> {
  const lines = ["PayerID,OwnerID,OwnerUserName,Project,BillPeriod,PayableAmount,Currency,Note"];
  for (let row = 0; row < ROWS; row++) {
    lines.push(`p${row % 2},o${row % 9},user ${row % 9},"of, ${row % 23}",2025-06,${row}.25,CNY,note ${row}`);
  }
  const file = new File([lines.join("\n")], "bill.csv");
  const bill = await readBill(core, [file], { partialFrom: 0, firstOnly: [] }, () => {});
  if (isFailure(bill)) return;
  bill.session.ask("dimensions", { plan: EMPTY_PLAN });
  bill.session.ask("split", { plan: { ...EMPTY_PLAN, by: ["owner", "project"] } });
  bill.session.delete();
}
