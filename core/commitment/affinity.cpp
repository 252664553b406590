#include "commitment/affinity.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "base/sort.h"

namespace billfold::commitment {
namespace {

using Factor = std::pair<std::string_view, std::uint64_t>;

constexpr std::array<Factor, 10> kSizes = {{{"nano", 1},
                                            {"micro", 2},
                                            {"small", 4},
                                            {"medium", 8},
                                            {"large", 16},
                                            {"xlarge", 32},
                                            {"2xlarge", 64},
                                            {"4xlarge", 128},
                                            {"8xlarge", 256},
                                            {"16xlarge", 512}}};
constexpr std::array<Factor, 3> kZones = {{{"same_zone", 1000}, {"same_region", 100}, {"other_region", 10}}};
constexpr std::array<Factor, 3> kTenancies = {{{"exact", 100}, {"compatible", 10}, {"incompatible", 0}}};

std::uint64_t factor_of(std::span<const Factor> factors, std::string_view name, std::uint64_t unknown) {
  for (const auto& [known, factor] : factors) {
    if (known == name) return factor;
  }
  return unknown;
}

}  // namespace

std::uint64_t affinity_score(const Candidate& candidate) {
  return factor_of(kSizes, candidate.size, 1) * factor_of(kZones, candidate.zone, 10) *
         factor_of(kTenancies, candidate.tenancy, 10);
}

// The seed's factors are the documented normalization factors times four.
std::uint64_t quarter_units(std::string_view size) { return factor_of(kSizes, size, 0); }

std::vector<Served> serve(std::uint64_t quarters, std::string_view purchaser,
                          std::span<const Running> instances) {
  std::vector<Served> served;
  for (const Running& instance : instances) served.push_back({instance, 0});
  const auto order = [purchaser](const Served& one) {
    return std::make_tuple(one.instance.account != purchaser, quarter_units(one.instance.size));
  };
  sort_items(served, [&](const Served& a, const Served& b) { return order(a) < order(b); });
  for (Served& one : served) {
    one.quarters = std::min(quarters, quarter_units(one.instance.size));
    quarters -= one.quarters;
  }
  return served;
}

}  // namespace billfold::commitment
