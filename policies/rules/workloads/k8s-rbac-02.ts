import { powersRule, type Power } from "./role-rule";

const POWERS: readonly Power[] = [
  {
    reason: "reads-secrets",
    // Who may list or watch them reads them, too.
    verbs: ["get", "list", "watch"],
    resources: ["secrets"],
    groups: [""],
    means: "reads every Secret in its reach, keys and passwords of others among them",
    fix: "name in resourceNames the secrets that are needed, or take the verb out",
    allowedByName: true,
  },
  {
    reason: "changes-secrets",
    // The answers to all of them hold the whole objects.
    verbs: ["update", "patch", "deletecollection"],
    resources: ["secrets"],
    groups: [""],
    means: "reads Secrets by the answer to the change, and changes what others trust",
    fix: "name in resourceNames the secrets that are needed, or take the verb out",
    allowedByName: true,
  },
];

export const rolesDoNotReadSecrets = powersRule(
  {
    id: "K8S-RBAC-02",
    slug: "roles-do-not-read-secrets",
    title: "Secrets are not broadly readable",
    severity: "high",
    controls: {
      soc2: ["CC6.1", "CC6.3"],
      pci: ["7.2.2", "8.3.2"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.3", "A.5.17"],
    },
    remediation:
      "Name in resourceNames the secrets that are needed, or let External Secrets and volumes bring them.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  },
  POWERS,
);
