import { powersRule, RBAC_GROUP, type Power } from "./role-rule";

const POWERS: readonly Power[] = [
  {
    reason: "admission",
    verbs: ["create", "update", "patch", "delete", "deletecollection"],
    resources: [
      "mutatingwebhookconfigurations",
      "validatingwebhookconfigurations",
      "mutatingadmissionpolicies",
      "validatingadmissionpolicies",
      "mutatingadmissionpolicybindings",
      "validatingadmissionpolicybindings",
    ],
    groups: ["admissionregistration.k8s.io"],
    means: "reads and changes everything that is created in the cluster, or switches the checks off",
    fix: "take it out, or name the webhook that is its own in resourceNames",
    allowedByName: true,
  },
  {
    reason: "certificate-approval",
    verbs: ["update", "patch"],
    resources: ["certificatesigningrequests/approval"],
    groups: ["certificates.k8s.io"],
    means: "makes itself a certificate for whomever it likes",
    fix: "take certificatesigningrequests/approval out",
  },
  {
    reason: "certificate-signer",
    verbs: ["approve", "sign"],
    resources: ["signers"],
    groups: ["certificates.k8s.io"],
    means: "makes itself a certificate for whomever it likes",
    fix: "take signers out, or name the signer that is its own in resourceNames",
    allowedByName: true,
  },
  {
    reason: "node-proxy",
    verbs: ["get", "create"],
    resources: ["nodes/proxy"],
    groups: [""],
    means: "talks to the kubelet, which runs commands in every container of the node and asks nobody",
    fix: "take nodes/proxy out; nodes/metrics and nodes/stats are what monitoring needs",
  },
  {
    reason: "bindings",
    verbs: ["bind"],
    resources: ["rolebindings", "clusterrolebindings"],
    groups: [RBAC_GROUP],
    means: "decides who holds which role",
    fix: "take bind out",
  },
];

export const rolesDoNotControlAdmission = powersRule(
  {
    id: "K8S-RBAC-05",
    slug: "roles-do-not-control-admission",
    title: "No control over admission webhooks, CSRs or node proxies",
    severity: "high",
    controls: {
      soc2: ["CC6.3", "CC8.1"],
      pci: ["7.2.2"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.2"],
    },
    remediation: "Take the resource out; operators that bring a webhook name it in resourceNames.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  },
  POWERS,
);
