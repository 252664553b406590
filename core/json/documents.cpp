#include "json/documents.h"

namespace billfold::json {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

Documents::Documents(std::string_view text) : text_(text) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  if (text_.starts_with(kByteOrderMark)) offset_ = kByteOrderMark.size();
}

Documents::Step Documents::broken(std::string_view what) {
  what_ = what;
  return Step::broken;
}

bool Documents::skip_to_value() {
  while (offset_ < text_.size() && is_blank(text_[offset_])) ++offset_;
  return offset_ < text_.size();
}

// Counts brackets of both kinds outside of strings; that they pair up is the parser's business.
bool Documents::find_end(std::size_t& end) const {
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t i = offset_; i < text_.size(); ++i) {
    const char c = text_[i];
    if (in_string) {
      if (c == '\\') {
        ++i;
      } else if (c == '"') {
        in_string = false;
      }
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      if (--depth == 0) {
        end = i + 1;
        return true;
      }
    }
  }
  return false;
}

Documents::Step Documents::next(Document& document) {
  while (skip_to_value()) {
    switch (text_[offset_]) {
      case '[':
        if (open_lists_ > 0 && comma_allowed_) return broken("a comma is missing");
        ++open_lists_;
        comma_allowed_ = value_needed_ = false;
        ++offset_;
        break;
      case ']':
        if (open_lists_ == 0) return broken("a ] closes nothing");
        if (value_needed_) return broken("a value is missing after a comma");
        --open_lists_;
        comma_allowed_ = true;
        ++offset_;
        break;
      case ',':
        if (open_lists_ == 0 || !comma_allowed_) return broken("a comma stands where a value is expected");
        comma_allowed_ = false;
        value_needed_ = true;
        ++offset_;
        break;
      case '{': {
        if (open_lists_ > 0 && comma_allowed_) return broken("a comma is missing");
        std::size_t end = 0;
        if (!find_end(end)) {
          offset_ = text_.size();
          return broken("it ends in the middle of an object");
        }
        document = {offset_, end - offset_, open_lists_ > 0};
        offset_ = end;
        comma_allowed_ = true;
        value_needed_ = false;
        return Step::document;
      }
      case '}':
      case ':':
        return broken("a value is expected here");
      default:
        return Step::no_object;
    }
  }
  if (open_lists_ > 0) return broken("it ends in the middle of a list");
  return Step::end;
}

}  // namespace billfold::json
