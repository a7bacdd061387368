import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { meetsInternet, trafficOf } from "../../evaluation/network/traffic";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";

const GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const VPC = "aws:ec2/vpc:Vpc";

export const defaultGroupsAllowNothing: StackRule = {
  id: "NET-SG-06",
  slug: "default-groups-allow-nothing",
  title: "Default security groups allow nothing",
  severity: "high",
  controls: {
    soc2: ["CC6.6"],
    pci: ["1.3.1", "2.2.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.9"],
  },
  scope: "stack",
  types: [GROUP, VPC],
  siblings: [],
  remediation:
    "Give every VPC a DefaultSecurityGroup without ingress and egress: the provider takes its rules out.",
  url: "https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html",
  check: (resource, stack) => (resource.type === GROUP ? judgeGroup(resource) : judgeVpc(resource, stack)),
};

function judgeGroup(group: Resource): readonly Outcome[] {
  const { rules, open } = trafficOf(group);
  return allOf([
    pass,
    ...rules.map((rule) =>
      violation(meetsInternet(rule) === true ? "open-rule" : "rule", {
        message: `'${rule.path}' allows something to whatever gets the VPC's default group by mistake; no rules are allowed in it`,
        fix: "take ingress and egress out, and use a group of its own for whatever needs the rule",
        property: rule.path,
      }),
    ),
    ...open.map((unknown) => undetermined(unknown)),
  ]);
}

function judgeVpc(vpc: Resource, stack: Stack): readonly Outcome[] {
  const { certain, doubts } = stack.children(vpc, GROUP, "vpcId");
  if (certain.length > 0) return [pass];
  if (doubts.length > 0) return allOf(doubts.map(({ unknown, urn }) => undetermined(unknown, urn)));
  return [
    violation("no-default-group", {
      message:
        "no DefaultSecurityGroup of this stack belongs to the VPC, so that its default group lets its members reach one another and everything else; one without rules is required",
      fix: "add an ec2.DefaultSecurityGroup with the VPC's id and without rules",
    }),
  ];
}
