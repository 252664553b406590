#pragma once

// The answers to questions about an open bill: from the calculators' own types to those of protocol.h.
//
// Pure functions of bill and request; the cache only saves time. A cache belongs to one bill and never outlives it.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "bill/bill.h"
#include "session/counting.h"
#include "session/metered.h"
#include "session/protocol.h"
#include "split/coverage.h"
#include "split/lines.h"
#include "split/names.h"
#include "split/tree.h"
#include "split/view.h"

namespace billfold::session::questions {

struct Book;  // what is known of the bill's orders (schedule_questions.cpp)

// What the last questions found: another window, an opened group, a look behind a figure need no new split.
struct Cache {
  std::optional<split::Dimensions> dimensions;
  Counting counting;
  std::string tree_key;  // the plan's JSON
  std::unique_ptr<split::Tree> tree;
  i128 largest = 0;  // absolute amount of any group
  std::unique_ptr<split::View> view;
  std::string view_key;  // the view request's JSON, without its window
  std::string rows_key;  // the plan's and the path's JSON
  split::GroupRows rows;
  std::map<std::string, std::vector<split::NamedValue>> names;  // by dimension
  std::shared_ptr<Book> book;
  std::string report_key;  // what was asked why of last (figures.h): the question's name and JSON
  std::shared_ptr<const void> report;
  std::string down_key;  // the JSON of a plan without levels
  std::vector<ExplainStep> down;
  std::string metered_key;  // the plan's JSON
  std::unique_ptr<Metered> metered;
};

// What was read beside a bill of orders, and how its form's lines are orders. Null: there is none.
struct Beside {
  const bill::Bill* deductions = nullptr;
  const bill::Bill* cost_bill = nullptr;
  const vendor::Profile::Orders* orders = nullptr;
  const vendor::Profile* cost_profile = nullptr;  // of the cost bill
};

// What a question is put to.
struct Asked {
  const bill::Bill& bill;
  Cache& cache;  // of this bill
  Beside beside = {};
};

#define BILLFOLD_DECLARE_QUESTION(name, Request, Answer) \
  Result<Answer> name(const Asked& asked, const Request& request);
BILLFOLD_QUESTIONS(BILLFOLD_DECLARE_QUESTION)
#undef BILLFOLD_DECLARE_QUESTION

}  // namespace billfold::session::questions
