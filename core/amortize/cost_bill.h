#pragma once

// The cost bill (成本账单): a bill again, made of the orders of another. (rules 3)
//
// Each order becomes one line a month (or day) that takes something of it, pay-as-you-go stays one line. Text columns
// are those of the order; an amount column keeps its name and holds what the period takes, so that the same plan can be
// asked of both bills. The console's other columns stand behind: month, type, begin, end, days, and for each amount its
// daily, opening and left. `date` is the amortization's begin. A line knows the order it comes from (Bill::origins).
// A line in error stays as one without an amount, rejected, so that it is seen in every balance.

#include "amortize/schedule.h"

namespace billfold::amortize {

// Error schedule_too_large where it would have more than kMostCostLines lines. Daily, opening and left are made for
// every amount column of money, or where that were more than kMostCostCells cells, for the default measure only.
// Cost: a few steps a line and column.
Result<bill::Bill> cost_bill_of(const Orders& orders, const DayScale& scale, Grain grain);

inline constexpr std::uint64_t kMostCostLines = 8'000'000;
inline constexpr std::uint64_t kMostCostCells = 30'000'000;

}  // namespace billfold::amortize
