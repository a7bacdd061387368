import assert from "node:assert/strict";
import fc from "fast-check";
import { compareGo, compilers, goNeeded } from "./go-build";
import { PULUMI_BUILD } from "./pulumi";

describe("building with Go", () => {
  it("compares versions by number, whatever their length", () => {
    const version = fc.tuple(fc.nat(30), fc.nat(30), fc.nat(30));
    fc.assert(
      fc.property(version, version, (a, b) => {
        const first =
          [0, 1, 2].map((index) => a[index]! - b[index]!).find((difference) => difference !== 0) ?? 0;
        assert.equal(Math.sign(compareGo(a.join("."), b.join("."))), Math.sign(first));
      }),
    );
    assert.equal(compareGo("1.25", "1.25.0"), 0);
    assert.equal(compareGo("1.26rc1", "1.26.0"), 0);
  });

  it("runs as many compilers as cores, fewer where memory is short, and never none", () => {
    const gib = 1024 ** 3;
    assert.deepEqual(
      [compilers(8, 32 * gib), compilers(8, 8 * gib), compilers(2, 64 * gib), compilers(4, gib)],
      [8, 4, 2, 1],
    );
  });

  it("needs the Go that the go.mod files ask for", () => {
    assert.equal(goNeeded(PULUMI_BUILD.programs), "1.25.11");
  });
});
