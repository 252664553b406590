#include "text/container.h"

#include <gtest/gtest.h>
#include <string>

namespace billfold::text {
namespace {

using namespace std::string_view_literals;

TEST(Container, IsKnownByItsFirstBytes) {
  EXPECT_EQ(container_of(""), Container::empty);
  EXPECT_EQ(container_of("Account,Cost\n"), Container::text);
  EXPECT_EQ(container_of("\x1F\x8B\x08"sv), Container::gzip);
  EXPECT_EQ(container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0bill.csv"sv),
            Container::zip);
  EXPECT_EQ(
      container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml"sv),
      Container::xlsx);
  // The first entry tells nothing; the second does. A name that only ends like a workbook's does not.
  EXPECT_EQ(
      container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x01\0\0\0_"
                   "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0F\0\0\0xl/workbook.xml"sv),
      Container::xlsx);
  EXPECT_EQ(container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0A\0\0\0xxl/bi.csv"sv),
            Container::zip);
  EXPECT_EQ(container_of("PK\x03\x04"sv), Container::zip);
  EXPECT_EQ(container_of("%PDF-1.7"), Container::pdf);
  EXPECT_EQ(container_of("\x89PNG\r\n\x1A\n"sv), Container::image);
  EXPECT_EQ(container_of("\x01\x02\x03\x04\x05\x06\x07\x08"sv), Container::binary);
  EXPECT_EQ(container_of("P\0r\0o\0"sv), Container::text);
}

TEST(Container, OfAnImageIsKnownWhateverItsKind) {
  for (const std::string_view head :
       {"\xFF\xD8\xFF\xE0"sv, "GIF89a"sv, "II*\0"sv, "MM\0*"sv, "RIFF\x10\0\0\0WEBPVP8 "sv})
    EXPECT_EQ(container_of(head), Container::image) << head;
}

TEST(Container, OfAWorkbookIsExcelsNewOrOldOrOpenDocuments) {
  EXPECT_EQ(container_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv), Container::xlsx);
  EXPECT_EQ(container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0"
                         "mimetypeapplication/vnd.oasis.opendocument.spreadsheet"sv),
            Container::xlsx);
  EXPECT_EQ(container_of("PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x08\0\0\0"
                         "mimetypeapplication/vnd.oasis.opendocument.text"sv),
            Container::zip);
}

TEST(Container, OfOtherFilesIsKnownByTheirMagic) {
  EXPECT_EQ(container_of("PAR1\x15\x04"sv), Container::parquet);
  EXPECT_EQ(container_of("PK\x05\x06\0\0"sv), Container::zip);  // an archive without entries
  for (const std::string_view head :
       {"\x7F"
        "ELF"sv,
        "7z\xBC\xAF\x27"sv, "Rar!\x1A"sv, "SQLite format 3\0"sv, "\x28\xB5\x2F\xFD"sv, "BZh9"sv})
    EXPECT_EQ(container_of(head), Container::binary) << head;
}

TEST(Container, OfTextIsTextInEveryEncoding) {
  EXPECT_EQ(container_of("\xEF\xBB\xBF项目,金额\r\n"sv), Container::text);
  EXPECT_EQ(container_of("\xCF\xEE\xC4\xBF\t\xBD\xF0\xB6\xEE\n"sv), Container::text);
  EXPECT_EQ(container_of("\xFF\xFEP\0r\0o\0"sv), Container::text);
}

// One control byte in twenty is a stray one in a text.
TEST(Container, OfTextMayHoldAStrayControlByte) {
  EXPECT_EQ(container_of(std::string(19, 'x') + "\x01"), Container::text);
  EXPECT_EQ(container_of(std::string(18, 'x') + "\x01"), Container::binary);
}

TEST(Container, IsJudgedByTheFirst4KiB) {
  EXPECT_EQ(container_of(std::string(4096, 'x') + std::string(4096, '\x01')), Container::text);
}

TEST(Container, HasANameAndWordsForASentence) {
  struct Words {
    Container container;
    std::string_view name;
    std::string_view description;
  };
  for (const Words& words : {
           Words{Container::empty, "empty", "an empty file"},
           Words{Container::text, "text", "a text"},
           Words{Container::gzip, "gzip", "a gzip file"},
           Words{Container::zip, "zip", "a zip archive"},
           Words{Container::xlsx, "xlsx", "an Excel workbook"},
           Words{Container::pdf, "pdf", "a PDF"},
           Words{Container::image, "image", "an image"},
           Words{Container::parquet, "parquet", "a Parquet file"},
           Words{Container::binary, "binary", "binary data"},
       }) {
    EXPECT_EQ(name_of(words.container), words.name);
    EXPECT_EQ(description_of(words.container), words.description);
  }
}

}  // namespace
}  // namespace billfold::text
