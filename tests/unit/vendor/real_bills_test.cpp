// Every public bill is recognised as what it is. The bills are not part of the project: without them the test is
// skipped. Expected columns and sums' columns come from the bills' own controls (bills/README.md).

#include <algorithm>
#include <gtest/gtest.h>
#include <iconv.h>

#include "csv/dialect.h"
#include "support/shared.h"
#include "vendor/cell_shape.h"
#include "vendor/recognise.h"
#include "vendor/tags.h"

namespace billfold::vendor {
namespace {

struct Bill {
  std::string_view file;
  std::string_view profile;
  std::uint64_t header_line;
  std::size_t columns;
  std::vector<std::string_view> controls;  // amount columns, the bill's own default first
  std::string_view date_order;
};

// test_cur.csv.gz and my-report-1.csv.gz hold the columns of test_cur.csv.
const std::vector<Bill>& bills() {
  static const std::vector<Bill> all = {
      {"focus-1.0/focus_sample.csv",
       "focus",
       1,
       44,
       {"BilledCost", "EffectiveCost", "ListCost", "ContractedCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_purchase_scenario_1.csv",
       "focus",
       1,
       13,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_purchase_scenario_2.csv",
       "focus",
       1,
       13,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_purchase_scenario_3.csv",
       "focus",
       1,
       13,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_usage_scenario_1.csv",
       "focus",
       1,
       16,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_usage_scenario_2.csv",
       "focus",
       1,
       16,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_usage_scenario_3.csv",
       "focus",
       1,
       16,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/commitment_discount_usage_scenario_4.csv",
       "focus",
       1,
       16,
       {"BilledCost", "EffectiveCost"},
       "ymd"},
      {"focus-spec-examples/saas_spend_agreements_a1.csv",
       "focus",
       1,
       50,
       {"BilledCost", "EffectiveCost"},
       "mdy"},
      {"focus-spec-examples/saas_spend_agreements_b1.csv",
       "focus",
       1,
       50,
       {"BilledCost", "EffectiveCost"},
       "mdy"},
      {"focus-spec-examples/virtual_currency_pricing_model_a1.csv",
       "focus",
       1,
       35,
       {"BilledCost", "EffectiveCost"},
       "mdy"},
      {"focus-spec-examples/simple_saas_agreements_a1.csv",
       "focus",
       1,
       50,
       {"BilledCost", "EffectiveCost"},
       "mdy"},
      {"aws-cur-legacy/sample-anonymous-aws-export-dataset.csv",
       "aws-cur-legacy",
       1,
       94,
       {"lineItem/UnblendedCost", "lineItem/BlendedCost"},
       "ymd"},
      {"aws-cur-legacy/test_cur.csv", "aws-cur-legacy", 1, 131, {"lineItem/UnblendedCost"}, "ymd"},
      {"aws-cur-legacy/2023-06-01.csv",
       "aws-cur-legacy",
       1,
       201,
       {"lineItem/UnblendedCost", "savingsPlan/SavingsPlanEffectiveCost"},
       "ymd"},
      {"aws-cur-2.0/sample-cur20.csv", "aws-cur-2", 1, 13, {"line_item_unblended_cost"}, "ymd"},
      {"aws-cur-2.0/sample-legacy-csv.csv", "aws-cur-legacy", 1, 13, {"lineItem/UnblendedCost"}, "ymd"},
      {"azure-ea/EA_ActualCost_Small.csv", "azure-ea", 1, 55, {"Cost"}, "mdy"},
      {"azure-ea/EA_AmortizedCost_Small.csv", "azure-ea", 1, 55, {"Cost"}, "mdy"},
      {"azure-ea/EA_NoRows.csv", "azure-ea", 1, 55, {"Cost"}, "mdy"},
      {"azure-payg/costreport_koku.csv", "azure-payg", 1, 24, {"PreTaxCost"}, "mdy"},
      {"azure-payg/azure_camelCased.csv", "azure-payg", 1, 23, {"preTaxCost"}, "mdy"},
      {"azure-payg/opencost_Template.csv",
       "azure-payg",
       1,
       11,
       {"costinbillingcurrency", "paygcostinbillingcurrency"},
       "mdy"},
      {"azure-payg/opencost_BOM.csv", "azure-payg", 1, 24, {"PreTaxCost"}, "mdy"},
      {"gcp-billing-export/gcp_2020-11.csv", "gcp-export", 1, 29, {"cost"}, "ymd"},
      {"oci-cost-report/reports_cost-csv.csv", "oci-cost", 1, 33, {"cost/myCost"}, "ymd"},
      {"kubernetes-metering/ocp_pod_usage_2019-02.csv",
       "openshift-pods",
       1,
       19,
       {"pod_usage_cpu_core_seconds", "pod_request_cpu_core_seconds", "pod_usage_memory_byte_seconds"},
       "ymd"},
      {"kubernetes-metering/ocp_storage_2019-02.csv",
       "openshift-storage",
       1,
       15,
       {"persistentvolumeclaim_usage_byte_seconds"},
       "ymd"},
      {"ai-usage/cursor-usage-events-demo.csv", "cursor-usage", 1, 10, {"Cost", "Total Tokens"}, "ymd"},
      {"ai-usage/github-copilot-model-usage.csv", "copilot-requests", 1, 6, {"Requests Used"}, "ymd"},
      {"cloudzero-cbf/cloud_cbf.csv", "cloudzero-cbf", 1, 6, {"cost/cost", "cost/discounted_cost"}, "ymd"},
      // Payment statements, not bills of a cloud: unknown, and well proposed.
      {"cn-statements/alipay-gbk.csv", "", 25, 13, {"金额"}, "ymd"},
      {"cn-statements/wechat-utf8.csv", "", 17, 11, {"金额(元)"}, "ymd"},
  };
  return all;
}

std::string utf8_of_gb18030(const std::string& bytes) {
  const iconv_t converter = iconv_open("UTF-8", "GB18030");
  std::string text(bytes.size() * 2 + 16, '\0');
  char* in = const_cast<char*>(bytes.data());  // NOLINT: iconv does not write there
  std::size_t in_left = bytes.size();
  char* out = text.data();
  std::size_t out_left = text.size();
  iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  text.resize(text.size() - out_left);
  return text;
}

// "" if the bill is not there.
std::string text_of(std::string_view name) {
  std::string bytes = test::shared_file("bills/" + std::string(name)).value_or("");
  if (name.find("gbk") != std::string_view::npos) return utf8_of_gb18030(bytes);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  return bytes;
}

std::vector<csv::Record> head_of(const std::string& text) {
  return csv::records_of(text, csv::guess_dialect(text, true), 64, true);
}

const ColumnRole* find_column(const Recognition& recognition, std::string_view name) {
  for (const ColumnRole& role : recognition.columns) {
    if (role.name == name) return &role;
  }
  return nullptr;
}

TEST(RealBills, AreRecognised) {
  if (text_of(bills().front().file).empty()) GTEST_SKIP() << "the public bills are absent";
  const Result<std::vector<Profile>> profiles = built_in_profiles();
  ASSERT_TRUE(profiles);
  for (const Bill& bill : bills()) {
    const std::vector<csv::Record> head = head_of(text_of(bill.file));
    const Result<Recognition> recognition = recognise(head, *profiles, {});
    ASSERT_TRUE(recognition) << bill.file;
    EXPECT_EQ(recognition->profile, bill.profile) << bill.file;
    EXPECT_TRUE(recognition->has_header) << bill.file;
    EXPECT_EQ(head[recognition->header_record].line, bill.header_line) << bill.file;
    EXPECT_EQ(recognition->columns.size(), bill.columns) << bill.file;
    EXPECT_EQ(recognition->default_measure, bill.controls.front()) << bill.file;
    EXPECT_EQ(recognition->date_order, bill.date_order) << bill.file;
    for (const std::string_view control : bill.controls) {
      const ColumnRole* column = find_column(*recognition, control);
      ASSERT_NE(column, nullptr) << bill.file << " " << control;
      EXPECT_EQ(column->kind, ColumnRole::amount) << bill.file << " " << control;
    }
    EXPECT_EQ(recognition->score >= 50, !bill.profile.empty()) << bill.file << " " << recognition->score;
  }
}

// No amount column of a known form holds a word that is no amount: every such cell would be a rejected line.
TEST(RealBills, HaveAmountsInTheirAmountColumns) {
  if (text_of(bills().front().file).empty()) GTEST_SKIP() << "the public bills are absent";
  const Result<std::vector<Profile>> profiles = built_in_profiles();
  ASSERT_TRUE(profiles);
  for (const Bill& bill : bills()) {
    const std::string text = text_of(bill.file);
    const std::vector<csv::Record> rows = csv::records_of(text, csv::guess_dialect(text, true), 100000, true);
    const Result<Recognition> recognition = recognise(rows, *profiles, {});
    ASSERT_TRUE(recognition);
    for (std::size_t i = recognition->header_record + 1; i < rows.size(); ++i) {
      for (const ColumnRole& column : recognition->columns) {
        if (column.kind != ColumnRole::amount || column.index >= rows[i].fields.size()) continue;
        const std::string& cell = rows[i].fields[column.index];
        const auto is = [&](const std::vector<std::string>& words) {
          return std::find(words.begin(), words.end(), cell) != words.end();
        };
        const Shape shape = shape_of(cell);
        EXPECT_TRUE(shape == Shape::amount || shape == Shape::identifier || cell.empty() ||
                    is(recognition->empty_words) || is(recognition->zero_words))
            << bill.file << " line " << rows[i].line << " " << column.name << ": " << cell;
      }
    }
  }
}

struct Tagged {
  std::string_view file;
  std::string_view column;
  std::size_t tags;  // counted by an independent reader over all rows
};

TEST(RealBills, GiveTheirTags) {
  if (text_of(bills().front().file).empty()) GTEST_SKIP() << "the public bills are absent";
  const Result<std::vector<Profile>> profiles = built_in_profiles();
  ASSERT_TRUE(profiles);
  for (const Tagged& tagged : std::vector<Tagged>{
           Tagged{"focus-1.0/focus_sample.csv", "Tags", 2237},
           Tagged{"azure-payg/opencost_Template.csv", "Tags", 317},
           Tagged{"azure-payg/costreport_koku.csv", "Tags", 3},
           Tagged{"azure-payg/azure_camelCased.csv", "tags", 3},
           Tagged{"azure-ea/EA_ActualCost_Small.csv", "Tags", 29},
           Tagged{"azure-ea/EA_AmortizedCost_Small.csv", "Tags", 107},
           Tagged{"gcp-billing-export/gcp_2020-11.csv", "labels", 10},
           Tagged{"gcp-billing-export/gcp_2020-11.csv", "project.labels", 0},
           Tagged{"gcp-billing-export/gcp_2020-11.csv", "system_labels", 0},
           Tagged{"kubernetes-metering/ocp_pod_usage_2019-02.csv", "pod_labels", 1080},
           Tagged{"kubernetes-metering/ocp_storage_2019-02.csv", "persistentvolume_labels", 372},
           Tagged{"oci-cost-report/reports_cost-csv.csv", "tags/Oracle-Tags.CreatedBy", 272},
           Tagged{"oci-cost-report/reports_cost-csv.csv", "tags/Valtest.Cat", 74},
       }) {
    const std::string text = text_of(tagged.file);
    const std::vector<csv::Record> rows = csv::records_of(text, csv::guess_dialect(text, true), 100000, true);
    const Result<Recognition> recognition = recognise(rows, *profiles, {});
    ASSERT_TRUE(recognition);
    const ColumnRole* column = find_column(*recognition, tagged.column);
    ASSERT_NE(column, nullptr) << tagged.column;
    ASSERT_EQ(column->kind, ColumnRole::tags) << tagged.column;
    TagReader reader;
    std::size_t count = 0;
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (column->index >= rows[i].fields.size()) continue;
      EXPECT_TRUE(reader.read(column->tag_form, rows[i].fields[column->index]))
          << tagged.file << " line " << rows[i].line;
      count += reader.tags().size();
    }
    EXPECT_EQ(count, tagged.tags) << tagged.file << " " << tagged.column;
  }
}

}  // namespace
}  // namespace billfold::vendor
