import { testRule } from "../../testing/cases";
import { UNKNOWN, type Given } from "../../testing/resources";
import { defaultGroupsAllowNothing } from "./net-sg-06";

const VPC = "aws:ec2/vpc:Vpc";
const vpc: Given = {
  type: VPC,
  name: "main",
  inputs: { cidrBlock: "10.0.0.0/16" },
  outputs: { id: "vpc-1" },
};
const group = (inputs: Record<string, unknown> = {}, from?: string): Given => ({
  type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
  name: "none",
  inputs: { vpcId: from === undefined ? "vpc-1" : UNKNOWN, ...inputs },
  ...(from !== undefined && { from: { vpcId: [`${VPC} ${from}`] } }),
});
const rule = (rest: object = {}) => ({ protocol: "-1", fromPort: 0, toPort: 0, ...rest });
const REST =
  "allows something to whatever gets the VPC's default group by mistake; no rules are allowed in it. To mend it: take ingress and egress out, and use a group of its own for whatever needs the rule.";

describe("NET-SG-06", () => {
  testRule(defaultGroupsAllowNothing, [
    { title: "a VPC whose default group is taken over", resources: [vpc, group()], expect: ["pass"] },
    {
      title: "the same before they exist",
      resources: [{ ...vpc, outputs: {} }, group({}, "main")],
      expect: ["pass"],
    },
    { title: "a group without rules", resources: [group()], expect: ["pass"] },
    { title: "empty lists", resources: [group({ ingress: [], egress: [] })], expect: ["pass"] },
    { title: "lists that are nothing", resources: [group({ ingress: null })], expect: ["pass"] },
    { title: "a group with tags", resources: [group({ tags: { Name: "none" } })], expect: ["pass"] },
    { title: "a group beside its VPC", resources: [group(), vpc], expect: ["pass"] },
    {
      title: "a VPC of two groups, one of them another's",
      resources: [vpc, group(), { ...group({ vpcId: "vpc-2" }), name: "other" }],
      expect: ["pass"],
    },
    {
      title: "a VPC alone",
      resources: [vpc],
      expect: ["violation no-default-group"],
      message:
        "no DefaultSecurityGroup of this stack belongs to the VPC, so that its default group lets its members reach one another and everything else; one without rules is required. To mend it: add an ec2.DefaultSecurityGroup with the VPC's id and without rules.",
    },
    {
      title: "a VPC and the group of another",
      resources: [vpc, group({ vpcId: "vpc-2" })],
      expect: ["violation no-default-group"],
    },
    {
      title: "a VPC and the group of another that is still to be made",
      resources: [vpc, group({}, "other"), { type: VPC, name: "other" }],
      expect: ["violation no-default-group"],
    },
    {
      title: "a group whose members reach one another",
      resources: [group({ ingress: [rule({ self: true })] })],
      expect: ["violation rule"],
      message: `'ingress[0]' ${REST}`,
    },
    {
      title: "a group that lets everything out",
      resources: [group({ egress: [rule({ cidrBlocks: ["0.0.0.0/0"] })] })],
      expect: ["violation open-rule"],
      message: `'egress[0]' ${REST}`,
    },
    {
      title: "a group that lets the office in",
      resources: [group({ ingress: [rule({ cidrBlocks: ["10.1.0.0/16"] })] })],
      expect: ["violation rule"],
    },
    {
      title: "a rule that is not in a list",
      resources: [group({ ingress: rule() })],
      expect: ["violation rule"],
    },
    {
      title: "rules both ways",
      resources: [group({ ingress: [rule()], egress: [rule({ ipv6CidrBlocks: ["::/0"] })] })],
      expect: ["violation rule", "violation open-rule"],
    },
    {
      title: "rules that are not known",
      resources: [group({ ingress: UNKNOWN })],
      expect: ["undetermined ingress"],
      message: "ingress is not known before the update",
    },
    {
      title: "a group of a VPC that is not known",
      resources: [vpc, group({ vpcId: UNKNOWN })],
      expect: ["undetermined vpcId"],
    },
  ]);
});
