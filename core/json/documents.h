#pragma once

// The objects on the top floor of a JSON text, one after the other: `{..}{..}`, one a line, or the members of
// a list.
//
// A text of many pages is cut here, so that each page is parsed alone and memory stays in proportion to one
// page.

#include <cstdint>
#include <string_view>

namespace billfold::json {

struct Document {
  std::size_t offset = 0;
  std::size_t size = 0;
  bool in_list = false;  // a member of a list, not an object that stands alone
};

class Documents {
 public:
  enum class Step : std::uint8_t {
    document,   // `document` is the next object; its inside is not checked beyond its brackets
    end,        // all was read
    no_object,  // a value on the top floor is no object: a list of numbers, a word
    broken,     // the text is no JSON at `offset()`: `what()`
  };

  explicit Documents(std::string_view text);
  Step next(Document& document);

  std::size_t offset() const { return offset_; }
  std::string_view what() const { return what_; }

 private:
  Step broken(std::string_view what);
  bool skip_to_value();
  bool find_end(std::size_t& end) const;

  std::string_view text_;
  std::size_t offset_ = 0;
  std::size_t open_lists_ = 0;
  bool comma_allowed_ = false;  // a value stands before, in the same list
  bool value_needed_ = false;   // a comma stands before
  std::string_view what_ = {};
};

}  // namespace billfold::json
