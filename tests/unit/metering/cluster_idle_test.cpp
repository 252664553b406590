// What lay idle of a cluster's nodes, by hand.

#include "metering/cluster_idle.h"

#include "metering/metered_bill.h"
#include "unit/metering/support.h"

namespace billfold::metering {
namespace {

constexpr std::string_view kHead =
    "namespace,pod,node,interval_start,interval_end,pod_usage_cpu_core_seconds,pod_request_cpu_core_seconds,"
    "pod_usage_memory_byte_seconds,pod_request_memory_byte_seconds,node_capacity_cpu_core_seconds,"
    "node_capacity_memory_byte_seconds,pod_labels\n";
// An hour of a GiB is 3865470566400 byte seconds; alpha has 4 cores and 2 GiB, beta 2 cores and 1 GiB.
constexpr std::string_view kRows =
    "ads,a,alpha,2024-09-01 10:00:00,2024-09-01 11:00:00,1800,3600,0,0,14400,7730941132800,\n"
    "web,b,alpha,2024-09-01 10:00:00,2024-09-01 11:00:00,5400,3600,3865470566400,0,14400,7730941132800,\n"
    "ads,c,beta,2024-09-01 10:00:00,2024-09-01 11:00:00,0,9000,0,0,7200,3865470566400,\n"
    "ads,a,alpha,2024-09-01 11:00:00,2024-09-01 12:00:00,0,0,0,7730941132800,14400,7730941132800,\n";
constexpr std::string_view kPrices = "cpu,,0.1,core/hour\nmemory,,0.011,GiB/hour\n";

bill::Bill pods() { return *test::load(std::string(kHead) + std::string(kRows)); }

TEST(ClusterIdle, IsWhatNodesHaveAndNobodyIsBilledFor) {
  const bill::Bill bill = pods();
  const Result<Records> records = Records::of(bill, {});
  ASSERT_TRUE(records);
  const Result<ClusterIdle> idle = cluster_idle_of(*records, price_list(kPrices));
  ASSERT_TRUE(idle);
  Lines lines;
  for (const NodeIdle& node : idle->nodes) {
    lines.push_back(*records->node(node.node) + " " + hour_text(node.hour) + " " +
                    records->kind(node.resource.usage, node.resource.kind) + " " + at_six(node.computed));
  }
  // alpha at ten: 4 cores, billed 1 and 1.5, so 1.5 idle; 2 GiB, billed 1. beta: more is requested than it has, so no core
  // is idle; its 1 GiB is. At eleven 4 cores of alpha are, and no memory.
  EXPECT_EQ(lines, (Lines{"alpha 2024-09-01 10 cpu 0.150000", "alpha 2024-09-01 10 memory 0.011000",
                          "beta 2024-09-01 10 cpu 0.000000", "beta 2024-09-01 10 memory 0.011000",
                          "alpha 2024-09-01 11 cpu 0.400000", "alpha 2024-09-01 11 memory 0.000000"}));
  // 0.172 and 0.4.
  EXPECT_EQ(at_six(idle->total.computed), "0.572000");
  EXPECT_EQ(at_six(idle->total.charged), "0.570000");
  EXPECT_EQ(at_six(idle->total.odd), "0.002000");
}

TEST(ClusterIdle, IsNoneWhereTheFileSaysNothingOfCapacity) {
  const bill::Bill bill = meter_bill("p,a,cpu,,2,0.5,2024-09-01 10:00:00,2024-09-01 11:00:00\n");
  const Result<Records> records = Records::of(bill, {});
  const Result<ClusterIdle> idle = cluster_idle_of(*records, price_list(kPrices));
  ASSERT_TRUE(idle);
  EXPECT_TRUE(idle->nodes.empty());
  EXPECT_EQ(idle->total.computed, 0);
}

TEST(ClusterIdle, StandsInTheMeteredBillWithoutAProjectAsASourceToBeShared) {
  const bill::Bill bill = pods();
  const Result<Records> records = Records::of(bill, {});
  Result<HourlyUsage> usage = HourlyUsage::of(*records, false);
  usage->add(0, bill.rows);
  const PriceList prices = price_list(kPrices);
  const Result<HourlyBills> bills = hourly_bills(*usage, prices);
  const Result<ClusterIdle> idle = cluster_idle_of(*records, prices);
  const Result<bill::Bill> made = metered_bill_of(*usage, *bills, *idle, false);
  ASSERT_TRUE(made);
  const auto cell = [&](const char* column, std::size_t row) {
    const bill::TextColumn& text = *made->find_column(column)->text;
    return std::string(text.values.text(text.ids[row]));
  };
  i128 sum = 0;
  Lines lines;
  for (std::size_t row = 0; row < made->rows; ++row) {
    const i128 computed = (*made->find_column("Computed")->amount)[row].mantissa;
    sum += computed;
    if (cell("MeteredFor", row) != "idle") continue;
    EXPECT_EQ(cell("namespace", row) + cell("pod", row), "");
    lines.push_back(cell("node", row) + " " + cell("MeteredResource", row) + " " + cell("MeteredDate", row) +
                    " " + at_six(computed));
  }
  EXPECT_EQ(lines, (Lines{"alpha cpu 2024-09-01 0.550000", "alpha memory 2024-09-01 0.011000",
                          "beta cpu 2024-09-01 0.000000", "beta memory 2024-09-01 0.011000"}));
  EXPECT_EQ(sum, bills->total.computed + idle->total.computed);
}

}  // namespace
}  // namespace billfold::metering
