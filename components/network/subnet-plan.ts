import {
  FEWEST_ZONES,
  MOST_ZONES,
  NARROWEST_VPC_PREFIX,
  WIDEST_VPC_PREFIX,
} from "../../content/network-limits";
import { type Cidr, formatCidr, isCanonicalCidr, parseCidr, subCidr } from "../../content/cidr";
import { UserError } from "../../content/user-error";

/**
 * What a subnet is for.
 * - `private`: nodes and pods; reaches the internet through NAT
 * - `intra`: load balancers, interface endpoints and databases; reaches nothing outside the VPC
 * - `public`: NAT gateways
 */
export type Tier = "private" | "intra" | "public";

/** One subnet of the plan. */
export interface PlannedSubnet {
  readonly tier: Tier;
  /** Availability zone, such as `us-east-1a`. */
  readonly zone: string;
  readonly cidr: string;
}

/** One part of the VPC's range, counted in sixteenths. */
interface Share {
  readonly start: number;
  readonly sixteenths: number;
}

/** The VPC's range is divided in sixteen. Tiers never change their share; a future tier takes what is free. */
const SIXTEENTHS_BITS = 4;
/**
 * Which part of the VPC each tier owns. Private gets half, as every pod takes an address of it; the last two sixteenths are free for
 * tiers to come.
 */
export const tierShares: Readonly<Record<Tier, Share>> = {
  private: { start: 0, sixteenths: 8 },
  intra: { start: 8, sixteenths: 4 },
  public: { start: 12, sixteenths: 2 },
};

/** All tiers, in the order of their ranges. */
export const tiers: readonly Tier[] = ["private", "intra", "public"];

/**
 * Every tier is cut into eight slots, one for each letter that a zone of AWS may end in (`a` to `h`; no region has more than six). The
 * slot is the letter's, not the position's in a list: adding or removing a zone moves no other.
 */
export const ZONE_SLOTS = 8;
const ZONE_SLOT_BITS = 3;

const ZONE = /^[a-z]{2,4}(-[a-z]+)+-\d([a-h])$/;

/**
 * Divides a VPC's range into subnets: one per tier and zone. Each subnet's range depends on the VPC's range, its tier and the letter of
 * its zone alone, so that adding a zone or a tier never moves (which would mean: replaces) an existing one.
 * @param vpcCidr range of the VPC, from /16 to /20, written with its first address
 * @param zones availability zones, such as `us-east-1a`; 3 to 6
 * @throws UserError if the range or the zones cannot be planned
 */
export function planSubnets(
  vpcCidr: string,
  zones: readonly string[],
  planned: readonly Tier[],
): PlannedSubnet[] {
  const vpc = parseVpc(vpcCidr);
  const slots = zoneSlots(zones);
  return tiers
    .filter((tier) => planned.includes(tier))
    .flatMap((tier) =>
      zones.map((zone, index) => ({ tier, zone, cidr: slotCidr(vpc, tier, slots[index] ?? 0) })),
    );
}

/** Smallest block of addresses that a subnet can be divided into, as a prefix. */
const BLOCK_PREFIX = 28;

/**
 * The block of a subnet's addresses that is kept for what needs addresses known beforehand: the last but one, since AWS gives addresses out
 * from everywhere, and keeps the very last of the subnet for itself.
 * @param cidr range of a subnet of the plan
 */
export function reservedBlock(cidr: string): Cidr {
  const subnet = parseCidr(cidr);
  if (subnet === undefined) throw new Error(`a subnet's range should be written as a.b.c.d/n, got '${cidr}'`);
  return subCidr(subnet, BLOCK_PREFIX, 2 ** (BLOCK_PREFIX - subnet.prefix) - 2);
}

/** The range of all subnets of a tier, those of zones to come included. */
export function tierRange(vpcCidr: string, tier: Tier): string {
  return formatCidr(shareOf(parseVpc(vpcCidr), tier));
}

function shareOf(vpc: Cidr, tier: Tier): Cidr {
  const { start, sixteenths } = tierShares[tier];
  const shareBits = SIXTEENTHS_BITS - Math.log2(sixteenths);
  return subCidr(vpc, vpc.prefix + shareBits, start / sixteenths);
}

/** The range of one slot of one tier. */
function slotCidr(vpc: Cidr, tier: Tier, slot: number): string {
  const share = shareOf(vpc, tier);
  return formatCidr(subCidr(share, share.prefix + ZONE_SLOT_BITS, slot));
}

function parseVpc(vpcCidr: string): Cidr {
  const vpc = parseCidr(vpcCidr);
  if (
    vpc === undefined ||
    !isCanonicalCidr(vpc) ||
    vpc.prefix < WIDEST_VPC_PREFIX ||
    vpc.prefix > NARROWEST_VPC_PREFIX
  ) {
    throw new UserError(
      `'network.cidr' should be a range from /${WIDEST_VPC_PREFIX} to /${NARROWEST_VPC_PREFIX} that begins at its first address, got '${vpcCidr}'`,
      "choose a range such as 10.16.0.0/16 that no other network of yours uses",
    );
  }
  return vpc;
}

/** The slot of each zone: 0 for `a` to 7 for `h`. */
function zoneSlots(zones: readonly string[]): number[] {
  if (zones.length < FEWEST_ZONES || zones.length > MOST_ZONES) {
    throw new UserError(
      `'network.zones' should name ${FEWEST_ZONES} to ${MOST_ZONES} availability zones, got ${zones.length} (${zones.join(", ")})`,
      "name three zones of the region",
    );
  }
  if (new Set(zones).size !== zones.length) {
    throw new UserError(
      `'network.zones' should name each zone once, got ${zones.join(", ")}`,
      "remove the repeated zone",
    );
  }
  const regions = new Set(zones.map((zone) => zone.slice(0, -1)));
  if (regions.size > 1) {
    throw new UserError(
      `'network.zones' should be zones of one region, got ${zones.join(", ")}`,
      "name zones of the stack's region only",
    );
  }
  return zones.map((zone) => {
    const letter = ZONE.exec(zone)?.[2];
    if (letter === undefined) {
      throw new UserError(
        `'network.zones' should be availability zones that end in a letter from a to h, got '${zone}'`,
        "write the zone as the region and its letter, such as us-east-1a (local and wavelength zones hold no clusters)",
      );
    }
    return letter.charCodeAt(0) - "a".charCodeAt(0);
  });
}
