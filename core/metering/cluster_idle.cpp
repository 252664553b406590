#include "metering/cluster_idle.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/sort.h"

namespace billfold::metering {
namespace {

bool add(i128& sum, i128 part) { return !__builtin_add_overflow(sum, part, &sum) && money::fits(sum); }

// The resource of a node: its usage, kind and sub-kind, and the node.
using Holder = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, std::uint32_t>;

class Gatherer {
 public:
  explicit Gatherer(const Records& records) : records_(records) {}

  Result<std::vector<NodeIdle>> gather() {
    RecordReader reader(records_);
    for (std::uint32_t row = 0; row < records_.rows(); ++row) {
      for (std::uint32_t usage = 0; usage < records_.usages(); ++usage) {
        if (!records_.says_capacity(usage)) continue;
        const Records::Read& read = reader.read(row, usage);
        if (read.present && !read.fault && !take(row, read.record)) return make_error(Code::overflow);
      }
    }
    for (NodeIdle& node : nodes_) node.idle = std::max<i128>(0, node.capacity - node.billed);
    sort_items(nodes_, [](const NodeIdle& a, const NodeIdle& b) { return a.hour < b.hour; });
    return std::move(nodes_);
  }

 private:
  bool take(std::uint32_t row, const Record& record) {
    const std::uint32_t node = records_.node_of(row);
    const Holder holder{record.usage, record.kind, record.sub_kind, node};
    Group group;
    group.usage = record.usage;
    group.kind = record.kind;
    group.sub_kind = record.sub_kind;
    group.rule = records_.rule(record.usage, record.kind);
    bool fits = true;
    for_each_hour(group, record, [&](std::int64_t hour, const Quantities& part) {
      fits = fits && add(at(holder, group, hour, row).billed, part.billed);
    });
    // Every record that ran in the interval says the capacity of the whole of it.
    if (!told_.insert({holder, record.begin, record.end}).second) return fits;
    Record whole = record;
    whole.requested = records_.capacity(row, record.usage);
    group.rule.billed = Billed::requested;
    for_each_hour(group, whole, [&](std::int64_t hour, const Quantities& part) {
      fits = fits && add(at(holder, group, hour, row).capacity, part.billed);
    });
    return fits;
  }

  NodeIdle& at(const Holder& holder, const Group& group, std::int64_t hour, std::uint32_t row) {
    const auto short_hour = static_cast<std::int32_t>(hour);
    const auto [found, is_new] = place_of_.emplace(std::pair{holder, short_hour}, nodes_.size());
    if (is_new) {
      NodeIdle& node = nodes_.emplace_back();
      node.resource = group;
      node.node = std::get<3>(holder);
      node.hour = short_hour;
      node.row = row;
    }
    return nodes_[found->second];
  }

  const Records& records_;
  std::vector<NodeIdle> nodes_;
  std::map<std::pair<Holder, std::int32_t>, std::size_t> place_of_;
  std::set<std::tuple<Holder, std::int64_t, std::int64_t>> told_;
};

// Prices the nodes of one hour.
Result<void> price(const Records& records, const PriceList& prices, ClusterIdle& idle, std::size_t first,
                   std::size_t last) {
  money::FractionSum sum(kComputedScale);
  i128 before = 0;
  for (std::size_t at = first; at < last; ++at) {
    NodeIdle& node = idle.nodes[at];
    const Group& group = node.resource;
    const std::vector<const Price*> steps =
        prices_for(prices, records.kind(group.usage, group.kind),
                   records.sub_kind(group.usage, group.sub_kind), day_of(node.hour));
    node.unpriced = steps.empty() && node.idle > 0;
    if (!steps.empty()) {
      if (Result<void> added = add_priced(sum, *steps.front(), node.idle, group, records); !added)
        return added;
    }
    const Result<money::Decimal> so_far = sum.truncated();
    if (!so_far) return so_far.error();
    node.computed = so_far->mantissa - before;
    before = so_far->mantissa;
  }
  const Charge charge = charge_of(before);
  idle.hours.push_back({idle.nodes[first].hour, charge, first, last});
  if (!add(idle.total.computed, charge.computed) || !add(idle.total.charged, charge.charged) ||
      !add(idle.total.odd, charge.odd)) {
    return make_error(Code::overflow);
  }
  return {};
}

}  // namespace

Result<ClusterIdle> cluster_idle_of(const Records& all, const PriceList& prices) {
  Result<std::vector<NodeIdle>> nodes = Gatherer(all).gather();
  if (!nodes) return nodes.error();
  ClusterIdle idle;
  idle.nodes = std::move(*nodes);
  for (std::size_t first = 0; first < idle.nodes.size();) {
    std::size_t last = first + 1;
    while (last < idle.nodes.size() && idle.nodes[last].hour == idle.nodes[first].hour) ++last;
    if (Result<void> priced = price(all, prices, idle, first, last); !priced) return priced.error();
    first = last;
  }
  return idle;
}

}  // namespace billfold::metering
