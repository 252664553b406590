import type { Page } from "playwright-core";

// Reads the split's table as a person would by scrolling: only a window of it is in the document at a time.

export interface TableRow {
  readonly line: number;
  readonly level: number;
  /** The file's own value, where the group has one. */
  readonly name: string;
  readonly exact: string;
  readonly kind: "group" | "unassigned" | "others";
  readonly expanded: string | null;
  readonly position: number;
  readonly siblings: number;
}

export interface Table {
  readonly rows: readonly TableRow[];
  readonly total: string;
  /** Most rows that were in the document at once. */
  readonly most: number;
}

export async function readTable(page: Page): Promise<Table> {
  await settled(page);
  const seen = new Map<number, TableRow>();
  let most = 0;
  await page.evaluate(() => document.querySelector(".cost-table")!.scrollTo(0, 0));
  for (;;) {
    await settled(page);
    const { rows, inDocument, atEnd } = await page.evaluate(rowsInDocument);
    for (const row of rows) seen.set(row.line, row);
    most = Math.max(most, inDocument);
    if (atEnd) break;
    await page.evaluate(() => {
      const scroller = document.querySelector(".cost-table")!;
      scroller.scrollBy(0, scroller.clientHeight / 2);
    });
  }
  const total = await page.locator('[data-testid="split-total"]').getAttribute("data-exact");
  const rows = [...seen.values()].sort((a, b) => a.line - b.line);
  return { rows, total: total ?? "", most };
}

/** The table shows what is wanted, every row of its window included. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const table = document.querySelector('[data-testid="split-table"]');
    return table?.getAttribute("aria-busy") === "false" && !table.querySelector("tr.to-come");
  });
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

function rowsInDocument() {
  const scroller = document.querySelector(".cost-table")!;
  const elements = [...scroller.querySelectorAll<HTMLElement>("tbody tr[data-line]")];
  const rows = elements.map((row) => ({
    line: Number(row.dataset["line"]),
    level: Number(row.getAttribute("aria-level")),
    name: row.dataset["key"] ?? row.querySelector(".name-text")?.textContent ?? "",
    exact: row.querySelector(".amount")?.getAttribute("data-exact") ?? "",
    kind: (["unassigned", "others"] as const).find((kind) => row.classList.contains(kind)) ?? ("group" as const),
    expanded: row.getAttribute("aria-expanded"),
    position: Number(row.getAttribute("aria-posinset")),
    siblings: Number(row.getAttribute("aria-setsize")),
  }));
  const atEnd = scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 1;
  return { rows, inDocument: scroller.querySelectorAll("tbody tr").length, atEnd };
}

/** The rows directly below each row that is open, by the line of the row above; -1: of the whole. */
export function childrenOf(rows: readonly TableRow[]): ReadonlyMap<number, readonly TableRow[]> {
  const children = new Map<number, TableRow[]>();
  const way: number[] = [-1];
  for (const row of rows) {
    way.length = row.level;
    const above = way[row.level - 1] ?? -1;
    children.set(above, [...(children.get(above) ?? []), row]);
    way[row.level] = row.line;
  }
  return children;
}
