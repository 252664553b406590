import type { ComponentType } from "preact";

import type { Store } from "../state/store";
import type { Key } from "../text/text";
import { MeteringView } from "./metering-view";
import { SplitView } from "./split-view";

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
  { id: "metering", name: "tab.metering", View: MeteringView },
];
