import { judgeFlag, judgeFlagAt, type FlagDemand } from "../../evaluation/flag";
import { allOf, pass, undetermined, type Outcome } from "../../evaluation/outcome";
import { defaultOf } from "../../evaluation/provider-defaults";
import { stepsIn, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";

export const instancesHaveNoPublicIp: ResourceRule = {
  id: "NET-VPC-03",
  slug: "instances-have-no-public-ip",
  title: "Instances have no public IP",
  severity: "high",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.4.4", "1.3.1"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.22"],
  },
  scope: "resource",
  types: ["aws:ec2/instance:Instance", TEMPLATE, "aws:ec2/launchConfiguration:LaunchConfiguration"],
  remediation:
    "Set associatePublicIpAddress to false, and reach the instance through Session Manager or a load balancer.",
  url: "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html",
  check(resource) {
    if (resource.type !== TEMPLATE) return judgeFlag(resource, addressDemand);
    const interfaces = resource.inputs.at("networkInterfaces").list();
    if (interfaces.state === "unknown") return undetermined(interfaces);
    return allOf([pass, ...(interfaces.state === "value" ? interfaces.value.map(judgeInterface) : [])]);
  },
  // Of the others the provider makes new ones; of a template a new version, which what runs does not notice.
  remediate({ type, inputs }) {
    const interfaces = inputs.at("networkInterfaces").list();
    if (type !== TEMPLATE || interfaces.state !== "value") return [];
    return interfaces.value
      .filter((one) => judgeInterface(one).kind === "violation")
      .map((one) => ({ at: stepsIn(one.at(addressDemand.property).path), value: false }));
  },
};

/** Where nothing is said the subnet decides, which is NET-VPC-02's business. */
const addressDemand: FlagDemand = {
  property: "associatePublicIpAddress",
  wanted: false,
  reason: "public-ip",
  otherwise: "the instance gets a public address",
};

function judgeInterface(one: Reader): Outcome {
  const place = one.at(addressDemand.property);
  const byDefault = defaultOf(TEMPLATE, "networkInterfaces.associatePublicIpAddress") === true;
  return judgeFlagAt(place, byDefault, { ...addressDemand, property: place.path });
}
