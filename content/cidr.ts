/** A range of IPv4 addresses: the first `prefix` bits of `address` are common to all of them. */
export interface Cidr {
  /** The first address as an unsigned 32-bit number; the bits after the prefix are zero in a canonical range. */
  readonly address: number;
  /** Length of the common prefix in bits, 0 to 32. */
  readonly prefix: number;
}

const ADDRESS_BITS = 32;
const CIDR_TEXT = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/;

/**
 * Reads `a.b.c.d/n`. Numbers have no leading zeros: some tools read `010` as eight.
 * The range need not be canonical: `10.0.0.5/16` is read as it stands, see `canonicalCidr`.
 * @returns undefined if the text is not a range
 */
export function parseCidr(text: string): Cidr | undefined {
  const parts = CIDR_TEXT.exec(text)?.slice(1);
  if (parts === undefined || parts.some((part) => part.length > 1 && part.startsWith("0"))) {
    return undefined;
  }
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = parts.map(Number);
  if ([a, b, c, d].some((octet) => octet > 255) || prefix > ADDRESS_BITS) {
    return undefined;
  }
  return { address: ((a << 24) | (b << 16) | (c << 8) | d) >>> 0, prefix };
}

/** Writes a range as `a.b.c.d/n`. */
export function formatCidr(cidr: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => (cidr.address >>> shift) & 0xff);
  return `${octets.join(".")}/${cidr.prefix}`;
}

/** How many addresses the range has. */
export function cidrSize(cidr: Cidr): number {
  return 2 ** (ADDRESS_BITS - cidr.prefix);
}

/** The same range written with its first address: AWS refuses or silently rewrites every other way of writing it. */
export function canonicalCidr(cidr: Cidr): Cidr {
  return { address: cidr.address - (cidr.address % cidrSize(cidr)), prefix: cidr.prefix };
}

/** Whether the bits after the prefix are zero. */
export function isCanonicalCidr(cidr: Cidr): boolean {
  return cidr.address % cidrSize(cidr) === 0;
}

/** Whether every address of `inner` is one of `outer`. */
export function cidrContains(outer: Cidr, inner: Cidr): boolean {
  return (
    outer.prefix <= inner.prefix &&
    canonicalCidr(outer).address === canonicalCidr({ address: inner.address, prefix: outer.prefix }).address
  );
}

/** Whether the two ranges have an address in common; of two ranges that do, one contains the other. */
export function cidrOverlap(a: Cidr, b: Cidr): boolean {
  return cidrContains(a, b) || cidrContains(b, a);
}

/**
 * The range number `index` (from 0) among the ranges of length `newPrefix` into which `parent` can be cut.
 * @throws RangeError if there is no such range
 */
export function subCidr(parent: Cidr, newPrefix: number, index: number): Cidr {
  if (!Number.isInteger(newPrefix) || newPrefix < parent.prefix || newPrefix > ADDRESS_BITS) {
    throw new RangeError(
      `${formatCidr(parent)} cannot be cut into ranges of /${newPrefix}: /${parent.prefix} to /${ADDRESS_BITS} is possible`,
    );
  }
  const count = 2 ** (newPrefix - parent.prefix);
  if (!Number.isInteger(index) || index < 0 || index >= count) {
    throw new RangeError(
      `${formatCidr(parent)} has no range number ${index} of /${newPrefix}: it has ${count}, counted from 0`,
    );
  }
  const size = 2 ** (ADDRESS_BITS - newPrefix);
  return { address: canonicalCidr(parent).address + index * size, prefix: newPrefix };
}

/** The ranges that are never routed on the internet and may be a network's own: RFC 1918, and RFC 6598's shared space. */
export const PRIVATE_RANGES: readonly Cidr[] = [
  { address: 0x0a000000, prefix: 8 },
  { address: 0xac100000, prefix: 12 },
  { address: 0xc0a80000, prefix: 16 },
  { address: 0x64400000, prefix: 10 },
];

/** Whether the whole range lies in one of `PRIVATE_RANGES`. */
export function isPrivateCidr(cidr: Cidr): boolean {
  return PRIVATE_RANGES.some((range) => cidrContains(range, cidr));
}
