// The core's requests and answers, as the build emits them from core/session/protocol.h.
export * from "../../build/wasm/protocol";

/** One value a level of the plan's stack, outermost first; null is the unassigned leaf. Empty: the whole. */
export type Path = readonly (string | null)[];
