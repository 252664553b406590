import { EMPTY_PLAN, type Path, type Plan } from "../protocol";
import { language, t } from "../text/text";
import type { Content, Proof } from "./content";
import { sha256, statementOf } from "./content";
import { shownSheet } from "./tables";
import { escaped } from "./xlsx";

// A report as one HTML file without script, readable wherever it is sent. Its own policy lets nothing in.

const STYLE = `body{font:14px/1.5 ui-sans-serif,system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1d21;background:#fff}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{padding:3px 10px;border-bottom:1px solid #dadde1;text-align:left;vertical-align:top;overflow-wrap:anywhere}
td.n,th.n{text-align:right;white-space:nowrap}
tr:last-child td{border-top:1px solid;border-bottom:3px double;font-weight:600}
code,.hash{font:12px ui-monospace,monospace;overflow-wrap:anywhere}
@page{size:A4 landscape;margin:14mm}thead{display:table-header-group}tr{break-inside:avoid}`;

export function htmlReport(content: Content, proof: Proof, redacted: boolean): string {
  const { plan, bill, shown } = content;
  const { header, rows } = shownSheet(content);
  const numeric = (column: number) => (column >= header.length - 3 ? ' class="n"' : "");
  const cell = (tag: string, text: string, column: number) =>
    `<${tag}${numeric(column)}><bdi>${escaped(text)}</bdi></${tag}>`;
  const files = redacted ? [] : bill.files.map(({ name }) => name);
  const title = t("export.reportTitle");
  return `<!doctype html>
<html lang="${language.value}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
${statementOf(content, proof)
  .map((line) => `<p class="hash">${escaped(line)}</p>`)
  .join("\n")}
${redacted ? `<p>${escaped(t("export.redactedNote"))}</p>` : ""}
${files.length > 0 ? `<p>${escaped(t("export.files"))}: ${files.map((name) => `<bdi>${escaped(name)}</bdi>`).join(", ")}</p>` : ""}
<table>
<caption>${escaped(t("export.caption", { n: shown.view.length }))}</caption>
<thead><tr>${header.map((name, column) => cell("th", name, column)).join("")}</tr></thead>
<tbody>
${rows.map((row) => `<tr>${row.map((each, column) => cell("td", each.type === "number" ? each.exact : each.text, column)).join("")}</tr>`).join("\n")}
</tbody>
</table>
<h2>${escaped(t("export.rules"))}</h2>
<p><code>${escaped(JSON.stringify(plan))}</code></p>
</body>
</html>
`;
}

/**
 * The same content with every value of the bill behind a hash of it, salted anew for each report, and the figures as they
 * were. Who has the bill but not the salt, which is not kept, can not try names against the hashes.
 */
export async function redact(content: Content): Promise<Content> {
  const salt = [...crypto.getRandomValues(new Uint8Array(16))].join(".");
  const hashes = new Map<string, string>();
  const hide = async (dimension: string, value: string): Promise<string> => {
    const key = JSON.stringify([dimension, value]);
    const known = hashes.get(key);
    if (known !== undefined) return known;
    const hidden = `#${(await sha256(salt + key)).slice(0, 12)}`;
    hashes.set(key, hidden);
    return hidden;
  };
  const hidePath = (path: Path): Promise<Path> =>
    Promise.all(path.map((value, level) => (value === null ? null : hide(content.levels[level] ?? "", value))));
  const filters = content.plan.filters.map(async (filter) => ({
    ...filter,
    values: await Promise.all(filter.values.map((value) => (value === null ? null : hide(filter.dimension, value)))),
  }));
  // Only what is known to hold no value of the bill is taken over.
  const { by, measure, grain, currency, omitted } = content.plan;
  const plan: Plan = { ...EMPTY_PLAN, by, measure, grain, currency, omitted, filters: await Promise.all(filters) };
  const view: Content["shown"]["view"] = await Promise.all(
    content.shown.view.map(async (row) => ({ ...row, path: await hidePath(row.path) })),
  );
  return { ...content, plan, shown: { ...content.shown, view } };
}
