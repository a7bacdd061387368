import { every, some, type Answer } from "../answer";
import { orDefault, type Read, type Reader, type Unknown } from "../reader";
import type { Resource } from "../resource";
import { internetAmong } from "./cidr";

/** One rule of a security group or a network ACL, however it was written. */
export interface TrafficRule {
  /** Where it stands; empty where the resource is the rule. */
  readonly path: string;
  readonly direction: Read<"ingress" | "egress">;
  /** Whether it lets through; a security group's always does. */
  readonly allows: Answer;
  /** `all`, `tcp`, `udp`, `icmp`, `icmpv6`, or another protocol's number. */
  readonly protocol: Read<string>;
  readonly from: Read<number>;
  readonly to: Read<number>;
  readonly ranges: readonly string[];
  /** Why further ranges may be hidden, where they may. */
  readonly open: readonly Unknown[];
  readonly description: Read<string>;
}

/** The rules that a resource consists of. */
export interface Traffic {
  readonly rules: readonly TrafficRule[];
  /** Why further rules may be hidden, where they may. */
  readonly open: readonly Unknown[];
}

const PROTOCOLS: Readonly<Record<string, string>> = {
  "-1": "all",
  all: "all",
  "6": "tcp",
  "17": "udp",
  "1": "icmp",
  "58": "icmpv6",
};

/** The canonical types that `trafficOf` can read. */
const GROUPS = ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];
const GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";
const ACLS = ["aws:ec2/networkAcl:NetworkAcl", "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl"];
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";

/** The rules of a security group, of a network ACL, or the one rule that a resource is. */
export function trafficOf({ type, inputs }: Resource): Traffic {
  if (GROUPS.includes(type) || ACLS.includes(type)) return inlineRules(inputs, ACLS.includes(type));
  const only = (rule: TrafficRule): Traffic => ({ rules: [rule], open: [] });
  switch (type) {
    case GROUP_RULE:
      return only(ruleAt(inputs, directionOf(inputs.at("type"))));
    case INGRESS_RULE:
    case EGRESS_RULE:
      return only(ruleAt(inputs, { state: "value", value: type === INGRESS_RULE ? "ingress" : "egress" }));
    case ACL_RULE:
      return only(ruleAt(inputs, aclDirection(inputs), allowed(inputs.at("ruleAction"))));
    default:
      return { rules: [], open: [] };
  }
}

function inlineRules(inputs: Reader, isAcl: boolean): Traffic {
  const rules: TrafficRule[] = [];
  const open: Unknown[] = [];
  for (const direction of ["ingress", "egress"] as const) {
    const list = inputs.at(direction).list();
    if (list.state === "unknown") open.push(list);
    for (const place of list.state === "value" ? list.value : []) {
      const fields = place.fields();
      if (fields.state === "unknown") open.push(fields);
      else if (fields.state === "value") {
        rules.push(
          ruleAt(place, { state: "value", value: direction }, isAcl ? allowed(place.at("action")) : true),
        );
      }
    }
  }
  return { rules, open };
}

function ruleAt(place: Reader, direction: TrafficRule["direction"], allows: Answer = true): TrafficRule {
  const ranges: string[] = [];
  const open: Unknown[] = [];
  for (const name of ["cidrBlocks", "ipv6CidrBlocks", "cidrBlock", "ipv6CidrBlock", "cidrIpv4", "cidrIpv6"]) {
    const list = place.at(name).list();
    if (list.state === "unknown") open.push(list);
    for (const element of list.state === "value" ? list.value : []) {
      const text = element.filledText();
      if (text.state === "value") ranges.push(text.value.trim());
      else if (text.state === "unknown") open.push(text);
    }
  }
  return {
    path: place.path,
    direction,
    allows,
    protocol: protocolOf(place),
    from: place.at("fromPort").number(),
    to: place.at("toPort").number(),
    ranges,
    open,
    description: place.at("description").filledText(),
  };
}

function protocolOf(place: Reader): Read<string> {
  for (const name of ["protocol", "ipProtocol"]) {
    const text = place.at(name).filledText();
    if (text.state === "unknown") return text;
    if (text.state === "value") {
      const written = text.value.trim().toLowerCase();
      return { state: "value", value: PROTOCOLS[written] ?? written };
    }
  }
  return { state: "absent" };
}

function directionOf(place: Reader): TrafficRule["direction"] {
  const text = place.filledText();
  if (text.state !== "value") return text;
  return { state: "value", value: text.value.toLowerCase() === "egress" ? "egress" : "ingress" };
}

/** A rule of a network ACL is one for what comes in where it does not say otherwise. */
function aclDirection(inputs: Reader): TrafficRule["direction"] {
  const egress = orDefault(inputs.at("egress").flag(), false);
  return egress.state === "unknown" ? egress : { state: "value", value: egress.value ? "egress" : "ingress" };
}

function allowed(place: Reader): Answer {
  const text = place.filledText();
  return text.state === "unknown" ? text : text.state === "value" && text.value.toLowerCase() === "allow";
}

/** Whether a rule lets traffic of that direction through. */
export function lets(rule: TrafficRule, direction: "ingress" | "egress"): Answer {
  const { direction: own } = rule;
  return every([
    rule.allows,
    own.state === "unknown" ? own : own.state === "value" && own.value === direction,
  ]);
}

/** What of a rule's ranges is the internet, as text, or whether it cannot be told. */
export function internetOf({ ranges, open }: TrafficRule): Read<string> {
  const found = internetAmong(ranges);
  if (found !== undefined) return { state: "value", value: found };
  return open[0] ?? { state: "absent" };
}

/** Whether a rule is about the internet. */
export function meetsInternet(rule: TrafficRule): Answer {
  const found = internetOf(rule);
  return found.state === "unknown" ? found : found.state === "value";
}

/** Whether a rule is about a port of TCP or UDP. */
export function coversPort(rule: TrafficRule, port: number, protocol: "tcp" | "udp" = "tcp"): Answer {
  return every([isAbout(rule, protocol), coversNumber(rule, port)]);
}

/** Whether a rule is about every port. */
export function coversEveryPort(rule: TrafficRule): Answer {
  return some([speaksEverything(rule), every([coversNumber(rule, 1), coversNumber(rule, 65535)])]);
}

/** Whether a rule is about every protocol. */
export function speaksEverything(rule: TrafficRule): Answer {
  return speaks(rule, ["all"]);
}

/** Whether a rule is about this protocol, or about all. */
function isAbout(rule: TrafficRule, protocol: string): Answer {
  return speaks(rule, ["all", protocol]);
}

function speaks({ protocol }: TrafficRule, names: readonly string[]): Answer {
  if (protocol.state === "unknown") return protocol;
  // A rule without a protocol is one for all of them.
  return protocol.state === "absent" ? names.includes("all") : names.includes(protocol.value);
}

/** Ports say nothing where the protocol is all of them; no ports at all, or -1, are every port. */
function coversNumber(rule: TrafficRule, port: number): Answer {
  const { from, to, protocol } = rule;
  if (protocol.state === "value" && protocol.value === "all") return true;
  if (from.state === "value" && from.value === -1) return true;
  if (to.state === "value" && to.value === -1) return true;
  const above = from.state === "unknown" ? from : from.state === "absent" || from.value <= port;
  const below = to.state === "unknown" ? to : to.state === "absent" || port <= to.value;
  const covered = every([above, below]);
  // Of all protocols the ports would not matter.
  return covered === false && protocol.state === "unknown" ? protocol : covered;
}
