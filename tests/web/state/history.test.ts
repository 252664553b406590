import { expect, test } from "vitest";

import { begin, DEPTH, perform, redo, redoable, undo, undoable } from "../../../web/src/state/history";

const done = () => perform(perform(begin<number, string>(1), "double", 2), "triple", 6);

test("undo gives the former value and redo the later one", () => {
  expect(undo(done()).present).toBe(2);
  expect(undo(undo(done())).present).toBe(1);
  expect(redo(undo(undo(done()))).present).toBe(2);
  expect(redo(redo(undo(undo(done())))).present).toBe(6);
});

test("each step is named by what was done", () => {
  expect(undoable(done())).toBe("triple");
  expect(redoable(done())).toBeUndefined();
  expect(undoable(undo(done()))).toBe("double");
  expect(redoable(undo(done()))).toBe("triple");
});

test("undo all the way and redo all the way gives an equal history", () => {
  expect(redo(redo(undo(undo(done()))))).toEqual(done());
});

test("something new after undo can not be redone over", () => {
  const history = perform(undo(done()), "halve", 3);
  expect(redoable(history)).toBeUndefined();
  expect(redo(history)).toBe(history);
  expect(undo(history).present).toBe(2);
});

test("nothing to undo or redo changes nothing", () => {
  const history = begin(1);
  expect(undo(history)).toBe(history);
  expect(redo(history)).toBe(history);
});

test("the oldest step is forgotten beyond the depth", () => {
  let history = begin<number, string>(0);
  for (let step = 1; step <= DEPTH + 5; step += 1) history = perform(history, String(step), step);
  expect(history.past.length).toBe(DEPTH);
  while (undoable(history)) history = undo(history);
  expect(history.present).toBe(5);
});
