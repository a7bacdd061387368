import assert from "node:assert/strict";
import fc from "fast-check";
import { cidrOverlap, formatCidr, isPrivateCidr, type Cidr } from "../content/cidr";
import { check, files } from "./settings-fixture";
import { assembleTopology, checkTopology, freeRange, spokesOf } from "./topology";

const vpc = fc
  .integer({ min: 16, max: 20 })
  .chain((prefix) =>
    fc
      .nat({ max: 2 ** (prefix - 8) - 1 })
      .map((index): Cidr => ({ address: 0x0a000000 + index * 2 ** (32 - prefix), prefix })),
  );

describe("topology", () => {
  it("names the spokes", () => {
    const checked = check(files);
    assert(checked.ok);
    assert.deepEqual(spokesOf(checked.topology), ["eu-west-1", "us-west-2"]);
  });

  it("cannot be assembled without a hub", () => {
    assert.throws(() => assembleTopology(new Map()), new RangeError("no stack is the hub"));
  });

  it("complains of overlapping ranges exactly where there are some, in whatever order the stacks come", () => {
    fc.assert(
      fc.property(fc.array(vpc, { minLength: 2, maxLength: 4 }), (ranges) => {
        const drafts = ranges.map(
          (cidr, index) => [`stack-${index}`, { network: { cidr: formatCidr(cidr) } }] as const,
        );
        const overlapping = ranges.some((a, index) => ranges.slice(0, index).some((b) => cidrOverlap(a, b)));
        const complaints = checkTopology(new Map(drafts));
        assert.equal(complaints.length > 0, overlapping);
        assert.deepEqual(checkTopology(new Map([...drafts].reverse())), complaints);
      }),
    );
  });

  it("proposes private ranges of the size asked for that nobody uses", () => {
    fc.assert(
      fc.property(fc.array(vpc, { maxLength: 8 }), fc.integer({ min: 16, max: 20 }), (used, prefix) => {
        const free = freeRange(prefix, used);
        assert(free !== undefined);
        assert.equal(free.prefix, prefix);
        assert(isPrivateCidr(free));
        assert(!used.some((range) => cidrOverlap(range, free)));
      }),
    );
    assert.equal(freeRange(16, [{ address: 0, prefix: 0 }]), undefined);
  });
});
