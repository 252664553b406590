export const HELP = `Billfold: reads cloud and AI bills and splits them to the last digit. Nothing leaves this machine.

  billfold info  FILE...                      what the file is: form, columns, totals
  billfold split FILE... --by DIM[,DIM...]    the leaves of the split, unassigned ones included
  billfold amortize FILE... --by day|month|order
                                              what each order costs by day or month; deductions of packs may be among
                                              the files
  billfold audit FILE...                      a vendor's cost bill, among the files, against the orders in the others
  billfold journal FILE... [--by DIM]         debit expense, credit prepaid, by month and department
  billfold roll-forward FILE... [--by order|DIM]
                                              what was prepaid: opening + additions - amortized - refunds = closing
  billfold meter FILE... --prices FILE [--by DIM]
                                              hourly bills of usage records by a price list (CSV or JSON), which may also
                                              be among the files; made out to the project, or to DIM
  billfold discounts FILE... [--by DIM]       from list price to what is paid: --from BASIS --to BASIS, two amount columns
                                              or "amortized cost" of an AWS report; without --to the measure
  billfold commitments FILE... [--by DIM]     reservations and savings plans: used, unused, covered; who paid, who used
  billfold budget FILE... --limit AMOUNT      the month against a limit: --scope DIM=VALUE, --month 2025-04; or the plan's
  billfold anomalies FILE... [--by DIM]       days unlike those before: --explain DIM, --method robust|leave_one_out|rolling,
                                              --window DAYS, --threshold SCORE
  billfold tags FILE... --policy FILE         what breaks the tag policy; --by DIM,... names the lines of the to-fix list
  billfold compare FILE... --by DIM --before MONTH --after MONTH
                                              what moved between groups and why; with --before-plan FILE between plans
  billfold lint FILE... [--by DIM[,DIM...]]   what looks wrong: duplicates, missing days, no owner, values that look alike
  billfold matrix FILE... --plan FILE         what every rule of shared costs handed to whom, and by which weights
  billfold sources FILE... --plan FILE        what each of their sources gave to each target: a row a source, a column a target

FILE is a CSV, TSV or JSON bill, also in a .gz or .zip, or - for standard input. Several files must be of one form.
DIM is a dimension (payer owner project model unit creator workspace login key product region ...), tag:KEY, month,
day, or a column header as it stands in the file.

  --by DIM[,DIM...]       outermost first; may be repeated
  --measure COLUMN        the amount column to split
  --currency CODE         one of the file's currencies, XXX: the lines without one beside several; else the one
                          that most lines are in
  --basis BASIS           of split: "amortized" spreads orders over what they were for, "metered" prices usage by the hour
  --prices FILE           of meter, and of split on the basis "metered"
  --filter 'DIM=A|B'      only lines with one of these values; DIM= means no value; may be repeated
  --from, --to MONTH      of journal and roll-forward; both are counted
  --item DIM              of compare: by what costs are known again in the other month, such as instance
  --scale N               of amortize, audit, journal and roll-forward: digits of a day's amount, 2 without it; "file" as many as the column has
  --plan FILE             a plan as JSON; the options above add to it or take its place
  --profile NAME          the vendor's form, instead of recognising it
  --map FIELD=COLUMN      the column that fills a field, or "measure", or "currency"; may be repeated
  --encoding LABEL        such as gb18030, instead of recognising it
  --any-size              read on although the file unpacks to more than 2 GiB
  --format json|csv       json without it
  --raw                   CSV as it is, for programs. Without it a text that a spreadsheet would take for a formula
                          gets a ' before it; numbers never do
  --out FILE              into a file instead of standard output; CSV then begins with a byte order mark, for Excel

The plan's options are for all but info, which tells of the whole file.
Standard output carries the answer and nothing else. Exit 0: answered, 1: the input could not be used, 2: wrong usage.
`;
