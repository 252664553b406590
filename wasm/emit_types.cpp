// Prints protocol.ts: the types of the conversation between core and page, the empty plan and the names of FOCUS, from
// what core compiles; with --schema the JSON Schema of the rules, as they are saved and passed on. Run by the build
// (wasm/CMakeLists.txt).

#include <cstdio>
#include <string>

#include "base/json_schema.h"
#include "base/typescript.h"
#include "session/focus_columns.h"
#include "session/protocol.h"

int main(int count, char**) {
  using namespace billfold::session;
  if (count > 1) {
    std::puts(billfold::json_schema::of<Rules>("Rules of a bill's split, for Billfold").c_str());
    return 0;
  }
  billfold::typescript::Declarations types;
  types.add<Failure>();
  types.add<Done>();
  types.add<SniffReport>();
  types.add<RecogniseReport>();
  types.add<BeginRequest>();
  types.add<Progress>();
  types.add<RowBegin>();
  types.add<ShardReport>();
  types.add<PieceReport>();
  types.add<ShardsProgress>();
  types.add<BillReport>();
  types.add<CellsReport>();
  types.add<Rules>();
  std::string questions;
  std::string names;
#define BILLFOLD_DECLARE(name, Request, Answer)                                          \
  questions += "  readonly " #name ": { readonly request: " + types.name_of<Request>() + \
               "; readonly answer: " + types.name_of<Answer>() + " };\n";                \
  names += "\"" #name "\", ";
  BILLFOLD_QUESTIONS(BILLFOLD_DECLARE)
#undef BILLFOLD_DECLARE
  std::fputs("// Written by wasm/emit_types.cpp.\n\n", stdout);
  std::fputs(types.text().c_str(), stdout);
  std::printf("export interface Questions {\n%s}\n\n", questions.c_str());
  std::printf("export const QUESTIONS: readonly (keyof Questions)[] = [%s];\n\n", names.c_str());
  std::printf("/** What is asked before anybody chose: every field as core has it by default. */\n");
  std::printf("export const EMPTY_PLAN: Plan = %s;\n\n",
              billfold::json::text_of(billfold::plan::Plan{}).c_str());
  std::printf("/** FOCUS columns by our names of fields and of measures' roles. */\n");
  std::printf("export const FOCUS: Readonly<Record<string, string>> = {\n");
  for (const FocusColumn& each : focus_columns()) {
    std::printf("  %s: \"%s\",\n", each.name.c_str(), each.column.c_str());
  }
  std::printf("};\n\n");
  std::fputs(
      "export interface Session extends Readonly<Record<keyof Questions, (request: string) => string>> {\n"
      "  lend(bytes: number): number;\n"
      "  sniff(bytes: number, whole: boolean): string;\n"
      "  recognise(bytes: number, whole: boolean, mapping: string): string;\n"
      "  begin(request: string): string;\n"
      "  feed(bytes: number): string;\n"
      "  end(): string;\n"
      "  finish(): string;\n"
      "  lend_beside(bytes: number): number;\n"
      "  row_begin(bytes: number): string;\n"
      "  progress(others: string): string;\n"
      "  take_piece(bytes: number): string;\n"
      "  end_shard(isLast: boolean): string;\n"
      "  write_piece(piece: number): string;\n"
      "  piece(): number;\n"
      "  rules(text: string): string;\n"
      "  take_columns(other: Session): string;\n"
      "  cells(bytes: number, file: number): string;\n"
      "  delete(): void;\n"
      "}\n\n"
      "export interface Core {\n"
      "  readonly HEAPU8: Uint8Array;  // another array after memory grew: never kept\n"
      "  readonly Session: new () => Session;\n"
      "}\n",
      stdout);
}
