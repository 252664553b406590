/** Whether this browser runs WebAssembly with SIMD, which the core is built for. */
export function runsTheCore(): boolean {
  // A module with one function: drop(i8x16.popcnt(i8x16.splat(0))). It only validates where SIMD is known.
  const module = [
    0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 11, 1, 9, 0, 65, 0, 253, 15, 253, 98, 26, 11,
  ];
  return typeof WebAssembly === "object" && WebAssembly.validate(Uint8Array.from(module));
}
