#pragma once

// The integer behind every amount: 128 bits, signed. (rules 1)

namespace billfold {

__extension__ typedef __int128 i128;
__extension__ typedef unsigned __int128 u128;

}  // namespace billfold
