#include "money/currency.h"

#include <cstddef>

namespace billfold::money {
namespace {

// Three letters each, in order; codes of the last decade's bills stay in (HRK, SLL, ZWL).
constexpr std::string_view kCodes =
    "AEDAFNALLAMDANGAOAARSAUDAWGAZNBAMBBDBDTBGNBHDBIFBMDBNDBOBBRLBSDBTNBWPBYN"
    "BZDCADCDFCHFCLFCLPCNHCNYCOPCRCCUPCVECZKDJFDKKDOPDZDEGPERNETBEURFJDFKPGBP"
    "GELGHSGIPGMDGNFGTQGYDHKDHNLHRKHTGHUFIDRILSINRIQDIRRISKJMDJODJPYKESKGSKHR"
    "KMFKPWKRWKWDKYDKZTLAKLBPLKRLRDLSLLYDMADMDLMGAMKDMMKMNTMOPMRUMURMVRMWKMXN"
    "MYRMZNNADNGNNIONOKNPRNZDOMRPABPENPGKPHPPKRPLNPYGQARRMBRONRSDRUBRWFSARSBD"
    "SCRSDGSEKSGDSHPSLESLLSOSSRDSSPSTNSVCSYPSZLTHBTJSTMTTNDTOPTRYTTDTWDTZSUAH"
    "UGXUSDUYUUZSVEDVESVNDVUVWSTXAFXCDXCGXOFXPFYERZARZMWZWGZWL";
constexpr std::size_t kCount = kCodes.size() / 3;

constexpr std::string_view code_at(std::size_t index) { return kCodes.substr(index * 3, 3); }

constexpr bool in_order() {
  for (std::size_t i = 1; i < kCount; ++i) {
    if (code_at(i - 1) >= code_at(i)) return false;
  }
  return kCodes.size() % 3 == 0;
}
static_assert(in_order(), "the search below needs the codes in order");

}  // namespace

bool is_currency_code(std::string_view code) {
  std::size_t first = 0;
  std::size_t last = kCount;
  while (first < last) {
    const std::size_t middle = (first + last) / 2;
    if (code_at(middle) < code) {
      first = middle + 1;
    } else {
      last = middle;
    }
  }
  return first < kCount && code_at(first) == code;
}

}  // namespace billfold::money
