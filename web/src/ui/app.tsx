import "./app.css";

import { type ReadonlySignal, type Signal, useComputed, useSignal, useSignalEffect } from "@preact/signals";
import { useCallback, useRef } from "preact/hooks";

import type { Mapping } from "../protocol";
import { pageFailure } from "../state/errors";
import { NO_CURRENCY, withCurrency } from "../state/plan";
import { masked, rememberTemplate } from "../state/settings";
import type { Bill, Inspector, Store, Trouble } from "../state/store";
import { digitsAlone, formatAmount, formatCount } from "../text/amount";
import { language, t } from "../text/text";
import { BalanceStrip } from "./balance-strip";
import { Button } from "./button";
import { Drawer } from "./drawer";
import { DropCard, FileInput, WindowAsTarget } from "./drop-zone";
import { ErrorPanel, wordsOf } from "./error-panel";
import type { Handed } from "./files";
import { copyWords } from "./give-away";
import { ALL_CURRENCIES, CurrencySelect, currencyName, Header, OpenButton, SourceChip } from "./header";
import { HelpDialog } from "./help-dialog";
import { useKeyboard } from "./keyboard";
import { MappingPanel } from "./mapping-panel";
import { ExportMenu, printBill } from "./pass-on/export-menu";
import { GivenRules } from "./pass-on/given-rules";
import { PrintedRules, PrintedStatement } from "./pass-on/printed-pages";
import { ReceivedRules } from "./pass-on/received-rules";
import { ShareDialog } from "./pass-on/share-dialog";
import { PasteDialog } from "./paste-dialog";
import { ReadingPanel, readingTitle } from "./reading";
import { Reconciliation } from "./reconciliation";
import { RejectedNotice } from "./rejected-notice";
import { SplitInspector } from "./split/inspector";
import { Tabs } from "./tabs";
import { ToastMessage } from "./toast";
import { ExplainedFigures } from "./why-figure";
import { inspect } from "./unsaved";
import { firstViewOf, VIEWS } from "./views";

interface AppProps {
  readonly store: Store;
  /** Names of the samples, once they are there. */
  readonly samples: ReadonlySignal<readonly string[]>;
  /** Opens the sample of this name, or the first. */
  readonly onSample: (name?: string) => void;
}

/** The whole page: bar, notices, strip, tabs, view and drawer; who they are told by is the store. */
export function App({ store, samples, onSample }: AppProps) {
  const input = useRef<HTMLInputElement>(null);
  const dialog = useSignal<"paste" | "help" | "share" | null>(null);
  const chosenView = useSignal(VIEWS[0]?.id ?? "");
  const choose = useCallback(() => input.current?.click(), []);
  const take = useCallback((handed: Handed) => {
    if ("files" in handed) void store.open(handed.files);
    else store.refuse(handed.failure);
  }, []);

  useKeyboard(
    useRef({
      onOpen: choose,
      onHelp: () => (dialog.value = "help"),
      onUndo: () => store.undo(),
      onRedo: () => store.redo(),
      onPrint: () => {
        if (!store.bill.value) return false;
        printBill(store);
        return true;
      },
      onTab: (place: number) => {
        const view = VIEWS[place];
        if (view && store.bill.value) chosenView.value = view.id;
      },
      onEscape: () => {
        if (store.inspector.value) closeInspector(store);
        else if (store.toast.value) store.toast.value = null;
        else return false;
        return true;
      },
    }).current,
  );
  useSignalEffect(() => {
    const opened = store.bill.value;
    if (opened && !opened.goesOn) chosenView.value = firstViewOf(opened.handle.report, chosenView.peek());
  });
  const onPressed = useExplainedPlan(store);
  useTitle(store);
  useFocusOnHeading(store);

  const bill = store.bill.value;
  const reading = store.reading.value;
  const view = VIEWS.find(({ id }) => id === chosenView.value);
  return (
    <>
      {bill && (
        <a
          class="skip"
          href="#view"
          onClick={(event) => {
            event.preventDefault(); // The address stays as it is.
            document.getElementById("view-start")?.focus();
          }}
        >
          {t("skip.toView")}
        </a>
      )}
      <WindowAsTarget onHanded={take} />
      <div class="page">
        <div class="page-main">
          <Header
            hasBill={bill !== null}
            undoName={store.undoName.value}
            redoName={store.redoName.value}
            onUndo={store.undo}
            onRedo={store.redo}
            onHelp={() => (dialog.value = "help")}
          >
            {bill && <BarOfBill store={store} bill={bill} onOpen={choose} onShare={() => (dialog.value = "share")} />}
          </Header>
          {bill?.sample != null && (
            <aside class="ribbon" aria-label={t("sample.label")}>
              {t("sample.ribbon")}{" "}
              <Button look="link" onClick={choose}>
                {t("sample.openMine")}
              </Button>
            </aside>
          )}
          <main class="work" onClick={onPressed}>
            {!bill && (reading || store.unsure.value) && <h1 class="unseen">Billfold</h1>}
            {bill && <PrintedStatement store={store} bill={bill} />}
            <FileInput input={input} onHanded={take} />
            <ReceivedRules store={store} />
            <GivenRules store={store} />
            <ColumnsNotice store={store} />
            <Notices store={store} onChoose={choose} onPaste={() => (dialog.value = "paste")} />
            {bill ? (
              <>
                <StripOfBill store={store} bill={bill} />
                {VIEWS.length > 0 && (
                  <Tabs tabs={VIEWS} chosen={chosenView.value} onChoose={(id) => (chosenView.value = id)} />
                )}
                <div id="view" class="view" role="tabpanel" aria-labelledby={view && `tab-${view.id}`}>
                  <span id="view-start" tabIndex={-1} />
                  {view && <view.View store={store} />}
                </div>
                <PrintedRules store={store} />
              </>
            ) : (
              !(reading || store.unsure.value) && (
                <DropCard
                  samples={samples.value}
                  onChoose={choose}
                  onPaste={() => (dialog.value = "paste")}
                  onSample={onSample}
                />
              )
            )}
          </main>
        </div>
        <InspectorOfBill store={store} />
      </div>
      <ToastMessage toast={store.toast.value} onClose={() => (store.toast.value = null)} />
      <LiveRegion announcement={store.announcement} />
      {dialog.value === "paste" && (
        <PasteDialog
          onClose={() => (dialog.value = null)}
          onTable={(file) => {
            dialog.value = null;
            take({ files: [file] });
          }}
        />
      )}
      {dialog.value === "share" && <ShareDialog store={store} onClose={() => (dialog.value = null)} />}
      {dialog.value === "help" && <HelpDialog onClose={() => (dialog.value = null)} />}
    </>
  );
}

function BarOfBill({
  store,
  bill,
  onOpen,
  onShare,
}: {
  readonly store: Store;
  readonly bill: Bill;
  readonly onOpen: () => void;
  readonly onShare: () => void;
}) {
  const { plan } = store.wanted.value;
  const { report } = bill.handle;
  const answer = store.view.value?.answer;
  // What is no money is of lines in all currencies, until one is chosen.
  const ofMoney = report.measures.find(({ name }) => name === answer?.measure)?.money ?? true;
  const shown = ofMoney ? answer?.currency || NO_CURRENCY : ALL_CURRENCIES;
  return (
    <>
      <SourceChip report={bill.handle.report} onOpen={() => inspect(store, { type: "reconciliation" })} />
      <CurrencySelect
        report={report}
        offersAll={!ofMoney}
        chosen={plan.currency || shown}
        onChoose={(code) =>
          store.change(() => t("did.currency", { code: currencyName(code) }), withCurrency(plan, code))
        }
      />
      <OpenButton onOpen={onOpen} />
      <ExportMenu store={store} />
      <Button onClick={onShare} testid="share">
        {t("share.button")}
      </Button>
    </>
  );
}

function StripOfBill({ store, bill }: { readonly store: Store; readonly bill: Bill }) {
  const view = store.view.value;
  if (!view) return null;
  const shown = view.answer;
  return (
    <ExplainedFigures store={store} plan={view.wanted.plan} view="balance">
      <BalanceStrip
        balance={shown.balance}
        currency={shown.currency}
        scale={shown.scale}
        name={bill.handle.report.files[0]?.name ?? ""}
        pending={store.pending.value}
        onDetails={() => inspect(store, { type: "reconciliation" })}
      />
    </ExplainedFigures>
  );
}

/** Columns that a question needs are being read; the figures on the page stay until its answer is there. */
function ColumnsNotice({ store }: { readonly store: Store }) {
  const progress = store.columns.value;
  if (!progress || progress.totalBytes === 0) return null;
  const percent = Math.floor((100 * progress.bytes) / progress.totalBytes);
  const isRest = (store.bill.value?.handle.report.unread ?? 0) > 0;
  const words = t(isRest ? "reading.rest" : "reading.column", { percent });
  return (
    <p class="reading-column" data-testid="reading-column">
      <progress value={progress.bytes} max={progress.totalBytes} aria-label={words} /> {words}
    </p>
  );
}

/** What happened to the file last: being read, not usable, unsure, or with lines that could not be read. */
function Notices({
  store,
  onChoose,
  onPaste,
}: {
  readonly store: Store;
  readonly onChoose: () => void;
  readonly onPaste: () => void;
}) {
  const bill = store.bill.value;
  const reading = store.reading.value;
  const trouble = store.trouble.value;
  const unsure = store.unsure.value;
  const problem = store.problem.value;
  const asksMapping = !reading && !unsure && bill?.recognised.recognised && !store.mappingConfirmed.value;
  const showsRejected = !reading && bill && bill.handle.report.rejected > 0 && !store.rejectedAccepted.value;
  return (
    <>
      {reading && (
        <ReadingPanel
          reading={reading}
          onCancel={store.cancel}
          announce={(text) => (store.announcement.value = text)}
        />
      )}
      {trouble && <Fatal store={store} trouble={trouble} onChoose={onChoose} onPaste={onPaste} />}
      {unsure && (
        <MappingPanel
          recognised={unsure.recognised}
          fileName={unsure.files[0]!.name}
          encoding={unsure.sniff.encoding}
          isRead={false}
          onKeep={store.dismissUnsure}
          onUse={(mapping, encoding, remember) => use(store, unsure.recognised.columns, mapping, encoding, remember)}
        />
      )}
      {asksMapping && (
        <MappingPanel
          recognised={bill.recognised.recognised!}
          fileName={bill.files[0]!.name}
          encoding={bill.handle.report.files[0]?.encoding ?? ""}
          isRead
          onKeep={store.dismissUnsure}
          onUse={(mapping, encoding, remember) =>
            use(store, bill.recognised.recognised!.columns, mapping, encoding, remember)
          }
        />
      )}
      {showsRejected && <RejectedNotice store={store} bill={bill.handle} onLeaveOut={store.acceptRejected} />}
      {bill?.handle.report.rows === 0 && <NoRows />}
      {problem && bill && (
        <section class="notice caution" role="alert" data-testid="problem">
          <h2>
            <span aria-hidden="true">⚠ </span>
            {wordsOf(problem).what}
          </h2>
          <p>
            {wordsOf(problem).cause} {wordsOf(problem).fix}
          </p>
          <p class="muted">{t("problem.heading")}</p>
        </section>
      )}
    </>
  );
}

/** A vendor's bill of a month without charges is shown as it is, and said. */
function NoRows() {
  const { what, cause, fix } = wordsOf(pageFailure("no_rows"));
  return (
    <section class="notice caution" role="alert" data-testid="no-rows">
      <h2>
        <span aria-hidden="true">⚠ </span>
        {what}
      </h2>
      <p>
        {cause} {fix}
      </p>
    </section>
  );
}

function use(
  store: Store,
  columns: readonly { readonly name: string }[],
  mapping: Mapping,
  encoding: string | undefined,
  remember: boolean,
): void {
  if (remember)
    rememberTemplate(
      columns.map(({ name }) => name),
      mapping,
    );
  void store.confirmMapping(mapping, encoding);
}

interface FatalProps {
  readonly store: Store;
  readonly trouble: Trouble;
  readonly onChoose: () => void;
  readonly onPaste: () => void;
}

function Fatal({ store, trouble, onChoose, onPaste }: FatalProps) {
  const named = trouble.failure.values["file"];
  return (
    <ErrorPanel
      key={trouble}
      store={store}
      trouble={trouble}
      keepsBill={store.bill.value !== null}
      onClose={store.closeTrouble}
      onChoose={onChoose}
      onPaste={onPaste}
      onReadAs={(encoding) => void store.open(trouble.files, { ...trouble.options, encoding })}
      onReadAgain={() => void store.open(trouble.files, trouble.options)}
      onAnySize={() => void store.open(trouble.files, { ...trouble.options, anySize: true })}
      onOpenAlone={() => void store.open(trouble.files.filter((file) => file.name === named))}
      onNameColumns={() => void store.nameColumns(trouble.files, trouble.options)}
    />
  );
}

function closeInspector(store: Store): void {
  inspect(store, null);
}

function InspectorOfBill({ store }: { readonly store: Store }) {
  const inspector = store.inspector.value;
  const bill = store.bill.value;
  const view = store.view.value;
  if (!inspector || !bill || !view) return null;
  const shown = view.answer;
  const close = () => closeInspector(store);
  switch (inspector.type) {
    case "reconciliation":
      return (
        <Drawer title={t("reconciliation.heading")} onClose={close}>
          <ExplainedFigures inside store={store} plan={view.wanted.plan} view="balance">
            <Reconciliation
              report={bill.handle.report}
              leftOut={bill.handle.leftOut}
              balance={shown.balance}
              measure={shown.measure}
              currency={shown.currency}
              scale={shown.scale}
              options={bill.options}
              onReread={(options) => void store.reread(options)}
              onColumns={() => {
                close();
                store.askMapping();
              }}
              onCopy={(statement) => copyWords(store, statement, () => t("reconciliation.copied"))}
            />
          </ExplainedFigures>
        </Drawer>
      );
    case "why":
    case "lines":
      return (
        <Drawer wide={inspector.type === "lines"} title={t(`inspector.${inspector.type}`)} onClose={close}>
          <SplitInspector store={store} {...inspector} />
        </Drawer>
      );
    case "panel":
      return (
        <Drawer wide={inspector.wide ?? false} title={inspector.title()} onClose={close}>
          <inspector.Content />
        </Drawer>
      );
  }
}

/** What explains a figure of the page is of the plan under which it was pressed, and goes with it. */
function useExplainedPlan(store: Store): (event: MouseEvent) => void {
  const opened = useRef<Inspector | null>(null);
  const plan = useComputed(() => store.view.value?.wanted.plan);
  useSignalEffect(() => {
    void plan.value;
    if (opened.current !== null && store.inspector.peek() === opened.current) closeInspector(store);
    opened.current = null;
  });
  return ({ target }) => {
    const figure = target instanceof Element && target.closest("[data-why]");
    if (figure) opened.current = store.inspector.peek();
  };
}

/** Bill total and name in the document's title, and how far reading is; no amount while they are masked. */
function useTitle(store: Store): void {
  const title = useComputed(() => {
    void language.value;
    const reading = store.reading.value;
    if (reading) return readingTitle(reading);
    const shown = store.view.value?.answer;
    const name = store.bill.value?.handle.report.files[0]?.name;
    if (!shown || name === undefined) return "Billfold";
    const { bill, balanced } = shown.balance;
    const scale = digitsAlone(shown.scale, shown.currency);
    const words = masked.value
      ? t("page.titleMasked", { name })
      : t("page.title", { total: formatAmount(bill, { scale, currency: shown.currency }), name });
    return t(balanced ? "page.balanced" : "page.unbalanced", { title: words });
  });
  useSignalEffect(() => {
    document.title = title.value;
  });
}

/** A bill that was just opened is announced and its heading gets the focus. */
function useFocusOnHeading(store: Store): void {
  useSignalEffect(() => {
    const bill = store.bill.value;
    const shown = store.view.peek()?.answer;
    if (!bill || !shown) return;
    const { report } = bill.handle;
    const scale = digitsAlone(shown.scale, shown.currency);
    store.announcement.value = t("reading.ready", {
      name: report.files[0]?.name ?? "",
      rows: formatCount(report.rows),
      total: masked.peek() ? t("amount.hidden") : formatAmount(shown.balance.bill, { scale, currency: shown.currency }),
    });
    requestAnimationFrame(() => document.getElementById("heading")?.focus({ preventScroll: true }));
  });
}

/** What was said is not left standing, least of all an amount that is then masked. */
const SAID_AFTER = 3_000;

/** The one place that speaks of itself: the last announcement, long enough to be heard. */
function LiveRegion({ announcement }: { readonly announcement: Signal<string> }) {
  useSignalEffect(() => {
    if (announcement.value === "") return undefined;
    const timer = setTimeout(() => (announcement.value = ""), SAID_AFTER);
    return () => clearTimeout(timer);
  });
  useSignalEffect(() => {
    if (masked.value) announcement.value = "";
  });
  return (
    <div class="unseen" aria-live="polite" data-testid="live">
      {announcement}
    </div>
  );
}
