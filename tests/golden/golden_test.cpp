// A folder a case: case.json says in a sentence what it shows, which files are read and what is asked; answers.jsonl
// holds the core's answer to each question, a line each. This program asks natively; golden.test.ts asks the WebAssembly
// module. Both must give these very bytes. A changed answer is written by `npm run golden` and read in the diff.

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <sstream>

#include "support/open.h"

namespace billfold {
namespace {

namespace fs = std::filesystem;

struct File {
  std::string name;
  bool json = false;
  std::string role;
  BILLFOLD_FIELDS(File, name, json, role)
};
// The request is JSON text in JSON: it is passed on as it stands.
struct Question {
  std::string method;
  std::string request;
  BILLFOLD_FIELDS(Question, method, request)
};
struct Case {
  std::string sentence;
  std::vector<File> files;
  std::vector<Question> questions;
  BILLFOLD_FIELDS(Case, sentence, files, questions)
};

std::string text_in(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

std::vector<fs::path> case_folders() {
  const char* source = std::getenv("BILLFOLD_SOURCE");
  std::vector<fs::path> folders;
  for (const auto& entry :
       fs::directory_iterator(fs::path(source != nullptr ? source : ".") / "tests/golden")) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::string answer_to(session::Session& session, const Question& question) {
#define BILLFOLD_ASK(name, Request, Answer) \
  if (question.method == #name) return session.name(question.request);
  BILLFOLD_QUESTIONS(BILLFOLD_ASK)
#undef BILLFOLD_ASK
  return "no such method: " + question.method;
}

std::string read_all(session::Session& session, const fs::path& folder, const std::vector<File>& files) {
  for (const File& file : files) {
    const std::string text = text_in(folder / file.name);
    session::BeginRequest request;
    request.file = file.name;
    request.json = file.json;
    request.role = file.role;
    session.begin(json::text_of(request));
    std::memcpy(session.lend(text.size()), text.data(), text.size());
    session.feed(text.size());
    const std::string ended = session.end();
    if (ended != R"({"done":true})") return ended;
  }
  return session.finish();
}

TEST(Golden, AnswersAreTheseBytes) {
  const std::vector<fs::path> folders = case_folders();
  ASSERT_FALSE(folders.empty());
  for (const fs::path& folder : folders) {
    SCOPED_TRACE(folder.filename().string());
    const Result<Case> golden = json::parse<Case>(text_in(folder / "case.json"), Code::bad_request);
    ASSERT_TRUE(golden) << sentence_of(golden.error());
    session::Session session;
    const std::string bill = read_all(session, folder, golden->files);
    ASSERT_FALSE(bill.starts_with("{\"error\"")) << bill;
    std::istringstream expected(text_in(folder / "answers.jsonl"));
    std::string line;
    for (const Question& question : golden->questions) {
      ASSERT_TRUE(std::getline(expected, line))
          << "no answer to " << question.method << " " << question.request;
      EXPECT_EQ(answer_to(session, question), line) << golden->sentence;
    }
    EXPECT_FALSE(std::getline(expected, line)) << "an answer that nobody asked for: " << line;
  }
}

}  // namespace
}  // namespace billfold
