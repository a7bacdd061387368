import assert from "node:assert/strict";
import { every, isOpen, not, some } from "./answer";

const open = { state: "unknown", path: "policy", why: "is not known before the update" } as const;

describe("answers in three states", () => {
  it("hold all if every one holds, and one that does not decides", () => {
    assert.equal(every([]), true);
    assert.equal(every([true, true]), true);
    assert.equal(every([true, open, false]), false);
    assert.equal(every([true, open]), open);
  });

  it("hold in part if one holds, and that one decides", () => {
    assert.equal(some([]), false);
    assert.equal(some([false, false]), false);
    assert.equal(some([false, open, true]), true);
    assert.equal(some([false, open]), open);
  });

  it("turn round, and stay open", () => {
    assert.deepEqual([true, false, open].map(not), [false, true, open]);
    assert.deepEqual([true, false, open].map(isOpen), [false, false, true]);
  });
});
