import "./style/tokens.css";
import "./style/base.css";

import { effect, signal } from "@preact/signals";
import { render } from "preact";

import { failure } from "./engine/errors";
import { keepOffline } from "./engine/offline";
import type { Engine } from "./state/engine-port";
import { pageFailure } from "./state/errors";
import { startLibrary } from "./state/library";
import { keepLast, takeLast, takeLink } from "./state/received";
import { startSettings } from "./state/settings";
import { type ActionName, createStore, type Store } from "./state/store";
import { runsTheCore } from "./state/support";
import { t } from "./text/text";
import { App } from "./ui/app";
import { LOADED_MARK } from "./ui/check-how";
import { wordsOf } from "./ui/error-panel";

// Creates the parts, connects them, and opens the sample that the address names.

/** Samples are part of the page; their script is asked for while the page loads, so that no request comes later. */
const samples = import("./samples");

/** `loaded` is kept once the engine has all it needs. */
export function startPage(engine: Engine, loaded: Promise<unknown>, root: HTMLElement): Store {
  const document = root.ownerDocument;
  startSettings(document.documentElement);
  const store = createStore({
    engine,
    mark,
    stopped: (rows, again) => ({
      text: () => (rows > 0 ? t("reading.stopped", { n: rows }) : t("reading.stoppedEarly")),
      action: { label: () => t("reading.again"), run: again },
      lasting: true,
    }),
    leftOut: (failures) => ({ text: () => failures.map((each) => wordsOf(each).what).join(" "), lasting: true }),
    done: (name, undo) => ({ text: name, action: { label: () => t("undo"), run: undo } }),
    undone: (name: ActionName) => () => t("undo.done", { name: name() }),
    redone: (name: ActionName) => () => t("redo.done", { name: name() }),
  });
  effect(() => void (document.documentElement.dataset["state"] = store.state.value));

  const sampleNames = signal<readonly string[]>([]);
  void samples.then(({ SAMPLES }) => (sampleNames.value = SAMPLES.map(({ name }) => name)));
  const openSample = async (name?: string) => {
    const { SAMPLES, filesOf } = await samples;
    const sample = name === undefined ? SAMPLES[0] : SAMPLES.find((each) => each.name === name);
    if (sample) {
      await store.open(filesOf(sample), {}, sample.name);
    } else {
      const known = SAMPLES.map((each) => each.name).join(", ");
      store.refuse(pageFailure("unknown_sample", { name: name ?? "", known }));
    }
  };

  const keeping = Promise.all([loaded, samples]).then(() => keepOffline((takeOver) => announceNewer(store, takeOver)));
  void keeping.then(() => performance.mark(LOADED_MARK));
  root.textContent = ""; // What stood there for those without script.
  render(<App store={store} samples={sampleNames} onSample={(name) => void openSample(name)} />, root);
  startLibrary();
  const link = () => void takeLink(store, location, history);
  link();
  addEventListener("hashchange", link);
  void takeLast(store);
  // The name of the last step is there once a person has changed the rules.
  effect(() => {
    if (store.undoName.value && store.wanted.value) keepLast(store);
  });
  if (!runsTheCore()) store.refuse(failure("no_simd"));
  const named = new URLSearchParams(location.search).get("sample");
  if (named !== null) void openSample(named);
  return store;
}

/** A newer version never takes over while a bill is open: it would be lost. */
function announceNewer(store: Store, takeOver: () => void): void {
  const later = { text: () => t("offline.newerLater"), lasting: true };
  const reload = () => {
    if (store.bill.peek() || store.reading.peek()) store.toast.value = later;
    else takeOver();
  };
  store.toast.value = store.bill.peek()
    ? later
    : { text: () => t("offline.newer"), action: { label: () => t("offline.reload"), run: reload }, lasting: true };
}

/** A mark after painting waits for the frame that shows the figures, and for the one after it to begin. */
function mark(name: string, afterPaint: boolean): void {
  if (!afterPaint) performance.mark(name);
  else requestAnimationFrame(() => setTimeout(() => performance.mark(name)));
}
