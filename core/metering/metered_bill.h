#pragma once

// Usage with its money: a bill again, made of usage records and their hourly bills, so that it can be split, shared and
// exported like any other. (rules 4; issue 8)
//
// A line is what one record meters of one resource in one period, a month or a day. Its texts are those of the record, so
// that every dimension of the file tells apart what was charged; `Charged` is the measure, `Computed` and `OddAmount` stand
// beside it. Lines of an hour and account add up to its bill exactly: a share is cut at 6 digits such that what all records
// up to any one have is cut once. Usage without a price, and a record that cannot be billed, stay as lines without an
// amount, rejected, so that they are seen in every balance. What lay idle of the cluster's nodes is a line a node, resource
// and period: without an account, app or anything else but the node, `MeteredFor` idle, a source for rules that share it.

#include "bill/bill.h"
#include "metering/cluster_idle.h"

namespace billfold::metering {

// `bills` are those of `usage`, of all rows of its records and not by app; `idle` is of the same records. Error schedule_too_large where it would have
// more than kMostLines lines. Cost: a few steps a record and hour.
Result<bill::Bill> metered_bill_of(const HourlyUsage& usage, const HourlyBills& bills,
                                   const ClusterIdle& idle, bool by_day);

inline constexpr std::uint64_t kMostLines = 16'000'000;

}  // namespace billfold::metering
