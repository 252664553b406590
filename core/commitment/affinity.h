#pragma once

// Which running instance a reservation serves first: the seed's heuristic score, and AWS's documented order.
// (rules 5)
//
// The score is no method of AWS: it ranks large instances first, AWS serves the smallest first; and it scores
// other regions, to which a regional reservation never reaches. It stands beside the documented order and is
// labelled as a heuristic.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace billfold::commitment {

struct Candidate {
  std::string size;     // nano micro small medium large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
  std::string zone;     // same_zone same_region other_region
  std::string tenancy;  // exact compatible incompatible
};

// Size factor x zone x tenancy. An unknown size counts 1, an unknown zone as another region, an unknown tenancy
// as compatible, as the seed has it.
std::uint64_t affinity_score(const Candidate& candidate);

// Normalized units of a size in quarters: nano 1 (0.25), large 16 (4), 2xlarge 64 (16); 0: unknown.
std::uint64_t quarter_units(std::string_view size);

struct Running {
  std::string account;
  std::string size;
};

struct Served {
  Running instance;
  std::uint64_t quarters = 0;  // of its normalized units that the reservation covers
};

// A regional reservation of `quarters` units over instances of its family, by the documented order: the
// purchasing account's first, then the others'; smallest first; ties as they came. One entry an instance, also
// of those that get nothing. An instance of unknown size gets nothing.
std::vector<Served> serve(std::uint64_t quarters, std::string_view purchaser,
                          std::span<const Running> instances);

}  // namespace billfold::commitment
