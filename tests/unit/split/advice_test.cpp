#include "split/advice.h"

#include <gtest/gtest.h>
#include <map>
#include <string>

#include "support/bill_builder.h"
#include "support/split_text.h"

namespace billfold::split {
namespace {

using test::make_bill;
using test::money_column;
using test::tag;
using test::text;
using Lines = std::vector<std::string>;

struct Advised {
  CoverageTable table;
  std::vector<Advice> schemes;
  std::vector<std::string> first;
};

Advised advised(const bill::Bill& bill) {
  Dimensions dimensions(bill);
  Advised answer;
  Result<CoverageTable> table = coverage_of({}, dimensions);
  EXPECT_TRUE(table.ok());
  answer.table = std::move(*table);
  Result<std::vector<Advice>> schemes = advise({}, answer.table, dimensions);
  EXPECT_TRUE(schemes.ok());
  answer.schemes = std::move(*schemes);
  answer.first = first_stack(answer.table);
  return answer;
}

// "owner > project: covers_most"; "" for a scheme that there is not.
std::string text_of(const Advised& answer, std::string_view id) {
  for (const Advice& advice : answer.schemes) {
    if (advice.preset->id != id) continue;
    std::string line;
    for (const std::string& name : advice.by) line += (line.empty() ? "" : " > ") + name;
    if (!advice.measure.empty()) line += " over " + advice.measure;
    line += ": " + std::string(advice.reason);
    if (!advice.available) line += " (" + advice.deciding + ")";
    return line;
  }
  return "";
}

// The recommended scheme and why; "none".
std::string recommended(const Advised& answer) {
  std::string line = "none";
  for (const Advice& advice : answer.schemes) {
    if (!advice.recommended) continue;
    EXPECT_EQ(line, "none") << "two are recommended";
    EXPECT_TRUE(advice.available);
    line = std::string(advice.preset->id) + ": " + std::string(advice.reason);
  }
  return line;
}

TEST(Advice, TheEightSchemesAndTheCombinedOneAreToldInTheirOrder) {
  const Advised answer = advised(make_bill({text("Team"), money_column("Cost")}, {{"a", "1"}}));
  Lines ids;
  for (const Advice& advice : answer.schemes) ids.emplace_back(advice.preset->id);
  EXPECT_EQ(ids, (Lines{"departments", "project_teams", "products", "models", "people", "sub_accounts",
                        "workspaces", "keys", "workspace_login_key"}));
}

TEST(Advice, AVolcengineBillHasTheSchemesOfTheConsole) {
  const Advised answer =
      advised(make_bill({text("Payer", "payer"), text("Owner", "owner"), text("Project", "project"),
                         text("ConfigName", "model"), text("Element", "unit"), tag("sys:ark:createdBy"),
                         tag("env"), tag("team"), money_column("PayableAmount")},
                        {{"p1", "o1", "rank", "m-large", "input", "IAMUser/ada", "prod", "", "10"},
                         {"p1", "o2", "bid", "m-small", "output", "IAMUser/bob", "", "red", "30"},
                         {"p1", "o1", "rank", "m-large", "output", "IAMUser/ada", "test", "blue", "5"}}));
  EXPECT_EQ(text_of(answer, "departments"), "payer > owner: accounts_per_department");
  EXPECT_EQ(text_of(answer, "project_teams"), "project: covers_most");
  EXPECT_EQ(text_of(answer, "products"),
            "project > tag:team: covers_part");  // 35 of 45; system keys do not count
  EXPECT_EQ(text_of(answer, "models"), "model > unit: covers_most");
  EXPECT_EQ(text_of(answer, "people"), "creator: no_column (creator)");
  EXPECT_EQ(text_of(answer, "sub_accounts"), "login: no_column (login)");
  EXPECT_EQ(recommended(answer), "departments: accounts_per_department");
}

bill::Bill platform_bill(const std::vector<std::vector<std::string>>& rows) {
  return make_bill({text("workspaceName", "workspace"), text("loginName", "login"), text("apiKey", "key"),
                    money_column("unblendedCost")},
                   rows);
}

TEST(Advice, PeopleWhoShareResourcesAreSplitBySubAccount) {
  const Advised answer = advised(platform_bill({{"main", "ada", "", "10"}, {"main", "bob", "", "5"}}));
  EXPECT_EQ(recommended(answer), "sub_accounts: people_share_resources");
  EXPECT_EQ(text_of(answer, "sub_accounts"), "login over unblendedCost: people_share_resources");
  EXPECT_EQ(text_of(answer, "workspaces"), "workspace: one_value");
  EXPECT_EQ(text_of(answer, "keys"), "workspace > key: no_values (key)");
}

TEST(Advice, BusinessLinesThatAreIsolatedAreSplitByWorkspace) {
  const Advised answer = advised(platform_bill({{"retail", "ada", "", "10"}, {"travel", "bob", "", "5"}}));
  EXPECT_EQ(recommended(answer), "workspaces: isolated_business_lines");
}

TEST(Advice, SystemsWithinAWorkspaceAreSplitByKeyOnTopOfIt) {
  const Advised answer = advised(platform_bill(
      {{"retail", "ada", "k1", "10"}, {"retail", "ada", "k2", "5"}, {"travel", "ada", "k3", "5"}}));
  EXPECT_EQ(recommended(answer), "keys: systems_within_workspace");
}

TEST(Advice, OneKeyAWorkspaceTellsNoMoreThanTheWorkspace) {
  const Advised answer =
      advised(platform_bill({{"retail", "ada", "k1", "10"}, {"travel", "ada", "k2", "5"}}));
  EXPECT_EQ(recommended(answer), "workspaces: isolated_business_lines");
}

TEST(Advice, KeysWithoutAnyWorkspaceStandOnTheirOwn) {
  const Advised answer = advised(platform_bill({{"", "", "k1", "10"}, {"", "", "k2", "5"}}));
  EXPECT_EQ(text_of(answer, "keys"), "key: systems_within_workspace");
}

TEST(Advice, AnEnterpriseWithAllThreeTiersCombinesThem) {
  const Advised answer = advised(platform_bill(
      {{"retail", "ada", "k1", "10"}, {"retail", "bob", "k2", "5"}, {"travel", "cyd", "k3", "5"}}));
  EXPECT_EQ(recommended(answer), "workspace_login_key: three_tiers");
  EXPECT_EQ(text_of(answer, "workspace_login_key"), "workspace > login > key: three_tiers");
}

TEST(Advice, WhatCoversMostIsPreferredToWhatCoversAPart) {
  // Owners cover 60 % of 100, projects 90 %.
  const Advised answer =
      advised(make_bill({text("Owner", "owner"), text("Project", "project"), money_column("Cost")},
                        {{"a", "x", "50"}, {"b", "", "10"}, {"", "y", "40"}}));
  EXPECT_EQ(text_of(answer, "departments"), "owner: covers_part");
  EXPECT_EQ(recommended(answer), "project_teams: projects_apart");
}

TEST(Advice, WhatCoversAPartIsRecommendedWhereNothingCoversMost) {
  const Advised answer =
      advised(make_bill({text("Owner", "owner"), text("Project", "project"), money_column("Cost")},
                        {{"a", "x", "50"}, {"b", "", "10"}, {"", "", "40"}}));
  EXPECT_EQ(recommended(answer), "departments: accounts_per_department");
}

TEST(Advice, NothingIsRecommendedWhereNothingTellsLinesApart) {
  const Advised answer =
      advised(make_bill({text("Owner", "owner"), text("Project", "project"), money_column("Cost")},
                        {{"a", "x", "4"}, {"a", "y", "1"}, {"", "", "40"}}));
  EXPECT_EQ(text_of(answer, "departments"), "owner: one_value");
  EXPECT_EQ(text_of(answer, "project_teams"), "project: covers_little");
  EXPECT_EQ(recommended(answer), "none");
}

TEST(Advice, AColumnThatWasNotStoredCanBeReadLater) {
  bill::Bill bill = make_bill({text("Owner", "owner"), money_column("Cost")}, {{"a", "1"}});
  bill.columns[0].text.reset();
  EXPECT_EQ(text_of(advised(bill), "departments"), "owner: not_read (owner)");
}

// ---- the first stack

TEST(FirstStack, IsPayerOwnerProjectAsFarAsTheyTellLinesApart) {
  const auto first = [](const std::vector<std::vector<std::string>>& rows) {
    return advised(make_bill({text("Payer", "payer"), text("Owner", "owner"), text("Project", "project"),
                              text("Product", "product"), money_column("Cost")},
                             rows))
        .first;
  };
  EXPECT_EQ(first({{"p", "a", "x", "m", "1"}, {"q", "b", "y", "n", "2"}}),
            (Lines{"payer", "owner", "project"}));
  EXPECT_EQ(first({{"p", "a", "x", "m", "1"}, {"p", "a", "y", "n", "2"}}), (Lines{"project"}));
  EXPECT_EQ(first({{"p", "a", "x", "m", "1"}, {"p", "a", "x", "n", "2"}}), (Lines{"product"}));
}

TEST(FirstStack, IsWhoUsedWhatWhereThereAreNoAccounts) {
  EXPECT_EQ(advised(platform_bill({{"w", "ada", "", "1"}, {"w", "bob", "", "2"}})).first, (Lines{"login"}));
  EXPECT_EQ(advised(make_bill({text("User", "login"), text("Model", "model"), money_column("Cost")},
                              {{"ada", "m1", "1"}, {"bob", "m2", "2"}}))
                .first,
            (Lines{"login", "model"}));
}

TEST(FirstStack, IsNeverEmptyWhereAnyDimensionHasAValue) {
  EXPECT_EQ(
      advised(make_bill({text("Colour"), money_column("Cost")}, {{"red", "1"}, {"blue", "1"}, {"red", "2"}}))
          .first,
      (Lines{"Colour"}));
  EXPECT_EQ(advised(make_bill({text("Note"), money_column("Cost")}, {{"one", "1"}, {"", "1"}})).first,
            (Lines{"Note"}));
  EXPECT_EQ(advised(make_bill({text("Note"), money_column("Cost")}, {{"", "1"}})).first, Lines{});
}

TEST(FirstStack, DoesNotTakeANumberOfEachLineWhileThereIsAnythingElse) {
  std::vector<std::vector<std::string>> rows;
  for (int row = 0; row < 40; ++row)
    rows.push_back({"id-" + std::to_string(row), row % 2 == 0 ? "red" : "blue", "1"});
  EXPECT_EQ(advised(make_bill({text("Id"), text("Colour"), money_column("Cost")}, rows)).first,
            (Lines{"Colour"}));
}

Lines first_of(std::string_view head) {
  static const std::vector<vendor::Profile> profiles = *vendor::built_in_profiles();
  const Result<bill::Form> form = bill::form_of_text(head, true, profiles, {});
  EXPECT_TRUE(form.ok());
  return first_dimensions(*form);
}

TEST(FirstDimensions, AreTheAccountsWithTheirNamesAndTheMonths) {
  EXPECT_EQ(first_of("BillPeriod,PayerID,OwnerID,Project,PayableAmount\n2025-06,p,a,x,1\n2025-06,p,b,x,2\n"),
            (Lines{"payer", "payer_name", "owner", "owner_name", "project", "project_name", "month"}));
}

TEST(FirstDimensions, AreNotKnownWhereNoAccountHasTwoValuesInTheHead) {
  EXPECT_EQ(first_of("PayerID,OwnerID,Project,PayableAmount\np,a,x,1\np,a,x,2\n"), Lines{});
  EXPECT_EQ(first_of("PayerID,OwnerID,Project,PayableAmount\np,a, ,1\np,\ta,x,2\n"), Lines{});
  EXPECT_EQ(first_of("Colour,Cost\nred,1\nblue,2\n"), Lines{});
}

}  // namespace
}  // namespace billfold::split
