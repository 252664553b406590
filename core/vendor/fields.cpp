#include "vendor/fields.h"

#include <array>

namespace billfold::vendor {
namespace {

constexpr auto kFields = std::to_array<Field>({
    // who pays, who uses
    {"payer", "Payer account", "托管主账号", "The account that pays the invoice."},
    {"payer_name", "Payer account name", "托管主账号名称", "The name of the account that pays."},
    {"owner", "Owner account", "托管子账号", "The account that holds and uses the resource."},
    {"owner_name", "Owner account name", "托管子账号名称", "The name of the account that uses the resource."},
    {"seller", "Seller account", "销售账号", "The account that sells, where a reseller stands between."},
    {"project", "Project", "项目", "The project, resource group or namespace; a resource has one."},
    {"project_name", "Project name", "项目显示名", "The name that people read for the project."},
    {"cost_center", "Cost center", "成本单元", "The cost unit that the vendor's console assigned."},
    {"ou", "Organization path", "组织路径",
     "The account's place in the organization tree, such as Production/Apps."},
    {"workspace", "Workspace", "工作空间", "The workspace that holds the resource, whoever called it."},
    {"login", "Sub-account", "子账号", "The sub-account or person that logged in and called."},
    {"key", "API key", "API Key", "The API key of the call."},
    {"creator", "Creator", "创建者", "Who created the resource; on Volcengine the tag sys:ark:createdBy."},
    {"app", "Application", "应用", "The application within a project."},
    // what was bought
    {"product", "Product", "产品", "The product or service, as the vendor's code or name."},
    {"product_name", "Product name", "产品名称", "The product's name where the file has a code too."},
    {"service_category", "Service category", "服务类别", "The family of products: compute, storage, AI."},
    {"model", "Configuration (model)", "配置名称", "The configuration; for an AI service, the model."},
    {"unit", "Billing unit", "计费单元",
     "One charge item of a product or model: input tokens, output tokens."},
    {"sku", "SKU", "SKU", "The vendor's number of the priced item."},
    {"usage_type", "Usage type", "用量类型", "What kind of use was metered."},
    {"operation", "Operation", "操作", "The call or action that was metered."},
    {"resource_kind", "Resource kind", "资源类型", "The kind of resource: cpu, memory, a virtual machine."},
    {"sub_kind", "Resource sub-kind", "资源子类型", "The kind within the kind: a model of GPU."},
    {"resource", "Resource", "资源 ID", "The resource that was charged."},
    {"resource_name", "Resource name", "资源名称", "The name that people read for the resource."},
    {"instance", "Instance", "实例 ID", "The instance or endpoint (推理接入点)."},
    {"instance_name", "Instance name", "实例名称", "The name that people read for the instance."},
    // where
    {"region", "Region", "地域", "The region."},
    {"availability_zone", "Availability zone", "可用区", "The zone within the region."},
    // how it was charged
    {"charge_type", "Charge type", "费用类型",
     "Usage, purchase, tax, credit, refund: what kind of line it is."},
    {"bill_category", "Bill category", "账单类型", "The console's kind of bill line: 消费-使用, 退款-退订."},
    {"business_mode", "Business mode", "业务类型", "Normal or financially hosted business."},
    {"billing_mode", "Billing mode", "计费模式", "Subscription (包年包月) or pay-as-you-go (按量计费)."},
    {"pricing_category", "Pricing category", "定价类别",
     "On demand, committed, spot: under which terms it was priced."},
    {"amortized_type", "Amortization type", "分摊类型", "New, renewal, change, refund, pay-as-you-go."},
    {"settlement", "Settlement", "结算周期", "How a deduction is settled: hourly, daily or monthly."},
    {"usage_unit", "Usage unit", "用量单位", "The unit of the quantity."},
    {"publisher", "Publisher", "发布方", "Who made what was bought."},
    {"provider", "Provider", "提供方", "Who provided it."},
    // papers
    {"invoice", "Invoice", "账单号", "The invoice or bill that the line belongs to."},
    {"order", "Order", "订单号", "The order that the line comes from."},
    {"original_order", "Original order", "原订单号",
     "The first order that a refund, renewal or change belongs to."},
    {"commitment_id", "Commitment", "承诺折扣 ID", "The reservation or commitment that priced the line."},
    {"commitment_status", "Commitment status", "承诺使用状态", "Whether the commitment was used or unused."},
    {"commitment_type", "Commitment type", "承诺类型", "Reservation, savings plan or another commitment."},
    {"savings_plan", "Savings plan", "节省计划", "The savings plan that priced the line."},
    // when
    {"date", "Date", "日期", "When the use or the charge was, or began."},
    {"end_date", "End date", "结束日期", "When the use or the validity ended."},
    {"period", "Billing period", "账期", "The period of the invoice."},
    {"business_period", "Business period", "业务账期",
     "The period of the business, where adjustments cross months."},
    {"amortized_month", "Amortization month", "分摊月", "The month that carries this part of the cost."},
    {"description", "Description", "说明", "The vendor's words for the line."},
});

constexpr auto kMeasureRoles = std::to_array<MeasureRole>({
    {"billed", "Billed", "账单金额", "What the invoice charges for the line (cash basis)."},
    {"effective", "Effective", "有效成本", "With commitments spread over what they cover (accrual basis)."},
    {"list", "List price", "目录价", "At public list prices."},
    {"contracted", "Contracted", "合同价", "At negotiated prices."},
    {"on_demand", "On demand", "按需价", "At public on-demand prices."},
    {"unblended", "Unblended", "非混合成本", "At the account's own rates, as AWS means it."},
    {"net", "Net", "净成本", "After all discounts."},
    {"blended", "Blended", "混合成本", "At the mean rate of the organization."},
    {"split", "Split cost", "拆分成本", "The part of a shared resource that falls to this line."},
    {"amortized", "Amortized", "本期分摊", "This period's share of a prepaid amount."},
    {"daily", "Daily share", "每日分摊", "One day's share of a prepaid amount."},
    {"opening", "Opening", "期初已分摊", "What earlier periods took of a prepaid amount."},
    {"unamortized", "Not yet amortized", "未分摊", "What later periods will take of a prepaid amount."},
    {"commitment", "Commitment", "承诺金额", "Committed, used, unused or upfront money of a commitment."},
    {"original", "Original price", "原价", "Before discounts and tax."},
    {"discounted", "After discount", "折后价", "After discounts, before vouchers."},
    {"payable", "Payable", "应付金额", "What is to be paid after discounts and vouchers."},
    {"pretax", "Before tax", "税前金额", "Payable without tax."},
    {"posttax", "After tax", "税后金额", "Payable with tax."},
    {"paid", "Paid in cash", "现金支付", "What was paid in cash."},
    {"unpaid", "Unpaid", "欠费金额", "What is still owed."},
    {"real", "Real value", "真实金额", "The vendor's figure of the value really charged."},
    {"voucher", "Voucher", "代金券抵扣", "What vouchers and coupons took off."},
    {"credit", "Credit", "信控抵扣", "What credits, points or credit lines took off."},
    {"discount", "Discount", "优惠金额", "What discounts took off."},
    {"rounding", "Cut off", "抹零金额", "What truncation to cents cut off."},
    {"tax", "Tax", "税额", "Tax."},
    {"settled", "In settlement currency", "结算金额", "The amount in the currency of settlement."},
    {"amount", "Amount", "金额", "An amount whose basis the file does not say."},
    {"price", "Unit price", "单价", "The price of one unit; its sum means nothing."},
    {"ratio", "Ratio", "比例", "A rate, share or factor; its sum means nothing."},
    {"quantity", "Quantity", "用量", "How much was used or bought."},
    {"requested", "Requested", "申请量", "How much was asked for."},
    {"used", "Used", "使用量", "How much was used of what was asked for."},
    {"capacity", "Capacity", "容量", "How much there was."},
});

// What a person may name beside the fields.
constexpr std::array<std::string_view, 3> kRoles = {"measure", "currency", "tags"};

template <class Entries>
auto* find_in(const Entries& entries, std::string_view name) {
  for (const auto& entry : entries) {
    if (entry.name == name) return &entry;
  }
  return static_cast<decltype(entries.data())>(nullptr);
}

}  // namespace

std::span<const Field> fields() { return kFields; }
const Field* find_field(std::string_view name) { return find_in(kFields, name); }

std::string name_field_of(std::string_view field) {
  std::string name = std::string(field) + "_name";
  if (find_field(field) == nullptr || find_field(name) == nullptr) name.clear();
  return name;
}

std::span<const MeasureRole> measure_roles() { return kMeasureRoles; }
const MeasureRole* find_measure_role(std::string_view name) { return find_in(kMeasureRoles, name); }

bool is_mappable(std::string_view name) {
  for (const std::string_view role : kRoles) {
    if (role == name) return true;
  }
  return find_field(name) != nullptr;
}

}  // namespace billfold::vendor
