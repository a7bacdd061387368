import { flagRule } from "../../evaluation/flag";

export const subnetsAssignNoPublicIps = flagRule({
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
  types: ["aws:ec2/subnet:Subnet", "aws:ec2/defaultSubnet:DefaultSubnet"],
  remediation: "Set mapPublicIpOnLaunch to false; a default subnet has it true where nothing is said.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-public-ip.html",
  demand: {
    property: "mapPublicIpOnLaunch",
    wanted: false,
    reason: "public-ips",
    otherwise: "whatever starts in the subnet gets a public address",
  },
});
