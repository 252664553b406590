#include "plan/pattern.h"

#include <functional>
#include <gtest/gtest.h>
#include <random>
#include <string>

namespace billfold::plan {
namespace {

bool found(std::string_view pattern, std::string_view text) {
  Result<Pattern> compiled = Pattern::compile(pattern);
  EXPECT_TRUE(compiled.ok()) << pattern << ": " << (compiled ? "" : sentence_of(compiled.error()));
  return compiled && compiled->is_found_in(text);
}

struct Example {
  std::string_view pattern;
  std::string_view text;
  bool found;
};

TEST(Pattern, WhatIsUnderstood) {
  constexpr Example kExamples[] = {
      {"", "", true},
      {"", "x", true},
      {"b", "abc", true},
      {"^b", "abc", false},
      {"c$", "abc", true},
      {"b$", "abc", false},
      {"^$", "", true},
      {"^$", "x", false},
      {"^CC-[0-9]{6}$", "CC-123456", true},
      {"^CC-[0-9]{6}$", "CC-12345", false},
      {"^CC-[0-9]{6}$", "CC-1234567", false},
      {"^[A-Z]{3}-[0-9]{4}$", "ABC-0042", true},
      {"^(prod|test)-\\d+$", "prod-17", true},
      {"^(?:prod|test)-\\d+$", "prod-", false},
      {"a.c",
       "a\xE4\xB8\xADz a\xE4\xB8\xAD"
       "c",
       true},  // one letter of three bytes
      {"^.$", "\xE4\xB8\xAD", true},
      {"^..$", "\xE4\xB8\xAD", false},
      {"^[\xE4\xB8\x80-\xE9\xBE\xA5]+$", "\xE6\xAD\xA3\xE5\xBC\x8F", true},
      {"^[^a]$", "\xF0\x9F\x98\x80", true},
      {"[^a]", "aaa", false},
      {"(?i)PROD", "my-Prod-1", true},
      {"(?i)[p-r]x", "QX", true},
      {"PROD", "prod", false},
      {"a{2,3}b", "ab", false},
      {"^a{2,3}$", "aaa", true},
      {"^a{2,3}$", "aaaa", false},
      {"^a{2,}$", "aaaa", true},
      {"^(a|b)*$", "abba", true},
      {"^(a*)*$", "aaab", false},
      {"a\\.b", "axb", false},
      {"a\\.b", "a.b", true},
      {"[]x]", "]", true},
      {"[a-]", "-", true},
      {"^[[.]$", "[", true},
      {"^[[:]$", ":", true},
      {"^\\w+\\s\\w+$", "two words", true},
      {"^\\D$", "7", false},
      {"x|^$", "", true},
  };
  for (const Example& example : kExamples)
    EXPECT_EQ(found(example.pattern, example.text), example.found)
        << example.pattern << " in " << example.text;
}

TEST(Pattern, WhatIsNotUnderstoodIsSaidWithItsPlace) {
  const std::pair<std::string_view, std::string_view> kBad[] = {
      {"(a", "3"},    {"a)", "2"},     {"[a", "3"},      {"*a", "1"},    {"a**", "3"},
      {"a{", "3"},    {"a{3,2}", "7"}, {"\\1", "2"},     {"(?=a)", "3"}, {"a\\", "3"},
      {"[b-a]", "5"}, {"^*", "2"},     {"a{2000}", "8"}, {"\\q", "2"},   {"[[:alpha:]]", "2"},
  };
  for (const auto& [pattern, at] : kBad) {
    const Result<Pattern> compiled = Pattern::compile(pattern);
    ASSERT_FALSE(compiled.ok()) << pattern;
    EXPECT_EQ(compiled.error().code, Code::bad_pattern);
    EXPECT_EQ(compiled.error().values[2].second, at) << pattern;
  }
  EXPECT_FALSE(Pattern::compile("((a{1000}){1000}){1000}").ok());
}

TEST(Pattern, TakesLinearTimeWhereBacktrackingTakesForever) {
  EXPECT_FALSE(found("^(a|a)*(a|a)*(a|a)*b$", std::string(20000, 'a')));
  // More states than are remembered.
  EXPECT_TRUE(found("(a|b)*a(a|b){12}$", "abbab" + std::string(3000, 'b') + "a" + std::string(12, 'b')));
}

// ---- against a slow reference: all ends of a match, by following the pattern's own structure

struct Sample {
  std::string text;
  // All places where a match that begins at `from` may end.
  std::function<std::vector<std::size_t>(const std::string&, std::size_t)> ends;
};

Sample random_pattern(std::mt19937& random, int depth) {
  const auto pick = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  const auto letter = [](char c) {
    return Sample{std::string(1, c), [c](const std::string& s, std::size_t from) {
                    return from < s.size() && s[from] == c ? std::vector<std::size_t>{from + 1}
                                                           : std::vector<std::size_t>{};
                  }};
  };
  switch (depth == 0 ? pick(3) : pick(7)) {
    case 0:
      return letter('a');
    case 1:
      return letter('b');
    case 2:
      return {".", [](const std::string& s, std::size_t from) {
                return from < s.size() ? std::vector<std::size_t>{from + 1} : std::vector<std::size_t>{};
              }};
    case 3: {
      const Sample a = random_pattern(random, depth - 1);
      const Sample b = random_pattern(random, depth - 1);
      return {"(" + a.text + "|" + b.text + ")", [a, b](const std::string& s, std::size_t from) {
                std::vector<std::size_t> ends = a.ends(s, from);
                for (const std::size_t end : b.ends(s, from)) ends.push_back(end);
                return ends;
              }};
    }
    case 4: {
      const Sample a = random_pattern(random, depth - 1);
      return {"(" + a.text + ")*", [a](const std::string& s, std::size_t from) {
                std::vector<std::size_t> ends{from};
                for (std::size_t at = 0; at < ends.size(); ++at) {
                  for (const std::size_t end : a.ends(s, ends[at])) {
                    if (std::find(ends.begin(), ends.end(), end) == ends.end()) ends.push_back(end);
                  }
                }
                return ends;
              }};
    }
    case 5:
      return {"$", [](const std::string& s, std::size_t from) {
                return from == s.size() ? std::vector<std::size_t>{from} : std::vector<std::size_t>{};
              }};
    default: {
      const Sample a = random_pattern(random, depth - 1);
      const Sample b = random_pattern(random, depth - 1);
      return {a.text + b.text, [a, b](const std::string& s, std::size_t from) {
                std::vector<std::size_t> ends;
                for (const std::size_t middle : a.ends(s, from))
                  for (const std::size_t end : b.ends(s, middle)) ends.push_back(end);
                std::sort(ends.begin(), ends.end());
                ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
                return ends;
              }};
    }
  }
}

TEST(Pattern, FindsWhatASlowReferenceFinds) {
  std::mt19937 random(20250411);
  for (int round = 0; round < 3000; ++round) {
    const Sample sample = random_pattern(random, 4);
    Result<Pattern> pattern = Pattern::compile(sample.text);
    ASSERT_TRUE(pattern.ok()) << sample.text;
    for (int text = 0; text < 5; ++text) {
      std::string letters;
      for (unsigned length = random() % 8; length > 0; --length) letters += "abc"[random() % 3];
      bool expected = false;
      for (std::size_t from = 0; from <= letters.size(); ++from)
        expected = expected || !sample.ends(letters, from).empty();
      ASSERT_EQ(pattern->is_found_in(letters), expected) << sample.text << " in " << letters;
    }
  }
}

}  // namespace
}  // namespace billfold::plan
