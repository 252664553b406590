#pragma once

// Values as bytes, for another instance of the same core: numbers are little-endian and as wide as they are; a text is
// its length and its bytes; a list is its length and its items. What is read back may be anything: see Reader.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/int128.h"

namespace billfold::bytes {

class Writer {
 public:
  explicit Writer(std::string& out) : out_(out) {}

  void number(std::uint64_t value, std::size_t width = 8) {
    for (std::size_t byte = 0; byte < width; ++byte) out_ += static_cast<char>(value >> (8 * byte) & 0xFFU);
  }
  void wide(i128 value) {
    const auto bits = static_cast<u128>(value);
    number(static_cast<std::uint64_t>(bits));
    number(static_cast<std::uint64_t>(bits >> 64U));
  }
  void text(std::string_view text) {
    number(text.size());
    out_ += text;
  }
  // A list of numbers as it lies in memory: every machine that runs the core is little-endian.
  template <class Item>
  void list(std::span<const Item> items) {
    static_assert(std::is_trivially_copyable_v<Item>);
    number(items.size());
    if (!items.empty()) out_.append(reinterpret_cast<const char*>(items.data()), items.size_bytes());
  }

 private:
  std::string& out_;
};

// Reads what a Writer wrote; after the first thing that is not there everything is 0 and ok() is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && bytes_.empty(); }
  std::uint64_t number(std::size_t width = 8) {
    const std::string_view from = take(width);
    std::uint64_t value = 0;
    for (std::size_t byte = from.size(); byte-- > 0;)
      value = value << 8U | static_cast<unsigned char>(from[byte]);
    return value;
  }
  i128 wide() {
    const u128 low = number();
    const u128 high = number();
    return static_cast<i128>(high << 64U | low);
  }
  std::string_view text() { return take(number()); }
  // The length of a list whose items take at least `width` bytes each, so that no list is longer than the bytes.
  std::size_t length(std::size_t width) {
    const std::uint64_t items = number();
    if (items > bytes_.size() / width) ok_ = false;
    return ok_ ? static_cast<std::size_t>(items) : 0;
  }
  // Appends the list to `to`; false: it is not there.
  template <class Items>
  bool append_list(Items& to) {
    using Item = typename Items::value_type;
    const std::size_t items = length(sizeof(Item));
    const std::string_view from = take(items * sizeof(Item));
    if (!ok_ || items == 0) return ok_;
    to.resize(to.size() + items);
    std::memcpy(to.data() + (to.size() - items), from.data(), from.size());
    return true;
  }
  std::string_view take(std::uint64_t count) {
    if (!ok_ || count > bytes_.size()) {
      ok_ = false;
      return {};
    }
    const std::string_view taken = bytes_.substr(0, static_cast<std::size_t>(count));
    bytes_.remove_prefix(taken.size());
    return taken;
  }

 private:
  std::string_view bytes_;
  bool ok_ = true;
};

}  // namespace billfold::bytes
