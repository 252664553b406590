// Any bytes are some delimited text. The first four choose the delimiter, the wanted columns, the chunks and the longest
// row; the rest is the text. The scanner finds in it what the definition finds, and a guess of dialect and encoding
// never fails.

#include <cstdint>
#include <cstdlib>

#include "csv/dialect.h"
#include "support/rows.h"
#include "text/container.h"
#include "text/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace billfold;
  if (size < 4) return 0;
  test::Reading reading;
  reading.dialect.delimiter = ",;\t|"[data[0] % 4];
  reading.header_width = 8;
  for (std::uint32_t column = 0; column < reading.header_width; ++column) {
    if ((data[1] >> column & 1) != 0) reading.wanted.push_back(column);
  }
  const std::size_t chunk = data[2] == 0 ? size : data[2];
  if (data[3] != 0) reading.row_limit = std::size_t{4} * data[3];

  const std::string_view text(reinterpret_cast<const char*>(data) + 4, size - 4);
  if (!(test::scanned(text, reading, {chunk}) == test::defined(text, reading))) std::abort();
  static_cast<void>(csv::guess_dialect(text, data[0] < 128));
  static_cast<void>(text::container_of(text));
  static_cast<void>(text::guess_encoding(text, data[0] < 128));
  return 0;
}
