#pragma once

// The one door to the core, for native tools, tests and the page alike: one bill, and the questions to it.
//
// Bytes come in through memory that the session lends; everything else is JSON of the structs in protocol.h.
// Every method answers its own report or a Failure. A session is used once: another bill takes another
// session, so that the bill before it stays open until the new one is whole.

#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bill/loader.h"
#include "session/protocol.h"
#include "session/questions.h"

namespace billfold::session {

class Session {
 public:
  Session();
  ~Session();

  // Memory for `bytes` bytes; valid until the next call of any method.
  char* lend(std::size_t bytes);

  // The first bytes of a file as they are on the disk, in the lent memory -> SniffReport.
  std::string sniff(std::size_t bytes, bool whole);
  // The first bytes of a text, decoded to UTF-8, in the lent memory; Mapping as JSON -> RecogniseReport.
  std::string recognise(std::size_t bytes, bool whole, std::string_view mapping);

  std::string begin(std::string_view request);  // BeginRequest -> Done
  std::string feed(std::size_t bytes);          // -> Progress
  std::string end();                            // this file is complete -> Done
  std::string finish();                         // the bill is complete -> BillReport

  // A large file is read in shards, by several sessions at once (bill/loader.h). In the one that takes the file over:
  char* lend_beside(std::size_t bytes);      // memory beside that of the file; valid until the next call
  std::string row_begin(std::size_t bytes);  // bytes of the file from anywhere behind its head -> RowBegin
  std::string progress(std::string_view others);  // ShardsProgress -> Progress of all together
  std::string take_piece(
      std::size_t bytes);  // of the shards in their order -> Done; not done: read it again whole
  // In the others, after begin with `shard`, the head and the shard's bytes:
  std::string end_shard(bool is_last);           // -> ShardReport
  std::string write_piece(std::uint32_t piece);  // -> PieceReport; each once
  const char* piece() const { return piece_.data(); }

  // The columns that another session read of the same files, and this one did not -> BillReport, as it is with them. The
  // other is empty then. Error file_changed.
  std::string take_columns(Session& other);

  // One record's bytes, read again from the file, in the lent memory -> CellsReport.
  std::string cells(std::size_t bytes, std::uint32_t file);

  // Rules from a link or a file (session/rules.h) -> Rules, every field of them. Needs no bill.
  std::string rules(std::string_view text) const;

#define BILLFOLD_DECLARE_QUESTION(name, Request, Answer) std::string name(std::string_view request);
  BILLFOLD_QUESTIONS(BILLFOLD_DECLARE_QUESTION)
#undef BILLFOLD_DECLARE_QUESTION

 private:
  bill::Loader* loader_of(const std::string& role);
  void choose_columns(std::string_view store, const bill::Form& form, bill::FileRequest& file) const;
  Result<BillReport> report() const;
  questions::Beside beside() const;
  // The bill that a question of this plan is put to: as it was billed, or the one that the plan's basis makes of it.
  Result<questions::Asked> asked(const plan::Plan& plan, bool as_it_was, bool by_day, bool every_basis);
  // The amounts of the bases that are computed a line, once: of the one that the plan measures, or of all.
  Result<void> fill_computed(const plan::Plan& plan, bool every_basis);

  struct MadeBill {
    std::unique_ptr<bill::Bill> bill;
    questions::Cache cache;
  };

  std::vector<vendor::Profile> profiles_;
  std::map<std::string, std::unique_ptr<bill::Loader>> loaders_;  // by role; "" the bill's
  bill::Loader* loader_ = nullptr;                                // of the file that is read
  std::optional<bill::Bill> bill_;
  std::map<std::string, bill::Bill> companions_;  // what stands beside it, by role
  const vendor::Profile::Orders* orders_rules_ = nullptr;
  questions::Cache cache_;
  std::map<std::string, MadeBill> made_bills_;  // by what they depend on, and grain
  std::vector<char> scratch_;
  std::string piece_;
  bool reading_ = false;  // between begin and end: lent memory is the loader's
};

}  // namespace billfold::session
