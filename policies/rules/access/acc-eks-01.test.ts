import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { clusterEndpointIsRestricted } from "./acc-eks-01";

const cluster = (vpcConfig: unknown): [Given] => [
  { type: "aws:eks/cluster:Cluster", name: "main", inputs: { name: "main", vpcConfig } },
];
const open = (publicAccessCidrs: unknown, endpointPrivateAccess: unknown = true) =>
  cluster({ subnetIds: ["subnet-1"], endpointPublicAccess: true, endpointPrivateAccess, publicAccessCidrs });

const FIX =
  "set endpointPublicAccess to false, or name the ranges you come from in publicAccessCidrs and set endpointPrivateAccess to true";

describe("ACC-EKS-01", () => {
  testRule(clusterEndpointIsRestricted, [
    {
      title: "private only",
      resources: cluster({ endpointPublicAccess: false, endpointPrivateAccess: true }),
      expect: ["pass"],
    },
    {
      title: "private only, whatever ranges are named",
      resources: cluster({
        endpointPublicAccess: false,
        endpointPrivateAccess: true,
        publicAccessCidrs: ["0.0.0.0/0"],
      }),
      expect: ["pass"],
    },
    {
      title: "private only, as text",
      resources: cluster({ endpointPublicAccess: "false" }),
      expect: ["pass"],
    },
    { title: "one office", resources: open(["203.0.113.0/24"]), expect: ["pass"] },
    { title: "two offices", resources: open(["203.0.113.0/24", "198.51.100.7/32"]), expect: ["pass"] },
    {
      title: "a /8, the largest that one organization got",
      resources: open(["17.0.0.0/8"]),
      expect: ["pass"],
    },
    { title: "an IPv6 range", resources: open(["203.0.113.0/24", "2001:db8::/32"]), expect: ["pass"] },
    { title: "one range that is not in a list", resources: open("203.0.113.0/24"), expect: ["pass"] },
    {
      title: "not known whether public, but restricted in any case",
      resources: cluster({
        endpointPublicAccess: UNKNOWN,
        endpointPrivateAccess: true,
        publicAccessCidrs: ["203.0.113.0/24"],
      }),
      expect: ["pass"],
    },
    {
      title: "nothing said but subnets",
      resources: cluster({ subnetIds: ["subnet-1"] }),
      expect: ["violation public", "violation private-access-off"],
      message: `the API endpoint is public and 'publicAccessCidrs' names no range, which EKS reads as 0.0.0.0/0; a private endpoint or named ranges are required. To mend it: ${FIX}.`,
    },
    { title: "no ranges", resources: open([]), expect: ["violation public"] },
    { title: "no ranges, null", resources: open(null), expect: ["violation public"] },
    {
      title: "the whole internet",
      resources: open(["0.0.0.0/0"]),
      expect: ["violation open-range"],
      message: `the API endpoint is public for 0.0.0.0/0, the whole internet; a private endpoint or named ranges are required. To mend it: ${FIX}.`,
    },
    {
      title: "the whole internet beside an office",
      resources: open(["203.0.113.0/24", " 0.0.0.0/0 "]),
      expect: ["violation open-range"],
    },
    {
      title: "the whole new internet",
      resources: open(["203.0.113.0/24", "::/0"]),
      expect: ["violation open-range"],
    },
    {
      title: "the internet in two halves",
      resources: open(["0.0.0.0/1", "128.0.0.0/1"]),
      expect: ["violation wide-range"],
      message: `the API endpoint is public for 4294967296 IPv4 addresses; at most 16777216, a /8, are allowed. To mend it: ${FIX}.`,
    },
    {
      title: "nearly all of the new internet",
      resources: open(["2000::/3"]),
      expect: ["violation wide-range"],
      message: `the API endpoint is public for 2000::/3; an IPv6 range of at most /32 is allowed. To mend it: ${FIX}.`,
    },
    {
      title: "restricted, but nodes go over the internet",
      resources: open(["203.0.113.0/24"], false),
      expect: ["violation private-access-off"],
      message:
        "the API endpoint is public and 'endpointPrivateAccess' is not true, so that nodes reach it over the internet; a public endpoint is allowed only beside a private one. To mend it: set endpointPrivateAccess to true.",
    },
    {
      title: "a range that is none",
      resources: open(["203.0.113.0"]),
      expect: ["violation malformed-range"],
      message:
        "'203.0.113.0' in 'publicAccessCidrs' is no range; one such as 203.0.113.0/24 is expected. To mend it: write the range as address/prefix.",
    },
    {
      title: "an IPv6 prefix that is none",
      resources: open(["2001:db8::/129"]),
      expect: ["violation malformed-range"],
    },
    {
      title: "not known whether public, and not restricted",
      resources: cluster({ endpointPublicAccess: UNKNOWN }),
      expect: ["undetermined vpcConfig.endpointPublicAccess"],
      message: "vpcConfig.endpointPublicAccess is not known before the update",
    },
    {
      title: "one range not known",
      resources: open(["203.0.113.0/24", UNKNOWN]),
      expect: ["undetermined vpcConfig.publicAccessCidrs[1]"],
    },
    {
      title: "one range not known beside an open one",
      resources: open(["0.0.0.0/0", UNKNOWN]),
      expect: ["violation open-range", "undetermined vpcConfig.publicAccessCidrs[1]"],
    },
    { title: "nothing known", resources: cluster(UNKNOWN), expect: ["undetermined vpcConfig"] },
    {
      title: "nothing that makes sense",
      resources: cluster("private"),
      expect: ["undetermined vpcConfig"],
      message: "vpcConfig is a text where an object should be",
    },
  ]);
});
