import assert from "node:assert/strict";
import { pathOf, stepsOf, valueAt } from "./property-path";

describe("a property path", () => {
  const paths: readonly (readonly [path: string, steps: (string | number)[]])[] = [
    ["enableKeyRotation", ["enableKeyRotation"]],
    ["vpcConfig.subnetIds[0]", ["vpcConfig", "subnetIds", 0]],
    ['tags["pharos:stack"]', ["tags", "pharos:stack"]],
    ['metadata.labels["app.kubernetes.io/name"].x', ["metadata", "labels", "app.kubernetes.io/name", "x"]],
    ['a["say \\"no\\""]', ["a", 'say "no"']],
    ["rules[0][1].cost-center", ["rules", 0, 1, "cost-center"]],
  ];

  for (const [path, steps] of paths) {
    it(`is read and written: ${path}`, () => {
      assert.deepEqual(stepsOf(path), steps);
      assert.equal(pathOf(steps), path);
    });
  }

  it("that is none is one step of its own", () => {
    assert.deepEqual(stepsOf("a b"), ["a b"]);
    assert.deepEqual(stepsOf("a[x]"), ["a[x]"]);
  });

  it("leads to a value, or to nothing", () => {
    const root = { a: [{ b: 1 }], toString: undefined };
    assert.equal(valueAt(root, ["a", 0, "b"]), 1);
    assert.equal(valueAt(root, ["a", 1, "b"]), undefined);
    assert.equal(valueAt(root, ["constructor"]), undefined);
  });
});
