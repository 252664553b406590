#pragma once

// What kind of file this is, by its first bytes.

#include <cstdint>
#include <string_view>

namespace billfold::text {

enum class Container : std::uint8_t { empty, text, gzip, zip, xlsx, pdf, image, parquet, binary };

// `head`: the first bytes as they are on the disk; 4 KiB tell enough.
Container container_of(std::string_view head);

std::string_view name_of(Container container);         // "gzip"
std::string_view description_of(Container container);  // "an Excel workbook"

}  // namespace billfold::text
