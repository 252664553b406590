#pragma once

// Every way in which a request can fail, in one place.
//
// A bad cell is not an error: it is a rejected line of the bill (bill/rejected.h). An error is a request that
// cannot be met. Core gives the code, the place and the values; the words for people, in both languages, live
// in web/src/text and are found by the code's name. What is wrong with a rule of a plan names the rule and the
// field in it.

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace billfold {

// name, HTTP-like exit family is not needed: every error exits 1 at the terminal. The sentence is the English
// fallback that the command line prints; {x} is replaced by the value called x.
#define BILLFOLD_ERRORS(X)                                                                                   \
  X(empty_file, "The file is empty. Choose the bill's CSV, TSV, JSON, GZ or ZIP file.")                      \
  X(not_a_bill, "This looks like {what}, not a bill. Export the bill as CSV (UTF-8) and open that.")         \
  X(bad_encoding, "The text is not valid {encoding} at byte {byte}. Choose another encoding.")               \
  X(no_header, "The file holds only blank lines. Its first line must name the columns.")                     \
  X(unterminated_quote,                                                                                      \
    "A quote opened on line {line} is never closed. Close it in the source and try again.")                  \
  X(row_too_long, "Line {line} is longer than {limit} bytes. A quote may be unclosed before it.")            \
  X(too_many_columns, "The header has {columns} columns; at most {limit} can be read.")                      \
  X(bad_json, "The JSON is broken near byte {byte}: {what}.")                                                \
  X(no_rows_in_json, "The JSON holds no list of bill lines. Save the whole response of the list call.")      \
  X(different_form, "{file} has other columns than the files before it. Open it on its own.")                \
  X(same_file_twice, "{file} was already read. It was left out so that nothing is counted twice.")           \
  X(no_amount_column, "No amount column was found. Name one: it must hold numbers.")                         \
  X(not_an_amount,                                                                                           \
    "Column \"{column}\" holds no amount of at most 38 digits (first: \"{text}\"). Choose another.")         \
  X(sum_too_large, "The sum of column \"{column}\" leaves 38 digits at line {line}.")                        \
  X(unknown_dimension, "There is no dimension \"{dimension}\" in this bill. It has: {known}.")               \
  X(unknown_measure, "There is no column \"{measure}\" in this bill. Amount columns: {known}.")              \
  X(unknown_profile, "There is no profile \"{profile}\". Known: {known}.")                                   \
  X(unknown_field, "There is no field \"{field}\". Known: {known}.")                                         \
  X(unknown_column, "There is no column \"{column}\" in this file.")                                         \
  X(column_not_read, "Column \"{column}\" was not read. It can be read in a second pass.")                   \
  X(file_changed, "{file} was changed while it was read. Open it again when nothing writes to it any more.") \
  X(bad_plan, "The plan is not valid: {what} (at {where}).")                                                 \
  X(bad_profile, "Profile \"{profile}\" is not valid: {what}.")                                              \
  X(bad_request, "The request is not valid: {what} (at {where}).")                                           \
  X(unfinished, "The rows are still being counted. Ask again.")                                              \
  X(nothing_open, "No bill is open.")                                                                        \
  X(division_by_zero, "A division by zero was asked for.")                                                   \
  X(overflow, "The result has more than 38 digits.")                                                         \
  X(out_of_memory, "The bill does not fit in memory. Split the file by month and open one part.")            \
  X(schedule_too_large,                                                                                      \
    "The schedule would have {cells} cells. Show it by month, or keep fewer orders with a filter.")          \
  X(no_usage, "This bill has no usage records. A file of usage has {needs}.")                                \
  X(bad_prices, "The price list cannot be used: {what} (line {line}).")                                      \
  X(bad_list, "The list cannot be used: {what} (line {line}).")                                              \
  X(bad_weights, "The weights cannot be shared by: {what}.")                                                 \
  X(incomplete_rule, "Rule \"{rule}\": {field} is missing.")                                                 \
  X(name_taken, "Two rules have the name \"{rule}\" ({field}).")                                             \
  X(unknown_condition, "Rule \"{rule}\", {field}: there is no condition \"{condition}\".")                   \
  X(bad_pattern,                                                                                             \
    "Rule \"{rule}\", {field}: the pattern \"{pattern}\" is not understood at byte {at}: {what}.")           \
  X(bad_bound, "Rule \"{rule}\", {field}: \"{text}\" is no bound of a range.")                               \
  X(empty_range, "Rule \"{rule}\", {field}: a range from {from} to {to} holds nothing. Swap its ends.")      \
  X(unfitting_field,                                                                                         \
    "Rule \"{rule}\", {field}: a condition \"{condition}\" does not use this. Take it out, or ask "          \
    "otherwise.")                                                                                            \
  X(unknown_rule_dimension,                                                                                  \
    "Rule \"{rule}\", {field}: there is no dimension \"{dimension}\" in this bill. It has: {known}.")        \
  X(unknown_rule_measure,                                                                                    \
    "Rule \"{rule}\", {field}: \"{measure}\" is no amount of this bill. Amount columns: {known}.")           \
  X(rule_cycle, "These rules need each other: {rules} (rule \"{rule}\", {field}).")                          \
  X(rules_too_deep,                                                                                          \
    "Rule \"{rule}\", {field}: more than {limit} dimensions are defined one upon the other. Ask one of the " \
    "bill's own.")                                                                                           \
  X(listed_twice, "\"{value}\" is listed twice ({field}). Keep one of the two entries.")                     \
  X(rule_gives_to_source, "Rule \"{rule}\" hands cost to {value}, all of which it takes ({field}).")         \
  X(unknown_method, "Rule \"{rule}\", {field}: there is no method \"{method}\".")                            \
  X(bad_rule_weight, "Rule \"{rule}\", {field}: \"{weight}\" is no weight.")                                 \
  X(target_twice, "Rule \"{rule}\", {field}: \"{value}\" is a target already. Keep one of the two.")         \
  X(weights_too_long,                                                                                        \
    "Rule \"{rule}\", {field}: these weights have more than 38 digits together. Write shorter ones.")        \
  X(percentages_missing, "Rule \"{rule}\", {field}: the percentages add up to {sum}; {missing} is missing.") \
  X(percentages_over, "Rule \"{rule}\", {field}: the percentages add up to {sum}; {missing} is too much.")

enum class Code : std::uint8_t {
#define BILLFOLD_CODE(name, sentence) name,
  BILLFOLD_ERRORS(BILLFOLD_CODE)
#undef BILLFOLD_CODE
};

// Where in the user's material the error is; 0 means "does not apply".
struct Place {
  std::uint64_t line = 0;    // 1-based line of the file
  std::uint32_t column = 0;  // 1-based column of the table
};

struct Error {
  Code code = Code::bad_request;
  Place place = {};
  std::vector<std::pair<std::string, std::string>> values = {};
};

// The code's name, as the page's catalogue and the command line know it: "empty_file".
std::string_view name_of(Code code);
// The English sentence with its values filled in, for the command line and for tests.
std::string sentence_of(const Error& error);

// The one place where errors are made: make_error(Code::not_a_bill, {{"what", "an image"}}).
Error make_error(Code code, std::vector<std::pair<std::string, std::string>> values = {}, Place place = {});

}  // namespace billfold
