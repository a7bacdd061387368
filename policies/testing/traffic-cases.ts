import type { RuleCase } from "./cases";
import { UNKNOWN, type Given } from "./resources";

const GROUP = "aws:ec2/securityGroup:SecurityGroup";
const GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";

/** A rule of a security group, in words that every kind of resource has. */
export interface SomeRule {
  /** @default tcp */
  readonly protocol?: unknown;
  /** First and last port. @default none */
  readonly ports?: readonly [from: unknown, to: unknown];
  readonly ipv4?: unknown;
  readonly ipv6?: unknown;
  /** @default none */
  readonly description?: unknown;
  /** Tags of the group, or of the rule where that has any. */
  readonly tags?: unknown;
  /** Further properties of the rule. */
  readonly more?: Readonly<Record<string, unknown>>;
}

interface TrafficCases {
  readonly direction: "ingress" | "egress";
  readonly complies: Readonly<Record<string, SomeRule>>;
  /** The reasons, and what the first message says after the place of the rule. */
  readonly breaks: Readonly<
    Record<string, readonly [rule: SomeRule, reasons: string | readonly string[], says?: string]>
  >;
}

/** Cases about one rule, each in a group and as a resource of its own, in turn in either kind of it. */
export function trafficCases({ direction, complies, breaks }: TrafficCases): RuleCase[] {
  const shapes = [inGroup, asGroupRule, asOwnRule];
  return [
    ...Object.entries(complies).flatMap(([title, rule], index) =>
      [inGroup, shapes[1 + (index % 2)] ?? asOwnRule].map((shape): RuleCase => ({
        title: `${title}, ${shape.name}`,
        resources: [shape(direction, rule)],
        expect: ["pass"],
      })),
    ),
    ...Object.entries(breaks).flatMap(([title, [rule, reasons, says]], index) =>
      [inGroup, shapes[1 + (index % 2)] ?? asOwnRule].map((shape): RuleCase => ({
        title: `${title}, ${shape.name}`,
        resources: [shape(direction, rule)],
        expect: [reasons].flat().map((reason) => `violation ${reason}`),
        ...(says !== undefined && {
          message: `${shape === inGroup ? `'${direction}[0]'` : "the rule"} ${says}`,
        }),
      })),
    ),
    {
      title: "rules that are not known",
      resources: [
        { type: GROUP, name: "it", inputs: { description: "What it is for", [direction]: UNKNOWN } },
      ],
      expect: [`undetermined ${direction}`],
      message: `${direction} is not known before the update`,
    },
  ];
}

function inGroup(direction: string, rule: SomeRule): Given {
  return {
    type: GROUP,
    name: "it",
    inputs: {
      description: "What it is for",
      ...(rule.tags !== undefined && { tags: rule.tags }),
      [direction]: [old(rule)],
    },
  };
}

function asGroupRule(direction: string, rule: SomeRule): Given {
  return { type: GROUP_RULE, name: "it", inputs: { type: direction, securityGroupId: "sg-1", ...old(rule) } };
}

function old({ protocol = "tcp", ports, ipv4, ipv6, description, more }: SomeRule): Record<string, unknown> {
  return {
    protocol,
    ...(ports !== undefined && { fromPort: ports[0], toPort: ports[1] }),
    ...(ipv4 !== undefined && { cidrBlocks: [ipv4] }),
    ...(ipv6 !== undefined && { ipv6CidrBlocks: [ipv6] }),
    ...(description !== undefined && { description }),
    ...more,
  };
}

function asOwnRule(direction: string, rule: SomeRule): Given {
  const { protocol = "tcp", ports, ipv4, ipv6, description, tags, more } = rule;
  const kind = direction === "ingress" ? "Ingress" : "Egress";
  return {
    type: `aws:vpc/securityGroup${kind}Rule:SecurityGroup${kind}Rule`,
    name: "it",
    inputs: {
      securityGroupId: "sg-1",
      ipProtocol: protocol,
      ...(ports !== undefined && { fromPort: ports[0], toPort: ports[1] }),
      ...(ipv4 !== undefined && { cidrIpv4: ipv4 }),
      ...(ipv6 !== undefined && { cidrIpv6: ipv6 }),
      ...(description !== undefined && { description }),
      ...(tags !== undefined && { tags }),
      ...more,
    },
  };
}
