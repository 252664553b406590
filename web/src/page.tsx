import "./style/tokens.css";
import "./style/base.css";

import { effect, signal } from "@preact/signals";
import { render } from "preact";

import { failure } from "./engine/errors";
import { keepOffline } from "./engine/offline";
import type { Engine } from "./state/engine-port";
import { startLibrary } from "./state/library";
import { keepLast, takeLast, takeLink } from "./state/received";
import { startSettings } from "./state/settings";
import { type ActionName, createStore, type Store } from "./state/store";
import { runsTheCore } from "./state/support";
import { t } from "./text/text";
import { App } from "./ui/app";
import { LOADED_MARK } from "./ui/check-how";
import { wordsOf } from "./ui/error-panel";
import { openSample, sampleNames } from "./ui/open-sample";

// Creates the parts, connects them, and opens the sample that the address names.

/** `loaded` is kept once the engine has all it needs. */
export function startPage(engine: Engine, loaded: Promise<unknown>, root: HTMLElement): Store {
  const document = root.ownerDocument;
  startSettings(document.documentElement);
  const store = createStore({
    engine,
    mark: (name) => void performance.mark(name),
    afterPaint,
    stopped: (rows, again) => ({
      text: () => (rows > 0 ? t("reading.stopped", { n: rows }) : t("reading.stoppedEarly")),
      action: { label: () => t("reading.again"), run: again },
      lasting: true,
    }),
    leftOut: (failures) => ({ text: () => failures.map((each) => wordsOf(each).what).join(" "), lasting: true }),
    setAside: (name, reason, stay, undo) => ({
      text: () => {
        const said = t("opened.withoutRules", { name: name(), ...wordsOf(reason) });
        return stay === "gone" ? said : `${said} ${t(`opened.rules.${stay}`)}`;
      },
      ...(undo && { action: { label: () => t("undo"), run: undo } }),
      lasting: true,
    }),
    openedName: (file) => () => t("did.opened", { name: file }),
    done: (name, undo) => ({ text: name, action: { label: () => t("undo"), run: undo } }),
    undone: (name: ActionName) => () => t("undo.done", { name: name() }),
    redone: (name: ActionName) => () => t("redo.done", { name: name() }),
  });
  effect(() => void (document.documentElement.dataset["state"] = store.state.value));

  const samples = signal<readonly string[]>([]);
  void sampleNames.then((names) => (samples.value = names));

  const keeping = Promise.all([loaded, sampleNames]).then(() =>
    keepOffline((takeOver) => announceNewer(store, takeOver)),
  );
  void keeping.then(() => performance.mark(LOADED_MARK));
  root.textContent = ""; // What stood there for those without script.
  render(<App store={store} samples={samples} onSample={(name) => void openSample(store, name)} />, root);
  startLibrary();
  const link = () => void takeLink(store, location, history);
  link();
  addEventListener("hashchange", link);
  void takeLast(store);
  effect(() => {
    if (store.changed.value && store.wanted.value) keepLast(store);
  });
  if (!runsTheCore()) store.refuse(failure("no_simd"));
  const named = new URLSearchParams(location.search).get("sample");
  if (named !== null) void openSample(store, named);
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

/** Waits for the frame that shows the figures, and for the one after it to begin. A page in the background paints none. */
function afterPaint(run: () => void): void {
  if (document.hidden) setTimeout(run);
  else requestAnimationFrame(() => setTimeout(run));
}
