import { allOf, undetermined, violation, pass, type Outcome } from "../../evaluation/outcome";
import { trafficOf } from "../../evaluation/network/traffic";
import type { Read } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";

/** What tools write where people say nothing. */
const MEANINGLESS = /^managed by (pulumi|terraform|cloudformation)$/i;

export const groupsAndRulesAreDescribed: ResourceRule = {
  id: "NET-SG-05",
  slug: "groups-and-rules-are-described",
  title: "Security groups and rules are described",
  severity: "low",
  controls: {
    soc2: ["CC6.6", "CC8.1"],
    pci: ["1.2.5"],
    gdpr: ["30(1)(g)"],
    iso27001: ["A.8.20", "A.8.9"],
  },
  scope: "resource",
  types: [
    GROUP,
    "aws:ec2/securityGroupRule:SecurityGroupRule",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
  ],
  remediation: "Say in description who needs the group or the rule, and why.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html",
  check(resource) {
    const { rules, open } = trafficOf(resource);
    return allOf([
      ...(resource.type === GROUP
        ? [judge(resource.inputs.at("description").filledText(), "group", "the group", "description")]
        : [pass]),
      ...rules.map(({ description, path }) =>
        judge(
          description,
          "rule",
          path === "" ? "the rule" : `'${path}'`,
          path === "" ? "description" : `${path}.description`,
        ),
      ),
      ...open.map((unknown) => undetermined(unknown)),
    ]);
  },
};

function judge(description: Read<string>, reason: string, what: string, property: string): Outcome {
  if (description.state === "unknown") return undetermined(description);
  if (description.state === "value" && !MEANINGLESS.test(description.value.trim())) return pass;
  const found = description.state === "absent" ? "no description" : `the description '${description.value}'`;
  return violation(reason, {
    message: `${what} has ${found}, so that nobody can say in a review whether it is still needed; a business reason is required`,
    fix: "say in description who needs it, and why",
    property,
  });
}
