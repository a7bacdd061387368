import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { StackRule } from "../../evaluation/rule";
import type { Stack } from "../../evaluation/siblings";
import { flagOf, textOf } from "../../evaluation/stated";

const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const STAGE = "aws:apigateway/stage:Stage";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
/** Associations with the firewall's first version, which stops in 2025 and still is found. */
const CLASSIC = "aws:wafregional/webAclAssociation:WebAclAssociation";

export const publicEntrancesHaveFirewall: StackRule = {
  id: "NET-LB-01",
  slug: "public-entrances-have-a-firewall",
  title: "Internet-facing ALBs and APIs are behind WAF",
  severity: "high",
  controls: {
    soc2: ["CC6.6"],
    pci: ["6.4.2", "1.4.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.20", "A.8.23"],
  },
  scope: "stack",
  types: [BALANCER, STAGE, ASSOCIATION],
  siblings: [CLASSIC],
  remediation: "Associate a WAFv2 web ACL with the load balancer or stage, or make it internal.",
  url: "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html",
  check(resource, stack) {
    if (resource.type === ASSOCIATION) return [];
    const inward = resource.type === BALANCER ? isInward(resource) : [];
    if (inward.some(({ kind }) => kind === "notApplicable")) return inward;
    const verdict = judgeAssociation(resource, stack);
    // Whether it faces the internet decides only where there is no firewall.
    return inward.length > 0 && verdict.some(({ kind }) => kind !== "pass") ? inward : verdict;
  },
};

/** Why a load balancer needs no web firewall, or why that cannot be told; nothing where it does. */
function isInward(balancer: Resource): readonly Outcome[] {
  const kind = textOf(balancer, "loadBalancerType");
  if (kind.state === "value" && kind.value !== "application")
    return [
      notApplicable(`a ${kind.value} load balancer reads no HTTP, and WAF cannot be associated with it`),
    ];
  const internal = flagOf(balancer, "internal");
  if (internal.state === "value" && internal.value) return [notApplicable("it is internal")];
  return [kind, internal].flatMap((read) => (read.state === "unknown" ? [undetermined(read)] : []));
}

function judgeAssociation(resource: Resource, stack: Stack): readonly Outcome[] {
  const joined = [ASSOCIATION, CLASSIC].map((type) => stack.children(resource, type, "resourceArn"));
  if (joined.some(({ certain }) => certain.length > 0)) return [pass];
  const doubts = joined.flatMap((join) => join.doubts);
  if (doubts.length > 0) return allOf(doubts.map(({ unknown, urn }) => undetermined(unknown, urn)));
  const what = resource.type === STAGE ? "the API's stage" : "the load balancer faces the internet and";
  return [
    violation("no-firewall", {
      message: `${what} has no web firewall: no WebAclAssociation of this stack names it; one is required`,
      fix: "add a wafv2.WebAclAssociation with its ARN, or make it internal",
    }),
  ];
}
