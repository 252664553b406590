import { describe, expect, it } from "vitest";

import { EMPTY_PLAN } from "../../../web/src/protocol";
import { withGrain, withStack } from "../../../web/src/state/plan";
import {
  FIRST_VIEW,
  FIRST_WINDOW,
  groupOf,
  levelsOf,
  pathIn,
  rootPath,
  toggled,
  type View,
  viewRequest,
  withOpen,
} from "../../../web/src/state/view";

const byOwner = withStack(EMPTY_PLAN, ["owner", "project", "tag:env"]);
const byProject = withStack(EMPTY_PLAN, ["project", "owner", "tag:env"]);
const rank = groupOf(levelsOf(byOwner), ["acc-search", "rank-v2"]);

describe("groups and paths", () => {
  it("a group is found again under another order of its levels", () => {
    expect(pathIn(levelsOf(byOwner), rank)).toEqual(["acc-search", "rank-v2"]);
    expect(pathIn(levelsOf(byProject), rank)).toEqual(["rank-v2", "acc-search"]);
  });

  it("a group whose levels are not the outer ones is nowhere", () => {
    expect(pathIn(["tag:env", "owner", "project"], rank)).toBeUndefined();
    expect(pathIn(["owner"], rank)).toBeUndefined();
  });

  it("no value is a member like another", () => {
    const untagged = groupOf(levelsOf(byOwner), ["acc-search", null]);
    expect(pathIn(levelsOf(byProject), untagged)).toEqual([null, "acc-search"]);
  });

  it("a period grain is the innermost level", () => {
    expect(levelsOf(withGrain(byOwner, "month"))).toEqual(["owner", "project", "tag:env", "month"]);
    expect(levelsOf(byOwner)).toEqual(["owner", "project", "tag:env"]);
  });
});

describe("what is open", () => {
  const view: View = { ...FIRST_VIEW, open: [groupOf(levelsOf(byOwner), ["acc-search"]), rank] };

  it("is asked in the order of the levels, and left out where it does not exist", () => {
    expect(viewRequest({ plan: byOwner, view }, FIRST_WINDOW).open).toEqual([
      ["acc-search"],
      ["acc-search", "rank-v2"],
    ]);
    expect(viewRequest({ plan: byProject, view }, FIRST_WINDOW).open).toEqual([["rank-v2", "acc-search"]]);
  });

  it("closing one group leaves the others open", () => {
    expect(withOpen(view, rank, false)).toEqual({ open: [view.open[0]], closed: [] });
  });

  it("closing one group while all are open closes that one only, and opening it takes that back", () => {
    const all = { ...FIRST_VIEW, openAll: true };
    const one = { ...all, ...withOpen(all, rank, false) };
    expect(viewRequest({ plan: byOwner, view: one }, FIRST_WINDOW)).toMatchObject({
      open_all: true,
      closed: [["acc-search", "rank-v2"]],
    });
    expect(withOpen(one, rank, true).closed).toEqual([]);
  });

  it("toggling knows a group in any order of its members", () => {
    expect(toggled([rank], [...rank].reverse())).toEqual([]);
  });
});

describe("the group that is looked into", () => {
  const view: View = { ...FIRST_VIEW, root: groupOf(levelsOf(byOwner), ["acc-search"]) };

  it("is left while its level is not the outermost, and is there again afterwards", () => {
    expect(rootPath({ plan: byOwner, view })).toEqual(["acc-search"]);
    expect(rootPath({ plan: byProject, view })).toEqual([]);
  });
});
