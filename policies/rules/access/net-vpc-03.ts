import { allOf, pass, undetermined, type Outcome } from "../../evaluation/outcome";
import type { Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { judgeSwitch } from "./setting-rule";

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
  check({ type, inputs }) {
    if (type !== TEMPLATE) return judgeAddress(inputs);
    const interfaces = inputs.at("networkInterfaces").list();
    if (interfaces.state === "unknown") return undetermined(interfaces);
    return allOf([pass, ...(interfaces.state === "value" ? interfaces.value.map(judgeAddress) : [])]);
  },
};

/** Where nothing is said the subnet decides, which is NET-VPC-02's business. */
function judgeAddress(place: Reader): Outcome {
  return judgeSwitch(place, {
    path: ["associatePublicIpAddress"],
    wanted: false,
    byDefault: false,
    reason: "public-ip",
    otherwise: "the instance gets a public address",
  });
}
