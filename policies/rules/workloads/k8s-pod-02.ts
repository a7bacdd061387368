import type { Container } from "../../evaluation/pods";
import { orDefault, stepsIn } from "../../evaluation/reader";
import { requiredFlag } from "./container-flag";
import { linuxContainerRule } from "./pod-rule";

const FIELD = "allowPrivilegeEscalation";

export const noPrivilegeEscalation = linuxContainerRule(
  {
    id: "K8S-POD-02",
    slug: "no-privilege-escalation",
    title: "No privilege escalation",
    severity: "high",
    controls: {
      soc2: ["CC6.1"],
      pci: ["2.2.6", "7.2.5"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.9"],
    },
    remediation: "Set allowPrivilegeEscalation to false in the security context of every container.",
    url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
  },
  requiredFlag({
    field: FIELD,
    allowed: false,
    reason: "escalation-allowed",
    consequence: "its processes may gain more rights than they began with",
  }),
  (container) =>
    hasEveryRight(container)
      ? []
      : [{ at: stepsIn(container.at("securityContext", FIELD).path), value: false }],
);

/** Whether Kubernetes would refuse the pod: what has the node's rights already cannot be kept from gaining them. */
function hasEveryRight(container: Container): boolean {
  const privileged = container.at("securityContext", "privileged").flag();
  const added = orDefault(container.at("securityContext", "capabilities", "add").list(), []);
  if (privileged.state === "unknown" || added.state === "unknown") return true;
  const names = added.value.map((each) => orDefault(each.filledText(), ""));
  return (
    (privileged.state === "value" && privileged.value) ||
    names.some((name) => name.state === "unknown" || /^(CAP_)?(SYS_ADMIN|ALL)$/i.test(name.value))
  );
}
