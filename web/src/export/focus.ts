import { FOCUS } from "../protocol";
import { type Cell, csv } from "../text/csv";
import type { Content } from "./content";

// The split in the columns of FOCUS 1.4: a row an allocated charge, the whole bill being the origin charge. Nothing is made
// up, so for each column that FOCUS asks of every row the rule is:
//
// - A level that FOCUS has a column for stands in it; tags in Tags, all levels in AllocatedTags.
// - What all lines of a row have in common stands in its column: one account that pays, one service, one kind of charge.
//   Where costs are shared, a row is no longer of its own lines alone: then only what the whole bill has in common does.
// - Each cost that the bill has is split by the same rules, beside the one that is looked at.
// - What is not known is empty where FOCUS allows null (BillingAccountName, ChargeDescription, PricingQuantity and its
//   unit, for a row is of many units). ChargeClass says something by being empty, so it is there only where it is known of
//   every row.
// - A column that may not be null is left out as a whole where no row knows it. Whoever reads the file sees that it is not
//   there; a made-up "Usage" nobody would see.
// - Words that FOCUS lists (ChargeCategory, ServiceCategory, ...) are taken from a FOCUS bill only. Another vendor's word
//   for the same stands in a column of our own, as FOCUS names those: x_ChargeCategory.
//
// The ratio stands in AllocatedMethodDetails, where FOCUS has it, and once more in a column of its own for spreadsheets.

/** The method's name in AllocatedMethodId: another way of splitting takes another name. */
export const METHOD = "billfold-split-v1";

/** What the bill knows of each leaf of the split, in their order. */
export interface FocusFacts {
  /** By our name of a field, or a column of a FOCUS bill: null where lines have no value, undefined where they have several. */
  readonly values: ReadonlyMap<string, readonly (string | null | undefined)[]>;
  /** Amounts by the role of their column. */
  readonly costs: ReadonlyMap<string, readonly string[]>;
}

/** What lines have in common is looked for in these fields, and in these columns of a FOCUS bill. */
export const FACTS = [
  ...["payer", "payer_name", "owner", "owner_name", "period", "invoice", "charge_type", "description"],
  ...["seller", "provider", "product", "service_category"],
] as const;
export const FOCUS_FACTS = ["BillingPeriodEnd", "ChargeClass", "ChargeFrequency"] as const;
export const COSTS = ["billed", "effective", "list", "contracted"] as const;
/** The profile whose columns are FOCUS' own. */
export const FOCUS_BILL = "focus";

const LISTED = [
  "ChargeCategory",
  "PricingCategory",
  "ServiceCategory",
  "ServiceSubcategory",
  "CommitmentDiscountStatus",
];
const EMPTY_IF_UNKNOWN = ["BillingAccountName", "ChargeDescription", "PricingQuantity", "PricingUnit"];
const CLASS = "ChargeClass";
const TAG = "tag:";

export function focusFile(content: Content, facts: FocusFacts, statement: readonly string[]): string | null {
  const { allocation, levels, role } = content;
  if (allocation === null) return null;
  const measured = role === null ? "x_Amount" : (FOCUS[role] ?? FOCUS["billed"]!);
  const ofLevels = levels.flatMap((level, place): FocusColumn[] => {
    const name = columnOf(level, content);
    return name === undefined
      ? []
      : filled(
          name,
          allocation.leaves.map(({ key }) => key[place]),
        );
  });
  const known = [...ofLevels, ...factColumns(content, facts), ...costColumns(facts)];
  const isFirst = ({ name }: FocusColumn, place: number) => known.findIndex((each) => each.name === name) === place;
  const between = known.filter((each, place) => each.name !== measured && isFirst(each, place));
  const unknown = EMPTY_IF_UNKNOWN.filter((name) => !between.some((each) => each.name === name));
  const tagged = levels.some((level) => level.startsWith(TAG));
  const header = [
    ...[measured, "BillingCurrency", "ChargePeriodStart", "ChargePeriodEnd"],
    ...between.map(({ name }) => name),
    ...unknown,
    ...(tagged ? ["Tags"] : []),
    ...["AllocatedMethodId", "AllocatedMethodDetails", "AllocatedResourceId", "AllocatedResourceName", "AllocatedTags"],
    ...["x_AllocatedRatio", "x_Rows", "x_Statement"],
  ];
  const rows = allocation.leaves.map(({ key, amount, rows: count, ratio }, place): Cell[] => [
    { amount },
    allocation.currency,
    ...chargePeriod(content, key),
    ...between.map(({ cells }) => cells[place] ?? ""),
    ...unknown.map(() => ""),
    ...(tagged ? [tagsOf(levels, key)] : []),
    METHOD,
    // Written by hand: a number of 12 digits must not pass through a double.
    `{"Elements":[{"AllocatedRatio":${ratio},"UsageUnit":${JSON.stringify(allocation.measure)},"UsageQuantity":${amount}}]}`,
    JSON.stringify(key),
    key.map((value) => value ?? "").join(" / "),
    JSON.stringify(Object.fromEntries(key.map((value, level) => [levels[level] ?? "", value]))),
    { amount: ratio },
    count,
    place === allocation.leaves.length - 1 ? statement.slice(place).join(" ") : (statement[place] ?? ""),
  ]);
  return csv([header, ...rows], { raw: false });
}

interface FocusColumn {
  readonly name: string;
  /** A row each. */
  readonly cells: readonly Cell[];
}

/** FOCUS' name for a field or a column of the bill; undefined where it has none. */
function columnOf(name: string, { bill }: Content): string | undefined {
  const isFocus = bill.profile === FOCUS_BILL;
  const column = FOCUS[name] ?? (isFocus && FOCUS_FACTS.some((each) => each === name) ? name : undefined);
  return column !== undefined && !isFocus && LISTED.includes(column) ? `x_${column}` : column;
}

/** A month as a vendor writes it is the whole of a billing period; any other value stands as it is in the bill. */
function filled(name: string, values: readonly (string | null | undefined)[]): FocusColumn[] {
  if (name !== FOCUS["period"]) return [{ name, cells: values.map((value) => value ?? "") }];
  const months = values.map((value) => (value != null && MONTH.test(value) ? value : null));
  const starts = values.map((value, place) => (months[place] == null ? (value ?? "") : moment(`${value}-01`)));
  const ends = months.map((month) => (month === null ? "" : moment(dayAfter(lastDay(month)))));
  const written = { name, cells: starts };
  return months.every((month) => month === null) ? [written] : [written, { name: "BillingPeriodEnd", cells: ends }];
}

function factColumns(content: Content, { values }: FocusFacts): FocusColumn[] {
  return [...values].flatMap(([fact, found]) => {
    const name = columnOf(fact, content);
    if (name === undefined) return [];
    const isThere = name === CLASS ? found.every((value) => value !== undefined) : found.some((value) => value != null);
    return isThere ? filled(name, found) : [];
  });
}

function costColumns({ costs }: FocusFacts): FocusColumn[] {
  return [...costs].map(([role, amounts]) => ({ name: FOCUS[role]!, cells: amounts.map((amount) => ({ amount })) }));
}

/** Tags that are levels, under their own keys. */
function tagsOf(levels: readonly string[], key: readonly (string | null)[]): string {
  const tags = levels.map((level, place) => [level, key[place]] as const);
  const own = tags.filter(([level, value]) => level.startsWith(TAG) && value != null);
  return JSON.stringify(Object.fromEntries(own.map(([level, value]) => [level.slice(TAG.length), value])));
}

// ---- times: FOCUS ends a period with the moment after it

const MONTH = /^\d{4}-\d\d$/;

/** From the first day that lines are of to the last, or what of it lies in the row's own day or month. */
function chargePeriod({ days, levels }: Content, key: readonly (string | null)[]): [string, string] {
  if (days === null) return ["", ""];
  const of = (level: string) => key[levels.indexOf(level)] ?? undefined;
  const [day, month] = [of("day"), of("month")];
  const first = day ?? later(days.first, month && `${month}-01`);
  const last = day ?? earlier(days.last, month && lastDay(month));
  return [moment(first), moment(dayAfter(last))];
}

const later = (day: string, other: string | undefined): string => (other !== undefined && other > day ? other : day);
const earlier = (day: string, other: string | undefined): string => (other !== undefined && other < day ? other : day);

const moment = (day: string): string => `${day}T00:00:00Z`;

function dayAfter(day: string): string {
  const next = new Date(moment(day));
  next.setUTCDate(next.getUTCDate() + 1);
  return next.toISOString().slice(0, 10);
}

function lastDay(month: string): string {
  const next = new Date(moment(`${month}-01`));
  next.setUTCMonth(next.getUTCMonth() + 1, 0);
  return next.toISOString().slice(0, 10);
}
