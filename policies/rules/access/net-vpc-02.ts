import type { ResourceRule } from "../../evaluation/rule";
import { judgeSwitch } from "./setting-rule";

const DEFAULT_SUBNET = "aws:ec2/defaultSubnet:DefaultSubnet";

export const subnetsAssignNoPublicIps: ResourceRule = {
  id: "NET-VPC-02",
  slug: "subnets-assign-no-public-ips",
  title: "Subnets do not assign public IPs",
  severity: "high",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.4.4", "1.4.5"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.22"],
  },
  scope: "resource",
  types: ["aws:ec2/subnet:Subnet", DEFAULT_SUBNET],
  remediation: "Set mapPublicIpOnLaunch to false; a default subnet has it true where nothing is said.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
  check: ({ type, inputs }) =>
    judgeSwitch(inputs, {
      path: ["mapPublicIpOnLaunch"],
      wanted: false,
      byDefault: type === DEFAULT_SUBNET,
      reason: "public-ips",
      otherwise: "whatever starts in the subnet gets a public address",
    }),
};
