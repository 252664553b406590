#include "commitment/affinity.h"

#include <algorithm>
#include <array>
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

// Hands out reservations, one after another, until nothing is left of them or nobody is left to serve.
class Server {
 public:
  Server(std::span<const Reserved> reserved, std::span<const Running> instances)
      : reserved_(reserved), instances_(instances), place_(instances.size(), kUnserved) {
    for (const Reserved& one : reserved) left_.push_back(quarter_units(one.size));
    for (std::size_t at = 0; at < instances.size(); ++at) small_first_.push_back(at);
    sort_items(small_first_, [this](std::size_t a, std::size_t b) {
      return quarter_units(instances_[a].size) < quarter_units(instances_[b].size);
    });
  }

  std::vector<Served> serve() {
    for (const bool own : {true, false}) {
      for (const bool zonal : {true, false}) {
        for (std::size_t at = 0; at < reserved_.size(); ++at) {
          if (reserved_[at].zone.empty() != zonal) hand_out(at, own);
        }
      }
    }
    return std::move(served_);
  }

 private:
  static constexpr std::size_t kUnserved = static_cast<std::size_t>(-1);

  bool may_serve(const Reserved& reserved, const Running& instance) const {
    return reserved.zone.empty() || (reserved.zone == instance.zone && reserved.size == instance.size);
  }

  // To the purchaser's own instances, or to those of the others.
  void hand_out(std::size_t reservation, bool own) {
    const Reserved& reserved = reserved_[reservation];
    for (const std::size_t at : small_first_) {
      const Running& instance = instances_[at];
      if ((instance.account == reserved.purchaser) != own || !may_serve(reserved, instance)) continue;
      if (place_[at] == kUnserved) {
        place_[at] = served_.size();
        served_.push_back({at, 0, 0});
      }
      Served& served = served_[place_[at]];
      const std::uint64_t wanted = quarter_units(instance.size) - served.quarters;
      // A reservation of a zone is of one size: it serves an instance whole or not at all.
      if (!reserved.zone.empty() && wanted > left_[reservation]) continue;
      const std::uint64_t given = std::min(left_[reservation], wanted);
      left_[reservation] -= given;
      served.quarters += given;
      if (!reserved.zone.empty()) served.by_the_zone += given;
    }
  }

  std::span<const Reserved> reserved_;
  std::span<const Running> instances_;
  std::vector<std::uint64_t> left_;       // of each reservation
  std::vector<std::size_t> small_first_;  // places of instances
  std::vector<std::size_t> place_;        // of each instance among those served
  std::vector<Served> served_;
};

}  // namespace

Factors affinity_factors(const Candidate& candidate) {
  return {factor_of(kSizes, candidate.size, 1), factor_of(kZones, candidate.zone, 10),
          factor_of(kTenancies, candidate.tenancy, 10)};
}

std::uint64_t affinity_score(const Candidate& candidate) {
  const Factors factors = affinity_factors(candidate);
  return factors.size * factors.zone * factors.tenancy;
}

// The seed's factors are the documented normalization factors times four.
std::uint64_t quarter_units(std::string_view size) { return factor_of(kSizes, size, 0); }

std::vector<Served> serve(std::span<const Reserved> reserved, std::span<const Running> instances) {
  return Server(reserved, instances).serve();
}

}  // namespace billfold::commitment
