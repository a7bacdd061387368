import { judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { notApplicable, undetermined } from "../../evaluation/outcome";
import { orDefault } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";

const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";

/** What the provider makes where nothing is said; it always serves all zones. */
const APPLICATION = "application";

const consequence =
  "a zone with few targets is overloaded while others idle, and a client of an empty zone gets no answer";

/** Network and gateway load balancers serve their own zone only, unless told otherwise. */
export const crossZoneDemand: FlagDemand = {
  path: ["enableCrossZoneLoadBalancing"],
  byDefault: false,
  reason: "one-zone",
  consequence,
};

/** The provider turns it on for classic load balancers. */
const classicDemand: FlagDemand = {
  path: ["crossZoneLoadBalancing"],
  byDefault: true,
  reason: "one-zone",
  consequence,
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
  check({ type, inputs }) {
    if (type === CLASSIC) return judgeFlag(inputs, classicDemand);
    const kind = orDefault(inputs.at("loadBalancerType").filledText(), APPLICATION);
    if (kind.state === "unknown") return undetermined(kind);
    return kind.value === APPLICATION
      ? notApplicable("application load balancers always serve all zones")
      : judgeFlag(inputs, crossZoneDemand);
  },
};
