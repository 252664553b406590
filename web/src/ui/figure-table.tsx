import "./figure-table.css";

import type { ComponentChildren } from "preact";

import type { Cell, Sheet } from "../export/sheet";

import { ScrollAcross } from "./scroll-across";

export interface FigureColumn<Row> {
  readonly id: string;
  readonly name: string;
  readonly number?: boolean;
  /** A number that is no amount: a percent, a count. */
  readonly plain?: boolean;
  /** `at`: the place of its row in the report, where the table has one. */
  readonly cell: (row: Row, at: string | undefined) => ComponentChildren;
  /** The cell as it is given away; a column without it is for the screen alone. */
  readonly given?: (row: Row) => Cell;
}

/** The table as it is given away, its total last. `currency` stands in the heads of its amounts. */
export function sheetOfColumns<Row>(
  columns: readonly FigureColumn<Row>[],
  rows: readonly Row[],
  currency: string,
  total?: Row,
): Sheet {
  const given = columns.filter((column) => column.given !== undefined);
  const head = ({ name, number, plain }: FigureColumn<Row>) =>
    number && !plain && currency !== "" ? `${name} (${currency})` : name;
  const line = (row: Row) => given.map((column) => column.given!(row));
  return { header: given.map(head), rows: [...rows, ...(total === undefined ? [] : [total])].map(line) };
}

interface FigureTableProps<Row> {
  readonly label: string;
  /** Stands above the table, for eyes too. */
  readonly caption?: string;
  readonly testid: string;
  /** The first names the row. */
  readonly columns: readonly FigureColumn<Row>[];
  readonly rows: readonly Row[];
  /** The list of the report that the rows are, one by one. */
  readonly place?: string;
  readonly total?: Row | undefined;
  readonly busy?: boolean;
  /** What stands where there is no row. */
  readonly nothing: string;
  /** Above the table: the ways out of it; that there is nothing is worth passing on, too. */
  readonly tools?: ComponentChildren;
}

/** A table of some dozens of rows, all in the document; it scrolls across by itself where the page is narrow. */
export function FigureTable<Row>(props: FigureTableProps<Row>) {
  const { label, caption, testid, columns, rows, place, total, busy = false, nothing, tools } = props;
  const line = (row: Row, at: string | undefined) =>
    columns.map(({ id, number, cell }, column) => {
      const look = { class: number ? "number" : undefined, "data-column": id };
      return column === 0 ? (
        <th scope="row" key={id} {...look}>
          {cell(row, at)}
        </th>
      ) : (
        <td key={id} {...look}>
          {cell(row, at)}
        </td>
      );
    });
  const region = (
    <ScrollAcross label={label} look="plain-figures">
      <table class="ledger" data-testid={testid} aria-busy={busy}>
        {caption !== undefined && <caption>{caption}</caption>}
        <thead>
          <tr>
            {columns.map(({ id, name, number }) => (
              <th scope="col" key={id} class={number ? "number" : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, number) => (
            <tr key={number} data-row={number}>
              {line(row, place === undefined ? undefined : `${place}/${number}`)}
            </tr>
          ))}
          {rows.length === 0 && (
            <tr>
              <td colSpan={columns.length} class="nothing">
                {nothing}
              </td>
            </tr>
          )}
        </tbody>
        {total !== undefined && rows.length > 0 && (
          <tfoot>
            <tr class="total">{line(total, place === undefined ? undefined : "total")}</tr>
          </tfoot>
        )}
      </table>
    </ScrollAcross>
  );
  if (tools === undefined) return region;
  return (
    <>
      <div class="figure-tools">{tools}</div>
      {region}
    </>
  );
}
