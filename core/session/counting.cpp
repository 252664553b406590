#include "session/counting.h"

#include <utility>

namespace billfold::session::questions {

Result<split::Tree> Counting::next(const plan::Plan& plan, const std::string& key,
                                   split::Dimensions& dimensions, std::size_t rows_a_step) {
  const Counting before = std::exchange(*this, Counting());  // nothing is left of it unless this goes well
  const bool goes_on = before.parts_ && before.key_ == key;
  const std::size_t begin = goes_on ? before.counted_ : 0;
  const std::size_t end = begin + rows_a_step;
  Result<split::Parts> parts =
      split::parts_of(plan, dimensions, split::MissingTag::is_an_error, {begin, end});
  if (parts && goes_on) parts = split::merge(*before.parts_, *parts);
  if (!parts) return parts.error();
  if (end >= dimensions.bill().rows) return split::finish(std::move(*parts), plan);
  key_ = key;
  counted_ = end;
  parts_ = std::move(*parts);
  return make_error(Code::unfinished);
}

}  // namespace billfold::session::questions
