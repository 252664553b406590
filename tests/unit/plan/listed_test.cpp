#include "plan/listed.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace billfold::plan {
namespace {

std::string roster_text(std::string_view text) {
  const Result<ReadRoster> roster = roster_of(text);
  return roster ? json::text_of(roster->accounts) : sentence_of(roster.error());
}

std::string list_text(std::string_view text, bool has_names = false) {
  const Result<ReadList> list = list_of(text, has_names);
  return list ? json::text_of(list->entries) : sentence_of(list.error());
}

constexpr std::string_view kTwo =
    R"([{"account":"001","name":"Ads, main","ou":"Production/Apps"},{"account":"002","name":"","ou":"Lab"}])";

TEST(Roster, IsReadFromCsvWithItsColumnsInAnyOrder) {
  EXPECT_EQ(roster_text("Account,Name,OU\n001,\"Ads, main\",Production/Apps\n002,,Lab\n"), kTwo);
  EXPECT_EQ(
      roster_text("\xEF\xBB\xBFou;ACCOUNT;Note;Name\r\nProduction/Apps;001;x;Ads, main\r\nLab; 002 ;y;\r\n"),
      kTwo);
}

TEST(Roster, ItsColumnsAreCalledInManyWays) {
  EXPECT_EQ(roster_text("Account ID,Account Name,OU path\n001,\"Ads, main\",Production/Apps\n002,,Lab\n"),
            kTwo);
  EXPECT_EQ(roster_text("账号,名称,组织路径\n001,\"Ads, main\",Production/Apps\n002,,Lab\n"), kTwo);
  EXPECT_EQ(roster_text(R"([{"account":"001","name":"Ads, main","ou_path":"Production/Apps"},)"
                        R"({"account":"002","ou_path":"Lab"}])"),
            kTwo);
}

TEST(Roster, IsReadFromPastedColumnsWithoutNames) {
  EXPECT_EQ(roster_text("001\tAds, main\tProduction/Apps\n002\t\tLab\n\n"), kTwo);
}

TEST(Roster, IsReadFromJson) {
  EXPECT_EQ(
      roster_text(
          R"([{"Account":"001","OU":"Production/Apps","Name":"Ads, main"},{"Account":"002","OU":"Lab"}])"),
      kTwo);
}

TEST(Roster, AnAccountThatIsListedTwiceCountsAsItIsFirstAndIsNamedWithItsLines) {
  const Result<ReadRoster> roster = roster_of("Account,Name,OU\n1,a,x\n2,b,y\n1,c,z\n2,b,y\n1,a,x\n3,,\n");
  ASSERT_TRUE(roster.ok());
  EXPECT_EQ(roster->accounts.size(), 3U);
  EXPECT_EQ(roster->accounts[0].name, "a");
  EXPECT_EQ(json::text_of(roster->repeated),
            R"([{"value":"1","lines":[2,4,6],"differs":true},{"value":"2","lines":[3,5],"differs":false}])");
}

TEST(Roster, ThatTheOuAloneDiffersIsToldToo) {
  const Result<ReadRoster> roster =
      roster_of("[{\"Account\":\"1\",\"OU\":\"x\"},\n{\"Account\":\"1\",\"OU\":\"y\"}]");
  ASSERT_TRUE(roster.ok());
  EXPECT_EQ(roster->accounts[0].ou, "x");
  EXPECT_EQ(json::text_of(roster->repeated), R"([{"value":"1","lines":[1,2],"differs":true}])");
}

TEST(Roster, JsonThatIsNoListSaysSoInWordsOfALine) {
  for (const std::string_view text : {R"({"Account":"1","OU":"x"})", R"({"1":{"OU":"x"}})", R"(["1","2"])"})
    EXPECT_EQ(roster_text(text), "The list cannot be used: its JSON is no list of objects (line 1).") << text;
  EXPECT_EQ(roster_text("[{\"Account\":\"1\"},\n{\"Account\" \"2\"}]"),
            "The list cannot be used: its JSON is broken (line 2).");
}

TEST(Roster, WhatIsWrongIsSaidWithItsLine) {
  EXPECT_EQ(roster_text("Account,Name,OU\n1,a,x\n,b,y\n"),
            "The list cannot be used: it names no account (line 3).");
  EXPECT_EQ(roster_text(" \n"), "The list cannot be used: it is empty (line 1).");
  EXPECT_EQ(roster_text(R"([{"id":"1"}])"),
            "The list cannot be used: no object has the key Account (line 1).");
  EXPECT_EQ(roster_of("[{").error().code, Code::bad_list);
}

TEST(Roster, ALineOfOneWordIsNoAccount) {
  EXPECT_EQ(roster_text("hello"), "The list cannot be used: it has one column (line 1).");
  EXPECT_EQ(roster_text("Account\n1\n"), "The list cannot be used: it has one column (line 2).");
  EXPECT_EQ(roster_text("1,Ads,Lab\nhello\n"), "The list cannot be used: it has one column (line 2).");
}

TEST(Roster, WhatBeginsAsAnObjectIsBrokenJsonAndNoAccount) {
  EXPECT_EQ(roster_text("{broken json"), "The list cannot be used: its JSON is broken (line 1).");
  EXPECT_EQ(roster_text(" {broken, json"), "The list cannot be used: its JSON is broken (line 1).");
}

TEST(List, AValueThatIsListedTwiceIsNamedWithItsLines) {
  const Result<ReadList> list = list_of("sk-1,lin\nsk-2,wei\nsk-1,wei\n", false);
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(json::text_of(list->entries),
            R"([{"value":"sk-1","owner":"lin"},{"value":"sk-2","owner":"wei"}])");
  EXPECT_EQ(json::text_of(list->repeated), R"([{"value":"sk-1","lines":[1,3],"differs":true}])");
}

TEST(List, IsTwoColumns) {
  EXPECT_EQ(list_text("sk-1,lin\nsk-2,\"wei, li\"\n"),
            R"([{"value":"sk-1","owner":"lin"},{"value":"sk-2","owner":"wei, li"}])");
  EXPECT_EQ(list_text("Key\tOwner\nsk-1\tlin\n", true), R"([{"value":"sk-1","owner":"lin"}])");
  EXPECT_EQ(list_text(R"([{"value":"sk-1","owner":"lin"}])"), R"([{"value":"sk-1","owner":"lin"}])");
  EXPECT_EQ(list_text("sk-1\n"), "The list cannot be used: it has one column (line 1).");
  EXPECT_EQ(list_text("a,b\n,c\n"), "The list cannot be used: it names no value (line 2).");
}

std::string usage_text(std::string_view text) {
  const Result<std::vector<SharedUsage>> usage = usage_of(text);
  return usage ? json::text_of(*usage) : sentence_of(usage.error());
}

TEST(ListOfUse, IsTwoColumnsWithAndWithoutNamesAboveThem) {
  constexpr std::string_view kUse =
      R"([{"value":"a","amount":"1,234.5"},{"value":"b","amount":"2"},{"value":"a","amount":"0.5"}])";
  EXPECT_EQ(usage_text("a\t1,234.5\nb\t2\na\t0.5\n"), kUse);
  EXPECT_EQ(usage_text("Team;Hours\na;\"1,234.5\"\nb; 2\na;0.5\n"), kUse);
  EXPECT_EQ(usage_text(R"([{"team":"a","hours":"1,234.5"},{"team":"b","hours":2},{"team":"a","hours":0.5}])"),
            kUse);
}

TEST(ListOfUse, WhatIsWrongIsSaidWithItsLine) {
  EXPECT_EQ(usage_text("a,1\nb,much\n"),
            "The list cannot be used: it has no number in its second column (line 2).");
  EXPECT_EQ(usage_text("a,hours\n"),
            "The list cannot be used: it has no number in its second column (line 1).");
  EXPECT_EQ(usage_text("a,1\n,2\n"), "The list cannot be used: it names no value (line 2).");
  EXPECT_EQ(usage_text("a\n"), "The list cannot be used: it has one column (line 1).");
}

TEST(List, TheFirstCellIsWhatItSays) {
  EXPECT_EQ(first_cell(" Key ,Owner\n"), "Key");
  EXPECT_EQ(first_cell(R"([{"a":1}])"), "");
  EXPECT_EQ(first_cell(""), "");
}

}  // namespace
}  // namespace billfold::plan
