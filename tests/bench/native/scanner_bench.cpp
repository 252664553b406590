// The scanner and the check of UTF-8 on a bill of 43 columns and some 530 bytes a row, a third of them Chinese letters,
// in chunks of 1 MiB. The rows and bytes found are checked before the clock starts.

#include <algorithm>
#include <benchmark/benchmark.h>
#include <cstring>
#include <random>
#include <string>

#include "csv/scalar_scanner.h"
#include "csv/scanner.h"
#include "text/utf8.h"

namespace billfold {
namespace {

constexpr std::size_t kRows = 50000;
constexpr std::uint32_t kColumns = 43;
constexpr std::size_t kChunk = std::size_t{1} << 20U;

struct Text {
  std::string bytes;
  std::uint64_t text_bytes = 0;  // of all fields
};

// Fields of the lengths and letters of a split bill; one in fifty needs quotes, and half of those hold a line break.
Text sample_text(std::string_view line_end) {
  static constexpr std::string_view kFields[] = {
      "2026-04",
      "2100012345",
      "示例控股有限公司",
      "普通模式",
      "按量计费",
      "2026-04-17 09:00:00",
      "86400",
      "华北2（北京）",
      "0.0312450000",
      "17.25",
      "CNY",
      "",
      "instance-0042-a7x",
      "推理(输入)",
      "demo-model-pro",
      "千tokens",
  };
  std::mt19937_64 random(20260401);
  Text text;
  for (std::size_t row = 0; row < kRows; ++row) {
    for (std::uint32_t column = 0; column < kColumns; ++column) {
      if (column > 0) text.bytes += ',';
      const std::string_view field = kFields[random() % std::size(kFields)];
      const auto quoting = random() % 100;
      if (quoting < 2) text.bytes += '"';
      text.bytes += field;
      text.text_bytes += field.size();
      if (quoting < 2) text.bytes += quoting == 0 ? "\n\"" : "\"";
      if (quoting == 0) ++text.text_bytes;
    }
    text.bytes += line_end;
  }
  return text;
}

struct Counting final : csv::RowSink {
  std::uint64_t rows_found = 0;
  std::uint64_t text_bytes = 0;
  Result<void> rows(const csv::RowBatch& batch) override {
    rows_found += batch.rows.size();
    for (const csv::FieldSpan& field : batch.fields) text_bytes += field.size;
    return {};
  }
};

Counting scanned(const std::string& bytes, const std::vector<std::uint32_t>& wanted) {
  csv::Scanner scanner({}, kColumns, wanted, {});
  Counting sink;
  bool good = true;
  for (std::size_t at = 0; at < bytes.size(); at += kChunk) {
    const std::size_t size = std::min(kChunk, bytes.size() - at);
    std::memcpy(scanner.lend(size), bytes.data() + at, size);
    good = scanner.feed(size, sink).ok() && good;
  }
  good = scanner.finish(sink).ok() && good;
  if (!good) sink.rows_found = 0;
  return sink;
}

std::vector<std::uint32_t> every(std::uint32_t step) {
  std::vector<std::uint32_t> columns;
  for (std::uint32_t column = 0; column < kColumns; column += step) columns.push_back(column);
  return columns;
}

void measure_rate(benchmark::State& state, std::size_t bytes) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(bytes));
}

void scan(benchmark::State& state, std::string_view line_end, std::uint32_t step) {
  const Text text = sample_text(line_end);
  const Counting all = scanned(text.bytes, every(1));
  if (all.rows_found != kRows || all.text_bytes != text.text_bytes)
    return state.SkipWithError("wrong result");
  const std::vector<std::uint32_t> wanted = every(step);
  for (auto _ : state) benchmark::DoNotOptimize(scanned(text.bytes, wanted).text_bytes);
  measure_rate(state, text.bytes.size());
}

void scan_4_of_43(benchmark::State& state) { scan(state, "\n", 11); }
void scan_43_of_43(benchmark::State& state) { scan(state, "\n", 1); }
void scan_4_of_43_cr_lf(benchmark::State& state) { scan(state, "\r\n", 11); }
BENCHMARK(scan_4_of_43);
BENCHMARK(scan_43_of_43);
BENCHMARK(scan_4_of_43_cr_lf);

// What a row costs that the scanner leaves to the definition.
void scan_by_definition(benchmark::State& state) {
  const Text text = sample_text("\n");
  std::vector<csv::FieldSpan> fields;
  for (auto _ : state) {
    std::size_t rows = 0;
    for (std::string_view rest = text.bytes; !rest.empty(); ++rows) {
      fields.clear();
      rest.remove_prefix(csv::scan_row(rest, {}, fields).next);
    }
    if (rows != kRows) return state.SkipWithError("wrong result");
  }
  measure_rate(state, text.bytes.size());
}
BENCHMARK(scan_by_definition);

void check_utf8(benchmark::State& state) {
  const Text text = sample_text("\n");
  for (auto _ : state) {
    text::Utf8Checker checker;
    bool valid = true;
    for (std::size_t at = 0; at < text.bytes.size(); at += kChunk) {
      valid = checker.feed(std::string_view(text.bytes).substr(at, kChunk)) && valid;
    }
    if (!valid || !checker.finish()) return state.SkipWithError("wrong result");
  }
  measure_rate(state, text.bytes.size());
}
BENCHMARK(check_utf8);

}  // namespace
}  // namespace billfold
