import { cidrSize, isPrivateCidr, parseCidr } from "../../../content/cidr";

/** The prefix length of an IPv6 range; undefined for anything else. */
export function ipv6PrefixOf(text: string): number | undefined {
  const [, address, prefix] = /^([0-9a-f:.]+)\/(\d{1,3})$/i.exec(text.trim()) ?? [];
  if (address === undefined || !address.includes(":") || Number(prefix) > 128) return undefined;
  return Number(prefix);
}

/**
 * Most public IPv4 addresses that still are somebody's: a /8, the largest block that one organization ever got. Two halves of the internet
 * (0.0.0.0/1 and 128.0.0.0/1) are not.
 */
const MOST_ADDRESSES = 2 ** 24;
/** Shortest IPv6 prefix that still is somebody's: registries give one organization a /32. */
const SHORTEST_IPV6_PREFIX = 32;
/** Addresses that are never routed on the internet: unique local (RFC 4193) and link-local ones (RFC 4291). */
const LOCAL_IPV6 = /^(f[cd][0-9a-f]{2}|fe[89ab][0-9a-f]):/i;

/**
 * What of a list of ranges is the internet: the range that is, or all of them where only together they are more than anybody owns.
 * @returns undefined if the list names networks of somebody's own
 */
export function internetAmong(ranges: readonly string[]): string | undefined {
  let sum = 0;
  for (const range of ranges) {
    const text = range.trim();
    // AWS reads 1.2.3.4/0 as 0.0.0.0/0: no bit of the address counts.
    if (text.endsWith("/0")) return text;
    const prefix = ipv6PrefixOf(text);
    if (prefix !== undefined && prefix < SHORTEST_IPV6_PREFIX && !LOCAL_IPV6.test(text)) return text;
    const cidr = parseCidr(text);
    if (cidr === undefined || isPrivateCidr(cidr)) continue;
    if (cidrSize(cidr) > MOST_ADDRESSES) return text;
    sum += cidrSize(cidr);
  }
  return sum > MOST_ADDRESSES ? ranges.join(", ") : undefined;
}
