#include "vendor/recognise.h"

#include <gtest/gtest.h>

#include "records.h"
#include "vendor/column_name.h"
#include "vendor/fields.h"

namespace billfold::vendor {
namespace {

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all = *built_in_profiles();
  return all;
}

Recognition recognised(std::string_view lines, const Mapping& mapping = {}) {
  const Result<Recognition> recognition = recognise(records_of_lines(lines), profiles(), mapping);
  EXPECT_TRUE(recognition) << sentence_of(recognition.error());
  return recognition ? *recognition : Recognition{};
}

const ColumnRole& column(const Recognition& recognition, std::string_view name) {
  for (const ColumnRole& role : recognition.columns) {
    if (role.name == name) return role;
  }
  ADD_FAILURE() << "no column " << name;
  static const ColumnRole none;
  return none;
}

std::string field_of(const Recognition& recognition, std::string_view name) {
  return column(recognition, name).field;
}

std::string column_of(const Recognition& recognition, std::string_view field) {
  for (const ColumnRole& role : recognition.columns) {
    if (role.field == field) return role.name;
  }
  return "";
}

bool is_unsure(const Recognition& recognition, std::string_view what) {
  return std::find(recognition.unsure.begin(), recognition.unsure.end(), what) != recognition.unsure.end();
}

// ---- known forms: small headers as each vendor writes them, values invented

struct Form {
  std::string_view profile;
  std::string_view lines;
  std::string_view measure;
  std::vector<std::pair<std::string_view, std::string_view>> fields;  // column: field
};

void expect_form(const Form& form) {
  const Recognition recognition = recognised(form.lines);
  EXPECT_EQ(recognition.profile, form.profile) << form.lines;
  EXPECT_EQ(recognition.default_measure, form.measure) << form.profile;
  EXPECT_EQ(column(recognition, form.measure).kind, ColumnRole::amount) << form.profile;
  for (const auto& [name, field] : form.fields) EXPECT_EQ(field_of(recognition, name), field) << name;
}

TEST(Recognise, VolcengineByItsApiNames) {
  expect_form({"volcengine-split",
               "BillPeriod|BusiPeriod|PayerID|OwnerID|OwnerUserName|Product|ProductZh|ConfigName|Element|"
               "InstanceNo|Project|Tag|"
               "SplitItemID|SplitItemName|SplitItemRatio|OriginalBillAmount|CouponDeductionAmount|"
               "PayableAmount|Currency|"
               "ExpenseTime|SplitBillDetailId\n"
               "2026-03|2026-03|2100000001|2100000002|kiwi|ark_bd|火山方舟|doubao-x|输入|ep-1|web|{}|k-1|n|1|"
               "2.50|0|2.50|CNY|"
               "2026-03-01 10:00:00|d-1",
               "PayableAmount",
               {{"PayerID", "payer"},
                {"OwnerID", "owner"},
                {"OwnerUserName", "owner_name"},
                {"Product", "product"},
                {"ProductZh", "product_name"},
                {"ConfigName", "model"},
                {"Element", "unit"},
                {"InstanceNo", "instance"},
                {"Project", "project"},
                {"ExpenseTime", "date"},
                {"BillPeriod", "period"},
                {"BusiPeriod", "business_period"}}});
  expect_form(
      {"volcengine-bill",
       "BillPeriod|PayerID|OwnerID|Product|ConfigName|Element|Project|BillID|OriginalBillAmount|CouponAmount|"
       "PayableAmount|PaidAmount|Currency|ExpenseBeginTime|ExpenseEndTime\n"
       "2026-03|2100000001|2100000002|ark_bd|doubao-x|输入|web|b-1|2.50|0|2.50|2.50|CNY|2026-03-01|2026-03-"
       "02",
       "PayableAmount",
       {{"BillID", "order"}, {"ExpenseBeginTime", "date"}, {"ExpenseEndTime", "end_date"}}});
  expect_form(
      {"volcengine-cost",
       "CostID|AmortizedMonth|AmortizedDay|AmortizedType|AmortizedBeginTime|AmortizedEndTime|BillPeriod|"
       "BillID|"
       "OriginalOrderNo|PayerID|OwnerID|Product|PayableAmount|DailyAmortizedPayableAmount|"
       "DailyAmortizedCouponAmount|ExpenseBeginTime\n"
       "c-1|2026-03|2026-03-01|新购分摊|2026-03-01 00:00:00|2026-03-01 23:59:59|2026-03|o-1|o-0|2100000001|"
       "2100000002|ECS|62.00|2.00|0.00|2026-03-01",
       "DailyAmortizedPayableAmount",
       {{"AmortizedType", "amortized_type"},
        {"AmortizedMonth", "amortized_month"},
        {"AmortizedBeginTime", "date"},
        {"AmortizedEndTime", "end_date"},
        {"BillID", "order"},
        {"OriginalOrderNo", "original_order"}}});
  expect_form({"volcengine-cost-monthly",
               "AmortizedMonth|AmortizedDayNum|AmortizedType|BillPeriod|BillID|PayerID|OwnerID|PayableAmount|"
               "NowAmortizedPayableAmount|BeforeAmortizedPayableAmount|UnamortizedPayableAmount\n"
               "2026-05|31|新购分摊|2026-01|o-1|2100000001|2100000002|365.00|31.00|120.00|214.00",
               "NowAmortizedPayableAmount",
               {{"AmortizedMonth", "date"}}});
}

TEST(Recognise, VolcengineByTheConsolesNamesHoweverTheyAreSpelt) {
  expect_form({"volcengine-split",
               "账期|业务账期|Payer账号ID|Owner 账号ID|产品名称|配置名称|计费单元|项目|标签|实例 "
               "ID|分拆项ID|分拆占比|分账明细ID|"
               "原价（元）|代金券抵扣（元）|应付金额（元）|币种|消费时间\n"
               "2026-03|2026-03|2100000001|2100000002|火山方舟|doubao-x|输出|web|{}|ep-1|k-1|1|d-1|2.50|0|2."
               "50|CNY|2026-03-01",
               "应付金额（元）",
               {{"Payer账号ID", "payer"},
                {"Owner 账号ID", "owner"},
                {"配置名称", "model"},
                {"计费单元", "unit"},
                {"项目", "project"},
                {"实例 ID", "instance"}}});
  expect_form({"volcengine-cost-monthly",
               "分摊月|已分摊天数|分摊类型|账务账期|订单号/"
               "账单号|Payer账号ID|Owner账号ID|本期分摊-应付金额|期初已分摊－应付金额|"
               "未分摊 - 应付金额\n2026-05|31|新购分摊|2026-01|o-1|2100000001|2100000002|31.00|120.00|214.00",
               "本期分摊-应付金额",
               {{"分摊月", "date"}, {"账务账期", "period"}, {"订单号/账单号", "order"}}});
  expect_form({"volcengine-cost",
               "分摊月|分摊类型|分摊开始时间|分摊结束时间|账务账期|订单号|Owner账号ID|每日分摊-应付金额|"
               "每日分摊-代金券抵扣\n"
               "2026-03|新购分摊|2026-03-01 00:00:00|2026-03-01 23:59:59|2026-01|o-1|2100000002|2.00|0.00",
               "每日分摊-应付金额",
               {{"分摊开始时间", "date"}}});
}

TEST(Recognise, VolcengineByBytePlusEnglish) {
  expect_form(
      {"volcengine-bill",
       "Billing cycle|Business cycle|Payer|Owner|Product|Configuration name|Billing unit|Project|Tag|"
       "Gross amount|Discount amount|Amount payable|Currency|Transaction time\n"
       "2026-03|2026-03|3100000001|3100000002|ModelArk|seed-x|Input|web|{}|2.50|0|2.50|USD|2026-03-01",
       "Amount payable",
       {{"Billing unit", "unit"}, {"Configuration name", "model"}, {"Owner", "owner"}}});
}

TEST(Recognise, TakesTheCreatorFromAVolcengineTag) {
  const Recognition recognition =
      recognised("BillPeriod|OwnerID|ConfigName|Element|PayableAmount|Tag\n2026-03|21|m|u|1.00|{}");
  EXPECT_EQ(recognition.tag_fields.at("creator"), "sys:ark:createdBy");
  EXPECT_EQ(column(recognition, "Tag").kind, ColumnRole::tags);
}

TEST(Recognise, CloudswayAndAsksForTheKey) {
  const Recognition with = recognised("loginName|workspaceName|apiKeyName|unblendedCost\nlin|web|k-1|0.50");
  EXPECT_EQ(with.profile, "cloudsway-monthly");
  EXPECT_EQ(field_of(with, "apiKeyName"), "key");
  EXPECT_EQ(column(with, "unblendedCost").measure_role, "original") << "a word keeps its vendor's meaning";
  EXPECT_TRUE(with.unsure.empty());
  const Recognition without = recognised("loginName|workspaceName|secretRef|unblendedCost\nlin|web|k-1|0.50");
  EXPECT_EQ(without.profile, "cloudsway-monthly");
  EXPECT_EQ(without.unsure, (std::vector<std::string>{"key"}));
  const Recognition mapped = recognised("loginName|workspaceName|secretRef|unblendedCost\nlin|web|k-1|0.50",
                                        {.field_to_column = {{"key", "secretRef"}}});
  EXPECT_EQ(field_of(mapped, "secretRef"), "key");
  EXPECT_TRUE(mapped.unsure.empty());
}

TEST(Recognise, AwsInItsThreeSpellings) {
  expect_form(
      {"aws-cur-legacy",
       "bill/PayerAccountId|lineItem/UsageAccountId|lineItem/ProductCode|lineItem/UsageStartDate|"
       "lineItem/UnblendedCost|lineItem/BlendedCost|lineItem/CurrencyCode|resourceTags/user:Team|"
       "resourceTags/"
       "aws:createdBy\n000123456789|000123456780|EC2|2026-03-01T00:00:00Z|0.0100000000|0.01|USD|kiwi|u",
       "lineItem/UnblendedCost",
       {{"lineItem/UsageAccountId", "owner"}, {"lineItem/ProductCode", "product"}}});
  expect_form(
      {"aws-cur-2",
       "bill_payer_account_id|line_item_usage_account_id|line_item_usage_account_name|line_item_product_code|"
       "line_item_usage_start_date|line_item_unblended_cost|resource_tags|cost_category\n"
       "1|2|kiwi|EC2|2026-03-01T00:00:00.000Z|0.01|{}|{}",
       "line_item_unblended_cost",
       {{"line_item_usage_account_id", "owner"}, {"line_item_usage_account_name", "owner_name"}}});
  expect_form(
      {"aws-cur-athena",
       "bill_payer_account_id|line_item_usage_account_id|line_item_product_code|line_item_usage_start_date|"
       "line_item_unblended_cost|savings_plan_savings_plan_a_r_n|resource_tags_user_team|year|month\n"
       "1|2|EC2|2026-03-01 00:00:00.000|0.01|arn|kiwi|2026|3",
       "line_item_unblended_cost",
       {{"savings_plan_savings_plan_a_r_n", "savings_plan"}}});
}

TEST(Recognise, GivesEveryTagColumnItsKey) {
  const Recognition legacy = recognised(
      "lineItem/UsageAccountId|lineItem/UnblendedCost|resourceTags/user:Cost "
      "Center|resourceTags/aws:createdBy\n1|2.00|a|b");
  EXPECT_EQ(column(legacy, "resourceTags/user:Cost Center").tag_form, TagForm::column);
  EXPECT_EQ(column(legacy, "resourceTags/user:Cost Center").tag_key, "user:Cost Center");
  EXPECT_EQ(legacy.tag_fields.at("creator"), "aws:createdBy");
  const Recognition cbf = recognised("lineitem/type|cost/cost|resource/tag:team\nUsage|1.00|kiwi");
  EXPECT_EQ(cbf.profile, "cloudzero-cbf");
  EXPECT_EQ(column(cbf, "resource/tag:team").tag_key, "team");
  const Recognition gcp = recognised(
      "billing_account_id|service.description|cost|currency|labels|project.labels\nb|s|1.00|USD|[]|[]");
  EXPECT_EQ(column(gcp, "labels").tag_key, "");
  EXPECT_EQ(column(gcp, "project.labels").tag_key, "project/") << "kept apart from the line's own labels";
}

TEST(Recognise, Focus) {
  expect_form(
      {"focus",
       "BilledCost|BillingAccountId|BillingCurrency|BillingPeriodStart|ChargeCategory|ChargePeriodStart|"
       "EffectiveCost|ListCost|ServiceName|SubAccountId|Tags|ServiceProviderName|x_Discount\n"
       "1.00|12|USD|2026-03-01T00:00:00Z|Usage|2026-03-01T00:00:00Z|1.00|2.00|Runner|34|{}|Kiwi|-1.00",
       "BilledCost",
       {{"SubAccountId", "owner"}, {"ServiceName", "product"}, {"ServiceProviderName", "provider"}}});
}

TEST(Recognise, AzureInItsForms) {
  expect_form({"azure-ea",
               "BillingAccountId|BillingPeriodStartDate|AccountOwnerId|AccountName|SubscriptionId|"
               "SubscriptionName|Date|"
               "MeterCategory|MeterName|Quantity|EffectivePrice|Cost|BillingCurrency|ResourceGroup|Tags|"
               "ChargeType|PayGPrice\n"
               "1|03/01/2026|o|n|s|Kiwi|03/01/2026|VM|D2|1|0.10|0.10|USD|web|\"team\": \"a\"|Usage|0.10",
               "Cost",
               {{"SubscriptionId", "owner"}, {"ResourceGroup", "project"}, {"MeterCategory", "product"}}});
  expect_form({"azure-mca",
               "invoiceId|billingAccountId|billingProfileId|invoiceSectionName|date|meterCategory|meterName|"
               "SubscriptionId|"
               "resourceGroupName|quantity|chargeType|billingCurrency|pricingCurrency|costInBillingCurrency|"
               "costInPricingCurrency|paygCostInBillingCurrency|exchangeRatePricingToBilling|tags\n"
               "i|1|p|Kiwi|03/01/2026|VM|D2|s|web|1|Usage|EUR|USD|0.09|0.10|0.11|0.9|{}",
               "costInBillingCurrency",
               {{"resourceGroupName", "project"}}});
  expect_form({"azure-payg",
               "SubscriptionGuid|ResourceGroup|UsageDateTime|MeterCategory|MeterName|UsageQuantity|"
               "PreTaxCost|InstanceId|"
               "Tags|Currency\ns|web|2026-03-01|VM|D2|1|0.10|/x|{}|USD",
               "PreTaxCost",
               {{"SubscriptionGuid", "owner"}, {"UsageDateTime", "date"}}});
}

TEST(Recognise, GoogleWithTheInvoiceBeforeTheTable) {
  const Recognition recognition = recognised(
      "Invoice number|123\nBilling account ID|000000-000000\nCurrency|USD\nTotal amount due|$95.00\n"
      "Billing account name|Billing account ID|Project name|Project ID|Service description|SKU "
      "description|SKU ID|"
      "Credit type|Cost type|Usage start date|Usage amount|Unrounded Cost ($)|Cost ($)\n"
      "Kiwi|000000-000000|Web|web-1|Runner|CPU|K1||Usage|2026-03-01|1,000|60.004|60.00");
  EXPECT_EQ(recognition.profile, "gcp-console");
  EXPECT_EQ(recognition.header_record, 4U);
  EXPECT_EQ(recognition.default_measure, "Cost ($)");
  EXPECT_EQ(field_of(recognition, "Project ID"), "project");
  EXPECT_EQ(column(recognition, "Unrounded Cost ($)").kind, ColumnRole::amount);
  expect_form({"gcp-export",
               "billing_account_id|service.description|sku.description|usage_start_time|project.id|labels|"
               "cost|currency|"
               "usage.amount|credits|invoice.month|cost_type\nb|Runner|CPU|2026-03-01 "
               "00:00:00+00:00|web|[]|5e-06|USD|1|[]|202603|regular",
               "cost",
               {{"service.description", "product"}, {"sku.description", "unit"}, {"project.id", "project"}}});
  expect_form({"gcp-export",
               "billing_account_id|service_description|sku_description|usage_start_time|project_id|labels|"
               "cost|currency|"
               "invoice_month\nb|Runner|CPU|2026-03-01 00:00:00 UTC|web|[]|0.01|USD|202603",
               "cost",
               {{"service_description", "product"}, {"invoice_month", "period"}}});
}

TEST(Recognise, OtherVendorsWithoutAPublicBill) {
  expect_form({"tencent-bill",
               "PayerUin|OwnerUin|OperateUin|BusinessCodeName|PayModeName|ProjectName|RegionName|ResourceId|"
               "ActionTypeName|"
               "OrderId|BillId|FeeBeginTime|FeeEndTime|ComponentCodeName|ItemCodeName|UsedAmount|"
               "RealTotalCost|VoucherPayAmount|CashPayAmount\n"
               "1|2|3|CVM|按量计费|web|gz|ins-1|扣费|o|b|2026-03-01 00:00:00|2026-03-01 "
               "00:59:59|算力|CPU|1|0.10|0|0.10",
               "RealTotalCost",
               {{"OwnerUin", "owner"}, {"OperateUin", "login"}, {"BusinessCodeName", "product"}}});
  expect_form({"tencent-bill",
               "支付者ID|使用者ID|操作者ID|产品名称|子产品名称|计费模式|项目名称|地域|资源ID|组件类型|"
               "组件名称|组件刊例价|组件用量|优惠后总价(元)|现金账户支出(元)\n"
               "1|2|3|云服务器|标准型|按量计费|web|广州|ins-1|算力|CPU|0.10|1|0.10|0.10",
               "优惠后总价(元)",
               {{"使用者ID", "owner"}, {"项目名称", "project"}}});
  expect_form(
      {"alibaba-bill",
       "账期|财务单元|账号|Owner账号|产品|产品Code|产品明细|消费类型|实例ID|资源组|实例标签|地域|计费项|用量|"
       "原价|优惠金额|优惠券抵扣|应付金额|现金支付|币种\n"
       "2026-03|unit|a@b|c@d|云服务器|ecs|ECS|后付费|i-1|web|key:team "
       "value:kiwi|杭州|CPU|1|0.20|0.10|0|0.10|0.10|CNY",
       "应付金额",
       {{"Owner账号", "owner_name"}, {"产品", "product"}, {"资源组", "project"}, {"计费项", "unit"}}});
  expect_form({"alibaba-split",
               "BillingCycle|AccountID|SplitAccountID|SplitItemID|SplitItemName|SubscriptionType|ProductCode|"
               "ProductName|"
               "InstanceID|ResourceGroup|CostUnit|Tag|PretaxGrossAmount|PretaxAmount|Currency\n"
               "2026-03|1|2|bucket-1|b|PayAsYouGo|oss|OSS|i|web|unit|key:a value:b|0.20|0.10|CNY",
               "PretaxAmount",
               {{"SplitAccountID", "owner"}, {"SplitItemID", "resource"}}});
  expect_form(
      {"huawei-bill",
       "bill_cycle|customer_id|cloud_service_type|cloud_service_type_name|resource_type|region|resource_id|"
       "enterprise_project_name|charge_mode|official_amount|discount_amount|amount|cash_amount|flexipurchase_"
       "coupon_amount\n"
       "2026-03|c|hws.ec2|ECS|vm|cn-north-1|r|web|3|0.20|0.10|0.10|0.10|0",
       "amount",
       {{"enterprise_project_name", "project"}, {"cloud_service_type", "product"}}});
  expect_form({"huawei-amortized",
               "shared_month|bill_cycle|bill_type|customer_id|region_code|service_type_code|resource_id|"
               "effective_time|"
               "expire_time|charging_mode|order_id|consume_amount|past_months_amortized_amount|current_month_"
               "amortized_amount|"
               "future_months_amortized_amount\n2026-05|2026-01|1|c|cn|ec2|r|2026-01-01|2026-12-31|1|o|365|"
               "120|31|214",
               "current_month_amortized_amount",
               {{"shared_month", "date"}, {"order_id", "order"}}});
}

TEST(Recognise, AiToolsAndUsage) {
  expect_form({"cursor-usage",
               "Date|User|Kind|Model|Max Mode|Input (w/ Cache Write)|Input (w/o Cache Write)|Cache "
               "Read|Output Tokens|Total Tokens|Cost\n"
               "2026-03-01T00:00:00Z|lin@kiwi|Usage|m|No|1|2|3|4|10|$0.02",
               "Cost",
               {{"User", "login"}, {"Model", "model"}}});
  expect_form({"copilot-requests",
               "Timestamp|User|Model|Requests Used|Exceeds Monthly Quota|Total Monthly "
               "Quota\n2026-03-01T00:00:00Z|lin|m|1.00|false|Unlimited",
               "Requests Used",
               {{"User", "login"}}});
  expect_form({"github-usage",
               "date|product|sku|quantity|unit_type|applied_cost_per_quantity|gross_amount|discount_amount|"
               "net_amount|username|"
               "organization|repository|cost_center_name\n2026-03-01|copilot|premium|2|requests|0.04|0.08|0|"
               "0.08|lin|kiwi||",
               "net_amount",
               {{"username", "login"}, {"organization", "owner"}}});
  expect_form(
      {"openai-costs",
       "start_time|end_time|object|amount.value|amount.currency|line_item|project_id|organization_id\n"
       "1730419200|1730505600|organization.costs.result|0.06|usd|input|proj_1|org_1",
       "amount.value",
       {{"project_id", "project"}, {"start_time", "date"}}});
  expect_form({"openai-usage",
               "start_time|end_time|object|input_tokens|output_tokens|input_cached_tokens|num_model_requests|"
               "project_id|user_id|api_key_id|model\n"
               "1730419200|1730505600|r|1000|500|800|5|proj_1|user_1|key_1|gpt-x",
               "input_tokens",
               {{"api_key_id", "key"}, {"user_id", "login"}, {"model", "model"}}});
  EXPECT_EQ(recognised("start_time|amount.value|line_item\n1730419200|0.06|input").date_order, "epoch");
}

TEST(Recognise, OurOwnPlainFiles) {
  expect_form(
      {"billfold-orders",
       "OrderNo|OriginalOrderNo|AmortizedType|BeginTime|EndTime|PayableAmount|CouponAmount|PackQuantity\n"
       "o-1||new|2026-01-01|2026-12-31|365|0|",
       "PayableAmount",
       {{"OrderNo", "order"}, {"AmortizedType", "amortized_type"}, {"BeginTime", "date"}}});
  expect_form({"billfold-deductions",
               "OrderNo|Date|Quantity|Settlement\no-1|2026-01-05|100000000|daily",
               "Quantity",
               {{"Settlement", "settlement"}}});
  expect_form({"billfold-meter",
               "Project|App|Resource|SubKind|Requested|Used|BeginTime|EndTime\nweb|a|cpu||2|0.5|2026-03-01 "
               "10:00|2026-03-01 11:00",
               "Used",
               {{"Resource", "resource_kind"}, {"App", "app"}}});
  expect_form({"billfold-prices",
               "Resource|SubKind|Price|Unit\ncpu||0.003|core-hour",
               "Price",
               {{"Unit", "usage_unit"}}});
  const Recognition accounts = recognised("Account|Name|OU\n001|Kiwi|Production/Apps");
  EXPECT_EQ(accounts.profile, "billfold-accounts");
  EXPECT_EQ(field_of(accounts, "OU"), "ou");
  EXPECT_EQ(column(accounts, "Account").kind, ColumnRole::text);
  EXPECT_TRUE(accounts.unsure.empty());
}

// A law: the header made of a profile's own first names is recognised as that profile and as no other.
TEST(BuiltInProfiles, RecogniseTheirOwnHeader) {
  for (const Profile& profile : profiles()) {
    if (profile.generic) continue;
    csv::Record header{1, 0, {}};
    const auto add = [&](std::string name) {
      const std::size_t asterisk = name.find('*');
      if (asterisk != std::string::npos) name.replace(asterisk, 1, "Kiwi");
      if (std::find(header.fields.begin(), header.fields.end(), name) == header.fields.end())
        header.fields.push_back(name);
    };
    for (const Profile::Columns& columns : profile.required) add(columns.front());
    for (const Profile::Evidence& evidence : profile.distinctive) add(evidence.columns.front());
    for (const auto& [field, columns] : profile.fields) add(columns.front());
    for (const Profile::Measure& measure : profile.measures) add(measure.columns.front());
    for (const Profile::Tags& tags : profile.tags) add(tags.column);
    const Result<Recognition> recognition = recognise(std::vector<csv::Record>{header}, profiles(), {});
    ASSERT_TRUE(recognition);
    EXPECT_EQ(recognition->profile, profile.name);
    EXPECT_GE(recognition->score, 50) << profile.name;
    for (const auto& [field, columns] : profile.fields) {
      EXPECT_EQ(plain_name(column_of(*recognition, field)), plain_name(columns.front()))
          << profile.name << " " << field;
    }
  }
}

TEST(Recognise, ADistinctiveColumnOutweighsColumnsThatNeighboursShare) {
  const std::vector<Profile> neighbours = {
      *parse_profile(R"({"name":"wide","family":"w","required":[["Cost"]],"text":["A","B","C","D"]})"),
      *parse_profile(R"({"name":"narrow","family":"n","required":[["Cost"]],
                         "distinctive":[{"columns":["Kiwi no","Kiwi number"],"weight":1}]})"),
      *parse_profile(R"({"name":"picky","family":"p","required":[["Cost"],["Plum","Fig"]],
                         "distinctive":[{"columns":["A"],"weight":9}]})")};
  const auto profile_of = [&](std::string_view lines) {
    return recognise(records_of_lines(lines), neighbours, {})->profile;
  };
  EXPECT_EQ(profile_of("Cost|A|B|C|D|Kiwi number"), "narrow");
  EXPECT_EQ(profile_of("Cost|A|B|C|D"), "wide");
  EXPECT_EQ(profile_of("cost|a|FIG"), "picky");
  EXPECT_EQ(profile_of("A|B|C|D"), "");
}

TEST(BuiltInProfiles, DoNotClaimATableOfSomebodyElse) {
  for (const std::string_view lines :
       {"Date|Cost\n2026-03-01|1.00", "Project|Cost|Owner\nweb|1.00|lin",
        "name|amount|currency\nkiwi|1.00|EUR", "id|value\n1|bla", "Product|Price|Quantity\nkiwi|1.00|3",
        "项目|金额\nweb|1.00", "产品|应付金额\nweb|1.00"}) {
    EXPECT_EQ(recognised(lines).profile, "") << lines;
  }
}

// ---- unknown forms

TEST(Recognise, ProposesAMappingForAnUnknownForm) {
  const Recognition r = recognised(
      "Booked on|Team account no|Project|Service|Net cost (EUR)|Hours|Currency|Remark\n"
      "2026-03-01|00817|web|Runner|1,234.50|12|EUR|x\n2026-03-02|00818|app|Store|0.50|3|EUR|y");
  EXPECT_EQ(r.profile, "");
  EXPECT_EQ(r.score, 0);
  EXPECT_EQ(r.default_measure, "Net cost (EUR)");
  EXPECT_EQ(r.currency_column, "Currency");
  EXPECT_EQ(column(r, "Booked on").kind, ColumnRole::date);
  EXPECT_EQ(field_of(r, "Booked on"), "date");
  EXPECT_EQ(field_of(r, "Project"), "project");
  EXPECT_EQ(field_of(r, "Service"), "product");
  EXPECT_EQ(column(r, "Team account no").kind, ColumnRole::text);
  EXPECT_EQ(column(r, "Hours").kind, ColumnRole::amount);
  EXPECT_FALSE(column(r, "Hours").money);
  EXPECT_TRUE(is_unsure(r, "measure"));
  EXPECT_FALSE(is_unsure(r, "project")) << "its name says so and nothing else";
  const Recognition doubtful = recognised("Day|Name of project|Cost\n2026-03-01|web|1.00");
  EXPECT_EQ(field_of(doubtful, "Name of project"), "project");
  EXPECT_TRUE(is_unsure(doubtful, "project"));
}

TEST(Recognise, ReadsAChineseStatementWithLinesBeforeIt) {
  const Recognition r = recognised(
      "微信支付账单明细||||\n昵称：[奇异]||||\n||||\n共2笔记录||||\n交易时间|交易类型|收/"
      "支|金额(元)|交易单号\n"
      "2026-03-01 12:00:00|消费|支出|¥28.16|1000000001\t\n2026-03-02 12:00:00|消费|支出|¥1.50|1000000002\t");
  EXPECT_EQ(r.header_record, 4U);
  EXPECT_EQ(r.default_measure, "金额(元)");
  EXPECT_EQ(column(r, "交易单号").kind, ColumnRole::text) << "a number of something is an identifier";
  EXPECT_EQ(field_of(r, "交易时间"), "date");
}

TEST(Recognise, KeepsIdentifiersAsText) {
  const Recognition r = recognised(
      "acct|customer id|phone|zip "
      "code|year|编号|count\n001234|12|2095550100|8123|2026|7|3\n001235|13|2095550101|8124|2026|8|4");
  for (const std::string_view id : {"acct", "customer id", "phone", "zip code", "year", "编号"}) {
    EXPECT_EQ(column(r, id).kind, ColumnRole::text) << id;
  }
  EXPECT_EQ(r.default_measure, "count");
}

TEST(Recognise, BelievesANameThatSaysAmount) {
  const std::string digits(38, '7');
  EXPECT_EQ(recognised("team|Cost\nx|" + digits).default_measure, "Cost") << "no identifier, however long";
  EXPECT_EQ(recognised("team|Cost\nx|1.00\ny|n.n.").default_measure, "Cost")
      << "the word will be a rejected line";
  EXPECT_EQ(recognised("team|Cost\nx|high\ny|low\nz|3").default_measure, "");
}

TEST(Recognise, PrefersNumbersWithAFractionWhereNamesSayNothing) {
  EXPECT_EQ(recognised("a|b|c\n1|2.5|3\n4|5.5|6").default_measure, "b");
  EXPECT_EQ(recognised("a|b|c\n1|2|3").default_measure, "c");
  EXPECT_EQ(recognised("a|b\nx|y").default_measure, "");
}

TEST(Recognise, NamesColumnsOfATableWithoutAHeader) {
  const Recognition r = recognised("123|kiwi|1.50\n345|plum|2.25\n567|fig|3.75");
  EXPECT_FALSE(r.has_header);
  EXPECT_EQ(r.header_record, 0U);
  ASSERT_EQ(r.columns.size(), 3U);
  EXPECT_EQ(r.columns[0].name, "column 1");
  EXPECT_EQ(r.columns[2].name, "column 3");
  EXPECT_EQ(r.default_measure, "column 3");
}

TEST(Recognise, NamesEveryColumnOnceAndExtendsAHeaderThatIsTooShort) {
  const Recognition r = recognised("a| a |\"a\"||a (2)\n1|2|x|3|4|5.5\n1|2|x|3|4|6.5");
  std::vector<std::string> names;
  for (const ColumnRole& role : r.columns) names.push_back(role.name);
  EXPECT_EQ(names, (std::vector<std::string>{"a", "a (2)", "\"a\"", "column 4", "a (2) (2)", "column 6"}));
}

// ---- dates

TEST(Recognise, DecidesTheOrderOfDatesByTheCells) {
  EXPECT_EQ(recognised("date|cost\n3/25/26|1.00").date_order, "mdy");
  EXPECT_EQ(recognised("date|cost\n25/3/26|1.00").date_order, "dmy");
  EXPECT_EQ(recognised("date|cost\n2026-03-25|1.00").date_order, "ymd");
  EXPECT_EQ(recognised("name|cost\nx|1.00").date_order, "");
  EXPECT_EQ(recognised("billing period|cost\n25/3/26|1.00").date_order, "dmy") << "the only date there is";
  const Recognition ambiguous = recognised("date|cost\n3/4/26|1.00");
  EXPECT_EQ(ambiguous.date_order, "mdy");
  EXPECT_TRUE(is_unsure(ambiguous, "date"));
  EXPECT_EQ(recognised("date|cost\n3/4/26|1.00", {.date_order = "dmy"}).date_order, "dmy");
}

TEST(Recognise, BelievesAFormThatIsKnownToWriteTheMonthFirst) {
  const Recognition r = recognised(
      "BillingAccountId|AccountOwnerId|SubscriptionId|Date|MeterCategory|Cost\n1|o|s|03/04/2026|VM|0.10");
  EXPECT_EQ(r.profile, "azure-ea");
  EXPECT_EQ(r.date_order, "mdy");
  EXPECT_TRUE(r.unsure.empty());
}

// ---- what the user said

TEST(Recognise, FollowsTheUsersMapping) {
  const std::string_view lines = "when|who|what|much|more|cur\n2026-03-01|lin|web|1.00|2.00|EUR";
  const Recognition r = recognised(lines, {.field_to_column = {{"owner", "who"},
                                                               {"project", "WHAT"},
                                                               {"measure", "more"},
                                                               {"currency", "cur"},
                                                               {"date", "when"}}});
  EXPECT_EQ(field_of(r, "who"), "owner");
  EXPECT_EQ(field_of(r, "what"), "project");
  EXPECT_EQ(r.default_measure, "more");
  EXPECT_EQ(r.currency_column, "cur");
  EXPECT_EQ(column(r, "when").kind, ColumnRole::date);
  for (const std::string_view said : {"owner", "project", "measure", "date"})
    EXPECT_FALSE(is_unsure(r, said)) << said;
}

TEST(Recognise, MovesAFieldOfAKnownFormToAnotherColumn) {
  const std::string_view lines =
      "lineItem/UsageAccountId|lineItem/UnblendedCost|lineItem/BlendedCost|team\n1|2.00|3.00|kiwi";
  const Recognition r = recognised(
      lines, {.field_to_column = {
                  {"owner", "team"}, {"measure", "lineItem/BlendedCost"}, {"creator", "tag:made by"}}});
  EXPECT_EQ(r.profile, "aws-cur-legacy");
  EXPECT_EQ(field_of(r, "team"), "owner");
  EXPECT_EQ(field_of(r, "lineItem/UsageAccountId"), "");
  EXPECT_EQ(r.default_measure, "lineItem/BlendedCost");
  EXPECT_EQ(r.tag_fields.at("creator"), "made by");
  const Recognition off = recognised(lines, {.field_to_column = {{"owner", ""}, {"creator", ""}}});
  EXPECT_EQ(field_of(off, "lineItem/UsageAccountId"), "");
  EXPECT_TRUE(off.tag_fields.empty());
}

TEST(Recognise, MakesAnAmountColumnTextWhenAFieldIsMappedToIt) {
  const Recognition r = recognised("a|b|c\nx|2.5|3\ny|5.5|6", {.field_to_column = {{"project", "b"}}});
  EXPECT_EQ(column(r, "b").kind, ColumnRole::text);
  EXPECT_EQ(r.default_measure, "c");
}

TEST(Recognise, TakesTheFormAndTheHeaderLineThatTheUserNames) {
  const std::string_view lines = "x|y\nCost|Model|Note\n1.00|m|n\nCost|Model|Total Tokens\n2.00|m|3";
  EXPECT_EQ(recognised(lines).header_record, 3U);
  EXPECT_EQ(recognised(lines, {.profile = "none"}).profile, "");
  const Recognition named = recognised(lines, {.profile = "cursor-usage", .header_line = 2});
  EXPECT_EQ(named.profile, "cursor-usage");
  EXPECT_EQ(named.score, 100);
  EXPECT_EQ(named.header_record, 1U);
  EXPECT_EQ(named.default_measure, "Cost");
  EXPECT_EQ(
      recognised("notes\nWhen|Cost|Model\n2026-03-01|1.00|m", {.profile = "cursor-usage"}).header_record, 1U);
}

TEST(Recognise, SaysWhatDoesNotFit) {
  const auto head = records_of_lines("a|b\nx|1.00");
  const auto code = [&](const Mapping& mapping) { return recognise(head, profiles(), mapping).error().code; };
  EXPECT_EQ(code({.profile = "kiwi-cloud"}), Code::unknown_profile);
  EXPECT_EQ(code({.profile = "generic"}), Code::unknown_profile);
  EXPECT_EQ(code({.field_to_column = {{"colour", "a"}}}), Code::unknown_field);
  EXPECT_EQ(code({.field_to_column = {{"owner", "z"}}}), Code::unknown_column);
  EXPECT_EQ(recognise({}, profiles(), {}).error().code, Code::no_header);
}

TEST(Recognise, AsksForTheExactNameWhereTwoDifferByCase) {
  const auto head = records_of_lines("team|Team|cost\nx|y|1.00");
  EXPECT_EQ(recognise(head, profiles(), {.field_to_column = {{"owner", "TEAM"}}}).error().code,
            Code::unknown_column);
  const Result<Recognition> exact = recognise(head, profiles(), {.field_to_column = {{"owner", "Team"}}});
  ASSERT_TRUE(exact);
  EXPECT_EQ(field_of(*exact, "Team"), "owner");
}

}  // namespace
}  // namespace billfold::vendor
