import { isOpen, type Answer } from "../../evaluation/answer";
import { internetOf, trafficOf, type TrafficRule } from "../../evaluation/network/traffic";
import { allOf, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";

/** What lets traffic in through security groups. */
export const INGRESS_TYPES = [
  "aws:ec2/securityGroup:SecurityGroup",
  "aws:ec2/securityGroupRule:SecurityGroupRule",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
] as const;

/** One way in which a rule of traffic breaks a rule of ours. */
export interface TrafficFault {
  readonly reason: string;
  is(rule: TrafficRule): Answer;
  /** Ends a sentence that begins with the rule's place, such as "lets 0.0.0.0/0 at port 22". */
  says(rule: TrafficRule): string;
  readonly fix: string;
  /** Says all there is to say of a rule: the faults after it are not told. @default false */
  readonly alone?: boolean;
}

/** Judges every rule of a security group or network ACL by every fault. Of one rule each reason is told once. */
export function judgeTraffic(resource: Resource, faults: readonly TrafficFault[]): readonly Outcome[] {
  const { rules, open } = trafficOf(resource);
  return allOf([
    pass,
    ...rules.flatMap((rule) => judgeRule(rule, faults)),
    ...open.map((unknown) => undetermined(unknown)),
  ]);
}

function judgeRule(rule: TrafficRule, faults: readonly TrafficFault[]): readonly Outcome[] {
  const open: Outcome[] = [];
  const told = new Map<string, Outcome>();
  for (const fault of faults) {
    const answer = fault.is(rule);
    if (isOpen(answer)) open.push(undetermined(answer));
    if (answer !== true || told.has(fault.reason)) continue;
    told.set(fault.reason, violationOf(rule, fault));
    if (fault.alone === true) break;
  }
  return told.size > 0 ? [...told.values()] : open.slice(0, 1);
}

function violationOf(rule: TrafficRule, fault: TrafficFault): Outcome {
  return violation(fault.reason, {
    message: `${rule.path === "" ? "the rule" : `'${rule.path}'`} ${fault.says(rule)}`,
    fix: fault.fix,
    ...(rule.path !== "" && { property: rule.path }),
  });
}

/** What of a rule's ranges is the internet, for messages. */
export function sourceOf(rule: TrafficRule): string {
  const found = internetOf(rule);
  return found.state === "value" ? found.value : "the internet";
}

/** The ports of a rule, for messages. */
export function portsOf({ from, to, protocol }: TrafficRule): string {
  if (protocol.state === "value" && protocol.value === "all") return "every port of every protocol";
  if (from.state !== "value" || to.state !== "value" || from.value === -1) return "every port";
  return from.value === to.value ? `port ${from.value}` : `ports ${from.value} to ${to.value}`;
}
