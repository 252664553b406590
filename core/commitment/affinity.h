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

struct Factors {
  std::uint64_t size = 1;
  std::uint64_t zone = 1;
  std::uint64_t tenancy = 1;
};
Factors affinity_factors(const Candidate& candidate);

// Size factor x zone x tenancy. An unknown size counts 1, an unknown zone as another region, an unknown tenancy
// as compatible, as the seed has it.
std::uint64_t affinity_score(const Candidate& candidate);

// Normalized units of a size in quarters: nano 1 (0.25), large 16 (4), 2xlarge 64 (16); 0: unknown.
std::uint64_t quarter_units(std::string_view size);

struct Running {
  std::string account;
  std::string size;
  std::string zone;
};

struct Reserved {
  std::string purchaser;
  std::string size;
  std::string zone;  // "": of the region, and for every size of the family
};

struct Served {
  std::size_t instance = 0;       // its place among the given ones
  std::uint64_t quarters = 0;     // of its normalized units that reservations cover
  std::uint64_t by_the_zone = 0;  // of these: by a reservation of its zone
};

// Reservations over running instances of one family and one region, by the documented order: the purchasing account's
// first, then the others'; of each, reservations of a zone before those of the region; small before large; ties as they
// came. A reservation of a zone serves its own size there, and nothing else; one of the region serves every size in
// normalized units. An instance of unknown size gets nothing. One entry an instance that a reservation may serve, in the
// order in which it is looked at first, whether something is left for it or not.
std::vector<Served> serve(std::span<const Reserved> reserved, std::span<const Running> instances);

}  // namespace billfold::commitment
