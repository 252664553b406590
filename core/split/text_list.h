#pragma once

// Texts in one block of memory, by index: the values of one level of a split, in the order of their keys.
//
// No hashing and no allocation a text, so that a level of 300,000 values costs little more than its letters.
// A text is found by binary search, as the list is sorted by the one who fills it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace billfold::split {

class TextList {
 public:
  void push_back(std::string_view text) {
    letters_ += text;
    ends_.push_back(letters_.size());
  }
  std::string_view operator[](std::size_t index) const {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    return std::string_view(letters_).substr(begin, ends_[index] - begin);
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }

 private:
  std::string letters_;
  std::vector<std::size_t> ends_;
};

}  // namespace billfold::split
