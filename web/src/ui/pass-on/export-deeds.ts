import { type Content, fileName, proofOf, statementOf } from "../../export/content";
import { digestsOf } from "../../export/digests";
import { download } from "../../export/download";
import { focusFile } from "../../export/focus";
import { factsOf } from "../../export/focus-facts";
import { pngFile, svgFile, svgOfBoxes } from "../../export/picture";
import { htmlReport, redact } from "../../export/report";
import { allRows } from "../../export/split-sheet";
import { csvFile, jsonFile, longSheet, shownSheet, withAbout } from "../../export/tables";
import { type NamedSheet, workbook } from "../../export/xlsx";
import type { Plan } from "../../protocol";
import { failureOf } from "../../state/engine-port";
import type { Store } from "../../state/store";
import { levelsOf, viewRequest } from "../../state/view";
import { t } from "../../text/text";
import { measureName } from "../split/measure-switch";

// What the export menu does: the core's answers for what is shown and for all leaves, put into a file.

/** Asks the core for all that an export may hold. */
export async function contentOf(store: Store): Promise<Content> {
  const bill = store.bill.peek()!;
  const wanted = store.wanted.peek();
  const { plan } = wanted;
  const shown = await allRows(viewRequest(wanted, { offset: 0, limit: 1 }), (each) => store.ask("view", each));
  const leaves = await store.ask("split", { plan });
  const allocation = await store.ask("allocation", { plan }).catch((reason: unknown) => {
    if (failureOf(reason).error === "bad_weights") return null; // A total of 0 has no parts.
    throw reason;
  });
  const { report } = bill.handle;
  const info = report.measures.find(({ name }) => name === shown.measure);
  return {
    bill: report,
    digests: await digestsOf(bill.handle),
    plan,
    levels: levelsOf(plan),
    measure: info ? measureName(info) : shown.measure,
    role: info?.money ? info.role : null,
    days: await daysOf(store, plan),
    shown,
    leaves,
    allocation,
  };
}

/** The days that the split's lines are of. */
async function daysOf(store: Store, plan: Plan): Promise<Content["days"]> {
  const { periods } = await store.ask("series", {
    plan: { ...plan, by: [], grain: "file" },
    root: [],
    grain: "day",
    top: 1,
  });
  const days = periods.filter((period) => period !== null);
  const [first, last] = [days[0], days.at(-1)];
  return first !== undefined && last !== undefined ? { first, last } : null;
}

export type ExportKind = "csv" | "long" | "xlsx" | "json" | "focus" | "report" | "redacted" | "svg" | "png";

export async function exportAs(kind: ExportKind, store: Store, now: Date): Promise<void> {
  const content = await contentOf(store);
  const proof = await proofOf(content);
  const statement = statementOf(content, proof);
  const save = (name: string, ending: string, file: Blob | string, type?: string) =>
    download(fileName(name, ending, now), file, type);
  switch (kind) {
    case "csv":
      return save("split", "csv", csvFile(shownSheet(content), statement), "text/csv");
    case "long":
      return save("split-long", "csv", csvFile(longSheet(content), statement), "text/csv");
    case "json":
      return save("split", "json", jsonFile(content, proof), "application/json");
    case "xlsx":
      return save("split", "xlsx", await workbook(sheetsOf(content, statement)));
    case "focus": {
      const file = focusFile(content, await factsOf(store, content), statement);
      if (file === null) store.toast.value = { text: () => t("export.noRatios") };
      else save("focus", "csv", file, "text/csv");
      return;
    }
    case "report":
      return save("report", "html", htmlReport(content, proof, false), "text/html");
    case "redacted":
      return save("report-redacted", "html", htmlReport(await redact(content), proof, true), "text/html");
    case "svg":
    case "png": {
      const drawing = theDrawing();
      if (!drawing) return;
      const paper = getComputedStyle(document.body).backgroundColor;
      const svg =
        drawing instanceof SVGSVGElement
          ? svgFile(drawing, paper, statement)
          : svgOfBoxes(drawing, ".tile", paper, statement);
      return kind === "svg" ? save("chart", "svg", svg, "image/svg+xml") : save("chart", "png", await pngFile(svg));
    }
  }
}

/** The chart on the page, where there is one beside the table. */
export function theDrawing(): SVGSVGElement | HTMLElement | null {
  return document.querySelector<SVGSVGElement | HTMLElement>('#view svg[role="img"], #view .treemap');
}

function sheetsOf(content: Content, statement: readonly string[]): readonly NamedSheet[] {
  const sheets = [
    { name: t("export.sheetShown"), ...shownSheet(content) },
    { name: t("export.sheetLong"), ...longSheet(content) },
  ];
  return withAbout(sheets, t("export.reportTitle"), statement);
}
