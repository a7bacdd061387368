import { allOf, notApplicable, pass, undetermined, violation, type Outcome } from "../../evaluation/outcome";
import { orDefault, type Reader } from "../../evaluation/reader";
import type { ResourceRule } from "../../evaluation/rule";
import { judgeSwitch } from "./setting-rule";

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
  check({ inputs }) {
    const kind = orDefault(inputs.at("loadBalancerType").filledText(), "application");
    if (kind.state === "value" && kind.value !== "application")
      return notApplicable(`a ${kind.value} load balancer reads no HTTP`);
    const outcomes = allOf([
      judgeSwitch(inputs, {
        path: ["dropInvalidHeaderFields"],
        wanted: true,
        byDefault: false,
        reason: "invalid-headers",
        otherwise:
          "headers that HTTP does not allow reach the targets, which may read them as something else",
      }),
      judgeDesync(inputs),
    ]);
    const [first] = outcomes;
    return kind.state === "unknown" && first?.kind !== "pass" ? undetermined(kind) : outcomes;
  },
};

/** Defensive where nothing is said. */
function judgeDesync(inputs: Reader): Outcome {
  const mode = orDefault(inputs.at("desyncMitigationMode").filledText(), "defensive");
  if (mode.state === "unknown") return undetermined(mode);
  if (mode.value !== "monitor") return pass;
  return violation("desync-monitor", {
    message:
      "'desyncMitigationMode' is 'monitor', which only counts requests that smuggle others; defensive or strictest is required",
    fix: "set desyncMitigationMode to defensive, or leave it out",
    property: "desyncMitigationMode",
  });
}
