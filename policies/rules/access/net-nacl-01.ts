import { every } from "../../evaluation/answer";
import { coversEveryPort, coversPort, lets, meetsInternet } from "../../evaluation/network/traffic";
import type { ResourceRule } from "../../evaluation/rule";
import { judgeTraffic, portsOf, sourceOf, type TrafficFault } from "./traffic-rule";

/** Port → reason, and its protocol's name. */
const PORTS: readonly (readonly [port: number, reason: string, name: string])[] = [
  [20, "ftp-data", "FTP data"],
  [21, "ftp", "FTP"],
  [22, "ssh", "SSH"],
  [3389, "rdp", "Remote Desktop"],
];

const FIX = "name the ranges that have to get through, or deny the port in a rule of a lower number";

const FAULTS: readonly TrafficFault[] = [
  {
    reason: "everything",
    is: (rule) => every([lets(rule, "ingress"), meetsInternet(rule), coversEveryPort(rule)]),
    says: (rule) =>
      `lets ${sourceOf(rule)} at ${portsOf(rule)}; administration from everywhere is not allowed`,
    fix: FIX,
    alone: true,
  },
  ...PORTS.map(([port, reason, name]): TrafficFault => ({
    reason,
    is: (rule) => every([lets(rule, "ingress"), meetsInternet(rule), coversPort(rule, port)]),
    says: (rule) =>
      `lets ${sourceOf(rule)} at ${portsOf(rule)}, ${name} among them; administration from everywhere is not allowed`,
    fix: FIX,
  })),
];

export const aclsAllowNoAdministration: ResourceRule = {
  id: "NET-NACL-01",
  slug: "acls-allow-no-administration",
  title: "Network ACLs do not allow admin ports from anywhere",
  severity: "medium",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.3.1", "1.2.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20"],
  },
  scope: "resource",
  types: ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/networkAclRule:NetworkAclRule"],
  remediation: "Name the ranges that have to get through to the ports of administration.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html",
  check: (resource) => judgeTraffic(resource, FAULTS),
};
