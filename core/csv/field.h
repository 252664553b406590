#pragma once

// Where a field stands in the bytes of its row, and how its text is had from there.

#include <cstdint>
#include <string>
#include <string_view>

namespace billfold::csv {

enum class FieldKind : std::uint8_t {
  plain,   // the span is the text
  quoted,  // the span lies between the outer quotes; a doubled quote in it is one
  mended,  // the span begins with the opening quote and text follows the closing one: "abc"def
};

// 8 bytes, for there is one of these a wanted field.
struct FieldSpan {
  std::uint32_t begin = 0;  // from RowBatch::base
  std::uint32_t size : 30 = 0;
  std::uint32_t kind : 2 = 0;
};

constexpr std::size_t kLargestField = (std::size_t{1} << 30U) - 1;  // bytes that a span can hold

inline FieldSpan span_of(std::size_t begin, std::size_t size, FieldKind kind = FieldKind::plain) {
  FieldSpan span;
  span.begin = static_cast<std::uint32_t>(begin);
  span.size = static_cast<std::uint32_t>(size) & 0x3FFFFFFFU;
  span.kind = static_cast<std::uint32_t>(kind) & 3U;
  return span;
}

// The text that stands at base + span. Only a field with quotes inside is copied, to `scratch`.
std::string_view text_of(const char* base, FieldSpan span, char quote, std::string& scratch);

}  // namespace billfold::csv
