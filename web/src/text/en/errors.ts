// What is said when a file cannot be used: for each code of core/base/error.h, web/src/engine/errors.ts and
// web/src/state/errors.ts what happened, its likely cause and what to do. Where it happened stands beside it on the
// page. Then the reasons why a single line was not counted.

export const errors = {
  "error.empty_file": "The file is empty",
  "error.empty_file.cause": "An export that was stopped, or a download that did not finish.",
  "error.empty_file.fix": "Export the bill again and open the CSV, TSV, JSON, GZ or ZIP file.",

  "error.not_a_bill": "This is {what}, not a bill",
  "error.not_a_bill.cause": "A bill is a table as text: CSV, TSV or JSON, also inside a GZ or ZIP file.",
  "error.not_a_bill.fix": "Export the bill as CSV. In Excel: File, Save as, “CSV UTF-8 (comma delimited)”.",

  "error.bad_encoding": "The text is not valid {encoding} at byte {byte}",
  "error.bad_encoding.cause": "The file was written in another encoding, or a part of it was damaged.",
  "error.bad_encoding.fix": "Choose another encoding, or export the bill as CSV UTF-8.",

  "error.no_header": "The file holds only blank lines",
  "error.no_header.cause": "An export that was stopped, or one of a month without charges.",
  "error.no_header.fix": "Export the bill again. Its first line must name the columns.",

  "error.unterminated_quote": "A quote opened on line {line} is never closed",
  "error.unterminated_quote.cause":
    'A cell holds a single " that is not doubled, so that all after it reads as one cell.',
  "error.unterminated_quote.fix": "Close or double the quote on that line in the source, then open the file again.",

  "error.row_too_long": "Line {line} is longer than {limit} bytes",
  "error.row_too_long.cause":
    "One of its cells is far longer than any of a bill, or a quote is open on a line before it.",
  "error.row_too_long.fix": "Shorten that cell or close that quote in the source, then open the file again.",

  "error.too_many_columns": "The header has {columns} columns",
  "error.too_many_columns.cause": "At most {limit} columns can be read; a wrong delimiter can make many out of few.",
  "error.too_many_columns.fix": "Export fewer columns, or choose another delimiter.",

  "error.bad_json": "The JSON is broken near byte {byte}",
  "error.bad_json.cause": "{what}. A response that was cut while it was saved looks like this.",
  "error.bad_json.fix": "Save the whole response again and open that.",

  "error.no_rows_in_json": "The JSON holds no list of bill lines",
  "error.no_rows_in_json.cause": "It is another response than that of a bill list call, or only a part of one.",
  "error.no_rows_in_json.fix": "Save the whole response of the list call, one page or several.",

  "error.different_form": "{file} has other columns than the files before it",
  "error.different_form.cause": "Files are added up only where they are of one form.",
  "error.different_form.fix": "Open it on its own.",

  "error.same_file_twice": "{file} was already read",
  "error.same_file_twice.cause": "The same file was chosen twice, perhaps under two names.",
  "error.same_file_twice.fix": "Nothing to do: it was left out so that nothing is counted twice.",

  "error.no_amount_column": "No amount column was found",
  "error.no_amount_column.cause": "No column holds numbers all the way down.",
  "error.no_amount_column.fix": "Name the column that is to be split.",

  "error.not_an_amount": "Column “{column}” holds no amount that can be read",
  "error.not_an_amount.cause": "Its first cell reads “{text}”, which is no number of at most 38 digits.",
  "error.not_an_amount.fix": "Choose another column as the amount to split.",

  "error.sum_too_large": "The sum of “{column}” leaves 38 digits at line {line}",
  "error.sum_too_large.cause": "A cell near that line is far too large, such as an identifier in an amount column.",
  "error.sum_too_large.fix": "Correct the cell in the source, or choose another column.",

  "error.unknown_dimension": "This bill has no “{dimension}”",
  "error.unknown_dimension.cause": "It can be split by: {known}.",
  "error.unknown_dimension.fix": "Take the level out, or choose another.",

  "error.unknown_measure": "This bill has no column “{measure}”",
  "error.unknown_measure.cause": "Its amount columns are: {known}.",
  "error.unknown_measure.fix": "Choose one of them as the amount.",

  "error.unknown_profile": "There is no form “{profile}”",
  "error.unknown_profile.cause": "Known forms: {known}.",
  "error.unknown_profile.fix": "Let the form be recognised, or name one of these.",

  "error.unknown_field": "There is no field “{field}”",
  "error.unknown_field.cause": "Known fields: {known}.",
  "error.unknown_field.fix": "Name one of these in the mapping.",

  "error.unknown_column": "This file has no column “{column}”",
  "error.unknown_column.cause": "The mapping was made for a file with other headers.",
  "error.unknown_column.fix": "Confirm the columns again.",

  "error.column_not_read": "Column “{column}” was not read",
  "error.column_not_read.cause": "Only columns that were needed were kept.",
  "error.column_not_read.fix": "Read the file again with it.",

  "error.bad_plan": "The rules are not valid, {where}: {what}",
  "error.bad_plan.cause": "They were not used.",
  "error.bad_plan.fix": "Correct them, or undo the last change.",

  "error.bad_profile": "The form “{profile}” is not valid",
  "error.bad_profile.cause": "{what}. That is a defect of this page.",
  "error.bad_profile.fix": "Please report it.",

  "error.bad_request": "The page asked something that the core does not know",
  "error.bad_request.cause": "{what} (at {where}). That is a defect of this page.",
  "error.bad_request.fix": "Reload the page; if it comes again, please report it.",

  "error.unfinished": "The rows are still being counted",
  "error.unfinished.cause": "A large bill is counted in steps. That this is shown is a defect of this page.",
  "error.unfinished.fix": "Ask once more; if it comes again, please report it.",

  "error.nothing_open": "No bill is open",
  "error.nothing_open.cause": "The bill was closed while its figures were asked for.",
  "error.nothing_open.fix": "Open the bill again.",

  "error.division_by_zero": "A division by zero was asked for",
  "error.division_by_zero.cause": "A share of nothing cannot be said.",
  "error.division_by_zero.fix": "Undo the last change.",

  "error.overflow": "The result has more than 38 digits",
  "error.overflow.cause": "Amounts are kept exactly up to 38 digits.",
  "error.overflow.fix": "Choose another column as the amount.",

  "error.out_of_memory": "The bill does not fit in memory",
  "error.out_of_memory.cause": "A page may use up to 4 GB, and so much may not be free.",
  "error.out_of_memory.fix": "Split the file by month and open one part, or close other tabs.",

  "error.bill_too_large": "{file} does not fit in memory",
  "error.bill_too_large.cause": "It would take about {needed} GB; a page can have {limit} GB.",
  "error.bill_too_large.fix": "Split the file by month and open one part.",

  "error.schedule_too_large": "The schedule is too large",
  "error.schedule_too_large.cause": "It would have {cells} cells, more than fit at once.",
  "error.schedule_too_large.fix": "Show it by month, by another dimension, or keep fewer orders with a filter.",

  "error.bad_weights": "The weights cannot be shared by",
  "error.bad_weights.cause": "{what}.",
  "error.bad_weights.fix": "Correct the weights.",

  "error.incomplete_rule": "A rule is not complete",
  "error.incomplete_rule.cause": "“{rule}” lacks this: {field}.",
  "error.incomplete_rule.fix": "Complete the rule, or remove it.",

  "error.name_taken": "Two rules have one name",
  "error.name_taken.cause": "“{rule}” is there twice ({field}).",
  "error.name_taken.fix": "Give one of them another name.",

  "error.unknown_condition": "There is no condition “{condition}”",
  "error.unknown_condition.cause": "“{rule}”, {field}.",
  "error.unknown_condition.fix":
    "Use one of: is, starts, ends, contains, matches, empty, number, date; or put conditions together by all, any, none.",

  "error.bad_pattern": "A pattern is not understood",
  "error.bad_pattern.cause": "“{rule}”, {field}: “{pattern}” breaks at byte {at}: {what}.",
  "error.bad_pattern.fix": "Correct the pattern; looking ahead and references back are not understood.",

  "error.bad_bound": "A range has an end that cannot be read",
  "error.bad_bound.cause": "“{rule}”, {field}: “{text}”.",
  "error.bad_bound.fix": "Write a number such as 12.50, or a date such as 2025-04-01.",

  "error.empty_range": "A range ends before it begins",
  "error.empty_range.cause": "“{rule}”, {field}: from {from} to {to} there is nothing.",
  "error.empty_range.fix": "Swap its ends.",

  "error.unfitting_field": "A condition has something that it does not use",
  "error.unfitting_field.cause": "“{rule}”, {field}: the condition “{condition}” asks nothing of the kind.",
  "error.unfitting_field.fix": "Take it out, or choose another condition.",

  "error.unknown_rule_dimension": "A rule names a dimension that this bill does not have",
  "error.unknown_rule_dimension.cause": "“{rule}”, {field}: “{dimension}”.",
  "error.unknown_rule_dimension.fix": "Choose one of these: {known}.",

  "error.unknown_rule_measure": "A rule weighs by a column that is no amount of this bill",
  "error.unknown_rule_measure.cause": "“{rule}”, {field}: “{measure}”.",
  "error.unknown_rule_measure.fix": "Choose one of these: {known}.",
  "error.rule_cycle": "Rules need each other in a circle",
  "error.rule_cycle.cause": "{rules} (“{rule}”, {field}).",
  "error.rule_cycle.fix": "Take one of them out of the circle.",
  "error.rules_too_deep": "Too many dimensions are built one upon the other",
  "error.rules_too_deep.cause": "“{rule}”, {field}: there are more than {limit} of them.",
  "error.rules_too_deep.fix": "Let it ask one of the bill’s own dimensions.",
  "error.listed_twice": "“{value}” is listed twice",
  "error.listed_twice.cause": "It stands above already ({field}).",
  "error.listed_twice.fix": "Keep one of the two entries.",
  "error.rule_gives_to_source": "A rule hands cost to what it takes from",
  "error.rule_gives_to_source.cause": "Rule “{rule}” takes all of “{value}” and is to hand to it, too ({field}).",
  "error.rule_gives_to_source.fix": "Take “{value}” out of its targets, or let the rule take less.",

  "error.unknown_method": "There is no method “{method}”",
  "error.unknown_method.cause": "“{rule}”, {field}.",
  "error.unknown_method.fix": "Use even, fixed or proportional.",

  "error.bad_rule_weight": "A weight is no number from 0 up",
  "error.bad_rule_weight.cause": "“{rule}”, {field}: “{weight}”.",
  "error.bad_rule_weight.fix": "Write a number such as 50 or 12.5.",

  "error.target_twice": "“{value}” is a target twice",
  "error.target_twice.cause": "“{rule}”, {field}.",
  "error.target_twice.fix": "Keep one of the two.",

  "error.weights_too_long": "The weights are too long to be counted",
  "error.weights_too_long.cause": "“{rule}”, {field}: they have more than 38 digits together.",
  "error.weights_too_long.fix": "Write shorter ones: only their ratio counts.",

  "error.percentages_missing": "The percentages do not add up to 100",
  "error.percentages_missing.cause": "Those of rule “{rule}” add up to {sum}: {missing} is missing.",
  "error.percentages_missing.fix": "Hand out the missing {missing} too.",

  "error.percentages_over": "The percentages add up to more than 100",
  "error.percentages_over.cause": "Those of rule “{rule}” add up to {sum}: {missing} is too much.",
  "error.percentages_over.fix": "Take {missing} off.",

  "error.folder_dropped": "{file} is a folder",
  "error.folder_dropped.cause": "A page may read the files it is given, not the folder around them.",
  "error.folder_dropped.fix": "Open the folder, select the bill’s files and drop those.",

  "error.file_unreadable": "{file} cannot be read",
  "error.file_unreadable.cause": "It was moved, removed or is locked by another program.",
  "error.file_unreadable.fix": "Look whether it is still there, then open it again.",

  "error.file_changed": "{file} was changed while it was read",
  "error.file_changed.cause": "Another program writes to it, or a download goes on.",
  "error.file_changed.fix": "Wait until nothing writes to it any more, then open it again.",

  "error.unknown_encoding": "There is no encoding “{encoding}”",
  "error.unknown_encoding.cause": "The name is not one that browsers know.",
  "error.unknown_encoding.fix": "Choose one such as UTF-8, GB18030 or UTF-16 LE.",

  "error.truncated_gzip": "{file} ends before its compressed data does",
  "error.truncated_gzip.cause": "A download that did not finish.",
  "error.truncated_gzip.fix": "Download it again and compare its size with the source’s.",

  "error.damaged_gzip": "{file} is damaged",
  "error.damaged_gzip.cause": "It does not unpack to what was packed.",
  "error.damaged_gzip.fix": "Download it again.",

  "error.truncated_zip": "{file} ends before its list of contents",
  "error.truncated_zip.cause": "A download that did not finish; the list stands at the end of a ZIP file.",
  "error.truncated_zip.fix": "Download it again and compare its size with the source’s.",

  "error.damaged_zip": "A file in {file} is damaged",
  "error.damaged_zip.cause": "It does not unpack to what was packed.",
  "error.damaged_zip.fix": "Download the ZIP file again.",

  "error.encrypted_zip": "{entry} in {file} is protected by a password",
  "error.encrypted_zip.cause": "Some consoles send bills in ZIP files with a password.",
  "error.encrypted_zip.fix": "Unpack it with its password and open the bill in it.",

  "error.unknown_packing": "{entry} in {file} is packed in an unusual way",
  "error.unknown_packing.cause": "Its packing method is number {method}; stored and deflated files can be read.",
  "error.unknown_packing.fix": "Unpack it and open the bill in it.",

  "error.zip_without_bill": "{file} holds no bill",
  "error.zip_without_bill.cause": "There is no CSV, TSV, TXT or JSON file in it. It holds: {entries}.",
  "error.zip_without_bill.fix": "Export the bill as CSV and open that.",

  "error.nested_archive": "{entry} in {file} is an archive itself",
  "error.nested_archive.cause": "Archives within archives are not unpacked.",
  "error.nested_archive.fix": "Unpack {file} and open the bill in it.",

  "error.too_many_entries": "{file} holds {count} files",
  "error.too_many_entries.cause": "At most {limit} can be read.",
  "error.too_many_entries.fix": "Unpack it and open the bill’s files.",

  "error.zip_bomb": "{file} unpacks to more than {ratio} times its size",
  "error.zip_bomb.cause": "No bill does that; such a file is made to fill the memory of whoever opens it.",
  "error.zip_bomb.fix": "It was not read any further. Ask whoever sent it, or export the bill again.",

  "error.unpacks_too_large": "{file} unpacks to more than {limit} GiB",
  "error.unpacks_too_large.cause": "A very large bill, or a file made to fill the memory of whoever opens it.",
  "error.unpacks_too_large.fix": "Split it by month, or unpack it all the same if you know where it is from.",

  "error.worker_died": "The program that reads bills has stopped",
  "error.worker_died.cause": "{what}. Most often memory ran out.",
  "error.worker_died.fix": "Open the bill again; close other tabs or split the file by month if it comes again.",

  "error.cancelled": "Stopped",
  "error.cancelled.cause": "Reading was stopped.",
  "error.cancelled.fix": "Nothing of it was kept; open the file again.",

  "error.nothing_dropped": "No file was dropped",
  "error.nothing_dropped.cause": "A link or a piece of another page is no file.",
  "error.nothing_dropped.fix": "Save the bill as a file first, then drop that.",

  "error.nothing_pasted": "The clipboard holds no table",
  "error.nothing_pasted.cause": "A table has a header line and at least one more line.",
  "error.nothing_pasted.fix": "Select the cells together with their header in Excel, copy, and paste again.",

  "error.no_such_currency": "This bill has no amount in {currency}",
  "error.no_such_currency.cause": "The rules were made for a bill in {currency}.",
  "error.no_such_currency.fix": "Choose another currency, or open a bill in {currency}.",

  "error.not_json": "This is not JSON",
  "error.not_json.cause": "Line {line}, column {column}: {what}.",
  "error.not_json.fix": "Correct that place. Until then the rules stay as they are.",

  "error.list_exists": "There is a list “{list}” already",
  "error.list_exists.cause": "The field “Name” must differ from the names of the others. The list that is there stays.",
  "error.list_exists.fix": "Write another name, or edit that list.",
  "error.list_without_dimension": "The list is not complete",
  "error.list_without_dimension.cause": "The field “Values of” is empty: it says whose values are listed.",
  "error.list_without_dimension.fix": "Choose the dimension there.",

  "error.not_rules": "Only rules stand here, and {keys} is none",
  "error.not_rules.cause":
    "Rules are categories, roster, lists and shared. Levels, filters and the view are no part of them.",
  "error.not_rules.fix": "Take it out. A whole file of rules is opened under “Share the rules”.",

  "error.no_rows": "The file has a header and no rows",
  "error.no_rows.cause": "An export of a month without charges, or one that was stopped.",
  "error.no_rows.fix": "Export the bill again for a month with charges, and open that.",

  "error.unknown_sample": "There is no sample “{name}”",
  "error.unknown_sample.cause": "The address names a sample that this page does not carry.",
  "error.unknown_sample.fix": "Try one of these: {known}.",

  "error.bad_link": "The link’s rules cannot be read",
  "error.bad_link.cause": "The part after # is broken, cut off or too long.",
  "error.bad_link.fix": "Ask for the link again, or for a rules file.",

  "error.no_usage": "This bill has no usage records",
  "error.no_usage.cause": "Metering prices usage: who held how much of what, from when to when.",
  "error.no_usage.fix": "Open a file of usage; a plain one has {needs}.",

  "error.bad_prices": "The price list cannot be used",
  "error.bad_prices.cause": "Line {line}: {what}.",
  "error.bad_prices.fix": "Correct that line. A price list has Resource, SubKind, Price and Unit.",
  "error.bad_list": "The list cannot be used",
  "error.bad_list.cause": "Line {line}: {what}.",
  "error.bad_list.fix":
    "Correct that line. An account list has Account, Name and OU; a list of owners or of what was used has two columns. As JSON each is a list of objects.",

  "error.no_simd": "This browser cannot run the program that reads bills",
  "error.no_simd.cause": "It has no WebAssembly SIMD, which Chrome and Edge 91, Firefox 89 and Safari 16.4 brought.",
  "error.no_simd.fix": "Open this page in a newer browser.",

  "error.defect": "Something went wrong that should not",
  "error.defect.cause": "That is a defect of this page: {message}",
  "error.defect.fix": "Open the bill again; if it comes again, please report it.",

  "reason.not_a_number": "not a number",
  "reason.too_many_digits": "more than 38 digits",
  "reason.other_mark": "another decimal mark than the rest of its column",
  "reason.surplus_cells": "more cells than the header has columns",
  "reason.not_scheduled": "its order could not be scheduled",
  "reason.not_billed": "its record cannot be billed",
  "reason.no_price": "some of its usage has no price",

  "hint.letter_o": "the letter {letter} stands where a digit is expected",
  "hint.letter_l": "the letter {letter} stands where the digit 1 is expected",
  "hint.two_marks": "it has two decimal marks",
  "hint.words": "words stand where a number is expected",
  "hint.exponent": "a spreadsheet shortened a long number; export again and do not open it in Excel first",
} as const;
