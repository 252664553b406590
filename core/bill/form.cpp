#include "bill/form.h"

#include <algorithm>

#include "money/mark.h"

namespace billfold::bill {
namespace {

constexpr std::size_t kHeadRecords = 256;
constexpr std::size_t kMaxColumns = 4096;

bool looks_like_markup(std::string_view head) {
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && head[first] == '<';
}

std::string_view cell_of(const csv::Record& record, std::size_t column) {
  return column < record.fields.size() ? std::string_view(record.fields[column]) : std::string_view();
}

void decide_marks(Form& form, const Wishes& wishes) {
  for (std::size_t column = 0; column < form.recognition.columns.size(); ++column) {
    money::MarkVerdict verdict = money::MarkVerdict::point;
    if (wishes.decimal_mark.empty()) {
      money::MarkEvidence evidence;
      for (const csv::Record& row : form.first_rows) evidence.add(cell_of(row, column));
      verdict = evidence.verdict();
    } else if (wishes.decimal_mark == "comma") {
      verdict = money::MarkVerdict::comma;
    }
    form.marks.push_back(verdict == money::MarkVerdict::comma ? money::Mark::comma : money::Mark::point);
    form.ambiguous_marks.push_back(verdict == money::MarkVerdict::ambiguous);
  }
}

// The form from records of which the recognised header is one. `after` is where the record after the last one
// begins.
Result<Form> form_from(std::vector<csv::Record> records, csv::Dialect dialect,
                       const std::vector<vendor::Profile>& profiles, const Wishes& wishes) {
  Form form;
  form.dialect = dialect;
  Result<vendor::Recognition> recognition = vendor::recognise(records, profiles, wishes.mapping);
  if (!recognition) return recognition.error();
  form.recognition = std::move(*recognition);
  if (form.recognition.columns.size() > kMaxColumns) {
    return make_error(Code::too_many_columns, {{"columns", std::to_string(form.recognition.columns.size())},
                                               {"limit", std::to_string(kMaxColumns)}});
  }
  const std::size_t header = form.recognition.header_record;
  const std::size_t first_row = header + (form.recognition.has_header ? 1 : 0);
  form.header_line = form.recognition.has_header ? records[header].line : 0;
  form.preamble_lines = header;
  form.first_rows.assign(std::make_move_iterator(records.begin() + static_cast<std::ptrdiff_t>(
                                                                       std::min(first_row, records.size()))),
                         std::make_move_iterator(records.end()));
  decide_marks(form, wishes);
  return form;
}

}  // namespace

Result<Form> form_of_text(std::string_view head, bool whole, const std::vector<vendor::Profile>& profiles,
                          const Wishes& wishes) {
  if (looks_like_markup(head)) return make_error(Code::not_a_bill, {{"what", "a web page or XML"}});
  csv::Dialect dialect = csv::guess_dialect(head, whole);
  if (wishes.delimiter != 0) dialect.delimiter = wishes.delimiter;
  std::vector<csv::Record> records = csv::records_of(head, dialect, kHeadRecords, whole);
  Result<Form> form = form_from(records, dialect, profiles, wishes);
  if (!form) return form;
  if (form->first_rows.empty()) {
    // Nothing but the header was read: rows begin behind it, or there are none.
    form->data_offset = head.size();
    form->data_line = form->header_line + 1;
    if (!whole)
      return make_error(Code::row_too_long,
                        {{"line", std::to_string(form->data_line)}, {"limit", std::to_string(head.size())}});
  } else {
    form->data_offset = form->first_rows.front().offset;
    form->data_line = form->first_rows.front().line;
  }
  if (form->recognition.columns.size() < 2 && form->recognition.default_measure.empty()) {
    return make_error(Code::not_a_bill, {{"what", "plain text"}});
  }
  return form;
}

Result<Form> form_of_records(std::vector<csv::Record> records, const std::vector<vendor::Profile>& profiles,
                             const Wishes& wishes) {
  Result<Form> form = form_from(std::move(records), csv::Dialect{}, profiles, wishes);
  if (form) form->header_line = 0;
  return form;
}

}  // namespace billfold::bill
