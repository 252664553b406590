#pragma once

// Lists and dicts as Python prints them: [{'key': 'team', 'value': None}]. Only what bills hold, read as
// tags.

#include <string>
#include <string_view>
#include <vector>

#include "vendor/tags.h"

namespace billfold::vendor {

class PythonReader {
 public:
  // Strings that hold escapes are unescaped into `memory`, where the tags point to.
  explicit PythonReader(std::string& memory) : memory_(memory) {}

  // A dict is a tag a member; a dict with key and value is one tag; a list holds dicts. None is no value.
  // False: malformed, or deeper than 32 levels. Cost: one pass.
  bool read_tags(std::string_view text, std::vector<Tag>& tags);

 private:
  bool read_dict(std::vector<Tag>& tags);
  bool read_item(std::vector<Tag>& tags);
  bool read_value(std::string_view& text, bool& present, int depth);
  bool read_string(std::string_view& text);
  bool read_escape();
  bool skip_nested(char close, int depth);
  bool take(char c);
  void skip_blanks();

  std::string& memory_;
  std::string_view rest_ = {};
};

}  // namespace billfold::vendor
