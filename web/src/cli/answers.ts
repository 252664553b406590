import type {
  AmortizeReport,
  AuditReport,
  BillReport,
  CompareReport,
  JournalReport,
  LintReport,
  MatrixReport,
  MeterReport,
  RollForwardReport,
  RollForwardRow,
  SplitReport,
} from "../protocol";
import { type Cell, csv } from "../text/csv";

// The answers in the forms that scripts rely on: JSON with its keys in a fixed order, CSV with the same columns.

export interface Answer {
  /** For people, to standard error: what is wrong with lines that the answer leaves out. */
  readonly remarks?: readonly string[];
  readonly json: () => string;
  readonly csv: (options: { readonly raw: boolean }) => string;
}

export function infoAnswer(report: BillReport): Answer {
  const [first] = report.files;
  const about = {
    profile: report.profile,
    encoding: first?.encoding ?? "",
    delimiter: first?.delimiter ?? "",
    header_line: first?.header_line ?? 0,
    rows: report.rows,
  };
  const rejected = report.rejected_lines.map(({ line, column, reason, text }) => ({ line, column, reason, text }));
  const columns = report.columns.map(({ name }) => name);
  const totals = report.measures.map(({ name, total }) => [name, total] as const);
  const currency = report.currencies.flatMap(({ code }) => (code === null ? [] : [code]));
  return {
    json: () =>
      object([
        ...Object.entries(about).map(([key, value]) => [key, JSON.stringify(value)] as const),
        ["rejected", JSON.stringify(rejected)],
        ["columns", JSON.stringify(columns)],
        ["measures", object(totals.map(([name, total]) => [name, JSON.stringify(total)]))],
        ["default_measure", JSON.stringify(report.default_measure)],
        ["currency", JSON.stringify(currency)],
      ]),
    csv: (options) =>
      csv(
        [
          ["what", "name", "value"],
          ...Object.entries(about).map(([key, value]) => [key, "", value]),
          ...rejected.map(({ line, column, reason, text }) => [`rejected`, `line ${line}, ${column}: ${reason}`, text]),
          ...columns.map((name) => ["column", name, ""]),
          ...totals.map(([name, total]): Cell[] => ["measure", name, { amount: total }]),
          ["default_measure", report.default_measure, ""],
          ...currency.map((code) => ["currency", code, ""]),
        ],
        options,
      ),
  };
}

export function splitAnswer({ measure, total, rows, rejected, by, leaves, difference }: SplitReport): Answer {
  return {
    json: () => JSON.stringify({ measure, total, rows, rejected, by, leaves, difference }),
    csv: (options) =>
      csv(
        [
          [...by, "amount", "rows"],
          ...leaves.map((leaf): Cell[] => [
            ...leaf.key.map((value) => value ?? ""),
            { amount: leaf.amount },
            leaf.rows,
          ]),
        ],
        options,
      ),
  };
}

/** Lines that could not be scheduled are told apart: in JSON behind the fixed keys, and in words. */
export function amortizeAnswer({ total, by, rows, difference, left_out, error_count, errors }: AmortizeReport): Answer {
  const cells = rows.map(({ period, order, type, ...rest }) => ({
    order,
    type,
    ...(by !== "order" && { [by]: period }),
    begin: rest.begin,
    end: rest.end,
    daily: rest.daily,
    days: rest.days,
    amount: rest.amount,
    opening: rest.opening,
    left: rest.left,
  }));
  const lines = errors.map(({ reason, order, place, amount, values }) => ({
    reason,
    order,
    file: place.file,
    line: place.line,
    amount,
    ...values,
  }));
  return {
    remarks: errors.map(
      ({ reason, order, place, amount }) =>
        `line ${place.line} of file ${place.file + 1}, order ${order}: ${reason}; ${amount} is not in the schedule.`,
    ),
    json: () =>
      JSON.stringify({ total, by, rows: cells, difference, ...(error_count > 0 && { left_out, errors: lines }) }),
    csv: (options) =>
      csv(
        [
          [
            "order",
            "type",
            ...(by === "order" ? [] : [by]),
            "begin",
            "end",
            "daily",
            "days",
            "amount",
            "opening",
            "left",
          ],
          ...rows.map((row): Cell[] => [
            row.order,
            row.type,
            ...(by === "order" ? [] : [row.period]),
            row.begin,
            row.end,
            { amount: row.daily },
            row.days,
            { amount: row.amount },
            { amount: row.opening },
            { amount: row.left },
          ]),
        ],
        options,
      ),
  };
}

export function auditAnswer({ rows, found: _found, offset: _offset, ...totals }: AuditReport): Answer {
  const lines = rows.map(({ vendor_steps: _vendor, computed_steps: _computed, place, ...rest }) => ({
    ...rest,
    file: place?.file ?? null,
    line: place?.line ?? null,
  }));
  return {
    remarks: totals.has_cost_bill ? [] : ["There is no vendor's cost bill among the files."],
    json: () => JSON.stringify({ ...totals, rows: lines }),
    csv: (options) =>
      csv(
        [
          ["kind", "order", "type", "period", "column", "what", "vendor", "computed", "difference", "line"],
          ...lines.map((row): Cell[] => [
            row.kind,
            row.order,
            row.type,
            row.period,
            row.column,
            row.what,
            { amount: row.vendor },
            { amount: row.computed },
            { amount: row.difference },
            row.line ?? "",
          ]),
        ],
        options,
      ),
  };
}

export function journalAnswer({ measure, currency, lines, debit, credit, difference }: JournalReport): Answer {
  return {
    json: () => JSON.stringify({ measure, currency, lines, debit, credit, difference }),
    csv: (options) =>
      csv(
        [
          ["date", "account", "department", "debit", "credit"],
          ...lines.map((line): Cell[] => [
            line.date,
            line.account,
            line.department ?? "",
            { amount: line.debit },
            { amount: line.credit },
          ]),
        ],
        options,
      ),
  };
}

const MOVEMENTS = ["opening", "purchases", "residuals", "additions", "amortized", "refunds", "closing"] as const;

export function rollForwardAnswer(report: RollForwardReport): Answer {
  const { measure, currency, from, to, rows, total, difference } = report;
  const figures = (row: RollForwardRow) => MOVEMENTS.map((each): Cell => ({ amount: row[each] }));
  const { name: _none, ...sums } = total;
  return {
    json: () => JSON.stringify({ measure, currency, from, to, rows, total: sums, difference }),
    csv: (options) => csv([["name", ...MOVEMENTS], ...rows.map((row) => [row.name ?? "", ...figures(row)])], options),
  };
}

// What is in no bill is said, too: usage without a price, records that cannot be billed.
export function meterAnswer(report: MeterReport): Answer {
  const bills = report.bills.map(({ account, begin, end, computed, charged, odd }) => ({
    project: account,
    begin,
    end,
    computed,
    charged,
    odd,
  }));
  const missing = report.missing.map(({ account, kind, sub_kind, quantity, begin, end }) => ({
    error: "missing_price",
    project: account,
    resource: kind,
    sub_kind,
    quantity,
    begin,
    end,
  }));
  const faulty = report.faulty.map(({ line, reason }) => ({ error: reason, line }));
  const errors = [...missing, ...faulty];
  const { computed, charged, odd } = report;
  return {
    json: () => JSON.stringify({ bills, computed, charged, odd, ...(errors.length > 0 && { errors }) }),
    csv: (options) =>
      csv(
        [
          ["project", "begin", "end", "computed", "charged", "odd"],
          ...bills.map((bill): Cell[] => [
            bill.project ?? "",
            bill.begin,
            bill.end,
            { amount: bill.computed },
            { amount: bill.charged },
            { amount: bill.odd },
          ]),
        ],
        options,
      ),
  };
}

/** A line a reason in CSV: whose figure changed, why, and by how much. */
export function compareAnswer(report: CompareReport): Answer {
  const { measure, currency, dimension, item, before, after, change, reasons, moves, items, difference } = report;
  const groups = report.groups.map(({ ratio: _ratio, ...group }) => group);
  return {
    json: () =>
      JSON.stringify({
        measure,
        currency,
        dimension,
        item,
        before,
        after,
        change,
        reasons,
        groups,
        moves,
        items,
        difference,
      }),
    csv: (options) =>
      csv(
        [
          ["group", "before", "after", "change", "reason", "rule", "amount"],
          ...groups.flatMap((group) =>
            group.reasons.map((why): Cell[] => [
              group.value ?? "",
              { amount: group.before },
              { amount: group.after },
              { amount: group.change },
              why.reason,
              why.rule,
              { amount: why.amount },
            ]),
          ),
        ],
        options,
      ),
  };
}

export function lintAnswer({ measure, currency, total, rows, findings, unknown }: LintReport): Answer {
  return {
    remarks: unknown.map((concern) => `Not looked at: ${concern}; some columns are not kept in memory.`),
    json: () => JSON.stringify({ measure, currency, total, rows, findings, unknown }),
    csv: (options) =>
      csv(
        [
          ["concern", "dimension", "values", "amount", "rows", "lines"],
          ...findings.map((finding): Cell[] => [
            finding.concern,
            finding.dimension,
            (finding.concern === "several_currencies"
              ? finding.sums.map(({ code, amount }) => `${code} ${amount}`)
              : finding.values
            ).join(" | "),
            finding.amount === "" ? "" : { amount: finding.amount },
            finding.rows,
            finding.lines.map(({ file, line }) => (file === 0 ? line : `${file + 1}:${line}`)).join(" "),
          ]),
        ],
        options,
      ),
  };
}

/** What every source gave to each target: a row a source, a column a target. */
export function sourcesAnswer({ rules, sources = [], targets = [], total = "0" }: MatrixReport): Answer {
  return {
    json: () => JSON.stringify({ rules, sources, targets, total }),
    csv: (options) =>
      csv(
        [
          ["rule", "partition", "source", ...targets.map(({ target }) => target), "total"],
          ...sources.map(({ rule, partition, source, sources: n, shares, amount }): Cell[] => [
            rule,
            partition.map((value) => value ?? "").join(" / "),
            n > 1 ? `(${n} others)` : source.map((value) => value ?? "").join(" / "),
            ...targets.map((_, column): Cell => {
              const share = shares.find((each) => each.column === column);
              return share ? { amount: share.amount } : "";
            }),
            { amount },
          ]),
          ["total", "", "", ...targets.map(({ amount }): Cell => ({ amount })), { amount: total }],
        ],
        options,
      ),
  };
}

export function matrixAnswer({ cells, rules }: MatrixReport): Answer {
  return {
    json: () => JSON.stringify({ cells, rules }),
    csv: (options) =>
      csv(
        [
          ["rule", "partition", "target", "pool", "weight", "weights", "amount"],
          ...cells.map((cell): Cell[] => [
            cell.rule,
            cell.partition.map((value) => value ?? "").join(" / "),
            cell.target,
            { amount: cell.pool },
            { amount: cell.weight },
            { amount: cell.weights },
            { amount: cell.amount },
          ]),
        ],
        options,
      ),
  };
}

// An object of our own would put keys that look like numbers first, and knows names such as __proto__.
function object(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(",")}}`;
}
