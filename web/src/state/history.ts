// Undo and redo of a value. Each step is named by what was done, so that the toast and the button can say it.

export interface Step<Value, Name> {
  readonly name: Name;
  readonly value: Value;
}

/** The past (oldest first), the present, and what was undone (next to redo first). */
export interface History<Value, Name> {
  readonly past: readonly Step<Value, Name>[];
  readonly present: Value;
  readonly future: readonly Step<Value, Name>[];
}

/** Steps kept; older ones are forgotten. */
export const DEPTH = 200;

export function begin<Value, Name>(present: Value): History<Value, Name> {
  return { past: [], present, future: [] };
}

/** Does something: the former value can be come back to, what was undone can not. */
export function perform<Value, Name>(history: History<Value, Name>, name: Name, value: Value): History<Value, Name> {
  const past = [...history.past, { name, value: history.present }].slice(-DEPTH);
  return { past, present: value, future: [] };
}

export function undo<Value, Name>(history: History<Value, Name>): History<Value, Name> {
  const last = history.past.at(-1);
  if (!last) return history;
  return {
    past: history.past.slice(0, -1),
    present: last.value,
    future: [{ name: last.name, value: history.present }, ...history.future],
  };
}

export function redo<Value, Name>(history: History<Value, Name>): History<Value, Name> {
  const [next, ...future] = history.future;
  if (!next) return history;
  return { past: [...history.past, { name: next.name, value: history.present }], present: next.value, future };
}

/** What undo would take back, what redo would do again. */
export function undoable<Value, Name>(history: History<Value, Name>): Name | undefined {
  return history.past.at(-1)?.name;
}

export function redoable<Value, Name>(history: History<Value, Name>): Name | undefined {
  return history.future[0]?.name;
}
