import assert from "node:assert/strict";
import { alternatives, differences, valueAt, withValueAt } from "./explain";
import { SECRET } from "./model";

describe("what differs between two values", () => {
  it("is found at the innermost paths", () => {
    const now = { a: { b: [1, { c: "x" }], same: true }, gone: 1 };
    const then = { a: { b: [1, { c: "y" }, 3], same: true }, come: 2 };
    assert.deepEqual(differences(now, then), [
      { path: "a.b[1].c", now: "x", then: "y" },
      { path: "a.b[2]", now: undefined, then: 3 },
      { path: "come", now: undefined, then: 2 },
      { path: "gone", now: 1, then: undefined },
    ]);
  });

  it("does not look into markers, and takes a list and an object for different things", () => {
    assert.deepEqual(differences({ a: SECRET }, { a: SECRET }), []);
    assert.deepEqual(differences({ a: SECRET }, { a: { b: 1 } }), [
      { path: "a", now: SECRET, then: { b: 1 } },
    ]);
    assert.deepEqual(differences({ a: [] }, { a: {} }), [{ path: "a", now: [], then: {} }]);
  });
});

describe("another value of a setting", () => {
  it("is one of the schema's where it lists them, never the present one", () => {
    assert.deepEqual(alternatives("per-zone", ["per-zone", "shared"]), ["shared"]);
    for (const value of [true, 7, "10.0.0.0/16", "1.35", "pharos", ["a", "b"]]) {
      const others = alternatives(value);
      assert.ok(others.length > 0, JSON.stringify(value));
      assert.ok(
        !others.some((other) => JSON.stringify(other) === JSON.stringify(value)),
        JSON.stringify(others),
      );
    }
    assert.deepEqual(alternatives(undefined), []);
  });

  it("is put at its path without touching the rest", () => {
    const settings = { network: { cidr: "10.0.0.0/16", zones: ["a"] }, role: "hub" };
    const changed = withValueAt(settings, ["network", "cidr"], "10.9.0.0/16");
    assert.deepEqual(changed, { network: { cidr: "10.9.0.0/16", zones: ["a"] }, role: "hub" });
    assert.equal(valueAt(settings, ["network", "cidr"]), "10.0.0.0/16");
    assert.equal(valueAt(settings, ["network", "nothing", "here"]), undefined);
  });
});
