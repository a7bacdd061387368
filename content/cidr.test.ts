import assert from "node:assert/strict";
import fc from "fast-check";
import {
  canonicalCidr,
  cidrContains,
  cidrOverlap,
  cidrSize,
  formatCidr,
  isCanonicalCidr,
  isPrivateCidr,
  parseCidr,
  subCidr,
  type Cidr,
} from "./cidr";

const anyCidr = fc.record(
  { address: fc.nat({ max: 0xffffffff }), prefix: fc.nat({ max: 32 }) },
  { noNullPrototype: true },
);

/** Ranges close to each other, so that many of the pairs overlap. */
const nearCidr = fc.record({
  address: fc.nat({ max: 0xfff }).map((n) => n * 0x100000),
  prefix: fc.integer({ min: 6, max: 14 }),
});

function cidr(text: string): Cidr {
  const parsed = parseCidr(text);
  assert(parsed !== undefined, text);
  return parsed;
}

/** First and last address: the definition that the arithmetic must agree with. */
function bounds(range: Cidr): [number, number] {
  const { address } = canonicalCidr(range);
  return [address, address + cidrSize(range) - 1];
}

describe("cidr", () => {
  it("reads and writes ranges", () => {
    assert.deepEqual(parseCidr("10.0.0.0/16"), { address: 0x0a000000, prefix: 16 });
    assert.deepEqual(parseCidr("255.255.255.255/32"), { address: 0xffffffff, prefix: 32 });
    fc.assert(fc.property(anyCidr, (range) => assert.deepEqual(parseCidr(formatCidr(range)), range)));
  });

  it("refuses what is no range", () => {
    const wrong = [
      "",
      "10.0.0.0",
      "10.0.0/16",
      "10.0.0.0/33",
      "256.0.0.0/8",
      "010.0.0.0/8",
      "10.0.0.0/08",
      " 10.0.0.0/8",
      "10.0.0.0/8\n",
      "-1.0.0.0/8",
      "::/0",
    ];
    assert.deepEqual(
      wrong.filter((text) => parseCidr(text) !== undefined),
      [],
    );
  });

  it("knows the canonical way of writing", () => {
    assert.equal(formatCidr(canonicalCidr(cidr("10.1.2.3/16"))), "10.1.0.0/16");
    assert.equal(formatCidr(canonicalCidr(cidr("255.255.255.255/0"))), "0.0.0.0/0");
    fc.assert(
      fc.property(anyCidr, (range) => {
        const canonical = canonicalCidr(range);
        assert(isCanonicalCidr(canonical));
        assert.equal(isCanonicalCidr(range), canonical.address === range.address);
      }),
    );
  });

  it("contains exactly what lies between first and last address", () => {
    fc.assert(
      fc.property(nearCidr, nearCidr, (outer, inner) => {
        const [[from, to], [first, last]] = [bounds(outer), bounds(inner)];
        assert.equal(cidrContains(outer, inner), from <= first && last <= to);
      }),
    );
  });

  it("overlaps symmetrically, and exactly where two ranges share an address", () => {
    fc.assert(
      fc.property(nearCidr, nearCidr, (a, b) => {
        const [[from, to], [first, last]] = [bounds(a), bounds(b)];
        assert.equal(cidrOverlap(a, b), Math.max(from, first) <= Math.min(to, last));
        assert.equal(cidrOverlap(a, b), cidrOverlap(b, a));
      }),
    );
  });

  it("cuts a range into parts that lie in it, follow each other and leave nothing out", () => {
    fc.assert(
      fc.property(nearCidr, fc.integer({ min: 0, max: 5 }), (parent, bits) => {
        const parts = Array.from({ length: 2 ** bits }, (_, index) =>
          subCidr(parent, parent.prefix + bits, index),
        );
        assert(parts.every((part) => cidrContains(parent, part) && isCanonicalCidr(part)));
        const [from, to] = bounds(parent);
        assert.equal(parts[0]?.address, from);
        for (const [index, part] of parts.entries()) {
          assert.equal(bounds(part)[1] + 1, parts[index + 1]?.address ?? to + 1);
        }
      }),
    );
  });

  it("refuses parts that do not exist", () => {
    const parent = cidr("10.0.0.0/16");
    assert.throws(
      () => subCidr(parent, 15, 0),
      new RangeError("10.0.0.0/16 cannot be cut into ranges of /15: /16 to /32 is possible"),
    );
    assert.throws(
      () => subCidr(parent, 33, 0),
      new RangeError("10.0.0.0/16 cannot be cut into ranges of /33: /16 to /32 is possible"),
    );
    assert.throws(
      () => subCidr(parent, 18, 4),
      new RangeError("10.0.0.0/16 has no range number 4 of /18: it has 4, counted from 0"),
    );
    assert.throws(
      () => subCidr(parent, 18, -1),
      new RangeError("10.0.0.0/16 has no range number -1 of /18: it has 4, counted from 0"),
    );
  });

  it("knows private ranges", () => {
    const isPrivate = (text: string) => isPrivateCidr(cidr(text));
    assert(["10.0.0.0/8", "172.31.0.0/16", "192.168.1.0/24", "100.127.0.0/16"].every(isPrivate));
    assert(
      !["10.0.0.0/7", "172.32.0.0/16", "192.169.0.0/16", "100.128.0.0/16", "8.8.8.0/24"].some(isPrivate),
    );
  });
});
