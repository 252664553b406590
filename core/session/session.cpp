#include "session/session.h"

#include <algorithm>
#include <array>

#include "amortize/cost_bill.h"
#include "commitment/lines.h"
#include "metering/metered_bill.h"
#include "money/decimal_format.h"
#include "money/decimal_parse.h"
#include "plan/check.h"
#include "session/bill_report.h"
#include "session/order_book.h"
#include "session/rules.h"
#include "split/advice.h"
#include "split/defined.h"
#include "text/container.h"
#include "text/encoding.h"
#include "vendor/cost_form.h"

namespace billfold::session {
namespace {

std::string failure(const Error& error) {
  Failure failure;
  failure.error = std::string(name_of(error.code));
  failure.message = sentence_of(error);
  failure.values = error.values;
  failure.line = error.place.line;
  failure.column = error.place.column;
  return json::text_of(failure);
}

template <class T>
std::string answer(const Result<T>& result) {
  return result ? json::text_of(*result) : failure(result.error());
}

std::string answer(const Result<void>& result) {
  return result ? json::text_of(Done{}) : failure(result.error());
}

bool measures(const plan::Plan& plan, const std::string& basis) {
  return plan.measure == basis ||
         std::any_of(plan.shared.begin(), plan.shared.end(),
                     [&basis](const plan::SharedRule& rule) { return rule.measure == basis; });
}

Result<bill::Wishes> wishes_from(const Mapping& mapping) {
  bill::Wishes wishes;
  wishes.mapping.profile = mapping.profile;
  for (const FieldColumn& entry : mapping.fields) wishes.mapping.field_to_column[entry.field] = entry.column;
  if (mapping.delimiter.size() > 1) {
    return make_error(Code::bad_request,
                      {{"what", "is more than one character"}, {"where", "mapping.delimiter"}});
  }
  if (!is_one_of(mapping.decimal_mark, kDecimalMarks)) {
    return make_error(Code::bad_request,
                      {{"what", "is not point or comma"}, {"where", "mapping.decimal_mark"}});
  }
  if (!is_one_of(mapping.date_order, kDateOrders)) {
    return make_error(Code::bad_request,
                      {{"what", "is not ymd, mdy or dmy"}, {"where", "mapping.date_order"}});
  }
  wishes.delimiter = mapping.delimiter.empty() ? '\0' : mapping.delimiter.front();
  wishes.decimal_mark = mapping.decimal_mark;
  wishes.mapping.date_order = mapping.date_order;
  wishes.mapping.header_line = mapping.header_line;
  return wishes;
}

// What can stand beside a bill, in the order in which its files are counted after the bill's.
constexpr std::array<const char*, 2> kCompanions = {"deductions", "cost_bill"};

// A table that nobody knows but that names kinds of orders is read as our own file of orders.
const vendor::Profile::Orders* rules_of_orders(const bill::Bill& bill,
                                               const std::vector<vendor::Profile>& profiles) {
  const bool names_kinds = bill.profile.empty() && bill.column_of_field("amortized_type") != nullptr;
  const std::string_view wanted =
      names_kinds ? std::string_view("billfold-orders") : std::string_view(bill.profile);
  for (const vendor::Profile& profile : profiles) {
    // A vendor's cost bill is amortized already; its words are for the audit.
    if (profile.name == wanted && profile.beside != "cost_bill") return &profile.orders;
  }
  return nullptr;
}

bool has_money(const bill::Bill& bill) {
  return std::any_of(bill.columns.begin(), bill.columns.end(), [](const bill::Column& column) {
    return column.role.kind == vendor::ColumnRole::amount && column.role.money;
  });
}

constexpr std::string_view kAmortized = "amortized";
constexpr std::string_view kMetered = "metered";

Result<bill::Bill> cost_bill(const questions::Asked& asked, const plan::Plan& plan, bool by_day) {
  const Result<amortize::DayScale> scale = amortize::day_scale_of(plan.amortization_scale);
  if (!scale) return scale.error();
  const Result<const amortize::Orders*> orders = questions::orders_of(asked, plan);
  if (!orders) return orders.error();
  return amortize::cost_bill_of(**orders, *scale, by_day ? amortize::Grain::day : amortize::Grain::month);
}

Result<bill::Bill> metered_bill(const questions::Asked& asked, const plan::Plan& plan, bool by_day) {
  const Result<std::unique_ptr<Metered>> metered =
      session::metered(questions::dimensions_of(asked), plan, false);
  if (!metered) return metered.error();
  const Result<metering::ClusterIdle> idle =
      metering::cluster_idle_of(*(*metered)->records, (*metered)->prices);
  if (!idle) return idle.error();
  return metering::metered_bill_of(*(*metered)->usage, (*metered)->bills, *idle, by_day);
}

// Whether the question sets all bases of the bill side by side.
template <class Request>
inline constexpr bool is_of_every_basis = requires {
  Request::kEveryBasis;
};

// Whether the question is asked of the bill as it was billed, whatever the basis.
template <class Request>
bool is_of_bill_as_it_was(const Request& /*request*/) {
  return requires { Request::kAsItWas; };
}

// Whether the cost bill must tell days apart for this question.
template <class Request>
bool is_by_day(const Request& request) {
  if constexpr (requires { Request::kByDay; }) return true;
  constexpr std::string_view kDay = "day";
  if constexpr (requires { request.grain; }) {
    if (request.grain == kDay) return true;
  }
  if constexpr (requires { request.dimension; }) {
    if (request.dimension == kDay) return true;
  }
  return plan::asks(request.plan, kDay);
}

// What a figure is asked of is what its report was asked of.
bool is_of_bill_as_it_was(const WhyFigureRequest& request) {
  constexpr std::array<std::string_view, 6> kAsItWas = {"meter",        "idle",    "cache_savings",
                                                        "roll_forward", "journal", "preview"};
  return is_one_of(request.view, kAsItWas);
}
bool is_by_day(const WhyFigureRequest& request) {
  return request.view == "anomalies" || request.grain == "day" || plan::asks(request.plan, "day");
}

}  // namespace

Session::Session() {
  // An embedded profile that does not parse is a defect of ours, which a test finds; a session without
  // profiles still reads any file by evidence.
  if (Result<std::vector<vendor::Profile>> profiles = vendor::built_in_profiles())
    profiles_ = std::move(*profiles);
  loader_ = loader_of("");
}

bill::Loader* Session::loader_of(const std::string& role) {
  if (!role.empty() && role != "deductions" && role != "cost_bill") return nullptr;
  std::unique_ptr<bill::Loader>& loader = loaders_[role];
  if (!loader) loader = std::make_unique<bill::Loader>(profiles_);
  return loader.get();
}

Session::~Session() = default;

char* Session::lend(std::size_t bytes) { return reading_ ? loader_->lend(bytes) : lend_beside(bytes); }

std::string Session::sniff(std::size_t bytes, bool whole) {
  return json::text_of(sniff_report(std::string_view(scratch_.data(), bytes), whole));
}

std::string Session::recognise(std::size_t bytes, bool whole, std::string_view mapping) {
  const Result<Mapping> wanted = json::parse<Mapping>(mapping, Code::bad_request);
  if (!wanted) return failure(wanted.error());
  const Result<bill::Wishes> wishes = wishes_from(*wanted);
  if (!wishes) return failure(wishes.error());
  const Result<bill::Form> form =
      bill::form_of_text(std::string_view(scratch_.data(), bytes), whole, profiles_, *wishes);
  if (!form) return failure(form.error());
  return json::text_of(recognise_report(*form, profiles_));
}

std::string Session::begin(std::string_view request) {
  Result<BeginRequest> parsed = json::parse<BeginRequest>(request, Code::bad_request);
  if (!parsed) return failure(parsed.error());
  Result<bill::Wishes> wishes = wishes_from(parsed->mapping);
  if (!wishes) return failure(wishes.error());
  loader_ = loader_of(parsed->role);
  if (loader_ == nullptr) {
    return failure(
        make_error(Code::bad_request, {{"what", "is not deductions or cost_bill"}, {"where", "role"}}));
  }
  bill::FileRequest file{.name = std::move(parsed->file),
                         .encoding = std::move(parsed->encoding),
                         .json = parsed->json,
                         .wishes = std::move(*wishes),
                         .columns = std::move(parsed->columns),
                         .measures = std::move(parsed->measures),
                         .shard = static_cast<std::uint64_t>(parsed->shard)};
  if (!parsed->store.empty()) {
    file.choose = [this, store = std::move(parsed->store)](const bill::Form& form,
                                                           bill::FileRequest& chosen) {
      choose_columns(store, form, chosen);
    };
  }
  reading_ = true;
  return answer(loader_->begin(std::move(file)));
}

// What BeginRequest::store says.
void Session::choose_columns(std::string_view store, const bill::Form& form, bill::FileRequest& file) const {
  // What decides whether the bill is shown as one of orders.
  const std::vector<std::string> kinds = amortize::columns_of_kinds(profiles_);
  std::vector<std::string> first = split::first_dimensions(form);
  if (!first.empty()) {
    first.insert(first.end(), kinds.begin(), kinds.end());
    first.insert(first.end(), file.columns.begin(), file.columns.end());
  }
  if (store == "first" && !first.empty()) {
    file.columns = std::move(first);
    file.totals = bill::Totals::of_none;
    return;
  }
  file.columns = split::usual_dimensions();
  file.columns.insert(file.columns.end(), kinds.begin(), kinds.end());
  file.measures = split::usual_measures();
  if (store != "rest") return;
  std::erase_if(file.columns, [&](const std::string& name) {
    return std::find(first.begin(), first.end(), name) != first.end();
  });
  file.totals = bill::Totals::of_all;
}

std::string Session::feed(std::size_t bytes) {
  const Result<void> fed = loader_->feed(bytes);
  if (!fed) return failure(fed.error());
  return json::text_of(Progress{loader_->rows(), money::format_trimmed(loader_->total_so_far()),
                                static_cast<double>(loader_->held())});
}

char* Session::lend_beside(std::size_t bytes) {
  // Kept from one piece of a shard to the next: new memory costs more than what is written to it.
  const std::size_t least = std::max<std::size_t>(bytes, 1);
  if (scratch_.size() < least) scratch_ = std::vector<char>(least);
  return scratch_.data();
}

std::string Session::row_begin(std::size_t bytes) {
  const std::optional<std::size_t> at = loader_->row_begin_in(std::string_view(scratch_.data(), bytes));
  return json::text_of(RowBegin{at ? static_cast<double>(*at) : -1});
}

std::string Session::progress(std::string_view others) {
  const Result<ShardsProgress> parsed = json::parse<ShardsProgress>(others, Code::bad_request);
  if (!parsed) return failure(parsed.error());
  std::uint64_t rows = loader_->rows();
  money::Decimal total = loader_->total_so_far();
  auto held = static_cast<double>(loader_->held());
  for (const Progress& shard : parsed->shards) {
    rows += shard.rows;
    held += shard.held;
    money::Decimal amount;
    if (money::parse_amount(shard.total, money::Mark::point, amount) != money::AmountStatus::ok) continue;
    if (const Result<money::Decimal> sum = money::add(total, amount)) total = *sum;
  }
  return json::text_of(Progress{rows, money::format_trimmed(total), held});
}

std::string Session::take_piece(std::size_t bytes) {
  return json::text_of(Done{loader_->take_piece(std::string_view(scratch_.data(), bytes))});
}

std::string Session::end_shard(bool is_last) {
  reading_ = false;
  const bool fits = loader_->end_shard(is_last);
  return json::text_of(ShardReport{fits ? static_cast<std::uint32_t>(loader_->pieces()) : 0});
}

std::string Session::write_piece(std::uint32_t piece) {
  piece_ = loader_->write_piece(piece);
  return json::text_of(PieceReport{static_cast<double>(piece_.size())});
}

std::string Session::end() {
  reading_ = false;
  scratch_ = std::vector<char>();
  return answer(loader_->end());
}

std::string Session::finish() {
  Result<bill::Bill> bill = loaders_[""]->finish();
  if (!bill) return failure(bill.error());
  for (auto& [role, loader] : loaders_) {
    if (role.empty()) continue;
    Result<bill::Bill> companion = loader->finish();
    if (!companion) return failure(companion.error());
    companions_.emplace(role, std::move(*companion));
  }
  bill_ = std::move(*bill);
  if (const auto form = vendor::cost_form_of(bill_->profile); form && *form)
    bill_->computed = commitment::computed_bases(*bill_, **form);
  orders_rules_ = rules_of_orders(*bill_, profiles_);
  return answer(report());
}

Result<BillReport> Session::report() const {
  Result<BillReport> report = bill_report(*bill_, profiles_);
  if (!report) return report.error();
  report->may_have_orders = amortize::may_have_prepaid(*bill_, orders_rules_) || !companions_.empty();
  const amortize::Prepaid prepaid = amortize::prepaid_in(*bill_, orders_rules_);
  report->prepaid_lines = prepaid.lines;
  if (prepaid.mostly) report->about = "orders";
  if (!bill_->usage.empty() && !has_money(*bill_)) report->about = "usage";
  for (const char* role : kCompanions) {
    const auto found = companions_.find(role);
    if (found == companions_.end()) continue;
    const Result<BillReport> companion = bill_report(found->second, profiles_);
    if (!companion) return companion.error();
    report->beside.push_back(
        {role, companion->profile, companion->rows, companion->rejected, companion->files});
  }
  return report;
}

std::string Session::rules(std::string_view text) const { return answer(read_rules(text)); }

std::string Session::take_columns(Session& other) {
  if (!bill_ || !other.bill_) return failure(make_error(Code::nothing_open));
  const Result<void> taken = bill::take_columns(*bill_, std::move(*other.bill_));
  other.bill_.reset();
  cache_ = {};  // it holds what was resolved without the new columns
  made_bills_.clear();
  return taken ? answer(report()) : failure(taken.error());
}

std::string Session::cells(std::size_t bytes, std::uint32_t file) {
  if (!bill_) return failure(make_error(Code::nothing_open));
  const std::string_view record(scratch_.data(), bytes);
  if (file < bill_->sources.size()) return json::text_of(cells_report(record, bill_->sources[file]));
  std::size_t at = file - bill_->sources.size();
  for (const char* role : kCompanions) {
    const auto found = companions_.find(role);
    if (found == companions_.end()) continue;
    const std::vector<bill::Source>& sources = found->second.sources;
    if (at < sources.size()) return json::text_of(cells_report(record, sources[at]));
    at -= sources.size();
  }
  return failure(make_error(Code::nothing_open));
}

questions::Beside Session::beside() const {
  questions::Beside beside;
  if (const auto found = companions_.find("deductions"); found != companions_.end())
    beside.deductions = &found->second;
  if (const auto found = companions_.find("cost_bill"); found != companions_.end()) {
    beside.cost_bill = &found->second;
    for (const vendor::Profile& profile : profiles_) {
      if (profile.name == found->second.profile) beside.cost_profile = &profile;
    }
  }
  beside.orders = orders_rules_;
  return beside;
}

Result<void> Session::fill_computed(const plan::Plan& plan, bool every_basis) {
  for (bill::Column& basis : bill_->computed) {
    if (basis.amount || (!every_basis && !measures(plan, basis.role.name))) continue;
    const auto form = vendor::cost_form_of(bill_->profile);
    if (!form) return form.error();
    Result<bill::AmountColumn> amounts = commitment::amortized_of(*bill_, **form);
    if (!amounts) return amounts.error();
    basis.amount = std::move(*amounts);
  }
  return {};
}

Result<questions::Asked> Session::asked(const plan::Plan& plan, bool as_it_was, bool by_day,
                                        bool every_basis) {
  if (const Result<void> filled = fill_computed(plan, every_basis); !filled) return filled.error();
  questions::Asked as_billed{*bill_, cache_, beside()};
  if (as_it_was || plan.basis.empty()) return as_billed;
  if (plan.basis != kAmortized && plan.basis != kMetered) {
    return make_error(Code::bad_plan, {{"what", "is not empty, amortized or metered"}, {"where", "basis"}});
  }
  // What the other bill depends on.
  plan::Plan matters;
  matters.basis = plan.basis;
  if (plan.basis == kAmortized) matters.amortization_scale = plan.amortization_scale;
  if (plan.basis == kMetered) {
    matters.prices = plan.prices;
    matters.blank_words = plan.blank_words;
    matters.metered_by = plan.metered_by;
    matters.omitted = plan.omitted;  // an hour is cut to the cent as a whole
    if (split::is_defined_by(plan, plan.metered_by)) {
      matters.categories = plan.categories;
      matters.roster = plan.roster;
      matters.lists = plan.lists;
    }
  }
  const std::string key = json::text_of(matters) + (by_day ? " day" : " month");
  auto found = made_bills_.find(key);
  if (found == made_bills_.end()) {
    made_bills_.clear();  // one at a time: each is as large as the bill and more
    Result<bill::Bill> made = plan.basis == kAmortized ? cost_bill(as_billed, plan, by_day)
                                                       : metered_bill(as_billed, matters, by_day);
    if (!made) return made.error();
    found = made_bills_.emplace(key, MadeBill{std::make_unique<bill::Bill>(std::move(*made)), {}}).first;
  }
  return questions::Asked{*found->second.bill, found->second.cache, {}};
}

#define BILLFOLD_DEFINE_QUESTION(name, Request, Answer)                                                     \
  std::string Session::name(std::string_view request) {                                                     \
    if (!bill_) return failure(make_error(Code::nothing_open));                                             \
    const Result<Request> parsed = json::parse<Request>(request, Code::bad_request);                        \
    if (!parsed) return failure(parsed.error());                                                            \
    const Result<questions::Asked> whom =                                                                   \
        asked(parsed->plan, is_of_bill_as_it_was(*parsed), is_by_day(*parsed), is_of_every_basis<Request>); \
    if (!whom) return failure(whom.error());                                                                \
    return answer(questions::name(*whom, *parsed));                                                         \
  }
BILLFOLD_QUESTIONS(BILLFOLD_DEFINE_QUESTION)
#undef BILLFOLD_DEFINE_QUESTION

}  // namespace billfold::session
