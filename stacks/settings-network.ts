import { z } from "zod";
import {
  canonicalCidr,
  cidrOverlap,
  formatCidr,
  isCanonicalCidr,
  isPrivateCidr,
  parseCidr,
  PRIVATE_RANGES,
  type Cidr,
} from "../content/cidr";
import { FEWEST_ZONES, MOST_ZONES, NARROWEST_VPC_PREFIX, WIDEST_VPC_PREFIX } from "../content/network-limits";
import { setting } from "./settings-describe";
import { refuse } from "./settings-refuse";

/**
 * The widest range that may reach a public API endpoint. A company's way out to the internet is a few addresses; a range wider than this
 * is the internet in disguise.
 */
const WIDEST_PUBLIC_ACCESS_PREFIX = 16;

const CIDR_FORM = /^\d{1,3}(\.\d{1,3}){3}\/\d{1,2}$/;
/** Which zones there are depends on the region and is checked with it. */
const ZONE_FORM = /^[a-z][a-z0-9-]*$/;
const EVERYBODY: Cidr = { address: 0, prefix: 0 };

const CALLER_ALLOWED = `a public range with a prefix from /${WIDEST_PUBLIC_ACCESS_PREFIX} to /32`;

const cidrText = z.string().regex(CIDR_FORM, { abort: true });

/** A range for a stack's own network. */
const vpcCidr = cidrText.check((context) => {
  const cidr = readCidr(context);
  if (cidr === undefined) return;
  if (!isPrivateCidr(cidr)) {
    refuse(context, {
      problem: "is not a private range: its addresses belong to others on the internet",
      allowed: `a range inside ${PRIVATE_RANGES.map(formatCidr).join(", ")}`,
      fix: "use a private range that your organisation does not use elsewhere, such as 10.0.0.0/16",
    });
  }
  if (cidr.prefix < WIDEST_VPC_PREFIX || cidr.prefix > NARROWEST_VPC_PREFIX) {
    const wide = cidr.prefix < WIDEST_VPC_PREFIX;
    const prefix = wide ? WIDEST_VPC_PREFIX : NARROWEST_VPC_PREFIX;
    refuse(context, {
      problem: wide
        ? `is wider than AWS allows for a network: it has a prefix of /${cidr.prefix}`
        : `is too small for the subnets of six zones: it has a prefix of /${cidr.prefix}`,
      allowed: `a prefix from /${WIDEST_VPC_PREFIX} to /${NARROWEST_VPC_PREFIX}`,
      fix: `use ${formatCidr(canonicalCidr({ address: cidr.address, prefix }))}, if nobody else does`,
    });
  }
});

/** A range of addresses that may reach a public API endpoint. */
const callerCidr = cidrText.check((context) => {
  const cidr = readCidr(context);
  if (cidr === undefined) return;
  const fix =
    "name the addresses from which your runners and people leave to the internet, such as 203.0.113.0/24";
  if (cidr.prefix === EVERYBODY.prefix) {
    refuse(context, {
      problem: "opens the cluster's API to everybody on the internet",
      allowed: CALLER_ALLOWED,
      fix,
    });
  } else if (cidr.prefix < WIDEST_PUBLIC_ACCESS_PREFIX) {
    refuse(context, {
      problem: `opens the cluster's API to a range far wider than one organisation's: it has a prefix of /${cidr.prefix}`,
      allowed: CALLER_ALLOWED,
      fix,
    });
  } else if (PRIVATE_RANGES.some((range) => cidrOverlap(range, cidr))) {
    refuse(context, {
      problem: "is a private range: no caller comes from it over the internet, and EKS refuses it",
      allowed: CALLER_ALLOWED,
      fix,
    });
  }
});

function readCidr(context: z.core.ParsePayload<string>): Cidr | undefined {
  const cidr = parseCidr(context.value);
  if (cidr === undefined) {
    refuse(context, {
      problem: "is not a range of IPv4 addresses",
      allowed: "four numbers from 0 to 255 without leading zeros, and a prefix from /0 to /32",
      fix: "correct the numbers",
    });
  } else if (!isCanonicalCidr(cidr)) {
    refuse(context, {
      problem: "does not start at its own first address",
      allowed: "a range written with its first address",
      fix: `write ${formatCidr(canonicalCidr(cidr))}`,
    });
    return undefined;
  }
  return cidr;
}

/** Setting `publicAccessCidrs`. */
export const publicAccessCidrs = z
  .array(setting(callerCidr, { meaning: "A range.", allowed: CALLER_ALLOWED, example: "203.0.113.0/24" }))
  .default([]);

/** Group `network`. */
export const networkSettings = setting(
  z.strictObject({
    /** The stack's range of private IPv4 addresses: no other stack's, /16 to /20. */
    cidr: setting(vpcCidr, {
      meaning: "The stack's range of private IPv4 addresses. No other stack may share an address with it.",
      allowed: `a private range with a prefix from /${WIDEST_VPC_PREFIX} to /${NARROWEST_VPC_PREFIX}, written with its first address`,
      example: "10.0.0.0/16",
      changing: "Replaces the network and everything in it, the cluster and its volumes included.",
    }),
    /** Availability zones, three to six. */
    zones: setting(
      z
        .array(
          setting(z.string().regex(ZONE_FORM), {
            meaning: "Name of a zone.",
            allowed: "the name of an availability zone such as us-east-1a",
          }),
        )
        .min(FEWEST_ZONES)
        .max(MOST_ZONES)
        .check((context) => {
          const twice = context.value.filter((zone, index) => context.value.indexOf(zone) !== index);
          if (twice.length > 0) {
            refuse(context, {
              problem: `names ${[...new Set(twice)].join(", ")} more than once`,
              allowed: "each zone once",
              fix: "name another zone of the region, or remove the second mention",
            });
          }
        }),
      {
        meaning:
          "The availability zones over which everything is spread. Each has its place in the range whatever the others are.",
        allowed: `a list of ${FEWEST_ZONES} to ${MOST_ZONES} zones of the region`,
        example: ["us-east-1a", "us-east-1b", "us-east-1c"],
        changing:
          "A zone added gets new subnets and moves nothing. Removing a zone deletes its subnets with what runs and is stored there.",
      },
    ),
    /**
     * How private subnets reach the internet: a NAT gateway in each zone, or one for all.
     * @default "per-zone"
     */
    natGateways: setting(z.enum(["per-zone", "shared"]).default("per-zone"), {
      meaning:
        "How private subnets reach the internet: `per-zone` survives the loss of a zone, `shared` has one gateway for all of them.",
      cost: "A gateway costs about 33 USD a month, and traffic between zones comes on top when it is shared.",
      changing: "Gateways and routes are made or deleted; connections through a removed gateway break.",
    }),
  }),
  {
    meaning: "The region's network.",
    perStack: true,
    example: { cidr: "10.0.0.0/16", zones: ["us-east-1a", "us-east-1b", "us-east-1c"] },
  },
);
