#include "text/container.h"

#include <algorithm>
#include <array>

namespace billfold::text {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kZipEntry = "PK\x03\x04"sv;

struct Magic {
  std::string_view bytes;
  Container container;
};

constexpr auto kMagics = std::to_array<Magic>({
    {"\x1F\x8B"sv, Container::gzip},
    {"PK\x05\x06"sv, Container::zip},
    {"%PDF-"sv, Container::pdf},
    {"PAR1"sv, Container::parquet},
    {"\x89PNG"sv, Container::image},
    {"\xFF\xD8\xFF"sv, Container::image},
    {"GIF8"sv, Container::image},
    {"II*\0"sv, Container::image},
    {"MM\0*"sv, Container::image},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, Container::xlsx},  // the older .xls
    {"\x7F"
     "ELF"sv,
     Container::binary},
    {"MZ\x90\0"sv, Container::binary},
    {"7z\xBC\xAF"sv, Container::binary},
    {"Rar!"sv, Container::binary},
    {"SQLite format 3"sv, Container::binary},
    {"\x28\xB5\x2F\xFD"sv, Container::binary},  // zstd
    {"BZh"sv, Container::binary},
    {"\xFD"
     "7zXZ"sv,
     Container::binary},
});

// Whether one of the zip's entries that begin in the head has a workbook's name: Excel's or OpenDocument's.
bool is_workbook(std::string_view zip) {
  constexpr std::size_t kNameAt = 30;  // in an entry's local header, behind its fixed part
  for (std::size_t at = 0; at != std::string_view::npos; at = zip.find(kZipEntry, at + 1)) {
    const std::string_view name = zip.substr(std::min(at + kNameAt, zip.size()));
    if (name.starts_with("[Content_Types].xml") || name.starts_with("xl/") || name.starts_with("docProps/") ||
        name.starts_with("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) {
      return true;
    }
  }
  return false;
}

// Text has no control bytes but blanks; NUL bytes alone may be UTF-16.
bool looks_binary(std::string_view head) {
  const auto controls = std::count_if(head.begin(), head.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0 &&
           byte != 0x1B;
  });
  return static_cast<std::size_t>(controls) * 20 > head.size();
}

}  // namespace

Container container_of(std::string_view head) {
  if (head.empty()) return Container::empty;
  if (head.starts_with(kZipEntry)) return is_workbook(head) ? Container::xlsx : Container::zip;
  for (const Magic& magic : kMagics) {
    if (head.starts_with(magic.bytes)) return magic.container;
  }
  if (head.size() >= 12 && head.starts_with("RIFF"sv) && head.substr(8, 4) == "WEBP"sv)
    return Container::image;
  return looks_binary(head.substr(0, 4096)) ? Container::binary : Container::text;
}

std::string_view name_of(Container container) {
  switch (container) {
    case Container::empty:
      return "empty";
    case Container::text:
      return "text";
    case Container::gzip:
      return "gzip";
    case Container::zip:
      return "zip";
    case Container::xlsx:
      return "xlsx";
    case Container::pdf:
      return "pdf";
    case Container::image:
      return "image";
    case Container::parquet:
      return "parquet";
    case Container::binary:
      return "binary";
  }
  return "";
}

std::string_view description_of(Container container) {
  switch (container) {
    case Container::empty:
      return "an empty file";
    case Container::text:
      return "a text";
    case Container::gzip:
      return "a gzip file";
    case Container::zip:
      return "a zip archive";
    case Container::xlsx:
      return "an Excel workbook";
    case Container::pdf:
      return "a PDF";
    case Container::image:
      return "an image";
    case Container::parquet:
      return "a Parquet file";
    case Container::binary:
      return "binary data";
  }
  return "";
}

}  // namespace billfold::text
