#include "session/session.h"

#include <algorithm>

#include "money/decimal_format.h"
#include "session/bill_report.h"
#include "session/rules.h"
#include "text/container.h"
#include "text/encoding.h"

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

Result<bill::Wishes> wishes_from(const Mapping& mapping) {
  bill::Wishes wishes;
  wishes.mapping.profile = mapping.profile;
  for (const FieldColumn& entry : mapping.fields) wishes.mapping.field_to_column[entry.field] = entry.column;
  if (mapping.delimiter.size() > 1) {
    return make_error(Code::bad_request,
                      {{"what", "is more than one character"}, {"where", "mapping.delimiter"}});
  }
  wishes.delimiter = mapping.delimiter.empty() ? '\0' : mapping.delimiter.front();
  wishes.decimal_mark = mapping.decimal_mark;
  wishes.mapping.date_order = mapping.date_order;
  wishes.mapping.header_line = mapping.header_line;
  return wishes;
}

}  // namespace

Session::Session() {
  // An embedded profile that does not parse is a defect of ours, which a test finds; a session without
  // profiles still reads any file by evidence.
  if (Result<std::vector<vendor::Profile>> profiles = vendor::built_in_profiles())
    profiles_ = std::move(*profiles);
  loader_ = std::make_unique<bill::Loader>(profiles_);
}

Session::~Session() = default;

char* Session::lend(std::size_t bytes) {
  if (reading_) return loader_->lend(bytes);
  scratch_.resize(std::max<std::size_t>(bytes, 1));
  return scratch_.data();
}

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
  reading_ = true;
  return answer(loader_->begin({.name = std::move(parsed->file),
                                .encoding = std::move(parsed->encoding),
                                .json = parsed->json,
                                .wishes = std::move(*wishes),
                                .columns = std::move(parsed->columns)}));
}

std::string Session::feed(std::size_t bytes) {
  const Result<void> fed = loader_->feed(bytes);
  if (!fed) return failure(fed.error());
  return json::text_of(Progress{loader_->rows(), money::format_trimmed(loader_->total_so_far())});
}

std::string Session::end() {
  reading_ = false;
  return answer(loader_->end());
}

std::string Session::finish() {
  Result<bill::Bill> bill = loader_->finish();
  if (!bill) return failure(bill.error());
  bill_ = std::move(*bill);
  return answer(bill_report(*bill_, profiles_));
}

std::string Session::rules(std::string_view text) const { return answer(read_rules(text)); }

std::string Session::cells(std::size_t bytes, std::uint32_t file) {
  if (!bill_ || file >= bill_->sources.size()) return failure(make_error(Code::nothing_open));
  return json::text_of(cells_report(std::string_view(scratch_.data(), bytes), bill_->sources[file]));
}

#define BILLFOLD_DEFINE_QUESTION(name, Request, Answer)                              \
  std::string Session::name(std::string_view request) {                              \
    if (!bill_) return failure(make_error(Code::nothing_open));                      \
    const Result<Request> parsed = json::parse<Request>(request, Code::bad_request); \
    if (!parsed) return failure(parsed.error());                                     \
    return answer(questions::name({*bill_, cache_}, *parsed));                       \
  }
BILLFOLD_QUESTIONS(BILLFOLD_DEFINE_QUESTION)
#undef BILLFOLD_DEFINE_QUESTION

}  // namespace billfold::session
