import assert from "node:assert/strict";
import fc from "fast-check";
import { closest, editDistance } from "./settings-closest";

const word = fc.string({ unit: fc.constantFrom("a", "b", "c"), maxLength: 6 });

describe("did you mean", () => {
  it("counts typing mistakes", () => {
    assert.equal(editDistance("replica", "replcia"), 1);
    assert.equal(editDistance("zones", "zone"), 1);
    assert.equal(editDistance("", "abc"), 3);
  });

  it("is symmetrical, and zero for equal texts alone", () => {
    fc.assert(
      fc.property(word, word, (a, b) => {
        assert.equal(editDistance(a, b), editDistance(b, a));
        assert.equal(editDistance(a, b) === 0, a === b);
        assert(editDistance(a, b) >= Math.abs(a.length - b.length));
      }),
    );
  });

  it("finds another spelling, the nearest name, or nothing", () => {
    const names = ["replicaRegion", "region", "role", "reach"];
    assert.equal(closest("replica_region", names), "replicaRegion");
    assert.equal(closest("regoin", names), "region");
    assert.equal(closest("rolle", names), "role");
    assert.equal(closest("colour", names), undefined);
  });
});
