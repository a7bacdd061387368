import { flagChange, judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { notApplicable, undetermined } from "../../evaluation/outcome";
import type { ResourceRule } from "../../evaluation/rule";
import { textOf } from "../../evaluation/stated";

const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

/** The kind that always serves all zones. */
const APPLICATION = "application";

const otherwise =
  "a zone with few targets is overloaded while others idle, and a client of an empty zone gets no answer";

/** Network and gateway load balancers serve their own zone only, unless told otherwise. */
const crossZoneDemand: FlagDemand = {
  property: "enableCrossZoneLoadBalancing",
  reason: "one-zone",
  otherwise,
};

/** The provider turns it on for classic load balancers. */
const classicDemand: FlagDemand = {
  property: "crossZoneLoadBalancing",
  reason: "one-zone",
  otherwise,
};

export const loadBalancersCrossZones: ResourceRule = {
  id: "RES-LB-02",
  slug: "load-balancers-cross-zones",
  title: "Load balancers are cross-zone",
  severity: "low",
  types: ["aws:lb/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"],
  controls: {
    soc2: ["A1.2"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.14"],
  },
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/how-elastic-load-balancing-works.html",
  remediation:
    "Set enableCrossZoneLoadBalancing to true on network and gateway load balancers, crossZoneLoadBalancing on classic ones.",
  scope: "resource",
  check(balancer) {
    if (balancer.type === CLASSIC) return judgeFlag(balancer, classicDemand);
    const kind = textOf(balancer, "loadBalancerType");
    if (kind.state === "unknown") return undetermined(kind);
    return kind.value === APPLICATION
      ? notApplicable("application load balancers always serve all zones")
      : judgeFlag(balancer, crossZoneDemand);
  },
  remediate: ({ type }) => [flagChange(type === CLASSIC ? classicDemand : crossZoneDemand)],
};
