#pragma once

// What the questions about metered usage and the explanations of their figures share. (rules 4)

#include <cstdint>
#include <string>
#include <vector>

#include "metering/cluster_idle.h"
#include "metering/idle.h"
#include "session/asked.h"
#include "session/metered.h"

namespace billfold::session::questions {

// Parts of an amount whose hours have no end as decimals.
inline constexpr int kPartScale = 12;
// Quantities are shown with so many digits.
inline constexpr int kQuantityScale = 6;

// Kept for the next question of the same plan.
Result<const Metered*> metered_of(const Asked& asked, const plan::Plan& plan);

// "2024-09-01 10:00:00" of hours since 1970.
std::string hour_text(std::int64_t hour);

bool is_by_time(const metering::Group& group);
// How many units of Quantities make one that is shown: core hours, GiB, tokens.
i128 shown_units(const metering::Group& group, const metering::Records& records);

// The lines of the question `idle`, in its order.
Result<std::vector<metering::Idle>> idle_lines(const Metered& by_app,
                                               const metering::OnLineHour& on_hour = {});

// All of the bill's records, whatever the plan's filters, and what of its nodes is idle.
struct NodesOfCluster {
  metering::Records records;
  metering::ClusterIdle idle;
};
Result<NodesOfCluster> nodes_of_cluster(const Asked& asked, plan::Plan plan,
                                        const metering::PriceList& prices);

}  // namespace billfold::session::questions
