import { powersRule, RBAC_GROUP, type Power } from "./role-rule";

/** What opens a connection into a pod: a websocket asks with `get`, everything else with `create`. */
const CONNECT = ["create", "get"];

const ROLES = { resources: ["roles", "clusterroles"], groups: [RBAC_GROUP] };

const POWERS: readonly Power[] = [
  {
    reason: "exec",
    verbs: CONNECT,
    resources: ["pods/exec"],
    groups: [""],
    means: "runs commands in running containers, with all that they may do",
    fix: "take pods/exec out",
  },
  {
    reason: "attach",
    verbs: CONNECT,
    resources: ["pods/attach"],
    groups: [""],
    means: "reads and writes what running containers read and write",
    fix: "take pods/attach out",
  },
  {
    reason: "port-forward",
    verbs: CONNECT,
    resources: ["pods/portforward"],
    groups: [""],
    means: "reaches every port of every pod, past NetworkPolicies",
    fix: "take pods/portforward out",
  },
  {
    reason: "escalate",
    verbs: ["escalate"],
    ...ROLES,
    means: "writes roles with more rights than its own",
    fix: "take escalate out",
  },
  {
    reason: "bind",
    verbs: ["bind"],
    ...ROLES,
    means: "gives away roles with more rights than its own",
    fix: "take bind out, or name in a role of its own what may be given",
  },
  {
    reason: "impersonate",
    verbs: ["impersonate"],
    resources: ["users", "groups", "serviceaccounts", "uids", "userextras"],
    groups: ["", "authentication.k8s.io"],
    means: "acts as somebody else, and the audit log names both only if one looks closely",
    fix: "take impersonate out",
  },
];

export const rolesDoNotTakeOver = powersRule(
  {
    id: "K8S-RBAC-03",
    slug: "roles-do-not-take-over",
    title: "No exec, attach, port-forward, escalate, bind or impersonate",
    severity: "high",
    controls: {
      soc2: ["CC6.1", "CC6.3"],
      pci: ["7.2.2", "7.2.5", "10.2.1.2"],
      gdpr: ["32(1)(b)"],
      iso27001: ["A.8.2", "A.8.18"],
    },
    remediation:
      "Take the verb or the resource out; what people need in an emergency is given by a procedure that is logged and ends.",
    url: "https://kubernetes.io/docs/concepts/security/rbac-good-practices/",
  },
  POWERS,
);
