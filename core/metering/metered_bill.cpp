#include "metering/metered_bill.h"

#include <map>
#include <tuple>

#include "base/sort.h"
#include "bill/derived.h"
#include "calendar/month.h"

namespace billfold::metering {
namespace {

using bill::RejectReason;
using calendar::Day;
using vendor::ColumnRole;

constexpr std::string_view kRefilled[] = {"date", "end_date"};

// One line to be.
struct Line {
  std::uint32_t row = 0;
  std::uint32_t usage = 0;
  std::uint32_t kind = 0;
  std::uint32_t sub_kind = 0;
  bool metered = false;  // false: the row meters nothing
  bool idle = false;     // of the node that the row ran on
  std::optional<Day> day = {};
  i128 computed = 0;  // at kComputedScale
  i128 charged = 0;
  std::optional<RejectReason> rejected = {};
};

// What the records of a cell have of it so far.
struct Given {
  i128 billed = 0;
  i128 computed = 0;
  i128 charged = 0;
};

class Maker {
 public:
  Maker(const HourlyUsage& usage, const HourlyBills& bills, const ClusterIdle& idle, bool by_day)
      : usage_(usage),
        records_(usage.records()),
        reader_(records_),
        bills_(bills),
        idle_(idle),
        by_day_(by_day) {}

  Result<bill::Bill> make() {
    if (Result<void> known = know_cells(); !known) return known.error();
    if (Result<void> gathered = gather_idle(); !gathered) return gathered.error();
    for (std::size_t row = 0; row < records_.rows(); ++row) {
      if (Result<void> gathered = gather(static_cast<std::uint32_t>(row)); !gathered) return gathered.error();
      if (lines_.size() > kMostLines)
        return make_error(Code::schedule_too_large, {{"cells", std::to_string(lines_.size())}});
    }
    return bill();
  }

 private:
  // Where each cell stands in the bills, and what of its bill's charge it is.
  Result<void> know_cells() {
    place_of_cell_.resize(bills_.cells.size());
    charged_.resize(bills_.cells.size());
    given_.resize(bills_.cells.size());
    for (std::size_t at = 0; at < bills_.cells.size(); ++at) place_of_cell_[bills_.cells[at]] = at;
    for (const HourBill& bill : bills_.bills) {
      i128 computed = 0;
      i128 before = 0;
      for (std::size_t at = bill.first; at < bill.last; ++at) {
        computed += bills_.parts[at].computed;
        const Result<i128> until = share(bill.charge.charged, computed, bill.charge.computed);
        if (!until) return until.error();
        charged_[at] = *until - before;
        before = *until;
      }
    }
    return {};
  }

  static Result<i128> share(i128 amount, i128 part, i128 whole) {
    if (whole == 0) return i128{0};
    const Result<money::Decimal> cut = money::multiply_by_ratio({amount, kComputedScale}, part, whole,
                                                                kComputedScale, money::Rounding::truncate);
    if (!cut) return cut.error();
    return cut->mantissa;
  }

  Result<void> gather(std::uint32_t row) {
    const std::size_t before = lines_.size();
    for (std::uint32_t usage = 0; usage < records_.usages(); ++usage) {
      const Records::Read& read = reader_.read(row, usage);
      if (!read.present) continue;
      if (Result<void> gathered = gather_record(row, read); !gathered) return gathered;
    }
    if (lines_.size() == before) lines_.push_back({.row = row});
    while (next_idle_ < of_nodes_.size() && of_nodes_[next_idle_].row == row)
      lines_.push_back(of_nodes_[next_idle_++]);
    return {};
  }

  // Idle capacity a node, resource and period, by the first row that tells of it.
  Result<void> gather_idle() {
    std::map<std::tuple<std::int32_t, std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>,
             std::size_t>
        known;
    for (const IdleHour& hour : idle_.hours) {
      i128 computed = 0;
      i128 before = 0;
      for (std::size_t at = hour.first; at < hour.last; ++at) {
        const NodeIdle& node = idle_.nodes[at];
        computed += node.computed;
        const Result<i128> charged = share(hour.charge.charged, computed, hour.charge.computed);
        if (!charged) return charged.error();
        const Day day = period_of(node.hour);
        const Group& group = node.resource;
        const auto [found, is_new] = known.emplace(
            std::tuple{day.number, group.usage, group.kind, group.sub_kind, node.node}, of_nodes_.size());
        if (is_new) {
          of_nodes_.push_back({.row = node.row,
                               .usage = group.usage,
                               .kind = group.kind,
                               .sub_kind = group.sub_kind,
                               .metered = true,
                               .idle = true,
                               .day = day});
        }
        Line& line = of_nodes_[found->second];
        line.computed += node.computed;
        line.charged += *charged - before;
        if (node.unpriced) line.rejected = RejectReason::no_price;
        before = *charged;
      }
    }
    sort_items(of_nodes_, [](const Line& a, const Line& b) { return a.row < b.row; });
    return {};
  }

  Result<void> gather_record(std::uint32_t row, const Records::Read& read) {
    const Record& record = read.record;
    Line line{
        .row = row, .usage = record.usage, .kind = record.kind, .sub_kind = record.sub_kind, .metered = true};
    if (read.fault) {
      line.rejected = RejectReason::not_billed;
      lines_.push_back(line);
      return {};
    }
    const std::size_t first = lines_.size();
    Result<void> all;
    usage_.for_each_part(record, [&](std::uint32_t cell, const Quantities& part) {
      if (!all) return;
      const Day day = period_of(usage_.cells()[cell].hour);
      if (lines_.size() == first || lines_.back().day != day) {
        lines_.push_back(line);
        lines_.back().day = day;
      }
      all = give(place_of_cell_[cell], usage_.cells()[cell].quantities.billed, part.billed, lines_.back());
    });
    if (!all) return all;
    if (lines_.size() == first) lines_.push_back(line);  // without length
    return {};
  }

  // The record's share of a cell's amounts.
  Result<void> give(std::size_t place, i128 billed, i128 part, Line& line) {
    Given& given = given_[place];
    given.billed += part;
    const BillPart& whole = bills_.parts[place];
    if (whole.unpriced && part > 0) line.rejected = RejectReason::no_price;
    const Result<i128> computed = share(whole.computed, given.billed, billed);
    if (!computed) return computed.error();
    const Result<i128> charged = share(charged_[place], given.billed, billed);
    if (!charged) return charged.error();
    line.computed += *computed - given.computed;
    line.charged += *charged - given.charged;
    given.computed = *computed;
    given.charged = *charged;
    return {};
  }

  // The first day of the hour's period.
  Day period_of(std::int32_t hour) const {
    const Day day = day_of(hour);
    return by_day_ ? day : calendar::days_of(calendar::month_of(day)).first;
  }

  bill::Bill bill() const {
    const bill::Bill& source = records_.bill();
    std::vector<std::uint32_t> origins;
    origins.reserve(lines_.size());
    for (const Line& line : lines_) origins.push_back(line.row);
    bill::Derived made(source, std::move(origins), kRefilled);
    const std::size_t begin = made.add("MeteredDate", ColumnRole::date, "date");
    const bool has_kind = source.column_of_field("resource_kind") != nullptr;
    const std::size_t kind = has_kind ? 0 : made.add("MeteredResource", ColumnRole::text, "resource_kind");
    const std::size_t charged = made.add_money("Charged", "payable");
    const std::size_t computed = made.add_money("Computed", "original");
    const std::size_t odd = made.add_money("OddAmount", "rounding");
    made.bill().default_measure = made.bill().columns[charged].role.name;
    const std::size_t purpose = idle_.nodes.empty() ? 0 : made.add("MeteredFor", ColumnRole::text);
    for (std::size_t i = 0; i < source.columns.size(); ++i) {
      const std::string& field = source.columns[i].role.field;
      const bool of_node = field == "instance" || field == "resource_kind" || field == "sub_kind";
      made.copy_column(i, false, [&](std::size_t row) { return of_node || !lines_[row].idle; });
    }
    for (const Line& line : lines_) {
      made.push_text(begin, line.day ? calendar::iso(*line.day) : "");
      if (kind != 0) made.push_text(kind, line.metered ? records_.kind(line.usage, line.kind) : "");
      if (purpose != 0) made.push_text(purpose, line.idle ? "idle" : line.metered ? "use" : "");
      made.push_amount(charged, {line.charged, kComputedScale});
      made.push_amount(computed, {line.computed, kComputedScale});
      made.push_amount(odd, {line.computed - line.charged, kComputedScale});
      if (!line.rejected) continue;
      for (const std::size_t column : {charged, computed, odd}) ++made.bill().columns[column].rejected;
    }
    made.copy_rejected(static_cast<std::uint32_t>(charged),
                       [this](std::size_t row) { return lines_[row].rejected; });
    return made.finish();
  }

  const HourlyUsage& usage_;
  const Records& records_;
  RecordReader reader_;
  const HourlyBills& bills_;
  const ClusterIdle& idle_;
  bool by_day_;
  std::vector<Line> of_nodes_;  // by row
  std::size_t next_idle_ = 0;
  std::vector<std::size_t> place_of_cell_;
  std::vector<i128> charged_;  // of each part of a bill, at kComputedScale
  std::vector<Given> given_;
  std::vector<Line> lines_;
};

}  // namespace

Result<bill::Bill> metered_bill_of(const HourlyUsage& usage, const HourlyBills& bills,
                                   const ClusterIdle& idle, bool by_day) {
  return Maker(usage, bills, idle, by_day).make();
}

}  // namespace billfold::metering
