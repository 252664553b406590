#pragma once

// The conversation with the core: every request and every answer, as structs whose JSON is what crosses the
// boundary and whose TypeScript is emitted from here (wasm/emit_types.cpp). Amounts are exact decimal
// strings; a double is a ratio that only draws and is never printed; rows and lines are counted from 1 where
// a person reads them (line) and from 0 where a program does (row, offset).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "base/json.h"
#include "plan/plan.h"
#include "session/meter_protocol.h"
#include "session/rules_protocol.h"
#include "session/schedule_protocol.h"
#include "session/watch_protocol.h"

namespace billfold::session {

// One value a level of the plan's stack, outermost first; null is the unassigned leaf.
using Path = std::vector<std::optional<std::string>>;

// ---- failures
// ------------------------------------------------------------------------------------------------

// Every method answers its own type or this, told apart by the field `error`.
struct Failure {
  std::string error;    // the code's name: "unterminated_quote"
  std::string message;  // the English sentence; the page has its own words by code
  json::Entries<std::string> values;
  std::uint64_t line = 0;  // 0: does not apply
  std::uint32_t column = 0;
  BILLFOLD_FIELDS(Failure, error, message, values, line, column)
};

// An answer without content.
struct Done {
  bool done = true;
  BILLFOLD_FIELDS(Done, done)
};

// ---- opening: sniff the raw head, recognise the decoded head, begin, feed, end
// -------------------------------

// What the first bytes of a file say (as they are on the disk, up to 256 KiB).
struct SniffReport {
  std::string container;  // text gzip zip xlsx pdf image parquet binary empty
  std::string what;       // for people: "an Excel workbook"
  std::string
      encoding;  // of a text: utf-8 gb18030 utf-16le utf-16be windows-1252 big5 shift_jis (WHATWG labels)
  std::string evidence;  // bom, valid, zero_bytes, letters, last_resort
  std::vector<std::string> alternatives;
  bool json = false;
  BILLFOLD_FIELDS(SniffReport, container, what, encoding, evidence, alternatives, json)
};

// What the user (or the command line) has decided about the file's form; all empty: recognise by evidence.
struct FieldColumn {
  std::string field;   // a field name, or "measure", "currency"
  std::string column;  // a header of the file; empty: this file has none
  BILLFOLD_FIELDS(FieldColumn, field, column)
};
struct Mapping {
  std::string profile;
  std::vector<FieldColumn> fields;
  std::string delimiter;     // one character; empty: by evidence
  std::string decimal_mark;  // "point", "comma"; empty: by evidence, a column at a time
  std::string date_order;    // "ymd" "mdy" "dmy"; empty: by evidence
  std::uint64_t header_line = 0;
  BILLFOLD_FIELDS(Mapping, profile, fields, delimiter, decimal_mark, date_order, header_line)
};

struct ColumnInfo {
  std::string name;   // the header as it stands, duplicates numbered, "column 12" where it is empty
  std::string field;  // the field it fills; "" none
  std::string kind;   // text amount date tags currency
  std::string role;   // of an amount: billed effective list ... quantity; "" unknown
  bool money = false;
  std::vector<std::string> samples;  // up to 3 different cells of the head
  BILLFOLD_FIELDS(ColumnInfo, name, field, kind, role, money, samples)
};

// How a head was understood, before anything is read.
struct RecogniseReport {
  std::string profile;                // "" unknown
  json::Entries<std::string> titles;  // by language: {"en":"AWS Cost and Usage Report","zh":...}
  std::string delimiter;
  std::uint64_t header_line = 0;
  std::vector<ColumnInfo> columns;
  std::string default_measure;
  std::vector<std::string> unsure;                   // fields that the user should confirm
  std::vector<std::vector<std::string>> first_rows;  // up to 5, as they stand
  std::string
      beside;  // its role where it is read together with a bill: deductions cost_bill prices (whose text
               // is the plan's); "" it is a bill
  BILLFOLD_FIELDS(RecogniseReport, profile, titles, delimiter, header_line, columns, default_measure, unsure,
                  first_rows, beside)
};

// Starts reading one more file of the bill. The first file decides the form; another must have the same.
struct BeginRequest {
  std::string file;      // its name, for messages
  double bytes = 0;      // its size on the disk
  std::string encoding;  // as decoded by the caller; shown, not used
  bool json = false;
  // "" the bill; "deductions" of its packs, or a vendor's "cost_bill" to be audited: read beside it.
  std::string role;
  Mapping mapping;
  // Columns to store: to group or filter by, by header, field or dimension name; and amount columns. Both empty: all.
  // Every amount column is summed, stored or not, but for a first pass.
  std::vector<std::string> columns;
  std::vector<std::string> measures;
  // What to store whatever these two say: "usual" what the first questions ask for; "first" of that only what is shown
  // first and `columns`, looking at no other amount, where the file's head tells what that is (else as "usual"); "rest", in
  // a pass behind that one with the same `columns`, what it left of the usual. "": as they say.
  std::string store;
  // Where the shard begins that this session reads of a file for another one, in bytes; 0: none, but the whole file.
  double shard = 0;
  BILLFOLD_FIELDS(BeginRequest, file, bytes, encoding, json, role, mapping, columns, measures, store, shard)
};

struct Progress {
  std::uint64_t rows = 0;
  std::string total;  // of the default measure, so far
  double held = 0;    // bytes of memory that the columns take
  BILLFOLD_FIELDS(Progress, rows, total, held)
};

// ---- a file that is read in shards, each by a session of its own
// ----------------------------------------------------

// Where in the bytes that were looked at a row is likely to begin; -1: nowhere.
struct RowBegin {
  double at = -1;
  BILLFOLD_FIELDS(RowBegin, at)
};

struct ShardReport {
  std::uint32_t pieces = 0;  // in which it is handed over; 0: it cannot be put together with others
  BILLFOLD_FIELDS(ShardReport, pieces)
};

struct PieceReport {
  double bytes = 0;
  BILLFOLD_FIELDS(PieceReport, bytes)
};

// How far the sessions have come that read the other shards.
struct ShardsProgress {
  std::vector<Progress> shards;
  BILLFOLD_FIELDS(ShardsProgress, shards)
};

// ---- the bill
// ------------------------------------------------------------------------------------------------

struct RejectedLine {
  std::uint32_t file = 0;
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  std::string column;
  std::string reason;  // not_a_number too_many_digits other_mark surplus_cells
  std::string text;
  BILLFOLD_FIELDS(RejectedLine, file, row, line, column, reason, text)
};

struct MeasureInfo {
  std::string name;
  std::string role;
  bool money = false;
  std::string total;        // of the chosen currency, exact; "" while the column was not looked at
  std::uint32_t scale = 0;  // most fraction digits among its cells
  std::uint64_t empty = 0;
  std::uint64_t rejected = 0;
  std::string decimal_mark;  // point comma ambiguous (read as point; the user is asked)
  BILLFOLD_FIELDS(MeasureInfo, name, role, money, total, scale, empty, rejected, decimal_mark)
};

struct CurrencyInfo {
  std::optional<std::string> code;  // null: lines without one
  std::uint64_t rows = 0;
  std::string total;  // of the default measure
  BILLFOLD_FIELDS(CurrencyInfo, code, rows, total)
};

struct FooterInfo {
  std::uint64_t line = 0;
  std::string text;
  std::optional<std::string> total;  // what it says for the default measure
  bool agrees = false;
  BILLFOLD_FIELDS(FooterInfo, line, text, total, agrees)
};

struct FileInfo {
  std::string name;
  std::string encoding;
  std::string profile;
  std::string delimiter;
  std::uint64_t header_line = 0;
  std::uint64_t rows = 0;
  std::uint64_t blank_lines = 0;
  std::uint64_t preamble_lines = 0;
  std::uint64_t short_rows = 0;
  std::string total;
  BILLFOLD_FIELDS(FileInfo, name, encoding, profile, delimiter, header_line, rows, blank_lines,
                  preamble_lines, short_rows, total)
};

// What was read beside the bill. Its files are counted after the bill's, in this order.
struct CompanionInfo {
  std::string role;  // deductions cost_bill
  std::string profile;
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;
  std::vector<FileInfo> files;
  BILLFOLD_FIELDS(CompanionInfo, role, profile, rows, rejected, files)
};

struct BillReport {
  std::string profile;
  json::Entries<std::string> titles;
  std::vector<FileInfo> files;
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;                // lines, of any amount column
  std::vector<RejectedLine> rejected_lines;  // the first 1000
  std::vector<ColumnInfo> columns;
  std::vector<MeasureInfo> measures;
  std::string default_measure;
  std::vector<CurrencyInfo> currencies;  // most lines first
  std::vector<FooterInfo> footers;
  std::uint64_t malformed_tags = 0;
  std::vector<CompanionInfo> beside;
  bool may_have_orders = false;     // false: no line is paid for a time ahead; true: a schedule will tell
  std::uint64_t prepaid_lines = 0;  // orders that are paid for a time ahead: they can be amortized
  // Amount columns that were not looked at yet: their totals, and lines rejected for their sake, come with the next pass.
  std::uint32_t unread = 0;
  // What the bill is about, for what is shown first: "usage" without amounts, to be metered; "orders" where most of its
  // money is prepaid; "" else.
  std::string about;
  BILLFOLD_FIELDS(BillReport, profile, titles, files, rows, rejected, rejected_lines, columns, measures,
                  default_measure, currencies, footers, malformed_tags, beside, may_have_orders,
                  prepaid_lines, unread, about)
};

// ---- dimensions and advice
// -----------------------------------------------------------------------------------

struct DimensionsRequest {
  plan::Plan plan =
      {};  // its stack, filters and grain do not matter: what there is to choose from is the same
  BILLFOLD_FIELDS(DimensionsRequest, plan)
};

struct DimensionInfo {
  std::string name;      // as a plan names it
  std::string column;    // the header behind it; of month and day that of the dates
  std::string kind;      // field tag column period
  bool stored = true;    // false: a second pass must read it first
  bool amounts = false;  // of a column that is summed: its cells can be grouped by like any, but rarely are
  bool named = false;    // its values are identifiers that have names: see NamesRequest
  std::uint64_t values = 0;
  std::uint64_t rows_with_value = 0;
  std::string covered;   // amount on lines that carry a value
  std::string coverage;  // percent of the total by absolute amounts, one digit, "87.2"
  double ratio = 0;
  BILLFOLD_FIELDS(DimensionInfo, name, column, kind, stored, amounts, named, values, rows_with_value, covered,
                  coverage, ratio)
};

// A ready-made way to split (rules 2, the eight schemes) and whether this bill can be split so.
struct SchemeInfo {
  std::string id;  // departments project_teams products models people sub_accounts workspaces keys
                   // workspace_login_key
  std::vector<std::string> by;
  std::string measure;  // the amount column that the scheme is about; "" any: the plan's stays
  bool available = false;
  bool recommended = false;  // at most one of them
  // A code with words in the page's catalogue. Values always: dimension (the one that decides); where it is in the
  // bill also coverage ("87.2", percent) and count (of its values).
  // Not available: no_column, no_values, not_read. Available: one_value (it tells nothing apart), covers_little
  // (below 50 %), covers_part, covers_most (80 % and more).
  // Recommended: accounts_per_department, projects_apart, tags_tell_products_apart, models_apart, creators_known,
  // people_share_resources, isolated_business_lines, systems_within_workspace, three_tiers.
  std::string reason;
  json::Entries<std::string> values;
  BILLFOLD_FIELDS(SchemeInfo, id, by, measure, available, recommended, reason, values)
};

// An amount column that can be measured on the plan's basis.
struct MeasureChoice {
  std::string name;
  std::string role;  // as in MeasureInfo
  bool money = false;
  bool basis = false;     // the same lines read in one way: list, billed, net, paid; no part of an amount
  bool computed = false;  // no column of the file: computed a line, by its type
  BILLFOLD_FIELDS(MeasureChoice, name, role, money, basis, computed)
};
// Lines that say what nobody used of a commitment, by the form's own words.
struct UnusedLines {
  std::string dimension;
  std::vector<std::string> values;
  std::string measure;  // the one on which such a line costs what nobody used; "" any
  BILLFOLD_FIELDS(UnusedLines, dimension, values, measure)
};
struct DimensionsReport {
  std::vector<DimensionInfo> dimensions;
  std::vector<SchemeInfo> schemes;
  std::vector<std::string> first_stack;  // what to group by before anybody chose
  std::vector<MeasureChoice> measures;   // of the bill that the plan's basis makes
  std::string default_measure;           // the one where the plan names none
  json::IfAny<std::vector<UnusedLines>> unused = {};
  BILLFOLD_FIELDS(DimensionsReport, dimensions, schemes, first_stack, measures, default_measure, unused)
};

struct ValuesRequest {
  plan::Plan plan = {};  // its filters on other dimensions apply
  std::string dimension = {};
  std::string find = {};  // part of the value or its name, letter case ignored for ASCII
  std::uint32_t limit = 100;
  BILLFOLD_FIELDS(ValuesRequest, plan, dimension, find, limit)
};
struct ValueInfo {
  std::optional<std::string> value;
  std::string name;  // what people read for it; "" if it has none
  std::string amount;
  std::uint64_t rows = 0;
  BILLFOLD_FIELDS(ValueInfo, value, name, amount, rows)
};
struct ValuesReport {
  std::vector<ValueInfo> values;  // largest amount first, unassigned last
  std::uint64_t found = 0;
  BILLFOLD_FIELDS(ValuesReport, values, found)
};

// Names for the values of dimensions whose values are identifiers (split/names.h).
struct NamesRequest {
  plan::Plan plan = {};  // its basis
  std::vector<std::string> dimensions = {};
  BILLFOLD_FIELDS(NamesRequest, plan, dimensions)
};
struct ValueName {
  std::string value;
  std::string name;
  BILLFOLD_FIELDS(ValueName, value, name)
};
struct DimensionNames {
  std::string dimension;
  std::vector<ValueName> values;  // those that have a name, in the order of their keys
  BILLFOLD_FIELDS(DimensionNames, dimension, values)
};
struct NamesReport {
  std::vector<DimensionNames> dimensions;  // as asked for
  BILLFOLD_FIELDS(NamesReport, dimensions)
};

// ---- split
// ---------------------------------------------------------------------------------------------------

// All leaves, for the command line and for exports.
struct SplitRequest {
  plan::Plan plan = {};
  BILLFOLD_FIELDS(SplitRequest, plan)
};
struct Leaf {
  Path key;
  std::string amount;
  std::uint64_t rows = 0;
  // Where costs are shared: amount = direct + shared_in - shared_out.
  json::IfAny<std::string> direct = {};
  json::IfAny<std::string> shared_in = {};
  json::IfAny<std::string> shared_out = {};
  BILLFOLD_FIELDS(Leaf, key, amount, rows, direct, shared_in, shared_out)
};
struct SplitReport {
  std::string measure;
  std::string total;
  std::uint64_t rows = 0;
  std::uint64_t rejected = 0;
  std::vector<std::string> by;
  std::vector<Leaf> leaves;  // in the order of their keys, unassigned last on each level
  std::string difference;
  BILLFOLD_FIELDS(SplitReport, measure, total, rows, rejected, by, leaves, difference)
};

// The strip that is always on the page: bill = allocated + unassigned + shared out + excluded. (rules 2)
struct Balance {
  std::string bill;        // the whole file, in this measure and currency
  std::string allocated;   // lines with a value on every level
  std::string unassigned;  // lines without a value on some level
  std::string shared_out;  // by shared-cost rules: what the lines that they took cost by themselves
  std::string excluded;    // by filters, or omitted
  std::string difference;  // bill - the four; anything but "0" is a defect and is shown as such
  std::uint64_t rows = 0;
  std::uint64_t allocated_rows = 0;
  std::uint64_t unassigned_rows = 0;
  std::uint64_t excluded_rows = 0;
  std::uint64_t rejected = 0;  // lines whose amount could not be read, counted as nothing
  json::IfAny<std::uint64_t> shared_out_rows = {};  // where costs are shared
  std::vector<CurrencyInfo> other_currencies;
  bool balanced = false;  // difference is 0 on every level and no line was rejected
  BILLFOLD_FIELDS(Balance, bill, allocated, unassigned, shared_out, excluded, difference, rows,
                  allocated_rows, unassigned_rows, excluded_rows, rejected, shared_out_rows, other_currencies,
                  balanced)
};

// A window of the split as a tree laid flat, the way a treegrid shows it.
struct ViewRequest {
  plan::Plan plan = {};
  // The group that is looked into: only what it holds is laid flat, its children on level 1; empty: the whole
  // split.
  Path root = {};
  std::vector<Path> open = {};  // groups that are expanded; a path shorter than the stack
  bool open_all = false;
  std::vector<Path> closed = {};  // with open_all: the groups that are collapsed all the same
  std::vector<Path> others = {};  // groups whose "Others" is opened (the parent's path)
  std::uint32_t top = 0;          // children shown a group before the rest goes to Others; 0: all
  std::string sort = "amount";    // amount name rows
  bool ascending = false;
  std::string find = {};  // keep groups whose name, or whose descendant's name, holds this
  std::uint64_t offset = 0;
  std::uint32_t limit = 200;
  BILLFOLD_FIELDS(ViewRequest, plan, root, open, open_all, closed, others, top, sort, ascending, find, offset,
                  limit)
};
struct ViewRow {
  std::string kind;         // group unassigned others
  Path path;                // of the group, from the whole split down; of others: the parent's
  std::uint32_t level = 1;  // as shown: below the root 1; groups in an opened Others are one deeper than it
  std::string amount;
  // Percent of the parent group (of what is in Others, too), one digit; null where the parent is 0 or some of its
  // children are positive and some negative.
  std::optional<std::string> share;
  double ratio = 0;  // |amount| / the largest |amount| of any group of the split, for the bar
  std::uint64_t rows = 0;
  std::uint64_t children = 0;  // groups directly below; of others: how many groups it stands for
  bool open = false;
  std::uint32_t position = 1;  // among its siblings as shown, from 1
  std::uint32_t siblings = 1;
  // Where costs are shared: amount = direct + shared_in - shared_out.
  json::IfAny<std::string> direct = {};
  json::IfAny<std::string> shared_in = {};
  json::IfAny<std::string> shared_out = {};
  BILLFOLD_FIELDS(ViewRow, kind, path, level, amount, share, ratio, rows, children, open, position, siblings,
                  direct, shared_in, shared_out)
};
// A target that no line of the bill has, and what it got.
struct AbsentTarget {
  std::string target;
  std::string amount;
  BILLFOLD_FIELDS(AbsentTarget, target, amount)
};
// What a rule of shared costs did.
struct SharedRuleInfo {
  std::string name;
  std::string handed;  // to its targets, together
  // A pool that stayed at its source, and why: no_targets zero_weights mixed_weights; "" none did.
  std::string kept = {};
  std::string reason = {};
  json::IfAny<std::vector<AbsentTarget>> absent = {};  // where any got something, largest first
  BILLFOLD_FIELDS(SharedRuleInfo, name, handed, kept, reason, absent)
};
struct ViewReport {
  std::string measure;
  std::string currency;
  std::uint32_t scale = 0;  // fraction digits to show
  std::vector<std::string> by;
  std::string total;  // of the root: the whole split, or the group looked into
  std::uint64_t rows = 0;
  std::optional<std::string> share;  // percent that the root is of the whole split; null as in ViewRow
  Balance balance;                   // of the bill and the plan, whatever is looked into
  std::uint64_t lines = 0;           // of the flat tree
  std::uint64_t offset = 0;
  std::vector<ViewRow> view;
  // Where costs are shared: of the whole split, and by rule.
  json::IfAny<std::string> direct = {};
  json::IfAny<std::string> shared_in = {};
  json::IfAny<std::string> shared_out = {};
  json::IfAny<std::vector<SharedRuleInfo>> shared = {};
  BILLFOLD_FIELDS(ViewReport, measure, currency, scale, by, total, rows, share, balance, lines, offset, view,
                  direct, shared_in, shared_out, shared)
};

// Amounts by period for stacked bars, the largest groups of the first level below the root apart.
struct SeriesRequest {
  plan::Plan plan = {};
  Path root = {};
  std::string grain = "month";  // month day
  std::uint32_t top = 8;
  BILLFOLD_FIELDS(SeriesRequest, plan, root, grain, top)
};
struct Series {
  std::string kind;                  // group unassigned others; total where there is no level below the root
  std::optional<std::string> name;   // of a group
  std::uint64_t groups = 1;          // of others: how many it stands for
  std::vector<std::string> amounts;  // one a period
  std::vector<double> ratios;        // amount (with its sign) / the height of the highest or deepest column
  std::string total;
  BILLFOLD_FIELDS(Series, kind, name, groups, amounts, ratios, total)
};
// A round amount that the axis names.
struct SeriesTick {
  std::string amount;
  double ratio = 0;  // as of a Series
  BILLFOLD_FIELDS(SeriesTick, amount, ratio)
};
struct SeriesReport {
  // "2025-04", "2025-04-11", without a gap; null, last: lines without a date.
  std::vector<std::optional<std::string>> periods;
  std::vector<std::string> totals;
  std::uint32_t largest = 0;  // index of the period with the highest total
  std::vector<Series> series;
  std::vector<SeriesTick> ticks;  // between the deepest column's end and the highest's, 0 among them
  std::string total;
  BILLFOLD_FIELDS(SeriesReport, periods, totals, largest, series, ticks, total)
};

// The leaves with what part of the total each is, for exports that must say so (FOCUS: AllocatedRatio).
struct AllocationRequest {
  plan::Plan plan = {};
  BILLFOLD_FIELDS(AllocationRequest, plan)
};
struct AllocatedLeaf {
  Path key;
  std::string amount;
  std::uint64_t rows = 0;
  std::string ratio;  // of the total; all of them add up to exactly 1 (money/ratio.h)
  BILLFOLD_FIELDS(AllocatedLeaf, key, amount, rows, ratio)
};
struct AllocationReport {
  std::string measure;
  std::string currency;
  std::string total;
  std::vector<std::string> by;
  std::vector<AllocatedLeaf> leaves;  // as in SplitReport
  BILLFOLD_FIELDS(AllocationReport, measure, currency, total, by, leaves)
};

// ---- why, and the lines behind
// -------------------------------------------------------------------------------

struct ExplainRequest {
  plan::Plan plan = {};
  Path path = {};  // a group at any level; empty: the total
  BILLFOLD_FIELDS(ExplainRequest, plan, path)
};
// One step of the arithmetic; words by `what` in the page's catalogue.
struct ExplainStep {
  // Of steps: lines_of_file (amount "" where the file holds several currencies), kept_by_currency {currency},
  // not_omitted {}, where the plan omits any,
  // kept_by_filter {dimension, values joined by ", ", count; blank: "true" where lines without a value are named},
  // left_out_by_filter (the same of an exclude), in_group {dimension, value}, without_value {dimension}.
  // Of parts: child {dimension, value}, child_without_value {dimension}, others {dimension, groups}; of a group
  // without children: positive, negative, zero, rejected; of rules, received_by_rule and given_by_rule {rule, change}.
  // Of steps, received_by_rule is one handout of the rule: {method, target, place, pool, weight, weights, exact, remainder},
  // too, where place is the partition and the target, exact is pool x weight / weights to six digits beyond the bill's,
  // and remainder what the apportioning added. Where the group got a part of the handout alone: {amount, own, whole,
  // portion, rest}, too: amount x own / whole, by what the target's groups cost by themselves.
  // received_by_more {rule, change, groups}: the rule's smaller handouts, together.
  std::string what;
  json::Entries<std::string> values;
  std::string amount;
  std::uint64_t rows = 0;
  BILLFOLD_FIELDS(ExplainStep, what, values, amount, rows)
};
// `rules`: how many lines of the group, and how much of what they cost by themselves, each rule of a category that the
// group is named by put there: category_rule {category, rule, value}, rule counted from 1; category_rest, the lines that
// no rule took.
struct Explanation {
  Path path;
  std::string measure;
  std::string amount;
  std::uint64_t rows = 0;
  std::vector<ExplainStep> steps;  // from the file down to the group
  std::vector<ExplainStep> parts;  // what adds up to the amount: its children, or its lines by their sign
  json::IfAny<std::vector<ExplainStep>> rules = {};
  std::string difference;  // amount - parts, and amount - the last step; "0"
  BILLFOLD_FIELDS(Explanation, path, measure, amount, rows, steps, parts, rules, difference)
};

struct LinesRequest {
  plan::Plan plan = {};
  Path path = {};
  std::uint64_t offset = 0;
  std::uint32_t limit = 100;
  BILLFOLD_FIELDS(LinesRequest, plan, path, offset, limit)
};
struct SourceLine {
  std::uint32_t file = 0;
  std::uint64_t row = 0;
  std::uint64_t line = 0;
  double begin = 0;  // byte range in the decoded (UTF-8) text of the file
  double end = 0;
  std::string amount;
  std::string rejected;  // why the amount could not be read and counts as 0 (as in RejectedLine); "" it could
  BILLFOLD_FIELDS(SourceLine, file, row, line, begin, end, amount, rejected)
};
struct LinesReport {
  std::uint64_t rows = 0;
  std::string total;
  std::vector<SourceLine> lines;
  BILLFOLD_FIELDS(LinesReport, rows, total, lines)
};

// Why a figure of a report is what it is (session/figures.h). The fields but `place` are those of the question that gave
// the report, and are read as it reads them.
struct WhyFigureRequest {
  plan::Plan plan = {};
  // discounts commitments what_if own_use affinity budgets anomalies tags compliance compare matrix fair_share lint series
  // balance (of a view) category_rules meter idle cache_savings roll_forward journal preview listing group (at root)
  std::string view = {};
  std::string by = {};
  std::string from = {};
  std::string to = {};
  std::string month = {};
  std::string dimension = {};
  std::string explain_by = {};
  WhatIfInputs given = {};
  std::string kind = {};
  std::string purchaser = {};
  std::string zone = {};
  std::string scope = {};
  std::string policy = {};
  std::vector<std::string> show = {};
  std::string before = {};
  std::string after = {};
  std::string item = {};
  std::optional<plan::Plan> before_plan = {};
  std::string rule = {};
  std::string usage = {};
  std::vector<std::optional<std::string>> accounts = {};
  Path root = {};
  std::string grain = {};
  std::uint32_t top = 0;
  std::string department = {};
  std::string category = {};
  std::string list = {};
  bool alone = false;
  std::vector<PreviewOrder> orders = {};
  std::vector<PreviewUse> uses = {};
  std::string place = {};    // in the report, items counted from 0, lists from their begin: "rows/2/discount"
  std::uint64_t offset = 0;  // of the lines
  std::uint32_t limit = 50;
  static constexpr bool kEveryBasis = true;
  BILLFOLD_FIELDS(WhyFigureRequest, plan, view, by, from, to, month, dimension, explain_by, given, kind,
                  purchaser, zone, scope, policy, show, before, after, item, before_plan, rule, usage,
                  accounts, root, grain, top, department, category, list, alone, orders, uses, place, offset,
                  limit)
};
// Steps are done one after the other, beginning at 0. `amount` is what each brings: of rounded, truncated and apportioned
// what was added by it, to six digits more than it left.
struct FigureStep {
  // plus minus times divided_by at_most at_least; rounded: half up; truncated; apportioned: up or down, as the parts
  // that it is one of add up; beside: looked at, not counted
  std::string op;
  // The field that it is, or what stands for it: lines given usual number least itself deviation root days elapsed item usage
  // hour others part share kept opinion total_line usual_day order before after moved amortized_before amortized_through
  // typed use quantity size place fit reserved remainder handed_on own own_of_all by_level; words in the page's catalogue.
  std::string what;
  std::optional<std::string> name;  // which of several: a value, an account, a day; "" lines without one
  std::string amount;
  std::string place;         // of the figure that it is, in the report or below it (figures.h); "" of none
  std::uint32_t digits = 0;  // of rounded, truncated and apportioned
  BILLFOLD_FIELDS(FigureStep, op, what, name, amount, place, digits)
};
struct WhyFigureReport {
  std::string what;  // the field's name
  std::string amount;
  std::vector<FigureStep> steps;
  std::vector<ExplainStep> rules;  // which lines count for it (figures.h)
  LinesReport lines;               // of a figure that lines add up to: what each gives to it
  std::string difference;          // amount - what the steps come to
  BILLFOLD_FIELDS(WhyFigureReport, what, amount, steps, rules, lines, difference)
};

// The cells of one record whose bytes were read again from the file and lie in the lent memory.
struct CellsReport {
  std::vector<std::string> cells;
  BILLFOLD_FIELDS(CellsReport, cells)
};

// ---- rules, as they are saved and passed on: nothing of a bill but the words that a person put into them
// ----------------------------------------------------------------------------------------------

// How the split is looked at, without the groups that were opened: their names are the bill's.
struct SharedView {
  std::string lens = "table";  // table treemap time
  std::string sort = "amount";
  bool ascending = false;
  std::uint32_t top = 10;
  bool open_all = false;
  std::string period = "month";
  BILLFOLD_FIELDS(SharedView, lens, sort, ascending, top, open_all, period)
};
struct Rules {
  std::uint32_t version = 1;
  plan::Plan plan;
  Mapping mapping;
  SharedView view;
  std::string language;  // "" as the reader has it; en zh-CN
  BILLFOLD_FIELDS(Rules, version, plan, mapping, view, language)
};

// ---- what rules did
// -------------------------------------------------------------------------------------------------------

// How many lines and how much a category gives each of its rules, in their order; rows of the last are the rest.
struct CategoryRulesRequest {
  plan::Plan plan = {};
  std::string category = {};
  BILLFOLD_FIELDS(CategoryRulesRequest, plan, category)
};
struct CategoryRuleInfo {
  std::string value;  // of the rule; of the last: of the lines that no rule took
  std::string amount;
  std::uint64_t rows = 0;
  BILLFOLD_FIELDS(CategoryRuleInfo, value, amount, rows)
};
struct CategoryRulesReport {
  std::vector<CategoryRuleInfo> rules;  // as the category has them, and the rest
  std::string total;
  BILLFOLD_FIELDS(CategoryRulesReport, rules, total)
};

// From source to target: what every rule of shared costs handed to whom.
struct MatrixRequest {
  plan::Plan plan = {};
  bool by_source = false;  // with what each source gave to each target (split/sources.h)
  BILLFOLD_FIELDS(MatrixRequest, plan, by_source)
};
struct MatrixCell {
  std::string rule;
  Path partition;
  std::string target;
  std::string pool;
  std::string weight;
  std::string weights;  // of all targets
  std::string amount;
  BILLFOLD_FIELDS(MatrixCell, rule, partition, target, pool, weight, weights, amount)
};
struct MatrixShare {
  std::uint32_t cell = 0;    // in `cells`: the target, and its weight
  std::uint32_t column = 0;  // in `targets`
  std::string together;      // with what the sources before it gave to the target, within rule and partition
  std::string amount;
  BILLFOLD_FIELDS(MatrixShare, cell, column, together, amount)
};
struct MatrixSource {
  std::string rule;
  Path partition;
  std::vector<std::string> dimensions;  // that tell the rule's sources apart
  Path source;                          // a value of each; none where it stands for several
  std::uint64_t sources = 1;            // so many: those that gave least
  std::string amount;
  std::string together;  // with the sources before it, within rule and partition
  std::vector<MatrixShare> shares;
  BILLFOLD_FIELDS(MatrixSource, rule, partition, dimensions, source, sources, amount, together, shares)
};
struct MatrixTarget {
  std::string dimension;
  std::string target;
  std::string amount;  // of all rules
  BILLFOLD_FIELDS(MatrixTarget, dimension, target, amount)
};
struct MatrixReport {
  std::vector<MatrixCell> cells;
  std::vector<SharedRuleInfo> rules;
  // Rows and columns of the matrix, and what they add up to; cost that is handed on twice is in it twice.
  json::IfAny<std::vector<MatrixSource>> sources = {};
  json::IfAny<std::vector<MatrixTarget>> targets = {};
  json::IfAny<std::string> total = {};
  BILLFOLD_FIELDS(MatrixReport, cells, rules, sources, targets, total)
};

// ---- the methods
// ---------------------------------------------------------------------------------------------

// Questions to an open bill: name, request, answer. Session declares one method for each, the binding exports
// one line for each, the page gets one typed method for each.
#define BILLFOLD_QUESTIONS(X)                                  \
  X(dimensions, DimensionsRequest, DimensionsReport)           \
  X(values, ValuesRequest, ValuesReport)                       \
  X(names, NamesRequest, NamesReport)                          \
  X(split, SplitRequest, SplitReport)                          \
  X(allocation, AllocationRequest, AllocationReport)           \
  X(view, ViewRequest, ViewReport)                             \
  X(series, SeriesRequest, SeriesReport)                       \
  X(explain, ExplainRequest, Explanation)                      \
  X(lines, LinesRequest, LinesReport)                          \
  X(why_figure, WhyFigureRequest, WhyFigureReport)             \
  X(schedule, ScheduleRequest, ScheduleReport)                 \
  X(order_days, OrderDaysRequest, OrderDaysReport)             \
  X(why_amortized, WhyAmortizedRequest, WhyAmortizedReport)    \
  X(amortize, AmortizeRequest, AmortizeReport)                 \
  X(audit, AuditRequest, AuditReport)                          \
  X(roll_forward, RollForwardRequest, RollForwardReport)       \
  X(journal, JournalRequest, JournalReport)                    \
  X(preview, PreviewRequest, PreviewReport)                    \
  X(meter, MeterRequest, MeterReport)                          \
  X(why_metered, WhyMeteredRequest, WhyMetered)                \
  X(idle, IdleRequest, IdleReport)                             \
  X(cache_savings, CacheSavingsRequest, CacheSavingsReport)    \
  X(what_if, WhatIfRequest, WhatIfReport)                      \
  X(own_use, OwnUseRequest, OwnUseReport)                      \
  X(affinity, AffinityRequest, AffinityReport)                 \
  X(discounts, DiscountsRequest, DiscountsReport)              \
  X(commitments, CommitmentsRequest, CommitmentsReport)        \
  X(budgets, BudgetsRequest, BudgetsReport)                    \
  X(anomalies, AnomaliesRequest, AnomaliesReport)              \
  X(tags, TagsRequest, TagsReport)                             \
  X(compliance, ComplianceRequest, ComplianceReport)           \
  X(category_rules, CategoryRulesRequest, CategoryRulesReport) \
  X(matrix, MatrixRequest, MatrixReport)                       \
  X(compare, CompareRequest, CompareReport)                    \
  X(lint, LintRequest, LintReport)                             \
  X(fair_share, FairShareRequest, FairShareReport)             \
  X(listing, ListingRequest, ListingReport)                    \
  X(usage_list, UsageListRequest, UsageListReport)

}  // namespace billfold::session
