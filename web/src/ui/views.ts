import type { ComponentType } from "preact";

import type { BillReport } from "../protocol";
import type { Store } from "../state/store";
import type { Key } from "../text/text";
import { DiscountsView } from "./discounts-view";
import { MeteringView } from "./metering-view";
import { ScheduleView } from "./schedule-view";
import { SplitView } from "./split-view";
import { TagsView } from "./tags-view";
import { WatchView } from "./watch-view";

export interface ViewProps {
  readonly store: Store;
}

export interface BillView {
  readonly id: string;
  readonly name: Key;
  readonly View: ComponentType<ViewProps>;
}

/** The views of a bill, in the order of their tabs. Adding one is adding a line. */
export const VIEWS: readonly BillView[] = [
  { id: "split", name: "tab.split", View: SplitView },
  { id: "schedule", name: "tab.schedule", View: ScheduleView },
  { id: "discounts", name: "tab.discounts", View: DiscountsView },
  { id: "watch", name: "tab.watch", View: WatchView },
  { id: "tags", name: "tab.tags", View: TagsView },
  { id: "metering", name: "tab.metering", View: MeteringView },
];

const FIRST: Readonly<Record<string, string>> = { orders: "schedule", usage: "metering" };

/**
 * The view that a bill opens with: orders are for their schedule, usage is for its metering, all else for its split, or
 * for what is looked at already if any bill suits it.
 */
export function firstViewOf({ about }: BillReport, shown: string): string {
  return FIRST[about] ?? (Object.values(FIRST).includes(shown) ? "split" : shown);
}
