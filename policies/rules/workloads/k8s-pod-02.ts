import { requiredFlag } from "./container-flag";
import { linuxContainerRule } from "./pod-rule";

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
    field: "allowPrivilegeEscalation",
    allowed: false,
    reason: "escalation-allowed",
    consequence: "its processes may gain more rights than they began with",
  }),
);
