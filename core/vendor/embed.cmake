# Turns every JSON of a folder into bytes in one .cpp, behind one function of embedded.h:
#   cmake -DFOLDER=profiles -DFUNCTION=embedded_files -DOUTPUT=embedded.cpp -P embed.cmake
file(GLOB profiles "${FOLDER}/*.json")
list(SORT profiles)
set(arrays "")
set(entries "")
foreach(profile ${profiles})
  get_filename_component(name "${profile}" NAME_WE)
  string(MAKE_C_IDENTIFIER "k_${name}" identifier)
  file(READ "${profile}" hex HEX)
  # Indentation is for readers of the source; the page need not carry it. (0a = line feed, 20 = blank)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\1;" bytes "${hex}")
  string(REGEX REPLACE "0a;(20;)+" "0a;" bytes "${bytes}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f]);" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char ${identifier}[] = {${bytes}};\n")
  string(APPEND entries "    {\"${name}\", {${identifier}, sizeof(${identifier})}},\n")
endforeach()
file(WRITE "${OUTPUT}" "// Written by core/vendor/embed.cmake.
#include \"vendor/embedded.h\"

namespace billfold::vendor {
namespace {

${arrays}
constexpr EmbeddedProfile kFiles[] = {
${entries}};

}  // namespace

std::span<const EmbeddedProfile> ${FUNCTION}() { return kFiles; }

}  // namespace billfold::vendor
")
