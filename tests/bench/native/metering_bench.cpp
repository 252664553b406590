// Ten million usage records to hourly bills, as a platform of a hundred projects would write in a month: records of five
// resources, most within an hour, some over several. What is billed is checked against a sum of its own before the clock
// starts: the records' price x quantity x seconds, all hours together.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>

#include "metering/hourly_bill.h"

namespace billfold {
namespace {

constexpr std::size_t kRecords = 10'000'000;
constexpr std::int64_t kMonth = std::int64_t{30} * 86400;

struct Resource {
  const char* kind;
  const char* sub_kind;
  bool larger;          // of requested and used
  std::int64_t millis;  // price an hour, in thousandths
};
constexpr Resource kResources[] = {{"cpu", "", true, 3},
                                   {"memory", "", true, 7},
                                   {"pvc", "ssd", false, 2},
                                   {"gpu", "A100", false, 9500},
                                   {"rdma", "", false, 250}};
constexpr const char* kPrices =
    "Resource,SubKind,Price,Unit\ncpu,,0.003,\nmemory,,0.007,\npvc,ssd,0.002,\ngpu,A100,9.5,\nrdma,,0.25,\n";

struct Sample {
  bill::Bill bill;
  i128 milli_seconds = 0;  // of price in thousandths x quantity x seconds
};

void add_column(bill::Bill& bill, const char* name, const char* field, vendor::ColumnRole::Kind kind) {
  bill::Column& column = bill.columns.emplace_back();
  column.role.name = name;
  column.role.field = field;
  column.role.kind = kind;
  if (kind == vendor::ColumnRole::amount) {
    column.amount.emplace();
  } else {
    column.text.emplace();
  }
}

std::string time_of(std::int64_t seconds) {
  char text[64];
  std::snprintf(text, sizeof text, "2024-09-%02d %02d:%02d:%02d", static_cast<int>(seconds / 86400) + 1,
                static_cast<int>(seconds / 3600 % 24), static_cast<int>(seconds / 60 % 60),
                static_cast<int>(seconds % 60));
  return text;
}

Sample sample() {
  Sample made;
  bill::Bill& bill = made.bill;
  using Role = vendor::ColumnRole;
  add_column(bill, "Project", "project", Role::text);
  add_column(bill, "Resource", "resource_kind", Role::text);
  add_column(bill, "SubKind", "sub_kind", Role::text);
  add_column(bill, "BeginTime", "date", Role::date);
  add_column(bill, "EndTime", "end_date", Role::date);
  add_column(bill, "Requested", "", Role::amount);
  add_column(bill, "Used", "", Role::amount);
  vendor::Profile::Usage usage;
  usage.requested = "Requested";
  usage.used = "Used";
  bill.usage = {usage};
  std::mt19937 random(8);
  for (std::size_t row = 0; row < kRecords; ++row) {
    const Resource& resource = kResources[random() % std::size(kResources)];
    const std::int64_t begin = random() % (kMonth - 20000) / 60 * 60;
    const std::int64_t seconds = (row % 10 == 0 ? 60 * (random() % 300) : 60 * (1 + random() % 60));
    const auto requested = static_cast<std::int64_t>(random() % 64);
    const auto used = static_cast<std::int64_t>(random() % 64);
    bill.columns[0].text->push("project-" + std::to_string(random() % 100));
    bill.columns[1].text->push(resource.kind);
    bill.columns[2].text->push(resource.sub_kind);
    bill.columns[3].text->push(time_of(begin));
    bill.columns[4].text->push(time_of(begin + seconds));
    if (!bill.columns[5].amount->push_plain(requested, 0) || !bill.columns[6].amount->push_plain(used, 0))
      std::abort();
    made.milli_seconds +=
        static_cast<i128>(resource.millis * (resource.larger ? std::max(requested, used) : requested)) *
        seconds;
  }
  bill.rows = kRecords;
  return made;
}

metering::HourlyBills bills_of(const bill::Bill& bill, const metering::PriceList& prices) {
  const Result<metering::Records> records = metering::Records::of(bill, {});
  Result<metering::HourlyUsage> usage = metering::HourlyUsage::of(*records, false);
  usage->add(0, bill.rows);
  Result<metering::HourlyBills> bills = metering::hourly_bills(*usage, prices);
  if (!bills) std::abort();
  return std::move(*bills);
}

void hourly_bills_of_ten_million_records(benchmark::State& state) {
  static const Sample made = sample();
  const Result<metering::PriceList> prices = metering::price_list_of(kPrices);
  if (!prices) return state.SkipWithError("no prices");
  const metering::HourlyBills first = bills_of(made.bill, *prices);
  // Each bill is cut once, by less than a millionth.
  const i128 exact = made.milli_seconds * 1000 / 3600;
  const i128 cut = exact - first.total.computed;
  if (cut < 0 || cut > static_cast<i128>(first.bills.size()))
    return state.SkipWithError("the bills are wrong");
  for (auto _ : state) benchmark::DoNotOptimize(bills_of(made.bill, *prices));
  state.counters["bills"] = static_cast<double>(first.bills.size());
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kRecords));
}
BENCHMARK(hourly_bills_of_ten_million_records)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace billfold
