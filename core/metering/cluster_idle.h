#pragma once

// Idle cluster capacity: what nodes could have given and nobody is billed for, as money. (rules 4; issue 8)
//
// A file of usage may say with every record what the node that it ran on could give (vendor/profile.h: Usage::capacity).
// A node's capacity counts once an interval, however many records repeat it. What its hour is not billed for is idle, at
// the price of the resource in that hour; where more was requested than there is, nothing is. All of the cluster's idle
// capacity of an hour is a bill of its own, computed to 6 digits and charged to 2 like any account's: it belongs to no
// project, and is a source for whoever shares it out.

#include <cstdint>
#include <vector>

#include "metering/hourly_bill.h"

namespace billfold::metering {

// One resource of one node in one hour. Quantities are x seconds, at Records::scale().
struct NodeIdle {
  Group resource;          // without account and app
  std::uint32_t node = 0;  // of Records::node
  std::int32_t hour = 0;
  std::uint32_t row = 0;  // the first record that says it
  i128 capacity = 0;
  i128 billed = 0;
  i128 idle = 0;
  i128 computed = 0;  // those of an hour add up to its bill, as BillPart::computed
  bool unpriced = false;
};

struct IdleHour {
  std::int32_t hour = 0;
  Charge charge;
  std::size_t first = 0;  // of ClusterIdle::nodes
  std::size_t last = 0;
};

struct ClusterIdle {
  std::vector<NodeIdle> nodes;  // by hour, then in the order of the file
  std::vector<IdleHour> hours;
  Charge total;
};

// Of all records, whatever filters the plan has: what a filter leaves out is billed all the same. Empty where the file
// says nothing of capacity. Errors: overflow.
Result<ClusterIdle> cluster_idle_of(const Records& all, const PriceList& prices);

}  // namespace billfold::metering
