import { flagChange, judgeFlag, type FlagDemand } from "../../evaluation/flag";
import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import type { Resource } from "../../evaluation/resource";
import type { ResourceRule } from "../../evaluation/rule";
import { textOf } from "../../evaluation/stated";

const headerDemand: FlagDemand = {
  property: "dropInvalidHeaderFields",
  reason: "invalid-headers",
  otherwise: "headers that HTTP does not allow reach the targets, which may read them as something else",
};

const DESYNC = "desyncMitigationMode";
/** Refuses what is surely an attack, and lets through what old clients send by mistake. */
const LEAST_STRICT = "defensive";

export const balancersRefuseOddRequests: ResourceRule = {
  id: "NET-LB-02",
  slug: "balancers-refuse-odd-requests",
  title: "ALBs drop invalid headers and use defensive desync mode",
  severity: "medium",
  controls: {
    soc2: ["CC6.6"],
    pci: ["6.4.1", "2.2.6"],
    gdpr: ["32(1)(b)"],
    iso27001: ["A.8.21"],
  },
  scope: "resource",
  types: ["aws:lb/loadBalancer:LoadBalancer"],
  remediation: "Set dropInvalidHeaderFields to true, and desyncMitigationMode to defensive or strictest.",
  url: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html",
  check(balancer) {
    const kind = textOf(balancer, "loadBalancerType");
    if (kind.state === "value" && kind.value !== "application")
      return notApplicable(`a ${kind.value} load balancer reads no HTTP`);
    const outcomes = allOf([judgeFlag(balancer, headerDemand), judgeDesync(balancer)]);
    const [first] = outcomes;
    return kind.state === "unknown" && first?.kind !== "pass" ? undetermined(kind) : outcomes;
  },
  remediate: (balancer) => [
    ...(judgeFlag(balancer, headerDemand).kind === "violation" ? [flagChange(headerDemand)] : []),
    ...(judgeDesync(balancer).kind === "violation" ? [{ at: [DESYNC], value: LEAST_STRICT }] : []),
  ],
};

function judgeDesync(balancer: Resource): Outcome {
  const mode = textOf(balancer, DESYNC);
  if (mode.state === "unknown") return undetermined(mode);
  if (mode.value !== "monitor") return pass;
  return violation("desync-monitor", {
    message:
      "'desyncMitigationMode' is 'monitor', which only counts requests that smuggle others; defensive or strictest is required",
    fix: "set desyncMitigationMode to defensive, or leave it out",
    property: "desyncMitigationMode",
  });
}
