import { ipv6PrefixOf } from "../../evaluation/network/cidr";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { flagOf } from "../../evaluation/stated";
import { cidrSize, parseCidr } from "../../../content/cidr";

/**
 * Most public IPv4 addresses that still are a restriction: a /8, the largest block that one organization ever got. Two halves of the
 * internet (0.0.0.0/1 and 128.0.0.0/1) are not.
 */
const MOST_ADDRESSES = 2 ** 24;
/** Shortest IPv6 prefix that still is a restriction: registries give one organization a /32. */
const SHORTEST_IPV6_PREFIX = 32;

/** What EKS takes where a cluster names no ranges. */
const WHOLE_INTERNET = "0.0.0.0/0";

const FIX =
  "set endpointPublicAccess to false, or name the ranges you come from in publicAccessCidrs and set endpointPrivateAccess to true";

export const clusterEndpointIsRestricted: ResourceRule = {
  id: "ACC-EKS-01",
  slug: "cluster-endpoint-is-restricted",
  title: "EKS API endpoint is private or CIDR-restricted",
  severity: "critical",
  scope: "resource",
  types: ["aws:eks/cluster:Cluster"],
  controls: {
    soc2: ["CC6.1", "CC6.6"],
    pci: ["1.3.1", "1.4.1", "1.4.4"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.22"],
  },
  remediation:
    "Set vpcConfig.endpointPublicAccess to false, or name the ranges you come from in publicAccessCidrs and set endpointPrivateAccess to true.",
  url: "https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html",
  check(cluster) {
    const vpc = cluster.inputs.at("vpcConfig");
    const isPublic = flagOf(cluster, "vpcConfig.endpointPublicAccess");
    if (isPublic.state === "value" && !isPublic.value) return pass;
    const restricted = allOf([...judgeRanges(vpc), judgePrivateAccess(cluster)]);
    const [verdict] = restricted;
    // Whether the endpoint is public decides only where its restriction is not enough.
    return isPublic.state === "unknown" && verdict?.kind !== "pass" ? undetermined(isPublic) : restricted;
  },
};

/** A restricted public endpoint without a private one sends the nodes' traffic to the API over the internet. */
function judgePrivateAccess(cluster: Resource): Outcome {
  const isPrivate = flagOf(cluster, "vpcConfig.endpointPrivateAccess");
  if (isPrivate.state === "unknown") return undetermined(isPrivate);
  if (isPrivate.value) return pass;
  return violation("private-access-off", {
    message:
      "the API endpoint is public and 'endpointPrivateAccess' is not true, so that nodes reach it over the internet; a public endpoint is allowed only beside a private one",
    fix: "set endpointPrivateAccess to true",
    property: "vpcConfig.endpointPrivateAccess",
  });
}

function judgeRanges(vpc: Reader): readonly Outcome[] {
  const list = vpc.at("publicAccessCidrs").list();
  if (list.state === "unknown") return [undetermined(list)];
  const ranges = list.state === "value" ? list.value : [];
  if (ranges.length === 0) {
    return [
      violation("public", {
        message: `the API endpoint is public and 'publicAccessCidrs' names no range, which EKS reads as ${WHOLE_INTERNET}; a private endpoint or named ranges are required`,
        fix: FIX,
        property: "vpcConfig.endpointPublicAccess",
      }),
    ];
  }
  return [...ranges.map(judgeRange), judgeSum(ranges)];
}

function judgeRange(range: Reader): Outcome {
  const text = range.filledText();
  if (text.state === "unknown") return undetermined(text);
  const value = text.state === "absent" ? "" : text.value.trim();
  const prefix = ipv6PrefixOf(value);
  const cidr = parseCidr(value);
  if (prefix === 0 || cidr?.prefix === 0) {
    return violation("open-range", {
      message: `the API endpoint is public for ${value}, the whole internet; a private endpoint or named ranges are required`,
      fix: FIX,
      property: range.path,
    });
  }
  if (prefix !== undefined && prefix < SHORTEST_IPV6_PREFIX) {
    return violation("wide-range", {
      message: `the API endpoint is public for ${value}; an IPv6 range of at most /${SHORTEST_IPV6_PREFIX} is allowed`,
      fix: FIX,
      property: range.path,
    });
  }
  if (prefix !== undefined || cidr !== undefined) return pass;
  return violation("malformed-range", {
    message: `'${value}' in 'publicAccessCidrs' is no range; one such as 203.0.113.0/24 is expected`,
    fix: "write the range as address/prefix",
    property: range.path,
  });
}

/** All IPv4 ranges together: the internet cut into pieces is still the internet. */
function judgeSum(ranges: readonly Reader[]): Outcome {
  const sizes = ranges.flatMap((range) => {
    const text = range.filledText();
    const cidr = text.state === "value" ? parseCidr(text.value.trim()) : undefined;
    return cidr === undefined || cidr.prefix === 0 ? [] : [cidrSize(cidr)];
  });
  const sum = sizes.reduce((total, size) => total + size, 0);
  if (sum <= MOST_ADDRESSES) return pass;
  return violation("wide-range", {
    message: `the API endpoint is public for ${sum} IPv4 addresses; at most ${MOST_ADDRESSES}, a /8, are allowed`,
    fix: FIX,
    property: "vpcConfig.publicAccessCidrs",
  });
}
