import "./reconciliation.css";

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { Balance, BillReport, Failure, FileInfo } from "../protocol";
import type { ReadOptions } from "../state/engine-port";
import { NO_MAPPING } from "../state/engine-port";
import {
  canonicalAmount,
  currencyDigits,
  currencySymbol,
  digitsAlone,
  formatAmount,
  formatCount,
  isZero,
} from "../text/amount";
import { hintOf } from "../text/hint";
import { encodingName, formName } from "../text/names";
import { isKey, rich, say, t } from "../text/text";
import { Amount } from "./amount";
import { Verdict } from "./balance-strip";
import { Button } from "./button";
import { ENCODINGS } from "./encodings";
import { wordsOf } from "./error-panel";
import { RawText } from "./raw-text";
import { detailsOf, reasonName } from "./rejected-notice";
import { Why } from "./why-figure";

interface ReconciliationProps {
  readonly report: BillReport;
  /** Files that were not read because they had been read before. */
  readonly leftOut: readonly Failure[];
  readonly balance: Balance;
  readonly measure: string;
  readonly currency: string;
  readonly scale: number;
  readonly options: ReadOptions;
  readonly onReread: (options: ReadOptions) => void;
  readonly onColumns: () => void;
  readonly onCopy: (statement: string) => void;
}

/** Every line of the file and every digit of its total, and where they went. */
export function Reconciliation(props: ReconciliationProps) {
  const { report, balance, measure, currency } = props;
  const digits = Math.max(props.scale, digitsAlone(props.scale, currency));
  return (
    <div class="reconciliation">
      <div class="reconciliation-verdict">
        <Verdict balance={balance} scale={props.scale} currency={currency} />
      </div>
      <p class="muted">
        {t("reconciliation.measure")} <bdi>{measure}</bdi>
        {currency !== "" && ` · ${currency}`}
      </p>

      <Accounts report={report} balance={balance} digits={digits} />
      {balance.other_currencies.length > 0 && <OtherCurrencies balance={balance} />}
      <Invoice bill={balance.bill} />
      <div class="reconciliation-actions">
        <Button onClick={() => props.onCopy(statementOf(props, digits))}>{t("reconciliation.copy")}</Button>
        <Button onClick={() => print()}>{t("reconciliation.print")}</Button>
      </div>

      <Rejected report={report} />
      <Files {...props} />
    </div>
  );
}

interface Account {
  readonly label: ComponentChildren;
  readonly rows: number | null;
  readonly exact: string | null;
  /** Of the balance, where it is explained. */
  readonly field?: keyof Balance;
  readonly kind?: "section" | "total";
  readonly sign?: ComponentChildren;
}

function Accounts({
  report,
  balance,
  digits,
}: {
  readonly report: BillReport;
  readonly balance: Balance;
  readonly digits: number;
}) {
  const before = total(report.files.map((file) => file.preamble_lines + 1));
  const blank = total(report.files.map((file) => file.blank_lines));
  const lines: Account[] = [
    {
      kind: "section",
      label: t(report.files.length > 1 ? "reconciliation.inFiles" : "reconciliation.inFile"),
      rows: null,
      exact: null,
    },
    { label: t("reconciliation.header"), rows: before, exact: null },
    ...(blank > 0 ? [{ label: t("reconciliation.blank"), rows: blank, exact: null }] : []),
    ...report.footers.map((footer) => ({
      label: t("reconciliation.footer", { line: footer.line }),
      rows: 1,
      exact: footer.total,
      sign: footer.total !== null && (footer.agrees ? <Agrees /> : <Disagrees />),
    })),
    { label: t("reconciliation.read"), rows: balance.rows, exact: balance.bill, field: "bill" },
    { label: t("reconciliation.rejected"), rows: balance.rejected, exact: balance.rejected > 0 ? "?" : "0" },
    { kind: "section", label: t("reconciliation.where"), rows: null, exact: null },
    {
      label: t("reconciliation.allocated"),
      rows: balance.allocated_rows,
      exact: balance.allocated,
      field: "allocated",
    },
    ...(isZero(balance.shared_out)
      ? []
      : [
          {
            label: t("reconciliation.shared"),
            rows: balance.shared_out_rows ?? null,
            exact: balance.shared_out,
            field: "shared_out" as const,
          },
        ]),
    {
      label: t("reconciliation.unassigned"),
      rows: balance.unassigned_rows,
      exact: balance.unassigned,
      field: "unassigned",
    },
    { label: t("reconciliation.excluded"), rows: balance.excluded_rows, exact: balance.excluded, field: "excluded" },
    {
      kind: "total",
      label: t("reconciliation.bill"),
      rows: balance.rows,
      exact: balance.bill,
      field: "bill",
      sign: balance.balanced && <span class="ok">✔</span>,
    },
  ];
  return (
    <table class="ledger reconciliation-table">
      <thead>
        <tr>
          <th scope="col">
            <span class="unseen">{t("reconciliation.heading")}</span>
          </th>
          <th scope="col" class="number">
            {t("reconciliation.rowsColumn")}
          </th>
          <th scope="col" class="number">
            {t("reconciliation.amountColumn")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ label, rows, exact, field, kind, sign }, place) =>
          kind === "section" ? (
            <tr key={place} class="section">
              <th scope="rowgroup" colSpan={3}>
                {label}
              </th>
            </tr>
          ) : (
            <tr key={place} class={kind}>
              <th scope="row">
                {label} {sign}
              </th>
              <td class="number">{rows === null ? "" : formatCount(rows)}</td>
              <td class="number">
                {exact !== null && (
                  <Why place={field}>
                    <Amount exact={exact} scale={digits} />
                  </Why>
                )}
              </td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

const Agrees = () => <span class="ok">✔ {t("reconciliation.agrees")}</span>;
const Disagrees = () => <span class="bad">✖ {t("reconciliation.disagrees")}</span>;

function OtherCurrencies({ balance }: { readonly balance: Balance }) {
  return (
    <section>
      <h3>{t("reconciliation.currencies")}</h3>
      <table class="ledger reconciliation-table">
        <tbody>
          {balance.other_currencies.map(({ code, rows, total: exact }, at) => (
            <tr key={code}>
              <th scope="row">{code ?? t("currency.none")}</th>
              <td class="number">{formatCount(rows)}</td>
              <td class="number">
                <Why place={`other_currencies/${at}/total`}>
                  <Amount exact={exact} scale={currencyDigits(code)} />
                </Why>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The one comparison of amounts in the page: of their canonical spellings, letter by letter. */
function Invoice({ bill }: { readonly bill: string }) {
  const [typed, type] = useState("");
  const canonical = canonicalAmount(typed);
  return (
    <p class="reconciliation-invoice">
      <label for="invoice">{t("reconciliation.invoice")}</label>
      <input
        id="invoice"
        class="field number"
        inputMode="decimal"
        autocomplete="off"
        value={typed}
        aria-describedby="invoice-verdict"
        onInput={({ currentTarget }) => type(currentTarget.value)}
      />
      <span id="invoice-verdict" aria-live="polite">
        {typed.trim() === "" ? null : canonical === null ? (
          <span class="warn">{t("reconciliation.invoiceNoNumber")}</span>
        ) : canonical === canonicalAmount(bill) ? (
          <span class="ok">✔ {t("reconciliation.invoiceEqual")}</span>
        ) : (
          <span class="bad">✖ {t("reconciliation.invoiceDiffers")}</span>
        )}
      </span>
    </p>
  );
}

/** Lines listed at once; a person who has more corrects the source, not this list. */
const LISTED = 200;

function Rejected({ report }: { readonly report: BillReport }) {
  const listed = report.rejected_lines.slice(0, LISTED);
  return (
    <section aria-labelledby="rejected-list-heading">
      <h3 id="rejected-list-heading">{t("reconciliation.lines")}</h3>
      {report.unread > 0 && <p>{t("reconciliation.unread", { n: report.unread })}</p>}
      {listed.length === 0 ? (
        report.unread === 0 && <p class="muted">{t("reconciliation.allRead")}</p>
      ) : (
        <div class="scroll" tabIndex={0} role="group" aria-labelledby="rejected-list-heading">
          <table class="ledger" data-testid="rejected-lines">
            <thead>
              <tr>
                {report.files.length > 1 && <th scope="col">{t("reconciliation.files")}</th>}
                <th scope="col" class="number">
                  {t("reconciliation.line")}
                </th>
                <th scope="col">{t("reconciliation.column")}</th>
                <th scope="col">{t("reconciliation.text")}</th>
                <th scope="col">{t("reconciliation.reason")}</th>
              </tr>
            </thead>
            <tbody>
              {listed.map((line) => {
                const hint = hintOf(line.reason, line.text);
                return (
                  <tr key={`${line.file} ${line.row} ${line.column}`}>
                    {report.files.length > 1 && (
                      <td>
                        <bdi>{report.files[line.file]?.name}</bdi>
                      </td>
                    )}
                    <td class="number">{formatCount(line.line)}</td>
                    <td>
                      <bdi>{line.column}</bdi>
                    </td>
                    <td>
                      <RawText text={line.text} begin={hint.begin} end={hint.end} />
                    </td>
                    <td>{hint.words ?? reasonName(line.reason)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
      {report.rejected > listed.length && (
        <p class="muted">{t("reconciliation.more", { n: report.rejected - listed.length })}</p>
      )}
    </section>
  );
}

const DELIMITERS: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe" };

function delimiterName(delimiter: string): string {
  const key = `delimiter.${DELIMITERS[delimiter] ?? ""}`;
  return isKey(key) ? say(key, {}) : delimiter;
}

function Files({ report, leftOut, options, onReread, onColumns }: ReconciliationProps) {
  const encodings = new Set(report.files.map((file) => file.encoding));
  const [encoding, chooseEncoding] = useState([...encodings][0] ?? "");
  const marks = new Set(report.measures.map((measure) => measure.decimal_mark));
  const found = options.mapping?.decimal_mark || (marks.has("comma") && !marks.has("point") ? "comma" : "point");
  const [mark, chooseMark] = useState(found);
  const ambiguous = report.measures.filter((measure) => measure.decimal_mark === "ambiguous");
  const changed = encoding !== [...encodings][0] || mark !== found;
  const spelled = (which: string) => (which === "comma" ? t("mapping.comma") : t("mapping.point"));
  return (
    <section aria-labelledby="how-heading">
      <h3 id="how-heading">{t("reconciliation.how")}</h3>
      {report.files.map((file, place) => (
        <FileFacts key={place} file={file} report={report} />
      ))}
      {leftOut.map((failure) => (
        <p key={failure.values["file"]} class="warn">
          ⚠ {wordsOf(failure).what}. {wordsOf(failure).fix}
        </p>
      ))}
      {report.malformed_tags > 0 && <p class="warn">⚠ {t("reconciliation.tags", { n: report.malformed_tags })}</p>}
      {ambiguous.map(({ name }) => (
        <p key={name} class="warn">
          ⚠ {rich("reconciliation.ambiguous", { column: <bdi>{name}</bdi>, mark: spelled("point") })}
        </p>
      ))}
      <form
        class="reconciliation-reread"
        onSubmit={(event) => {
          event.preventDefault();
          onReread({
            ...(encoding === "" ? {} : { encoding }),
            ...(mark === found ? {} : { mapping: { ...(options.mapping ?? NO_MAPPING), decimal_mark: mark } }),
          });
        }}
      >
        <label>
          <span>{t("mapping.encoding")}</span>
          <select
            class="field"
            value={encoding}
            data-testid="encoding"
            onChange={({ currentTarget }) => chooseEncoding(currentTarget.value)}
          >
            {[...new Set([...encodings, ...ENCODINGS])].map((label) => (
              <option key={label} value={label}>
                {encodingName(label)}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{t("mapping.decimal")}</span>
          <select class="field" value={mark} onChange={({ currentTarget }) => chooseMark(currentTarget.value)}>
            <option value="point">{t("mapping.point")}</option>
            <option value="comma">{t("mapping.comma")}</option>
          </select>
        </label>
        {changed && (
          <button type="submit" class="button primary">
            {t("reconciliation.readAgain")}
          </button>
        )}
        <Button onClick={onColumns} testid="columns">
          {t("reconciliation.columns")}
        </Button>
      </form>
    </section>
  );
}

function FileFacts({ file, report }: { readonly file: FileInfo; readonly report: BillReport }) {
  return (
    <dl class="facts">
      <div class="facts-name">
        <dt class="unseen">{t("reconciliation.files")}</dt>
        <dd>
          <bdi>{file.name}</bdi>
        </dd>
      </div>
      <Fact label={t("reconciliation.formLabel")}>{formName(report.titles)}</Fact>
      <Fact label={t("mapping.encoding")}>{encodingName(file.encoding)}</Fact>
      {file.delimiter !== "" && <Fact label={t("mapping.delimiter")}>{delimiterName(file.delimiter)}</Fact>}
      {file.header_line > 0 && <Fact label={t("reconciliation.headerLine")}>{formatCount(file.header_line)}</Fact>}
      <Fact label={t("reconciliation.rowsColumn")}>{formatCount(file.rows)}</Fact>
      {report.files.length > 1 && (
        <Fact label={t("reconciliation.amountColumn")}>
          <Amount exact={file.total} />
        </Fact>
      )}
      {file.short_rows > 0 && <p class="warn">⚠ {t("reconciliation.short", { n: file.short_rows })}</p>}
    </dl>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The statement as text, one figure a line; tabs, so that it pastes as cells. */
function statementOf({ report, balance, measure, currency }: ReconciliationProps, digits: number): string {
  const line = (label: string, rows: number | null, exact: string) => [label, rows ?? "", exact].join("\t");
  const plain = (exact: string) => formatAmount(exact, { scale: digits }).replaceAll(",", "").replace("−", "-");
  return [
    ...report.files.map((file) => `${file.name}\t${file.rows}`),
    line(`${t("reconciliation.measure")} ${measure}`, null, currency || currencySymbol(null)),
    line(t("reconciliation.read"), balance.rows, plain(balance.bill)),
    line(t("reconciliation.rejected"), balance.rejected, balance.rejected > 0 ? "?" : plain("0")),
    line(t("reconciliation.allocated"), balance.allocated_rows, plain(balance.allocated)),
    line(t("reconciliation.shared"), balance.shared_out_rows ?? null, plain(balance.shared_out)),
    line(t("reconciliation.unassigned"), balance.unassigned_rows, plain(balance.unassigned)),
    line(t("reconciliation.excluded"), balance.excluded_rows, plain(balance.excluded)),
    line(t("strip.difference"), null, `${plain(balance.difference)} ${balance.balanced ? "✔" : "✖"}`),
    ...(report.unread > 0 ? [t("reconciliation.unread", { n: report.unread })] : []),
    ...report.rejected_lines.map((rejected) => detailsOf(report, rejected)),
  ].join("\n");
}

// Lines, not amounts.
function total(counts: readonly number[]): number {
  return counts.reduce((all, each) => all + each, 0);
}
