import { every } from "../../evaluation/answer";
import { coversEveryPort, lets, meetsInternet, speaksEverything } from "../../evaluation/network/traffic";
import type { ResourceRule } from "../../evaluation/rule";
import { judgeTraffic, portsOf, sourceOf, type TrafficFault } from "./traffic-rule";

const FIX = "name the ports and where they go: an endpoint's security group, a prefix list, a proxy";

/** The provider takes out the rule that AWS gives every new group: where nothing is said, nothing goes out. */
const FAULTS: readonly TrafficFault[] = [
  {
    reason: "everything",
    is: (rule) => every([lets(rule, "egress"), meetsInternet(rule), coversEveryPort(rule)]),
    says: (rule) =>
      `lets ${portsOf(rule)} out to ${sourceOf(rule)}, and with it whatever was stolen; named ports and destinations are required`,
    fix: FIX,
    alone: true,
  },
  {
    reason: "internet",
    is: (rule) => every([lets(rule, "egress"), meetsInternet(rule)]),
    says: (rule) => `lets ${portsOf(rule)} out to ${sourceOf(rule)}; named destinations are required`,
    fix: FIX,
    alone: true,
  },
  {
    reason: "all-protocols",
    is: (rule) => every([lets(rule, "egress"), speaksEverything(rule)]),
    says: () => "lets every protocol out; named protocols and ports are required",
    fix: FIX,
    alone: true,
  },
];

export const egressIsRestricted: ResourceRule = {
  id: "NET-SG-04",
  slug: "egress-is-restricted",
  title: "Egress is restricted",
  severity: "medium",
  controls: {
    soc2: ["CC6.6", "CC6.7"],
    pci: ["1.3.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.12"],
  },
  scope: "resource",
  types: [
    "aws:ec2/securityGroup:SecurityGroup",
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ],
  remediation: "Name the ports and the destinations; reach AWS through VPC endpoints.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check: (resource) => judgeTraffic(resource, FAULTS),
};
