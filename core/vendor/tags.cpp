#include "vendor/tags.h"

#include <array>
#include <string>
#include <vector>

#include "simdjson.h"

#include "json/raw_text.h"
#include "vendor/column_name.h"
#include "vendor/python_literal.h"

namespace billfold::vendor {
namespace {

namespace od = simdjson::ondemand;

struct FormName {
  TagForm form;
  std::string_view name;
};

constexpr auto kForms = std::to_array<FormName>({
    {TagForm::automatic, "automatic"},
    {TagForm::json, "json"},
    {TagForm::json_without_braces, "json_without_braces"},
    {TagForm::python, "python"},
    {TagForm::column, "column"},
    {TagForm::packed, "packed"},
    {TagForm::json_map, "json_map"},
});

// What exports write for "no tags".
constexpr auto kNothing = std::to_array<std::string_view>(
    {"", "{}", "[]", "NULL", "null", "None", "none", "nan", "NaN", "N/A", "\\N", "-", "--", "无"});

constexpr auto kKeyNames = std::to_array<std::string_view>({"key", "Key", "TagKey", "tagKey", "tag_key"});
constexpr auto kValueNames =
    std::to_array<std::string_view>({"value", "Value", "TagValue", "tagValue", "tag_value"});

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (text == word) return true;
  }
  return false;
}

using Tags = std::vector<Tag>;

// ---- JSON

// {"Key":"Team","Value":"a"} is one tag; any other object is a tag a member.
bool read_object(od::object object, Tags& tags) {
  const std::size_t before = tags.size();
  Tag named;
  bool has_key = false;
  bool has_value = false;
  bool value_present = false;
  for (auto field : object) {
    std::string_view key;
    od::value value;
    std::string_view text;
    bool present = false;
    if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
        field.value().get(value) != simdjson::SUCCESS || !json::raw_text(value, text, present)) {
      return false;
    }
    if (is_one_of(key, kKeyNames)) {
      has_key = true;
      named.key = text;
    } else if (is_one_of(key, kValueNames)) {
      has_value = true;
      value_present = present;
      named.value = text;
    }
    if (present) tags.push_back({key, text});
  }
  if (has_key && has_value) {
    tags.resize(before);
    if (value_present) tags.push_back(named);
  }
  return true;
}

// ["Team","a"]
bool read_pair(od::array array, Tags& tags) {
  Tag tag;
  std::size_t count = 0;
  bool present = false;
  for (auto element : array) {
    od::value value;
    if (element.get(value) != simdjson::SUCCESS) return false;
    if (!json::raw_text(value, count == 0 ? tag.key : tag.value, present)) return false;
    ++count;
  }
  if (count != 2) return false;
  if (present) tags.push_back(tag);
  return true;
}

bool read_array(od::array array, Tags& tags) {
  for (auto element : array) {
    od::value value;
    od::json_type type{};
    if (element.get(value) != simdjson::SUCCESS || value.type().get(type) != simdjson::SUCCESS) return false;
    if (type == od::json_type::object) {
      od::object object;
      if (value.get_object().get(object) != simdjson::SUCCESS || !read_object(object, tags)) return false;
    } else if (type == od::json_type::array) {
      od::array pair;
      if (value.get_array().get(pair) != simdjson::SUCCESS || !read_pair(pair, tags)) return false;
    } else {
      return false;
    }
  }
  return true;
}

// `text` lies in a buffer with simdjson's padding behind it.
bool read_json(od::parser& parser, const std::string& buffer, Tags& tags) {
  od::document document;
  od::json_type type{};
  if (parser.iterate(simdjson::padded_string_view(buffer.data(), buffer.size(), buffer.capacity()))
              .get(document) != simdjson::SUCCESS ||
      document.type().get(type) != simdjson::SUCCESS) {
    return false;
  }
  bool good = false;
  if (type == od::json_type::object) {
    od::object object;
    good = document.get_object().get(object) == simdjson::SUCCESS && read_object(object, tags);
  } else if (type == od::json_type::array) {
    od::array array;
    good = document.get_array().get(array) == simdjson::SUCCESS && read_array(array, tags);
  }
  return good && document.at_end();
}

// ---- packed

// The tags of `items`, each cut at its first : or =. An item without either is malformed.
bool read_items(std::string_view items, std::string_view separator, Tags& tags) {
  while (true) {
    const std::size_t end = items.find(separator);
    const std::string_view item = items.substr(0, end);
    const std::size_t cut = item.find_first_of(":=");
    if (cut != std::string_view::npos) {
      tags.push_back({item.substr(0, cut), item.substr(cut + 1)});
    } else if (!trimmed(item).empty()) {
      return false;
    }
    if (end == std::string_view::npos) return true;
    items.remove_prefix(end + separator.size());
  }
}

// key:Team value:a; key:Env value:b
bool read_key_value_words(std::string_view items, Tags& tags) {
  constexpr std::string_view kKey = "key:";
  constexpr std::string_view kValue = " value:";
  while (!items.empty()) {
    const std::size_t end = items.find(';');
    const std::string_view item = trimmed(items.substr(0, end));
    items.remove_prefix(end == std::string_view::npos ? items.size() : end + 1);
    if (item.empty()) continue;
    const std::size_t cut = item.find(kValue);
    if (!item.starts_with(kKey) || cut == std::string_view::npos) return false;
    tags.push_back({item.substr(kKey.size(), cut - kKey.size()), item.substr(cut + kValue.size())});
  }
  return true;
}

bool read_packed(std::string_view cell, Tags& tags) {
  if (cell.starts_with("key:") && cell.find(" value:") != std::string_view::npos) {
    return read_key_value_words(cell, tags);
  }
  if (cell.find('|') == std::string_view::npos && cell.find(';') != std::string_view::npos) {
    return read_items(cell, ";", tags);
  }
  return read_items(cell, "|", tags);
}

}  // namespace

std::string_view name_of(TagForm form) {
  for (const FormName& known : kForms) {
    if (known.form == form) return known.name;
  }
  return "none";
}

bool find_tag_form(std::string_view name, TagForm& form) {
  for (const FormName& known : kForms) {
    if (known.name == name) {
      form = known.form;
      return true;
    }
  }
  return false;
}

struct TagReader::Memory {
  od::parser parser;
  std::string buffer;  // the cell with braces, if it needs them, and simdjson's padding
  Tags tags;

  // Copied: simdjson reads beyond the end, where another cell or nothing may be.
  bool read_json_text(std::string_view cell, bool add_braces) {
    buffer.clear();
    buffer.reserve(cell.size() + 2 + simdjson::SIMDJSON_PADDING);
    if (add_braces) buffer += '{';
    buffer += cell;
    if (add_braces) buffer += '}';
    return read_json(parser, buffer, tags);
  }

  bool read_python(std::string_view cell) {
    PythonReader python(buffer);
    return python.read_tags(cell, tags);
  }

  bool read_map(std::string_view cell) {
    if (read_json_text(cell, false)) return true;
    tags.clear();
    if (!cell.starts_with('{') || !cell.ends_with('}')) return false;
    return read_items(cell.substr(1, cell.size() - 2), ", ", tags);
  }

  bool read_automatic(std::string_view cell) {
    if (cell.front() == '"') return read_json_text(cell, true);
    if (cell.front() != '{' && cell.front() != '[') return read_packed(cell, tags);
    if (read_json_text(cell, false)) return true;
    tags.clear();
    if (read_python(cell)) return true;
    tags.clear();
    return read_map(cell);
  }

  bool read(TagForm form, std::string_view cell) {
    switch (form) {
      case TagForm::none:
        return true;
      case TagForm::automatic:
        return read_automatic(cell);
      case TagForm::json:
        return read_json_text(cell, false);
      case TagForm::json_without_braces:
        return read_json_text(cell, cell.front() != '{');
      case TagForm::python:
        return read_python(cell);
      case TagForm::column:
        tags.push_back({{}, cell});
        return true;
      case TagForm::packed:
        return read_packed(cell, tags);
      case TagForm::json_map:
        return read_map(cell);
    }
    return false;
  }
};

TagReader::TagReader() : memory_(std::make_unique<Memory>()) {}
TagReader::~TagReader() = default;
TagReader::TagReader(TagReader&&) noexcept = default;
TagReader& TagReader::operator=(TagReader&&) noexcept = default;

bool TagReader::read(TagForm form, std::string_view cell) {
  memory_->tags.clear();
  const std::string_view text = trimmed(cell);
  if (form == TagForm::column ? text.empty() : is_one_of(text, kNothing)) return true;
  if (memory_->read(form, text)) return true;
  memory_->tags.clear();
  return false;
}

std::span<const Tag> TagReader::tags() const { return memory_->tags; }

}  // namespace billfold::vendor
